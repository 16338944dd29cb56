//! The form of an event: dates as people write them, said back; what won't do beside its field; one step to undo.

use courant::domain::{EventStatus, Localized, Section, When};
use courant::tui::effect::{Effect, SaveOrder};
use insta::assert_snapshot;

use crate::props::composer::{Composer, FULL, section_id};

/// The form over the event of the issue, in the language that is shown first.
fn in_the_form(width: u16, height: u16) -> Composer {
    let mut composer = Composer::in_the_issue(width, height, FULL);
    composer.press("Down Down Alt+E");
    composer.sees("Event: Save the date");
    composer
}

fn fill(composer: &mut Composer, text: &str) {
    composer.press("Ctrl+U");
    composer.type_text(text);
}

fn saved(composer: &mut Composer) -> SaveOrder {
    let order = composer.expect_effect("save", |effect| matches!(effect, Effect::Save(_)));
    let Effect::Save(order) = order else { unreachable!("expected") };
    *order
}

fn event(order: &SaveOrder) -> &courant::domain::Event {
    let section = order.issue.section(&section_id("open-event")).expect("the section");
    section.event.as_ref().expect("its event")
}

fn when(text: &str) -> Option<When> {
    When::parse(text).ok()
}

#[test]
fn a_date_is_typed_as_people_write_it_and_said_back_with_its_weekday_and_how_far_off_it_is() {
    let mut composer = in_the_form(80, 24);
    assert_snapshot!("event_form", composer.screen());
    fill(&mut composer, "2018. december 4. 9:30");
    composer.sees("Tuesday 4 December 2018, 09:30");
    composer.sees("in 5 months");
    composer.press("Tab");
    fill(&mut composer, "16");
    composer.sees("09:30 – 16:00");
    composer.press("Tab");
    fill(&mut composer, "Budapest");
    composer.press("Ctrl+S");
    composer.does_not_see("Event: Save");
    let order = saved(&mut composer);
    let event = event(&order);
    assert_eq!(Some(event.starts.clone()), when("2018-12-04T09:30[Europe/Budapest]"));
    assert_eq!(event.ends, when("2018-12-04T16:00[Europe/Budapest]"));
    assert!(order.details.contains(&section_id("open-event")));
}

#[test]
fn both_ends_are_read_from_one_line_and_a_date_that_may_be_two_is_asked_back() {
    let mut composer = in_the_form(80, 24);
    fill(&mut composer, "Oct 25, 9.30–16.00");
    composer.sees("Thursday 25 October 2018, 09:30 – 16:00");
    fill(&mut composer, "03/04/2019");
    composer.sees("! 3 April 2019 or 4 March 2019?");
    fill(&mut composer, "31 March 2019 2:30");
    composer.sees("! 02:30 does not exist on that day");
    fill(&mut composer, "Friday 25 October");
    composer.sees("! 25 October 2018 is a Thursday");
    fill(&mut composer, "1 May 2018");
    composer.sees("ago: it is over");
}

#[test]
fn what_wont_do_is_said_beside_its_field_and_nothing_is_written() {
    let mut composer = in_the_form(80, 24);
    fill(&mut composer, "");
    composer.press("Tab Tab Tab Tab");
    composer.type_text("no page");
    composer.press("Ctrl+S");
    composer.sees("! an event needs a date");
    fill(&mut composer, "25 October");
    composer.press("Ctrl+S");
    composer.sees("! no address of a page");
    fill(&mut composer, "example.org/room");
    for _ in 0..3 {
        composer.press("Tab");
    }
    composer.type_text("soon");
    composer.press("Tab Tab Tab Tab");
    composer.press("Ctrl+S");
    composer.sees("! not a date");
    fill(&mut composer, "1 October");
    composer.press("Ctrl+S");
    composer.sees("! say what is due then");
    composer.press("Tab");
    composer.type_text("Register");
    composer.press("Tab Tab Tab Tab");
    composer.type_text("office");
    composer.press("Ctrl+S");
    composer.sees("! a contact needs a name");
    composer.type_text("Anna");
    composer.press("Tab Tab");
    composer.effects.clear();
    fill(&mut composer, "anna");
    composer.press("Ctrl+S");
    composer.sees("! ");
    assert!(composer.effects.is_empty(), "{:?}", composer.effects);
    fill(&mut composer, "anna@example.org");
    composer.press("Ctrl+S");
    let order = saved(&mut composer);
    let event = event(&order);
    assert_eq!(event.online.as_deref(), Some("https://example.org/room"));
    assert_eq!(event.deadlines[0].date, jiff::civil::date(2018, 10, 1));
    assert_eq!((event.contacts.len(), event.contacts[0].name.as_str()), (1, "Anna"));
    assert_eq!(event.contacts[0].email.as_ref().map(|address| address.as_str()), Some("anna@example.org"));
}

