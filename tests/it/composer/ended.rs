//! What is said of a mailing that mails nobody, or that is over: what became of it, and what can be done about that.

use courant::domain::{Mailing, MailingId, MailingKind, MailingState, Progress, SkipReason};
use courant::tui::app::Screen;
use courant::tui::effect::Effect;
use courant::tui::event::Event;
use jiff::SignedDuration;

use crate::props::composer::{Composer, FULL, audience, issue, mailing, progress, start_of_time};

/// In front of this mailing, and nothing else.
fn looking_at(mailing: Mailing) -> Composer {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.tell(Event::Mailings { issue: issue().id, mailings: vec![mailing] });
    composer.press("F8");
    composer
}

#[test]
fn of_a_mailing_into_files_it_is_said_that_nobody_is_mailed_whatever_config_says_by_now() {
    let due = start_of_time().checked_add(SignedDuration::from_hours(48)).expect("a moment");
    for state in [MailingState::Scheduled, MailingState::Paused] {
        let files = Mailing { kind: MailingKind::Files, ..mailing(state, due) };
        let mut composer = looking_at(files);
        let mut none = progress(state);
        none.counts.by_state.clear();
        composer.tell(Event::Progress(Box::new(none)));
        composer.sees("Its letters are written into files: nobody is mailed.");
        composer.does_not_see("will get it");
    }
    looking_at(mailing(MailingState::Scheduled, due)).sees("4 830 readers will get it.");
}

#[test]
fn of_a_mailing_that_was_written_into_files_it_is_not_said_that_it_was_sent() {
    let due = start_of_time();
    for (state, words) in [(MailingState::Sent, "in files"), (MailingState::Sending, "writing files")] {
        let mut composer = looking_at(Mailing { kind: MailingKind::Files, ..mailing(state, due) });
        composer.tell(Event::Progress(Box::new(progress(state))));
        composer.sees(&format!("─ 2018-06-summer {words} "));
        composer.sees("Its letters are written into files: nobody is mailed.");
        composer.sees("written into outbox/");
        composer.does_not_see("summer sent");
    }
}

#[test]
fn of_an_issue_that_was_sent_the_step_shows_first_what_became_of_it_and_then_what_can_be_done() {
    let sent = || mailing(MailingState::Sent, start_of_time());
    let cancelled = Mailing {
        id: MailingId([8; 8]),
        name: "2018-06-summer.2".into(),
        ..mailing(MailingState::Cancelled, start_of_time())
    };
    for mailings in [vec![sent()], vec![cancelled, sent()]] {
        let mut composer = Composer::in_the_issue(80, 24, FULL);
        composer.tell(Event::Mailings { issue: issue().id, mailings });
        composer.press("F8");
        assert_eq!(composer.app.screen(), Screen::Delivery);
        composer.expect_effect("a look", |effect| *effect == Effect::Watch("2018-06-summer".into()));
        composer.tell(Event::Progress(Box::new(progress(MailingState::Sent))));
        composer.sees("─ 2018-06-summer sent ");
        composer.sees("F8 once more, to send it to others, or again.");
        composer.press("F8");
        assert_eq!(composer.app.screen(), Screen::Send);
        composer.sees("! 2 letters of 2018-06-summer are not certain: \"Look at\", then Enter");
    }
}

#[test]
fn a_mailing_that_is_over_and_did_not_reach_all_names_the_command_that_tries_again() {
    let command = "Your IT colleague sees who they are with `courant missing 2018-06-summer`";
    let mut composer = looking_at(mailing(MailingState::Sent, start_of_time()));
    composer.tell(Event::Progress(Box::new(progress(MailingState::Sent))));
    composer.sees(command);
    composer.tell(Event::Progress(Box::new(progress(MailingState::Sending))));
    composer.does_not_see(command);
    let mut all = progress(MailingState::Sent);
    all.counts.by_state.retain(|state, _| *state != courant::domain::DeliveryState::Failed);
    all.failures.clear();
    composer.tell(Event::Progress(Box::new(all.clone())));
    composer.does_not_see(command);
    all.left_out.insert(SkipReason::Expired, 3);
    composer.tell(Event::Progress(Box::new(all)));
    composer.sees(command);
}

#[test]
fn whoever_has_it_from_before_is_not_said_to_go_without() {
    let again = |again| Mailing { again, ..mailing(MailingState::Paused, start_of_time()) };
    let ask = |mailing: Mailing, progress: Progress| {
        let mut composer = looking_at(mailing);
        composer.tell(Event::Progress(Box::new(progress)));
        composer.press("Del");
        composer
    };
    let mut once_more = ask(again(true), progress(MailingState::Paused));
    once_more.sees("Whoever has not got it once more yet");
    once_more.sees("had it before still has it.");
    ask(again(false), progress(MailingState::Paused)).sees("Whoever has not got it yet does not get it.");
    let mut none = progress(MailingState::Paused);
    none.counts.by_state.clear();
    none.started_at = None;
    ask(again(false), none).sees("Nobody gets it by this mailing.");

    let left_out = || [(SkipReason::Cancelled, 23)].into();
    let cancelled = Mailing { again: true, ..mailing(MailingState::Cancelled, start_of_time()) };
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.tell(Event::Mailing(Box::new(cancelled)));
    let told = Progress { left_out: left_out(), ..progress(MailingState::Cancelled) };
    composer.tell(Event::Progress(Box::new(told)));
    composer.sees("23 readers do not get it this time: cancelled. Whoever had it before");
}

#[test]
fn a_mailing_that_takes_more_readers_than_were_confirmed_for_it_is_told_with_both_numbers() {
    let mut held = Mailing { confirmed: 19, ..mailing(MailingState::Held, start_of_time()) };
    held.started_at = None;
    let share = courant::domain::ScheduledShare {
        mailing: held.name.clone(),
        state: held.state,
        schedule: held.schedule.clone(),
        readers: 20,
        begun: false,
    };
    let mut composer = looking_at(held);
    composer.press("F8");
    let counted = courant::domain::Audience { scheduled: vec![share], ..audience() };
    composer.tell(Event::Audience(Box::new(counted)));
    composer.does_not_see("20 of them");
    composer.sees("19 readers confirmed");
    composer.sees("by now it takes 20");
}
