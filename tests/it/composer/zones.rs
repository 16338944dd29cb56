//! A time asked for in another zone than the newsletter's: wherever it is named, its own clocks and zone are meant.

use courant::domain::{Mailing, MailingState, Schedule};
use courant::tui::event::Event;
use insta::assert_snapshot;
use jiff::SignedDuration;

use super::story::before_sending;
use crate::props::composer::{mailing, start_of_time};

/// Confirmed by nobody yet: 09:00 in Helsinki is 08:00 in Amsterdam.
const ASKED: &str = "2018-12-04 09:00[Europe/Helsinki]";

fn waiting() -> Mailing {
    let zone = jiff::tz::TimeZone::UTC;
    let schedule = Schedule::parse(ASKED, &zone, start_of_time()).expect("a time");
    let mailing = mailing(MailingState::Scheduled, schedule.due);
    let expires_at = schedule.due.checked_add(SignedDuration::from_hours(3)).ok();
    Mailing { schedule, expires_at, ..mailing }
}

#[test]
fn where_a_time_of_another_zone_is_confirmed_both_clocks_are_right() {
    let mut composer = before_sending();
    composer.press("Down Down Enter");
    composer.type_text(ASKED);
    composer.press("Enter");
    composer.sees("Starts    Tue 4 Dec 2018 09:00 (Europe/Helsinki)");
    composer.sees("= 08:00 in Europe/Amsterdam");
    assert_snapshot!("zone_of_the_number", composer.screen());
    composer.press("Esc");
    composer.tell(Event::Mailing(Box::new(waiting())));
    composer.sees("Starts Tue 4 Dec 2018 09:00 (Europe/Helsinki), 08:00 in Europe/Amsterdam.");
    composer.sees("No letter leaves after Tue 4 Dec 2018 11:00 Europe/Amsterdam.");
    assert_snapshot!("zone_of_the_mailing", composer.screen());
}

#[test]
fn beside_others_a_mailing_names_its_zone_where_it_is_not_the_newsletters() {
    let mut composer = before_sending();
    composer.tell(Event::Mailing(Box::new(waiting())));
    composer.press("F8");
    composer.sees("Already scheduled: 2018-06-summer, Tue 4 Dec 2018 09:00 Europe/Helsinki");
}

#[test]
fn a_day_that_differs_is_named_with_the_time() {
    let mut composer = before_sending();
    composer.press("Down Down Enter");
    composer.type_text("2018-12-04 00:30[Europe/Helsinki]");
    composer.press("Enter");
    composer.sees("Starts    Tue 4 Dec 2018 00:30 (Europe/Helsinki)");
    composer.sees("= Mon 3 Dec 2018 23:30 in Europe/Amsterdam");
}

#[test]
fn when_a_mailing_of_another_zone_began_and_ended_is_said_with_the_zone_that_is_meant() {
    let begun = start_of_time();
    let of = |zone: &str| {
        let mut one = mailing(MailingState::Sent, begun);
        one.schedule = Schedule::now(&jiff::tz::TimeZone::get(zone).expect("a zone"), begun);
        Mailing { finished_at: Some(begun), ..one }
    };
    for (zone, named) in [("Europe/Helsinki", true), ("Europe/Amsterdam", false)] {
        let mut composer = before_sending();
        composer.tell(Event::Mailing(Box::new(of(zone))));
        composer.sees(" finished ");
        assert_eq!(composer.screen().contains(" Europe/Amsterdam ─"), named, "{}", composer.screen());
    }
}
