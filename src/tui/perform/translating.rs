//! Writes down that a translation is done, and looks up what its terms are called.

use super::Place;
use crate::desk::recall::{self, Asked};
use crate::desk::translate::{self, Mark};
use crate::domain::translation::{How, Passage};
use crate::domain::{IssueId, Lang};
use crate::locale::own_name;
use crate::tui::event::{Event, Told};
use crate::workspace::Workspace;

pub fn done(
    place: &Place,
    workspace: &Workspace,
    issue: &IssueId,
    lang: &Lang,
    passage: &Passage,
    name: &str,
) {
    let mark = Mark::now(workspace, How::Reviewed, place.clock.now());
    match translate::done(workspace, issue, lang, std::slice::from_ref(passage), &mark) {
        Ok(_) => {
            let translations = Box::new(workspace.translations(issue).0);
            place.tell(Event::Translations { issue: issue.clone(), translations });
            place.tell(Event::Done(Told::new(format!("{name} is done in {}.", own_name(lang)))));
        }
        Err(why) => {
            let more = [why.to_string(), why.remedy()].into_iter();
            place.tell(Event::Failed(Told {
                what: "It was not marked as done".to_owned(),
                more: more.collect(),
            }));
        }
    }
}

pub fn recall(place: &Place, workspace: &Workspace, asked: Box<Asked>) {
    match recall::recall(workspace, &asked) {
        Ok(terms) => place.tell(Event::Recalled { asked, terms }),
        Err(why) => place.failed("The terms could not be looked up", &why),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Clock;
    use crate::domain::translation::TranslationState;
    use crate::tui::perform::tests::{desk, heard, lang, section};
    use crate::workspace::save;

    #[tokio::test]
    async fn a_section_is_marked_in_the_files_and_one_that_is_not_written_is_refused_with_what_to_do() {
        let desk = desk();
        let (events, mut told) = tokio::sync::mpsc::unbounded_channel();
        let clock = Clock::Fixed("2018-06-20T23:30:00Z".parse().expect("a moment"));
        let runtime = tokio::runtime::Handle::current();
        let place = Place::new(desk.folder.path().to_owned(), clock, runtime, events);
        let (hu, tides) = (lang("hu"), Passage::Section(section("tides")));
        let mark = || done(&place, &desk.workspace, &desk.issue.id, &hu, &tides, "\"Árapály\"");
        mark();
        let refused = heard(&mut told).await;
        let Some(Event::Failed(why)) = refused else { panic!("{refused:?}") };
        assert_eq!(why.more, ["tides: it is not written in Magyar", "write it first"]);
        let text = "+++\nsubject = \"Á\"\npreheader = \"Á\"\n+++\n\n## Árapály {#tides}\n\nJön.\n";
        save::atomically(&desk.folder.path().join("issues/summer/hu.md"), text.as_bytes()).expect("a file");
        mark();
        let known = heard(&mut told).await;
        let Some(Event::Translations { translations, .. }) = known else { panic!("{known:?}") };
        assert!(translations.made(&tides, &hu).is_some());
        let said = heard(&mut told).await;
        let Some(Event::Done(said)) = said else { panic!("{said:?}") };
        assert_eq!(said, Told::new("\"Árapály\" is done in Magyar."));
        let overview = translate::Overview::read(&desk.workspace, &desk.issue.id).expect("readable");
        let standing = overview.standing(&tides, &hu).expect("meant for it");
        assert_eq!(standing.state, TranslationState::Reviewed);
        let on = standing.record.and_then(|record| record.made.as_ref()).map(|made| made.on.to_string());
        assert_eq!(on.as_deref(), Some("2018-06-21"), "by the newsletter's clocks");
    }
}
