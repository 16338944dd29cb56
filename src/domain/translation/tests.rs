//! Every state of a translation, and what leads from one to the next.

use std::collections::BTreeMap;
use std::path::PathBuf;

use jiff::civil::Date;

use super::*;
use crate::domain::{Edition, Issue, IssueId, Kind, Lang, Section, SectionId, SectionText};

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).expect("a tag")
}

fn id() -> SectionId {
    SectionId::parse("event").expect("a name")
}

fn passage() -> Passage {
    Passage::Section(id())
}

/// Digits stand for facts.
fn digits(_: &Lang, was: &str, now: &str) -> Vec<FactChange> {
    let of = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let change = FactChange { was: Some(of(was)), is: Some(of(now)) };
    if change.was == change.is { Vec::new() } else { vec![change] }
}

/// An issue with one section in English, Hungarian and Dutch, and what is written down of it.
struct Desk {
    issue: Issue,
    translations: Translations,
}

impl Desk {
    fn new() -> Self {
        let issue = Issue {
            id: IssueId::parse("summer").expect("a name"),
            title: "Summer".to_owned(),
            number: None,
            date: None,
            expires_at: None,
            languages: ["en", "hu", "nl"].map(lang).to_vec(),
            lists: Vec::new(),
            sections: vec![Section::new(id(), Kind::parse("story").expect("a kind"))],
            accepted: Vec::new(),
            editions: BTreeMap::new(),
        };
        let mut desk = Self { issue, translations: Translations::default() };
        desk.write("en", "We meet on 25 October.")
            .write("hu", "Október 25-én.")
            .write("nl", "Op 25 oktober.");
        desk
    }

    fn write(&mut self, tag: &str, markdown: &str) -> &mut Self {
        let section = SectionText {
            id: id(),
            heading: "Event".to_owned(),
            markdown: markdown.to_owned(),
            heading_line: 5,
            body_line: 7,
        };
        let edition = Edition {
            lang: lang(tag),
            file: PathBuf::from("x.md"),
            title: None,
            subject: "S".to_owned(),
            preheader: String::new(),
            sections: vec![section],
        };
        self.issue.editions.insert(lang(tag), edition);
        self
    }

    fn mark(&mut self, tag: &str, from: &str, how: How) -> &mut Self {
        let text = passage().text(&self.issue.editions[&lang(from)]).expect("a text");
        let of = TextHash::of(&text);
        self.translations.texts.insert(of.clone(), text);
        let on = Date::constant(2026, 11, 22);
        let made = Some(Made { from: lang(from), of, how, by: "anna".to_owned(), on });
        self.translations.records.insert((passage(), lang(tag)), Record { made, remarks: Vec::new() });
        self
    }

    fn standing(&self, tag: &str) -> Standing<'_> {
        standing(&self.issue, &self.translations, &passage(), &lang(tag), digits).expect("meant for it")
    }

    fn is(&self, tag: &str) -> TranslationState {
        self.standing(tag).state
    }
}

#[test]
fn a_translation_goes_from_missing_to_done_and_is_stale_when_its_source_changes() {
    use TranslationState::*;
    let mut desk = Desk::new();
    let source = "We meet on 25 October.";
    desk.issue.editions.remove(&lang("hu"));
    assert_eq!((desk.is("en"), desk.is("hu")), (Original, Missing));
    desk.write("hu", "Október 25-én.");
    desk.issue.editions.get_mut(&lang("hu")).expect("hu").sections.clear();
    assert_eq!(desk.is("hu"), Missing, "the edition is there without it");
    assert_eq!(desk.write("hu", "").is("hu"), NotStarted);
    assert_eq!(desk.write("hu", source).is("hu"), NotStarted, "it is the English text");
    assert_eq!(desk.write("hu", "Október 25-én.").is("hu"), NotRecorded);
    for (how, fresh) in [
        (How::Automated, Machine),
        (How::Human, Translated),
        (How::Reviewed, Reviewed),
        (How::Adapted, Adapted),
        (How::Same, Translated),
    ] {
        desk.write("en", source).mark("hu", "en", how);
        assert_eq!(desk.is("hu"), fresh, "{how:?}");
        for (now, then) in [
            ("We meet, on  *25* October!", fresh),
            ("We all meet on 25 October.", if how == How::Adapted { Adapted } else { Stale }),
            ("We meet on 26 October.", StaleInFacts),
            ("", StaleInFacts),
            (source, fresh),
        ] {
            assert_eq!(desk.write("en", now).is("hu"), then, "{how:?}: {now}");
        }
        assert_eq!(desk.write("en", "On 26 October.").mark("hu", "en", how).is("hu"), fresh, "marked again");
    }
    desk.write("en", source).write("hu", source).mark("hu", "en", How::Same);
    assert_eq!(desk.is("hu"), SameByIntent);
    assert_eq!(
        desk.write("en", "We all meet on 25 October.").is("hu"),
        Stale,
        "and it is not the same any more"
    );
    assert!(TranslationState::ALL.iter().all(|state| !state.in_words().is_empty()));
}

#[test]
fn marks_follow_translations_of_translations_and_say_through_which() {
    use TranslationState::*;
    let mut desk = Desk::new();
    desk.mark("hu", "en", How::Reviewed).mark("nl", "hu", How::Reviewed);
    assert_eq!((desk.is("hu"), desk.is("nl")), (Reviewed, Reviewed));
    desk.write("en", "We all meet on 25 October.");
    let nl = desk.standing("nl");
    let changed = nl.changed.expect("stale");
    assert_eq!((nl.state, desk.is("hu")), (Stale, Stale));
    assert_eq!((changed.lang, changed.through), (&lang("en"), vec![&lang("hu")]));
    desk.mark("hu", "en", How::Reviewed);
    assert_eq!(desk.is("nl"), Reviewed, "the Hungarian text says it already");
    desk.write("hu", "Mindannyian október 25-én.");
    let changed = desk.standing("nl").changed.expect("stale");
    assert_eq!((changed.lang, changed.through.len()), (&lang("hu"), 0));
    desk.write("en", "We all meet on 26 October.");
    let nl = desk.standing("nl");
    assert_eq!(nl.state, StaleInFacts, "facts behind weigh more than words before");
    assert_eq!(nl.changed.expect("stale").lang, &lang("en"));
    // Translations of each other end somewhere.
    desk.mark("hu", "nl", How::Reviewed).write("nl", "Op 27 oktober.");
    assert_eq!((desk.is("hu"), desk.is("en")), (StaleInFacts, Original));
}

#[test]
fn any_language_can_be_the_source_and_a_text_that_is_lost_is_said_to_be() {
    use TranslationState::*;
    let mut desk = Desk::new();
    desk.issue.sections[0].source = Some(lang("nl"));
    assert_eq!((desk.is("nl"), desk.is("en")), (Original, NotRecorded));
    desk.mark("en", "nl", How::Reviewed).write("nl", "Op 26 oktober.");
    assert_eq!(desk.is("en"), StaleInFacts);
    desk.translations.texts.clear();
    let en = desk.standing("en");
    assert_eq!((en.state, en.changed.expect("stale").was), (Stale, None));
    desk.issue.sections[0].languages = Some(vec![lang("en"), lang("nl")]);
    assert!(standing(&desk.issue, &desk.translations, &passage(), &lang("hu"), digits).is_none());
    desk.issue.sections[0].source = None;
    desk.issue.sections[0].languages = Some(vec![lang("hu")]);
    assert_eq!(desk.is("hu"), Original, "the first it is meant for");
}
