//! A section that was put aside leaves nothing to the next one of its kind.

use courant::domain::Issue;
use courant::tui::effect::Effect;
use courant::tui::event::{Event, OpenedIssue};

use crate::props::composer::{Composer, FULL, lang, opened, section_id};

/// What a save would write.
fn ordered(composer: &mut Composer) -> Issue {
    composer.press("Ctrl+S");
    let saved = composer.effects.iter().rev().find_map(|effect| match effect {
        Effect::Save(order) => Some((order.issue.clone(), order.revision)),
        _ => None,
    });
    let (issue, revision) = saved.expect("a save");
    let at = composer.now;
    composer.tell(Event::Saved { revision, at });
    issue
}

#[test]
fn a_section_that_is_added_after_one_of_its_kind_was_put_aside_has_nothing_of_that() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("End Ins Down Enter");
    composer.type_text("The fair");
    composer.press("Tab");
    composer.type_text("2018-11-03");
    let issue = ordered(&mut composer);
    assert!(issue.section(&section_id("save-the-date")).expect("the section").event.is_some());
    composer.press("Esc Del Tab Enter");
    composer.sees("Put aside.");
    ordered(&mut composer);
    composer.press("Ins Down Enter");
    composer.sees("Nothing written yet");
    composer.does_not_see("The fair");
    composer.does_not_see("2018-11-03");
    composer.type_text("The market");
    let issue = ordered(&mut composer);
    assert!(issue.section(&section_id("save-the-date")).is_none());
    let added = issue.section(&section_id("save-the-date-2")).expect("a name of its own");
    assert!(added.event.is_none(), "{added:?}");
    let text = issue.editions[&lang("en")].section(&added.id).expect("its text");
    assert_eq!((text.heading.as_str(), text.markdown.as_str()), ("The market", ""));
    composer.press("Esc Ctrl+Z Ctrl+Z");
    let issue = ordered(&mut composer);
    let back = issue.section(&section_id("save-the-date")).expect("the one of before");
    assert!(back.event.is_some(), "with its date");
    let text = issue.editions[&lang("en")].section(&back.id).expect("with its words");
    assert_eq!(text.heading, "The fair");
}

#[test]
fn a_name_that_only_the_files_know_is_not_given_to_a_new_section() {
    let mut composer = Composer::on_the_shelf(80, 24, FULL);
    composer.press("Enter");
    let ever = ["story", "story-3"].map(section_id).into();
    composer.tell(Event::Opened(Box::new(OpenedIssue { ever, ..opened() })));
    for name in ["story-2", "story-4"] {
        composer.press("Ins End Enter");
        composer.type_text("News");
        let issue = ordered(&mut composer);
        assert!(issue.section(&section_id(name)).is_some(), "{name}: {:?}", issue.sections);
        composer.press("Esc");
    }
    let fresh = OpenedIssue { ever: [section_id("story-5")].into(), ..opened() };
    composer.tell(Event::Reread(Box::new(fresh)));
    composer.press("Ins End Enter");
    assert!(ordered(&mut composer).section(&section_id("story-6")).is_some());
}

#[test]
fn whoever_puts_a_section_aside_is_told_whether_any_text_goes_with_it() {
    let mut bare = opened();
    let english = bare.issue.editions.get_mut(&lang("en")).expect("an edition");
    english.sections.iter_mut().for_each(|section| section.markdown.clear());
    let hungarian = bare.issue.editions.get_mut(&lang("hu")).expect("an edition");
    hungarian.sections.iter_mut().for_each(|section| section.markdown.clear());
    let told = ["No text is written in it yet.", "It has a date; no text is written in it yet."];
    for (issue, words) in [(bare, told), (opened(), ["in 2 languages so far", "in 2 languages so far"])] {
        let mut composer = Composer::on_the_shelf(80, 24, FULL);
        composer.press("Enter");
        composer.tell(Event::Opened(Box::new(issue)));
        for words in words {
            composer.press("Down Del");
            composer.sees(words);
            composer.press("Esc");
        }
    }
}
