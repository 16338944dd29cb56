//! When and where an event is, by keys: nothing that was typed is lost, and nothing else is changed by it.

use courant::domain::{Localized, When};
use courant::tui::effect::{Effect, SaveOrder};
use courant::tui::event::{Event, OpenedIssue, Spot};

use crate::props::composer::{Composer, FULL, audience, opened, section_id};

fn event() -> OpenedIssue {
    opened()
}

/// The event in another zone, in two languages.
fn in_budapest() -> OpenedIssue {
    let mut opened = opened();
    let section = &mut opened.issue.sections[1];
    let event = section.event.as_mut().expect("an event");
    event.starts = When::parse("2018-10-25T09:30[Europe/Budapest]").expect("a time");
    opened
}

/// In the field for the date of the event.
fn in_the_date(opened: OpenedIssue) -> Composer {
    let mut composer = Composer::on_the_shelf(80, 24, FULL);
    composer.press("Enter");
    composer.tell(Event::Opened(Box::new(opened)));
    composer.effects.clear();
    composer.press("Down Down Tab Tab");
    composer
}

fn retype(composer: &mut Composer, text: &str) {
    for _ in 0..40 {
        composer.press("Backspace");
    }
    composer.type_text(text);
}

fn saved(composer: &mut Composer) -> SaveOrder {
    composer.press("Ctrl+S");
    let all = composer.effects.iter().rev();
    let mut orders = all.filter_map(|effect| match effect {
        Effect::Save(order) => Some((**order).clone()),
        _ => None,
    });
    orders.next().expect("a save")
}

#[test]
fn what_is_no_date_stays_in_its_field_says_so_and_stops_a_send() {
    let mut composer = in_the_date(event());
    retype(&mut composer, "banana");
    composer.sees("! not a date: write 2018-10-25 09:30");
    composer.press("Esc");
    composer.sees("2 Save the date     !");
    composer.press("F8");
    composer.tell(Event::Audience(Box::new(audience())));
    composer.checks_find(Vec::new());
    composer.sees("x The date of \"Save the date\" is typed and not understood");
    composer.press("End Enter");
    composer.sees("Not now: a date is not understood");
    composer.press("F2 Home Down Down Esc Enter");
    composer.tell(Event::Opened(Box::new(event())));
    composer.sees("banana");
    composer.effects.clear();
    composer.press("F10");
    let last = composer.effects.iter().rev().find_map(|effect| match effect {
        Effect::Journal(entries) => Some(entries),
        _ => None,
    });
    let last = last.expect("a journal after the save");
    assert!(last.iter().any(|entry| entry.text == "banana"), "{last:?}");
    let place = |wanted: fn(&Effect) -> bool| composer.effects.iter().rposition(wanted);
    let journal = place(|effect| matches!(effect, Effect::Journal(_)));
    assert!(journal > place(|effect| matches!(effect, Effect::Save(_))), "{:?}", composer.effects);
}

#[test]
fn a_date_is_taken_as_people_write_it_and_said_with_its_weekday() {
    let mut composer = in_the_date(event());
    for typed in ["25. oktober 2018 kl. 9.30", "2018. október 25. 9:30", "25 October 2018 at 9.30"] {
        retype(&mut composer, typed);
        composer.sees("Thursday, 25 October 2018 at 09:30");
    }
    retype(&mut composer, "Friday 26 October 2018");
    composer.sees("Friday, 26 October 2018");
    retype(&mut composer, "Thursday 26 October 2018");
    composer.sees("! 26 October 2018 is a Friday");
}

#[test]
fn how_an_event_reads_follows_its_date_and_place_and_the_language_shown() {
    let mut composer = in_the_date(event());
    composer.sees("When: Thursday, 25 October 2018 at 09:30");
    retype(&mut composer, "26 October 2018");
    composer.sees("When: Friday, 26 October 2018");
    composer.press("Tab");
    composer.type_text(" or Breda");
    composer.sees("Where: Eindhoven or Breda");
    composer.press("Alt+L");
    composer.sees("2018. október 26., péntek");
}

#[test]
fn a_place_stands_without_a_date_and_stays_when_the_date_comes() {
    let mut none = event();
    none.issue.sections[1].event = None;
    let mut composer = in_the_date(none);
    composer.press("Tab");
    composer.type_text("Budapest");
    let order = saved(&mut composer);
    assert!(order.facts.contains(&Spot::Place(section_id("open-event"))));
    let place = order.issue.sections[1].undated_place.clone();
    assert_eq!(place, Some(Localized::One("Budapest".into())));
    composer.press("Tab Tab Tab Tab");
    composer.type_text("2018-10");
    let order = saved(&mut composer);
    let event = order.issue.sections[1].event.clone().expect("an event");
    assert_eq!(event.place, Some(Localized::One("Budapest".into())));
}

#[test]
fn only_the_fact_that_was_touched_is_written_and_an_event_keeps_its_own_zone() {
    let mut composer = in_the_date(in_budapest());
    composer.sees("2018-10-25 09:30 Budapest");
    composer.press("Tab");
    composer.type_text("!");
    let order = saved(&mut composer);
    assert_eq!(order.facts.iter().collect::<Vec<_>>(), [&Spot::Place(section_id("open-event"))]);
    composer.press("Tab Tab Tab Tab");
    retype(&mut composer, "2018-10-25 10:00");
    let order = saved(&mut composer);
    let starts = &order.issue.sections[1].event.as_ref().expect("an event").starts;
    assert!(matches!(starts, When::Time(time) if time.time_zone().iana_name() == Some("Europe/Budapest")));
    retype(&mut composer, "2018-10-25 10:00 Helsinki");
    let order = saved(&mut composer);
    let starts = &order.issue.sections[1].event.as_ref().expect("an event").starts;
    assert!(matches!(starts, When::Time(time) if time.time_zone().iana_name() == Some("Europe/Helsinki")));
}

#[test]
fn a_date_by_accident_on_the_way_to_none_is_not_what_the_files_get() {
    for (typed, back) in [("torsdag", "! not a date"), ("nov 2018", "! no date")] {
        let mut composer = in_the_date(in_budapest());
        for _ in 0..40 {
            composer.press("Backspace");
        }
        composer.sees("! no date: the file keeps the old one");
        let starts = |order: SaveOrder| order.issue.sections[1].event.clone().expect("an event").starts;
        let old = When::parse("2018-10-25T09:30[Europe/Budapest]").expect("a time");
        assert_eq!(starts(saved(&mut composer)), old, "emptied");
        composer.type_text(typed);
        if back == "! no date" {
            assert_ne!(starts(saved(&mut composer)), old, "a date that is meant");
            composer.press("Esc Tab Tab End");
            for _ in 0..6 {
                composer.press("Backspace");
            }
            composer.sees("! not a date");
            let meant = When::parse("2018-11").expect("a month");
            assert_eq!(starts(saved(&mut composer)), meant, "what was left standing was meant");
        } else {
            composer.sees(back);
            assert_eq!(starts(saved(&mut composer)), old);
        }
    }
}
