//! Beside a mailing that waits: it stays in sight, and the issue can be tried, tested and sent to others.

use courant::domain::{Audience, MailingState, ScheduledShare, SkipReason};
use courant::tui::effect::Effect;
use courant::tui::event::Event;
use insta::assert_snapshot;
use jiff::SignedDuration;

use super::whole_job::type_the_number;
use crate::composer::pty::Tty;
use crate::props::composer::{Composer, FULL, audience, issue, mailing, schedule, start_of_time};
use crate::props::until::until_seen;
use crate::signals;

/// A mailing waits for two days; F8 was pressed twice.
fn beside(counted: Audience) -> Composer {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    let due = start_of_time().checked_add(SignedDuration::from_hours(48)).expect("a moment");
    let mailings = vec![mailing(MailingState::Scheduled, due)];
    composer.tell(Event::Mailings { issue: issue().id, mailings });
    composer.press("F8");
    composer.sees("─ 2018-06-summer scheduled");
    composer.press("F8");
    composer.tell(Event::Audience(Box::new(counted)));
    composer.checks_find(Vec::new());
    composer.effects.clear();
    composer
}

/// So many are on the lists of the mailing that waits.
fn scheduled(readers: u64, counted: Audience) -> Audience {
    let due = start_of_time().checked_add(SignedDuration::from_hours(48)).expect("a moment");
    let (mailing, state, schedule) = ("2018-06-summer".to_owned(), MailingState::Scheduled, schedule(due));
    Audience {
        left_out: [(SkipReason::AlreadyScheduled, readers)].into(),
        scheduled: vec![ScheduledShare { mailing, state, schedule, readers, begun: false }],
        ..counted
    }
}

#[test]
fn beside_a_mailing_that_waits_the_issue_is_tried_tested_and_sent_to_those_it_does_not_reach() {
    let mut composer = beside(scheduled(19, audience()));
    composer.sees("Already scheduled: 2018-06-summer, Fri 22 Jun 2018 10:00, 4 830 readers");
    composer.sees("19 readers of these lists wait for it");
    assert_snapshot!("beside", composer.screen());
    composer.press("Enter");
    composer.expect_effect("dry run", |effect| matches!(effect, Effect::DryRun { .. }));
    composer.press("Down Enter Tab Enter");
    composer.expect_effect("test", |effect| matches!(effect, Effect::SendTest { .. }));
    composer.press("Down Down Enter");
    composer.sees("Already scheduled: 2018-06-summer");
    composer.sees("19 by 2018-06-summer, due 2018-06-22");
    composer.type_text("4830");
    composer.press("Enter");
    composer.expect_effect("one more mailing", |effect| {
        matches!(effect, Effect::Send { confirmed: 4830, again: false, beside, .. } if *beside == ["2018-06-summer"])
    });
    composer.press("F8");
    composer.sees("─ 2018-06-summer scheduled");
    composer.press("Del Tab Enter");
    composer.expect_effect("cancel", |effect| matches!(effect, Effect::Cancel(_)));
}

#[test]
fn where_a_mailing_that_waits_reaches_everybody_that_is_said_and_nobody_gets_it_once_more() {
    let mut all = scheduled(19, Audience::default());
    let mut composer = beside(all.clone());
    composer.sees("Nobody else: they are to get it already: 19 by 2018-06-summer");
    composer.press("End Up Enter");
    composer.sees("Not now: all are to get it already; tick other lists (F6)");
    composer.press("F6");
    composer.sees("is to get it by another mailing");
    composer.sees("19 by 2018-06-summer, due 2018-06-22 10:00");
    composer.sees("Tick other lists, or cancel it.");
    all.left_out.insert(SkipReason::AlreadyHasIt, 7);
    composer.press("F8 F8");
    composer.tell(Event::Audience(Box::new(all)));
    composer.does_not_see("once more");
    assert!(!composer.effects.iter().any(|effect| matches!(effect, Effect::Send { .. })));
}

#[test]
fn when_the_other_mailing_is_due_is_told_to_the_end_of_its_zone() {
    let mut counted = scheduled(19, audience());
    counted.scheduled[0].mailing = "2018-06-summer-in-the-north.12".to_owned();
    let mut composer = beside(counted);
    composer.press("F6");
    composer.sees("19 by 2018-06-summer-in-the-north.12");
    composer.sees("Europe/Amsterdam");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_second_list_is_scheduled_beside_the_first_by_keys_in_a_real_terminal() {
    const F6: &[u8] = b"\x1b[17~";
    const F8: &[u8] = b"\x1b[19~";
    let (relay, _, _) = signals::patient().await;
    let demo = signals::demo(&relay, "");
    let mut tty = Tty::in_the_demo(&demo);
    tty.press(F6);
    tty.sees("─ 30 readers ─");
    tty.press(b"\x1b[B ");
    tty.sees("[ ] press");
    tty.wait_for("the partners", |tty| {
        !tty.contents().contains("─ 30 readers ─") && tty.contents().contains(" readers ─")
    });
    let schedule = |tty: &mut Tty, from: &str, day: &str| {
        tty.sees("Nothing that must be mended");
        tty.sees(from);
        tty.press(b"\x1b[H\x1b[B\x1b[B\r");
        tty.sees("When is it to start?");
        tty.press(format!("{day} 10:00\r").as_bytes());
        type_the_number(tty);
    };
    tty.press(F8);
    schedule(&mut tty, "readers of partners", "2035-01-04");
    tty.sees("2018-06-summer scheduled");
    tty.press(F6);
    tty.sees("by 2018-06-summer, due 2035-01-04 10:00");
    tty.press(b"\x1b[B ");
    tty.sees("[•] press");
    tty.sees("─ 10 readers ─");
    tty.press(F8);
    tty.sees("2018-06-summer scheduled");
    tty.press(F8);
    schedule(&mut tty, "10 readers of partners + press", "2035-01-05");
    tty.sees("2018-06-summer.2 scheduled");
    tty.sees("10 readers will get it");
    tty.sees("Also scheduled: 2018-06-summer,");
    tty.press(b"\x11");
    tty.is_given_back();
    for name in ["2018-06-summer", "2018-06-summer.2"] {
        assert_eq!(demo.exits(&["cancel", name]), Some(0));
    }
    until_seen("the sender's end", || signals::sender_of(&demo), Option::is_none);
    assert!(relay.truth.accepted().is_empty());
}
