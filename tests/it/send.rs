//! Mailings from the plan to the relay, and what stops them.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use courant::domain::{
    Counts, DeliveryState as S, HoldReason, Mailing, MailingState as M, SkipReason, Suppression,
};
use courant::ledger::{Holder, MissingRow, SendingLock};

use crate::props::relay::{TestRelay, server, start};
use crate::props::server::{Act, Moment, Step};
use crate::props::until::until;
use crate::send_props::{LANGUAGES, Stage, now};

async fn relay(script: impl Fn(&Moment<'_>) -> Act + Send + Sync + 'static) -> TestRelay {
    start(server(script)).await
}

fn say(text: &str) -> Act {
    Act::Say(format!("{text}\r\n"))
}

/// How many letters the relay took, and to how many people.
fn arrived(relay: &TestRelay) -> (usize, usize) {
    let letters = relay.truth.accepted();
    let people: BTreeSet<_> = letters.iter().flat_map(|letter| letter.to.clone()).collect();
    (letters.len(), people.len())
}

async fn ended(stage: &Stage, mailing: &Mailing) -> (M, Counts, Option<HoldReason>) {
    let mailing = stage.ledger.mailing(mailing.id).await.unwrap();
    (mailing.state, stage.ledger.counts(mailing.id).await.unwrap(), mailing.held)
}

/// Sends `readers` letters to a relay that follows `script`; how that ended.
async fn sent_to(
    readers: usize,
    more: &str,
    script: impl Fn(&Moment<'_>) -> Act + Send + Sync + 'static,
) -> (TestRelay, M, Counts, Option<HoldReason>) {
    let relay = relay(script).await;
    let stage = Stage::new(&relay, readers, more);
    let mailing = stage.mailing(readers.try_into().unwrap()).await;
    stage.send().await;
    let (state, counts, held) = ended(&stage, &mailing).await;
    (relay, state, counts, held)
}

#[tokio::test]
async fn fifty_readers_in_five_languages_each_get_their_own_letter_once() {
    let (relay, state, counts, _) = sent_to(50, "connections = 4", |_| Act::Comply).await;
    assert_eq!((state, counts.of(S::Accepted)), (M::Sent, 50));
    assert_eq!(arrived(&relay), (50, 50));
    for letter in relay.truth.accepted() {
        let text = String::from_utf8_lossy(&letter.message).into_owned();
        let n: usize = letter.to[0].trim_start_matches('r').split('@').next().unwrap().parse().unwrap();
        assert!(text.contains(&format!("Subject: Summer {}\r\n", LANGUAGES[n % 5])), "{text}");
        assert!(text.contains(&format!("\r\nReader {n}=\r\n")), "{text}");
    }
}

#[tokio::test]
async fn every_refusal_lands_where_it_belongs() {
    let dots = AtomicU32::new(0);
    let relay = relay(move |moment| match moment.step {
        Step::Rcpt if moment.line.contains("r1@") => say("550 5.1.1 <r1@example.eu>: no such user"),
        Step::Rcpt if moment.line.contains("r2@") => say("452 4.2.2 mailbox full"),
        Step::Dot if dots.fetch_add(1, Ordering::SeqCst) == 4 => say("554 5.6.0 I do not like it"),
        _ => Act::Comply,
    })
    .await;
    let stage = Stage::new(&relay, 10, "connections = 1");
    let mailing = stage.mailing(10).await;
    let (tell, sender) = stage.start();
    let left = async || stage.ledger.counts(mailing.id).await.unwrap();
    until("the end of all letters", left, |counts| counts.waiting() == 0 && arrived(&relay).0 > 0).await;
    tell.send(true).unwrap();
    sender.await.unwrap();
    let (state, counts, _) = ended(&stage, &mailing).await;
    let by = [S::Accepted, S::Failed, S::Deferred].map(|state| counts.of(state));
    assert_eq!((by, state), ([7, 2, 1], M::Sending), "one waits for its next try");
    assert_eq!(arrived(&relay), (7, 7));
    let failures = stage.ledger.progress(mailing.id, now()).await.unwrap().failures;
    assert!(
        failures.iter().any(|(words, _)| words == "550 5.1.1 <(the recipient)>: no such user"),
        "{failures:?}"
    );
}

#[tokio::test]
async fn a_sign_in_that_is_refused_holds_at_once_with_the_servers_words() {
    let (relay, state, counts, held) = sent_to(10, "connections = 1", |moment| match moment.step {
        Step::Mail => say("530 5.7.0 authentication required"),
        _ => Act::Comply,
    })
    .await;
    assert_eq!((state, counts.of(S::Planned)), (M::Held, 10));
    assert!(matches!(held, Some(HoldReason::Auth { reply }) if reply.contains("authentication required")));
    assert_eq!(arrived(&relay).0, 0);
}

#[tokio::test]
async fn a_third_refusal_for_policy_in_a_row_holds_and_two_do_not() {
    for (refused, state, failed) in [(3_u32, M::Held, 3), (2, M::Sent, 2)] {
        let seen = AtomicU32::new(0);
        let (_, ended, counts, held) = sent_to(10, "connections = 1", move |moment| match moment.step {
            Step::Dot if seen.fetch_add(1, Ordering::SeqCst) < refused => {
                say("550 5.7.1 blocked for its reputation")
            }
            _ => Act::Comply,
        })
        .await;
        assert_eq!((ended, counts.of(S::Failed)), (state, failed));
        assert_eq!(counts.waiting(), if refused == 3 { 7 } else { 0 });
        assert_eq!(matches!(held, Some(HoldReason::Policy { .. })), refused == 3);
    }
}

#[tokio::test]
async fn a_relay_that_never_answers_the_end_of_a_letter_leaves_it_uncertain_and_never_sends_it_again() {
    let (relay, state, counts, _) = sent_to(6, "connections = 1", |moment| match moment.step {
        Step::Dot if moment.connection == 1 && moment.letter == 2 => Act::Hang,
        Step::Dot if moment.connection == 2 && moment.letter == 2 => Act::TakeAndHangUp,
        _ => Act::Comply,
    })
    .await;
    assert_eq!((state, counts.of(S::Accepted), counts.of(S::Unknown)), (M::Sent, 4, 2));
    assert_eq!(arrived(&relay), (5, 5), "the one that was taken without an answer is not sent twice");
}

#[tokio::test]
async fn more_than_three_uncertain_letters_in_a_minute_hold() {
    let (_, state, counts, held) = sent_to(10, "connections = 1", |moment| match moment.step {
        Step::Dot => Act::TakeAndHangUp,
        _ => Act::Comply,
    })
    .await;
    assert_eq!((state, counts.of(S::Unknown), counts.of(S::Planned)), (M::Held, 4, 6));
    assert!(matches!(held, Some(HoldReason::TooManyUnknown { count: 4, .. })), "{held:?}");
}

#[tokio::test]
async fn a_line_that_breaks_before_the_letter_leaves_is_opened_again_and_nothing_is_lost() {
    for step in [Step::Banner, Step::Mail, Step::Rcpt, Step::Data] {
        let (relay, state, counts, _) = sent_to(6, "connections = 1", move |moment| {
            let second = moment.connection == 1 && (step == Step::Banner || moment.letter == 2);
            if moment.step == step && second { Act::Abort } else { Act::Comply }
        })
        .await;
        assert_eq!((state, counts.of(S::Accepted)), (M::Sent, 6), "{step:?}");
        assert_eq!(arrived(&relay), (6, 6), "{step:?}");
    }
}

/// The one row that is left of a mailing whose letters all have been tried, and the mailing's counts.
async fn left_over(stage: &Stage, mailing: &Mailing, tries: impl Fn() -> u32) -> (MissingRow, Counts) {
    let (tell, sender) = stage.start();
    let soon = now() + jiff::SignedDuration::from_secs(60);
    let put_off = |row: &MissingRow| row.state == S::Deferred && row.retry_at.is_some_and(|at| at > soon);
    let rows = async || stage.ledger.missing(mailing.id).await.unwrap();
    until("one that waits", rows, |rows| tries() > 5 || (!rows.is_empty() && rows.iter().all(put_off))).await;
    tell.send(true).unwrap();
    sender.await.unwrap();
    let mut rows = stage.ledger.missing(mailing.id).await.unwrap();
    (rows.remove(0), stage.ledger.counts(mailing.id).await.unwrap())
}

#[tokio::test]
async fn a_mailbox_that_gets_too_much_mail_waits_for_its_own_next_try_and_holds_up_nobody() {
    let tries = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&tries);
    let relay = relay(move |moment| match moment.step {
        Step::Rcpt if moment.line.contains("r1@") => {
            counter.fetch_add(1, Ordering::SeqCst);
            say("450 4.2.1 mailbox receives too many messages")
        }
        _ => Act::Comply,
    })
    .await;
    let stage = Stage::new(&relay, 10, "connections = 1");
    let mailing = stage.mailing(10).await;
    let (row, counts) = left_over(&stage, &mailing, || tries.load(Ordering::SeqCst)).await;
    assert_eq!((row.state, tries.load(Ordering::SeqCst)), (S::Deferred, 1));
    assert_eq!((counts.of(S::Accepted), counts.of(S::Deferred)), (9, 1));
    let wait = row.retry_at.unwrap().duration_since(now()).as_mins();
    assert!((4..8).contains(&wait), "{wait} minutes");
}

#[tokio::test]
async fn a_letter_at_which_the_line_always_breaks_waits_alone_and_the_others_arrive() {
    for step in [Step::Rcpt, Step::Data] {
        let tries = Arc::new(AtomicU32::new(0));
        let (counter, to_r1) = (Arc::clone(&tries), AtomicBool::new(false));
        let relay = relay(move |moment| {
            if moment.step == Step::Rcpt {
                to_r1.store(moment.line.contains("r1@"), Ordering::SeqCst);
            }
            if moment.step != step || !to_r1.load(Ordering::SeqCst) {
                return Act::Comply;
            }
            counter.fetch_add(1, Ordering::SeqCst);
            Act::Abort
        })
        .await;
        let stage = Stage::new(&relay, 6, "connections = 1");
        let mailing = stage.mailing(6).await;
        let (row, counts) = left_over(&stage, &mailing, || tries.load(Ordering::SeqCst)).await;
        assert_eq!((row.state, tries.load(Ordering::SeqCst)), (S::Deferred, 3), "{step:?}");
        assert_eq!((counts.of(S::Accepted), counts.of(S::Deferred)), (5, 1), "{step:?}");
        assert_eq!(stage.ledger.trouble().await.unwrap(), None, "{step:?}: the mail server is well");
    }
}

#[tokio::test]
async fn a_second_sender_is_refused_and_learns_who_sends() {
    let relay = relay(|_| Act::Comply).await;
    let stage = Stage::new(&relay, 1, "");
    let boot = courant::ledger::Boot::current();
    let _lock = SendingLock::take(stage.ledger.path(), Holder::this(&boot, now())).unwrap();
    let (_tell, told) = tokio::sync::watch::channel(false);
    let refused = stage.sender().run(told).await.unwrap_err();
    assert!(refused.to_string().contains(&format!("process {}", std::process::id())), "{refused}");
}

/// Until the relay has taken so many.
async fn taken(relay: &TestRelay, letters: usize) {
    until("a number of letters", async || arrived(relay).0, |taken| *taken >= letters).await;
}

async fn comes_to(stage: &Stage, mailing: &Mailing, fits: impl Fn(&M) -> bool) {
    let state = async || stage.ledger.mailing(mailing.id).await.unwrap().state;
    until("a state", state, fits).await;
}

#[tokio::test]
async fn a_pause_lets_what_is_under_way_land_and_resuming_sends_the_rest() {
    let relay = relay(|_| Act::Comply).await;
    let stage = Stage::new(&relay, 200, "connections = 3");
    let mailing = stage.mailing(200).await;
    let (tell, sender) = stage.start();
    taken(&relay, 20).await;
    stage.ledger.pause(mailing.id, "anna", now()).await.unwrap();
    comes_to(&stage, &mailing, |state| *state != M::Pausing).await;
    let (state, counts, _) = ended(&stage, &mailing).await;
    assert_eq!((state, counts.of(S::Claimed), counts.of(S::Submitting)), (M::Paused, 0, 0));
    let landed = arrived(&relay).0;
    assert_eq!(
        u64::try_from(landed).unwrap(),
        counts.of(S::Accepted),
        "what the relay took is what is written"
    );
    assert!(landed < 200);
    stage.ledger.resume(mailing.id, "anna", now()).await.unwrap();
    taken(&relay, 200).await;
    comes_to(&stage, &mailing, |state| *state == M::Sent).await;
    tell.send(true).unwrap();
    sender.await.unwrap();
    assert_eq!(arrived(&relay), (200, 200));
}

#[tokio::test]
async fn nobody_is_handed_over_after_a_cancel_has_returned() {
    let relay = relay(|_| Act::Comply).await;
    let stage = Stage::new(&relay, 300, "connections = 3");
    let mailing = stage.mailing(300).await;
    let (tell, sender) = stage.start();
    taken(&relay, 20).await;
    stage.ledger.pause(mailing.id, "anna", now()).await.unwrap();
    stage.ledger.cancel(mailing.id, "anna", now()).await.unwrap();
    let under_way = stage.ledger.counts(mailing.id).await.unwrap();
    tell.send(true).unwrap();
    sender.await.unwrap();
    let (state, counts, _) = ended(&stage, &mailing).await;
    assert_eq!((state, counts.waiting() + counts.later()), (M::Cancelled, 0));
    assert_eq!(u64::try_from(arrived(&relay).0).unwrap(), counts.of(S::Accepted));
    assert_eq!(counts.of(S::Accepted), under_way.of(S::Accepted) + under_way.of(S::Submitting));
}

#[tokio::test]
async fn whoever_leaves_while_it_is_sent_is_not_mailed_after_they_were_told_so() {
    let relay = relay(|_| Act::Comply).await;
    let stage = Stage::new(&relay, 300, "connections = 3");
    let mailing = stage.mailing(300).await;
    let (tell, sender) = stage.start();
    taken(&relay, 10).await;
    let mut too_late = 0;
    for n in (0..300).rev().step_by(7) {
        let address = courant::domain::Address::parse(&format!("r{n}@example.eu")).unwrap();
        let has_it = || relay.truth.accepted().iter().any(|letter| letter.to[0] == address.as_str());
        let key = stage.ledger.keys().addr_key(&address);
        let gone = Suppression {
            key,
            scope: "*".to_owned(),
            reason: SkipReason::Unsubscribed,
            evidence: "one-click".to_owned(),
            at: now(),
        };
        stage.ledger.suppress(gone).await.unwrap();
        let row = stage.ledger.missing(mailing.id).await.unwrap().into_iter().find(|row| row.key == key);
        let state = row.map_or(S::Accepted, |row| row.state);
        match state {
            // It had left, or was leaving, before they were told.
            S::Accepted | S::Submitting => too_late += 1,
            _ => assert!(!has_it(), "{state:?}"),
        }
    }
    comes_to(&stage, &mailing, |state| *state == M::Sent).await;
    tell.send(true).unwrap();
    sender.await.unwrap();
    let (_, counts, _) = ended(&stage, &mailing).await;
    assert_eq!(counts.left_out() + too_late, 43, "everybody who left is accounted for");
    assert_eq!(u64::try_from(arrived(&relay).1).unwrap(), 300 - counts.left_out());
}

#[tokio::test]
async fn a_mailing_that_was_begun_does_not_go_on_once_the_lists_are_not_to_be_mailed() {
    let relay = relay(|_| Act::Comply).await;
    let stage = Stage::new(&relay, 60, "");
    let of = stage.mailing(30).await;
    stage.send().await;
    assert_eq!(ended(&stage, &of).await.0, M::Held);
    let config = std::fs::read_to_string(stage.root().join("config.toml")).unwrap();
    for (from, to, why) in [
        ("transport = \"smtp\"", "transport = \"files\"", HoldReason::FilesOnly),
        ("mode = \"live\"", "mode = \"test\"", HoldReason::TestMode),
    ] {
        std::fs::write(stage.root().join("config.toml"), config.replace(from, to)).unwrap();
        stage.ledger.resume(of.id, "anna", now()).await.unwrap();
        stage.send().await;
        let (state, counts, held) = ended(&stage, &of).await;
        assert_eq!((state, counts.of(S::Planned), held), (M::Held, 60, Some(why)));
    }
    assert!(relay.truth.accepted().is_empty());
}

#[tokio::test]
async fn what_stands_against_a_start_holds_the_mailing_and_nobody_is_mailed() {
    let relay = relay(|_| Act::Comply).await;
    let stage = Stage::new(&relay, 60, "");
    let of = stage.mailing(30).await;
    stage.send().await;
    let (state, counts, held) = ended(&stage, &of).await;
    assert_eq!((state, counts.of(S::Planned)), (M::Held, 60));
    assert_eq!(held, Some(HoldReason::CountChanged { confirmed: 30, now: 60 }));
    stage.ledger.cancel(of.id, "anna", now()).await.unwrap();

    let config = std::fs::read_to_string(stage.root().join("config.toml")).unwrap();
    let test_mode = config.replace("mode = \"live\"", "mode = \"test\"");
    std::fs::write(stage.root().join("config.toml"), test_mode).unwrap();
    let of = stage.mailing(60).await;
    stage.send().await;
    let (state, counts, held) = ended(&stage, &of).await;
    assert_eq!((state, counts.rows(), held), (M::Held, 0, Some(HoldReason::TestMode)));

    let files = config.replace("transport = \"smtp\"", "transport = \"files\"");
    std::fs::write(stage.root().join("config.toml"), files).unwrap();
    let of = stage.mailing(60).await;
    stage.send().await;
    let (state, counts, held) = ended(&stage, &of).await;
    assert_eq!((state, counts.rows(), held), (M::Held, 0, Some(HoldReason::FilesOnly)));

    std::fs::write(stage.root().join("config.toml"), "format = 1\n[newsletter]\nmood = \"live\"\n").unwrap();
    let of = stage.mailing(60).await;
    stage.send().await;
    let (state, _, held) = ended(&stage, &of).await;
    assert!(matches!((state, &held), (M::Held, Some(HoldReason::Workspace { .. }))), "{state:?} {held:?}");
    assert_eq!(arrived(&relay).0, 0);
}

#[tokio::test]
async fn a_list_that_broke_after_the_number_was_typed_holds_the_mailing_before_anybody_has_a_row() {
    for (file, text) in
        [("subscribers/partners.toml", "language = \"hu\n"), ("subscribers/partners.csv", "name\nAnna\n")]
    {
        let relay = relay(|_| Act::Comply).await;
        let stage = Stage::new(&relay, 5, "");
        let of = stage.mailing(5).await;
        std::fs::write(stage.root().join(file), text).unwrap();
        stage.send().await;
        let (state, counts, held) = ended(&stage, &of).await;
        assert_eq!((state, counts.rows(), arrived(&relay).0), (M::Held, 0, 0), "{file}: {held:?}");
        let Some(HoldReason::Workspace { detail }) = held else { panic!("{file}: {held:?}") };
        assert!(detail.starts_with(file), "{detail}");
    }
}

#[tokio::test]
async fn what_a_sender_keeps_in_mind_does_not_lie_on_the_stack_of_whoever_starts_it() {
    let stage = Stage::new(&relay(|_| Act::Comply).await, 1, "");
    let (sender, (_tell, told)) = (stage.sender(), tokio::sync::watch::channel(false));
    let bytes = size_of_val(&sender.run(told));
    assert!(bytes <= 16 * 1024, "{bytes} bytes");
}
