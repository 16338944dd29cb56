//! Keys that come quickly: an Enter that was meant for a dialog does nothing below it.

use courant::tui::effect::Effect;
use courant::tui::event::{Event, OpenedIssue, Told};
use crossterm::event::KeyCode;
use jiff::SignedDuration;

use crate::props::composer::{Composer, FULL, opened, section_id};

/// The time goes on by less than a second.
fn a_moment(composer: &mut Composer, milliseconds: i64) {
    let later = composer.now.checked_add(SignedDuration::from_millis(milliseconds)).expect("a moment");
    composer.now = later;
    composer.tell(Event::Tick(later));
}

fn opens(effect: &Effect) -> bool {
    matches!(effect, Effect::OpenIssue(_))
}

#[test]
fn enter_twice_on_the_name_of_a_new_issue_opens_no_other_one_and_nothing_in_it() {
    let mut composer = Composer::on_the_shelf(80, 24, FULL);
    composer.press("N");
    composer.type_text("Autumn");
    composer.press("Enter Enter");
    a_moment(&mut composer, 900);
    composer.press("Enter");
    assert!(!composer.effects.iter().any(opens), "{:?}", composer.effects);
    composer.expect_effect("a new one", |effect| matches!(effect, Effect::NewIssue { .. }));

    let mut composer = Composer::on_the_shelf(80, 24, FULL);
    composer.press("N");
    composer.type_text("Autumn");
    composer.press("Enter");
    composer.tell(Event::Opened(Box::new(opened())));
    composer.press("Enter");
    composer.sees("Ins add");
    a_moment(&mut composer, 500);
    composer.press("Enter");
    composer.sees("Tab next field");
}

#[test]
fn enter_twice_in_any_dialog_does_one_thing() {
    for (keys, first) in [
        ("Down Del Enter", "▸1 Where do we stan"),
        ("Down Del Tab Enter", "Put aside."),
        ("Ins Enter", "Heading"),
        ("Down Ins Enter", "Heading"),
    ] {
        let mut composer = Composer::in_the_issue(80, 24, FULL);
        composer.press(keys);
        composer.sees(first);
        let once = composer.screen();
        // As long as it is held down.
        for _ in 0..20 {
            a_moment(&mut composer, 30);
            composer.press("Enter");
        }
        assert_eq!(composer.screen(), once, "{keys}");
        a_moment(&mut composer, 500);
        composer.press("Enter");
        assert_ne!(composer.screen(), once, "{keys}");
    }
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("Down");
    composer.tell(Event::Failed(Told::new("Something broke")));
    composer.press("Enter");
    composer.does_not_see("Something broke");
    let once = composer.screen();
    composer.press("Enter");
    assert_eq!(composer.screen(), once);
    // Another key in between, and it is meant.
    composer.press("Up Down Enter");
    composer.sees("line 1");
}

#[test]
fn the_next_dialog_is_not_closed_by_the_enter_of_the_one_before() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.tell(Event::Failed(Told::new("Something broke")));
    composer.tell(Event::KeptAside(vec!["aside/tides.body.en.md: its section".into()]));
    composer.press("Enter Enter");
    composer.sees("aside/tides.body.en.md");
    a_moment(&mut composer, 500);
    composer.press("Enter");
    composer.does_not_see("aside/tides.body.en.md");
}

#[test]
fn who_types_on_while_a_dialog_comes_does_not_close_it_unread() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("Down Down Down Enter");
    composer.type_text("x");
    composer.press("Backspace");
    let mut fresh: OpenedIssue = opened();
    fresh.issue.sections.retain(|section| section.id != section_id("ward"));
    composer.tell(Event::Reread(Box::new(fresh)));
    composer.sees("The section you were in");
    a_moment(&mut composer, 200);
    composer.type_text("and so on");
    composer.tell(Event::Key(courant::tui::keys::Key::plain(KeyCode::Enter)));
    composer.press("Enter");
    composer.sees("The section you were in");
    a_moment(&mut composer, 500);
    composer.press("Enter");
    composer.does_not_see("The section you were in");
    composer.sees("Ins add");
}