#[test]
fn words_are_those_of_the_language_and_the_rest_is_the_same_in_all() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("Down Down Alt+L Alt+E");
    composer.sees("Event: Mentse el a dátumot!");
    composer.press("Tab Tab Tab Tab Tab Tab Space Tab");
    composer.sees("(x) tentative");
    composer.type_text("2018. szeptember 30.");
    composer.press("Tab");
    composer.type_text("Regisztráció");
    composer.press("Ctrl+S");
    let order = saved(&mut composer);
    let event = event(&order);
    assert_eq!(event.status, EventStatus::Tentative);
    let Localized::Each(words) = &event.deadlines[0].what else { panic!("{:?}", event.deadlines) };
    assert_eq!(
        words.iter().map(|(lang, text)| format!("{lang} {text}")).collect::<Vec<_>>(),
        ["hu Regisztráció"]
    );
    assert_eq!(event.place, Some(Localized::One("Eindhoven".into())));
}

#[test]
fn one_step_takes_it_back_and_one_more_does_it_again_from_within_the_text_too() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("Down Down Enter");
    composer.type_text("Come. ");
    composer.press("Alt+E");
    fill(&mut composer, "26 October");
    composer.press("Ctrl+S");
    composer.sees("Friday, 26 October 2018");
    composer.press("Ctrl+Z");
    composer.sees("Thursday, 25 October 2018 at 09:30");
    composer.sees("Come.");
    composer.press("Ctrl+Y");
    composer.sees("Friday, 26 October 2018");
    composer.type_text("Do come.");
    composer.press("Ctrl+Z");
    composer.does_not_see("Do come.");
    composer.sees("Friday, 26 October 2018");
    composer.press("Esc Ctrl+Z");
    composer.sees("Thursday, 25 October 2018 at 09:30");
}

#[test]
fn esc_over_what_is_changed_asks_once_and_leaves_everything_as_it_was() {
    let mut composer = in_the_form(80, 24);
    composer.press("Esc");
    composer.does_not_see("Event: Save");
    composer.press("Alt+E");
    composer.type_text("x");
    composer.press("Esc");
    composer.sees("! What you changed is not put in. Esc again leaves it.");
    composer.press("Tab");
    composer.does_not_see("Esc again");
    composer.press("Esc Esc");
    composer.does_not_see("Event: Save");
    assert!(!composer.effects.iter().any(|effect| matches!(effect, Effect::Save(_))));
}

#[test]
fn a_section_that_prints_no_event_says_so_and_offers_one_that_does() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("Down Enter Ctrl+A Del");
    composer.type_text("/");
    composer.sees("Event                its date");
    composer.press("End Up Enter");
    composer.sees("prints no date and no");
    composer.press("Tab Enter");
    composer.sees("2 Save the date");
    let order = saved(&mut composer);
    assert_eq!(order.issue.sections[1].kind.as_str(), "save-the-date");
}

#[test]
fn an_event_without_a_date_gets_one_and_its_place_stays() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("Down Down Alt+E");
    composer.press("Tab Tab Tab");
    fill(&mut composer, "High Tech Campus");
    composer.press("Ctrl+S");
    let place = event(&saved(&mut composer)).place.clone();
    assert_eq!(place, Some(Localized::One("High Tech Campus".into())));
}

#[test]
fn the_mouse_fills_it_in_too_and_a_small_window_shows_it_piece_by_piece() {
    let mut composer = in_the_form(60, 18);
    assert_snapshot!("event_form_small", composer.screen());
    composer.wait(1);
    composer.click("Eindhoven");
    composer.type_text("!");
    composer.sees("Eindhoven!");
    for _ in 0..3 {
        composer.press("Tab");
    }
    composer.click("( ) moved");
    composer.sees("(x) moved");
    composer.press("Tab");
    composer.type_text("1 October");
    composer.sees("↓ more");
    composer.press("Tab");
    composer.type_text("Register");
    composer.click("[ Put it in ]");
    let order = saved(&mut composer);
    assert_eq!(event(&order).status, EventStatus::Moved);
    assert_eq!(event(&order).place, Some(Localized::One("Eindhoven!".into())));
    let sections: Vec<&Section> = order.issue.sections.iter().collect();
    assert_eq!(sections.len(), 3);
}
