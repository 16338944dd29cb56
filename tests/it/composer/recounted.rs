//! Nothing is asked, shown or sent on readers and mailings as they were some time ago: the shell may send beside.

use courant::domain::{Audience, MailingState, SkipReason};
use courant::tui::app::Screen;
use courant::tui::effect::Effect;
use courant::tui::event::{Event, Looked};
use jiff::SignedDuration;

use super::story::before_sending;
use crate::props::composer::{Composer, FULL, audience, issue, mailing, progress, start_of_time};

fn fewer() -> Audience {
    let mut counted = audience();
    counted.gets.pop_last();
    counted
}

fn all_have_it() -> Audience {
    Audience { left_out: [(SkipReason::AlreadyHasIt, 4830)].into(), ..Audience::default() }
}

/// What it wants to know just now, each once: mailings and readers.
fn looks(composer: &mut Composer) -> (usize, usize) {
    let of = |wanted: fn(&Effect) -> bool| composer.effects.iter().filter(|effect| wanted(effect)).count();
    let looks = (
        of(|effect| matches!(effect, Effect::LookAtMailings(_))),
        of(|effect| matches!(effect, Effect::CountAudience { .. })),
    );
    composer.effects.clear();
    looks
}

#[test]
fn what_stands_before_sending_is_looked_at_every_few_seconds_and_nowhere_else() {
    let mut composer = before_sending();
    composer.wait(2);
    assert_eq!(looks(&mut composer), (0, 0));
    assert!(composer.app.wants_tick().is_some_and(|rest| rest.as_secs() <= 1));
    composer.wait(1);
    assert_eq!(looks(&mut composer), (1, 1));
    composer.wait(60);
    assert_eq!(looks(&mut composer), (0, 0), "they are being counted");
    assert_eq!(composer.app.wants_tick(), None);
    composer.tell(Event::Audience(Box::new(fewer())));
    composer.sees("3 626 readers of partners");
    composer.wait(3);
    assert_eq!(looks(&mut composer), (1, 1));
    composer.tell(Event::Audience(Box::new(fewer())));
    composer.press("F2");
    composer.effects.clear();
    composer.wait(60);
    assert_eq!(looks(&mut composer), (0, 0));
}

#[test]
fn what_was_sent_beside_is_not_said_to_be_due_any_more() {
    let mut composer = before_sending();
    let due = start_of_time().checked_add(SignedDuration::from_hours(1)).expect("a moment");
    let told = |state| Event::Mailings { issue: issue().id, mailings: vec![mailing(state, due)] };
    composer.tell(told(MailingState::Scheduled));
    composer.press("F8");
    composer.sees("Already scheduled");
    composer.tell(told(MailingState::Sent));
    composer.tell(Event::Audience(Box::new(all_have_it())));
    composer.does_not_see("Already scheduled");
    composer.sees("4 830 readers have this issue already");
}

#[test]
fn the_number_is_asked_of_what_was_counted_for_the_question() {
    let mut composer = before_sending();
    composer.counted = None;
    composer.press("End Enter");
    composer.does_not_see("Type the number");
    composer.sees("Counting the readers");
    let looked = |counted: Audience, shown| {
        let (mailings, counted) = (Some(Vec::new()), Ok(Box::new(counted)));
        Event::Looked(Box::new(Looked { issue: issue().id, mailings, counted, at: None, shown, late: None }))
    };
    composer.expect_effect("a look", |effect| matches!(effect, Effect::LookBeforeAsking { at: None, .. }));
    composer.tell(looked(fewer(), None));
    composer.sees("Send it to 3 626 readers now?");
    composer.does_not_see("the readers have changed");
    composer.type_text("3626");
    composer.press("Enter");
    composer.expect_effect("the order", |effect| matches!(effect, Effect::Send { confirmed: 3626, .. }));
    // The number did not hold when the mailing was to be written.
    composer.tell(looked(audience(), Some(3626)));
    composer.sees("Send it to 4 830 readers now?");
    composer.sees("It was 3 626 before: the readers have changed.");
    composer.press("Esc");
    // Whoever wants to send it does not want to send it twice.
    composer.press("Enter");
    composer.tell(looked(all_have_it(), None));
    composer.sees("Who has the issue is different by now");
    composer.does_not_see("Type the number");
    // Who has gone elsewhere meanwhile is asked nothing.
    composer.press("Enter F2");
    composer.tell(looked(all_have_it(), None));
    composer.does_not_see("Type the number");
}

#[test]
fn a_question_that_is_open_asks_anew_when_the_readers_change() {
    let mut composer = before_sending();
    composer.press("End Enter");
    composer.type_text("48");
    composer.tell(Event::Audience(Box::new(audience())));
    composer.sees("48");
    composer.tell(Event::Audience(Box::new(fewer())));
    composer.sees("Send it to 3 626 readers now?");
    composer.sees("It was 4 830 before");
    composer.effects.clear();
    composer.type_text("4830");
    composer.press("Enter");
    composer.sees("That is not 3 626.");
    composer.tell(Event::Audience(Box::new(all_have_it())));
    composer.does_not_see("Type the number");
    composer.sees("Who has the issue is different by now");
    assert!(!composer.effects.iter().any(|effect| matches!(effect, Effect::Send { .. })));
    composer.press("Enter");
    composer.sees("once more to 4 830 readers now?");
    composer.tell(Event::NotCounted(Vec::new()));
    composer.does_not_see("Type the number");
}

#[test]
fn how_far_a_mailing_is_stands_in_the_step_only_while_it_is_watched() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    let sending = mailing(MailingState::Sending, start_of_time());
    composer.tell(Event::Mailings { issue: issue().id, mailings: vec![sending] });
    composer.press("F8");
    composer.tell(Event::Progress(Box::new(progress(MailingState::Sending))));
    composer.sees("[Send 61 %]");
    composer.press("F8");
    assert_eq!(composer.app.screen(), Screen::Send);
    composer.does_not_see(" %]");
    composer.press("F2");
    composer.does_not_see("Send 61 %");
}

#[test]
fn what_was_counted_before_stops_nothing_while_it_is_counted_anew() {
    let mut composer = before_sending();
    composer.tell(Event::Audience(Box::new(all_have_it_by_another())));
    composer.press("End");
    composer.sees("not now: everybody is left out");
    composer.press("Enter");
    composer.sees("Not now: everybody is left out");
    composer.counted = Some(audience());
    composer.press("F2 F8 Enter");
    composer.sees("Send it to 4 830 readers now?");
}

fn all_have_it_by_another() -> Audience {
    Audience { left_out: [(SkipReason::AlreadyScheduled, 4830)].into(), ..Audience::default() }
}

#[test]
fn that_the_last_letters_would_leave_too_late_is_said_beside_the_number_also_when_it_is_counted_anew() {
    let mut composer = before_sending();
    composer.counted = None;
    composer.press("End Enter");
    let late = Some("by the quota about 20 readers would not get it".to_owned());
    let (issue, counted) = (issue().id, Ok(Box::new(audience())));
    let looked = Looked { issue, mailings: Some(Vec::new()), counted, at: None, shown: None, late };
    composer.tell(Event::Looked(Box::new(looked)));
    composer.sees("Send it to 4 830 readers now?");
    composer.sees("! by the quota about 20 readers would not get it");
    composer.tell(Event::Audience(Box::new(fewer())));
    composer.sees("Send it to 3 626 readers now?");
    composer.sees("! by the quota about 20 readers would not get it");
}
