//! What the screen of a mailing says of what is to come: of letters whose sender is gone, and of the last ones.

use courant::desk::send::Forecast;
use courant::domain::{DeliveryState, LeftBehind, MailingState, Progress};
use courant::tui::event::Event;

use crate::props::composer::{Composer, FULL, mailing, progress, start_of_time};

#[test]
fn of_letters_in_the_hands_of_a_sender_that_is_gone_it_is_said_what_becomes_of_them() {
    let mut composer = Composer::in_the_issue(80, 40, FULL);
    composer.tell(Event::Mailing(Box::new(mailing(MailingState::Pausing, start_of_time()))));
    let mut of_one = progress(MailingState::Pausing);
    of_one.counts.by_state.insert(DeliveryState::Submitting, 3);
    composer.tell(Event::Progress(Box::new(of_one.clone())));
    composer.does_not_see("handing over");
    let gone = Progress { sender_alive: false, ..of_one.clone() };
    composer.tell(Event::Progress(Box::new(gone)));
    composer.sees("! the last sender was handing over 3 of those that wait");
    composer.sees("the next one brings");
    composer.sees("finds the others not certain");
    let behind = LeftBehind {
        machines: "north".into(),
        taken: 0,
        taken_until: None,
        lost: 0,
        lost_until: None,
        handing_over: 2,
        handing_over_until: Some(start_of_time()),
    };
    let silent = Progress { left_behind: Some(behind), ..of_one };
    assert_eq!(silent.in_flight(), 1, "those of the other sender land");
    composer.tell(Event::Progress(Box::new(silent)));
    composer.sees("! a sender on north has gone silent while it was handing over 2 letters");
}

#[test]
fn when_the_last_letters_leave_is_said_of_the_mailing_that_it_was_found_of() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.tell(Event::Mailing(Box::new(mailing(MailingState::Sending, start_of_time()))));
    composer.tell(Event::Progress(Box::new(progress(MailingState::Sending))));
    let forecast = |mailing: &str, words: &str, too_late: bool| {
        let forecast = Some(Forecast { words: words.into(), too_late });
        Event::Forecast { mailing: mailing.into(), forecast }
    };
    composer.tell(forecast("2018-05-spring", "the last letter leaves tomorrow", false));
    composer.does_not_see("leaves tomorrow");
    composer.tell(forecast("2018-06-summer", "the last letter leaves tomorrow", false));
    composer.sees("The last letter leaves tomorrow.");
    composer.tell(forecast("2018-06-summer", "about 3 readers would not get it", true));
    composer.sees("! About 3 readers would not get it.");
    composer.tell(Event::Forecast { mailing: "2018-06-summer".into(), forecast: None });
    composer.does_not_see("would not get it");
}
