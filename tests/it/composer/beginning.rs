//! The moment in which a mailing begins: who means to stop it then is not surprised by the second that passed.

use courant::domain::{MailingState, Progress};
use courant::tui::effect::Effect;
use courant::tui::event::Event;
use jiff::SignedDuration;

use crate::composer::story::before_sending;
use crate::props::composer::{Composer, mailing, progress, start_of_time};

/// Sixty seconds were begun here; `passed` of them are over.
fn counting(passed: i64) -> Composer {
    let mut composer = before_sending();
    composer.press("End Enter");
    composer.type_text("4830");
    composer.press("Enter");
    composer.tell(now_in(MailingState::Scheduled));
    composer.tell(Event::Progress(Box::new(before_any(MailingState::Scheduled))));
    composer.wait(passed);
    composer.effects.clear();
    composer
}

fn now_in(state: MailingState) -> Event {
    let due = start_of_time().checked_add(SignedDuration::from_secs(60)).expect("a moment");
    Event::Mailing(Box::new(mailing(state, due)))
}

fn before_any(state: MailingState) -> Progress {
    let mut none = progress(state);
    none.counts.by_state.clear();
    Progress { sender_alive: true, ..none }
}

fn stops(composer: &mut Composer) {
    composer.expect_effect("stop it", |effect| *effect == Effect::Stop("2018-06-summer".into()));
}

#[test]
fn the_question_at_the_end_follows_a_mailing_that_begins_while_it_is_open() {
    let mut composer = counting(50);
    composer.press("F10 Tab");
    composer.sees("A mailing is about to start");
    composer.sees("Quit, let it start");
    composer.wait(10);
    composer.sees("A mailing starts now");
    composer.does_not_see("about to start");
    composer.tell(Event::Progress(Box::new(progress(MailingState::Sending))));
    composer.sees("A mailing has begun");
    composer.sees("Its letters leave, also without this window.");
    composer.does_not_see("let it start");
    composer.sees("▸[ Stop it ]");
    composer.press("Enter");
    stops(&mut composer);
}

#[test]
fn the_question_at_the_end_goes_once_there_is_nothing_to_stop() {
    for state in [MailingState::Cancelled, MailingState::Paused, MailingState::Sent] {
        let mut composer = counting(50);
        composer.press("F10");
        composer.tell(now_in(state));
        composer.does_not_see("about to start");
        composer.sees("nothing to stop any more");
    }
}

#[test]
fn away_from_the_mailing_the_question_still_knows_the_time_and_stop_it_shows_what_became_of_it() {
    let mut composer = counting(50);
    composer.press("F8 F10");
    composer.sees("about to start");
    composer.expect_effect("a look at it", |effect| matches!(effect, Effect::Watch(_)));
    assert!(composer.app.wants_tick().is_some_and(|rest| rest.as_secs() <= 1));
    composer.wait(11);
    composer.sees("A mailing starts now");
    composer.press("Tab Enter");
    stops(&mut composer);
    composer.sees("─ 2018-06-summer scheduled");
}

#[test]
fn escape_in_the_second_in_which_it_begins_stops_it_and_later_leaves_it_alone() {
    for (passed, state, stopped) in [
        (59, MailingState::Scheduled, true),
        (60, MailingState::Scheduled, true),
        (60, MailingState::Sending, true),
        (64, MailingState::Sending, true),
        (65, MailingState::Sending, false),
        (65, MailingState::Scheduled, false),
        (60, MailingState::Paused, false),
    ] {
        let mut composer = counting(59);
        assert!(composer.app.wants_tick().is_some());
        composer.tell(Event::Progress(Box::new(before_any(state))));
        composer.wait(passed - 59);
        assert_eq!(composer.screen().contains("Esc stop it"), stopped, "{passed} {state:?}");
        composer.press("Esc");
        let ordered = composer.effects.iter().any(|effect| matches!(effect, Effect::Stop(_)));
        assert_eq!(ordered, stopped, "{passed} {state:?}");
    }
}

#[test]
fn who_quits_in_the_second_in_which_it_begins_is_asked_too() {
    let mut composer = counting(61);
    composer.press("F10");
    composer.sees("A mailing starts now");
    assert!(!composer.app.ended());
    composer.press("Esc");
    composer.wait(5);
    composer.press("F10");
    assert!(composer.app.ended());
}
