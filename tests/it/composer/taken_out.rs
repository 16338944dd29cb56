//! A date that is typed and that no file has, while others take its section out of `issue.toml`, and while somebody wants
//! to send: it is never in the way for good, never lost, and never said to be saved.

use courant::tui::effect::Effect;
use courant::tui::event::{Event, Recovered, Spot};

use crate::props::composer::{Composer, FULL, audience, opened, section_id};

const LEFT: &str = "The section you were in is not in the issue any more";

/// The files without the event.
fn without_the_event() -> Event {
    let mut fresh = opened();
    fresh.issue.sections.retain(|section| section.id != section_id("open-event"));
    Event::Reread(Box::new(fresh))
}

/// This is typed into the emptied field of the event's date.
fn with_the_date(typed: &str) -> Composer {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("Down Down Tab Tab Ctrl+U");
    composer.type_text(typed);
    composer
}

fn put_aside(composer: &mut Composer) -> Vec<Recovered> {
    let aside = composer.expect_effect("aside", |effect| matches!(effect, Effect::PutAside(_)));
    let Effect::PutAside(kept) = aside else { unreachable!() };
    kept
}

#[test]
fn a_section_with_half_a_date_leaves_with_the_hand_that_took_it_out_and_what_was_typed_is_told() {
    for (typed, keys) in [("banana", "F2"), ("", "F2"), ("banana", "Esc"), ("", "Esc"), ("banana", "F5")] {
        let mut composer = with_the_date(typed);
        composer.press(keys);
        composer.effects.clear();
        composer.tell(without_the_event());
        if keys != "Esc" {
            composer.sees(LEFT);
            composer.sees("was taken out of it.");
            composer.sees("Its words are not lost. They are in en.md, hu.md.");
        }
        let kept = put_aside(&mut composer);
        assert_eq!((&kept[0].spot, kept[0].text.as_str()), (&Spot::When(section_id("open-event")), typed));
        composer
            .tell(Event::KeptAside(vec!["issues/2018-06-summer/aside/open-event.when.en.md: gone".into()]));
        composer.press("Esc");
        if keys != "Esc" {
            composer.sees("aside/open-event.when.en.md: gone");
            composer.press("Esc");
        }
        composer.press("F2");
        composer.does_not_see("Save the date");
        composer.does_not_see("date not saved");
        // Its own journal begins anew, without it.
        composer.press("Ctrl+S");
        composer.expect_effect("a save", |effect| matches!(effect, Effect::Save(_)));
        composer.tell(Event::Saved { revision: 1, at: composer.now });
        composer.tell(Event::Reread(Box::new(opened())));
        composer.press("Home Down Down Enter");
        composer.sees("2018-10-25 09:30");
        composer.does_not_see("banana");
    }
}

#[test]
fn words_that_are_typed_there_are_saved_before_their_section_goes_with_its_half_a_date() {
    let mut composer = with_the_date("banana");
    composer.press("Tab Tab");
    composer.type_text("Mine ");
    composer.tell(without_the_event());
    composer.sees("Mine An open event");
    composer.press("Ctrl+S");
    let order = composer.expect_effect("a save", |effect| matches!(effect, Effect::Save(_)));
    let Effect::Save(order) = order else { unreachable!() };
    composer.tell(Event::Saved { revision: order.revision, at: composer.now });
    composer.expect_effect("a look", |effect| matches!(effect, Effect::LookAgain(_)));
    composer.tell(without_the_event());
    composer.sees(LEFT);
    assert_eq!(put_aside(&mut composer)[0].text, "banana");
}

#[test]
fn what_is_said_of_a_section_that_left_waits_until_another_dialog_is_closed() {
    let mut composer = with_the_date("banana");
    composer.press("F1");
    composer.tell(without_the_event());
    composer.does_not_see(LEFT.split(" is").next().expect("words"));
    composer.press("Esc");
    composer.sees(LEFT);
}

#[test]
fn while_a_date_is_not_saved_nothing_is_made_or_sent_and_nobody_says_that_all_is_saved() {
    for (typed, why) in [("banana", "a date is not understood"), ("", "a date is taken out of its field")] {
        let mut composer = with_the_date(typed);
        composer.sees("! date not saved");
        composer.press("Ctrl+S");
        composer.sees("Not saved: The date of \"Save the date\" is");
        composer.expect_effect("a look", |effect| matches!(effect, Effect::LookAgain(_)));
        composer.press("F4");
        composer.sees("This is the text as last saved. The date of");
        composer.press("F8");
        composer.tell(Event::Audience(Box::new(audience())));
        composer.checks_find(Vec::new());
        composer.sees("x The date of \"Save the date\" is");
        for deed in ["Home", "Down", "Down", "Down"] {
            composer.press(deed);
            composer.press("Enter");
            composer.sees(&format!("Not now: {why}"));
        }
        let sends = |effect: &Effect| matches!(effect, Effect::DryRun { .. } | Effect::SendTest { .. });
        assert!(!composer.effects.iter().any(sends), "{:?}", composer.effects);
    }
}

#[test]
fn half_a_date_of_a_section_that_was_put_aside_here_stands_in_nobodys_way() {
    let mut composer = with_the_date("banana");
    composer.press("Esc Del Tab Enter");
    composer.press("Ctrl+S");
    composer.tell(Event::Saved { revision: 1, at: composer.now });
    composer.does_not_see("date not saved");
    composer.press("F8");
    composer.tell(Event::Audience(Box::new(audience())));
    composer.checks_find(Vec::new());
    composer.press("Home Enter");
    composer.expect_effect("a dry run", |effect| matches!(effect, Effect::DryRun { .. }));
}
