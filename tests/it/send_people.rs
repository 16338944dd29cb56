//! Orders of people at a bad moment: between claim and mark, while the ledger is busy, and when no sender lives.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use courant::desk::control;
use courant::desk::opened::Opened;
use courant::desk::unsubscribe::{Door, PageKind};
use courant::domain::{
    Address, DeliveryState as S, HoldReason, Mailing, MailingId, MailingKind, MailingState as M,
};
use courant::ledger::{Boot, Holder, Ledger, NewMailing, SendingLock, Submit, Turn};
use courant::mail::token;
use courant::render::Templates;

use crate::props::relay::{server, start};
use crate::props::server::{Act, Step};
use crate::props::until::until;
use crate::send_command::Demo;
use crate::send_props::{Stage, now};
use crate::story::props::{folder, new_mailing, reader};

/// Longer than one call waits by itself.
const LONG: Duration = Duration::from_millis(5_500);

/// Five readers; the sender that planned them has taken three, marked one of these, and is gone without a word.
async fn left_by_a_killed_sender(stage: &Stage) -> Mailing {
    let mailing = stage.mailing(5).await;
    is_left(&stage.ledger, &mailing).await;
    mailing
}

async fn is_left(ledger: &Ledger, mailing: &Mailing) -> Turn {
    let mut planner = ledger.planner(mailing.id).unwrap();
    for n in 0..5 {
        planner.add(&reader(ledger, &format!("r{n}"))).unwrap();
    }
    planner.finish(now(), |_| None).unwrap();
    let lock = SendingLock::take(ledger.path(), Holder::this(&Boot::current(), now())).unwrap();
    let (turn, _) = ledger.take_over(&lock, now()).await.unwrap();
    let rows = turn.claim(mailing.id, 3, now()).await.unwrap();
    assert_eq!(turn.submit(mailing.id, rows[0].key, now()).await.unwrap(), Submit::Go);
    turn
}

#[tokio::test]
async fn a_mailing_that_is_left_alone_says_so_and_resuming_it_starts_a_sender() {
    let demo = Demo::new();
    let ledger = Ledger::open(&demo.path(".courant/ledger.db")).unwrap();
    let new = NewMailing { kind: MailingKind::Files, ..new_mailing("2018-06-summer") };
    let mailing = ledger.create_mailing(new, now()).await.unwrap();
    is_left(&ledger, &mailing).await;
    let table = String::from_utf8(demo.run(&["status"]).stdout).unwrap();
    assert!(table.contains("writing files: no sender is running"), "{table}");
    assert_eq!(demo.exits(&["resume", "2018-06-summer"]), Some(0));
    let state = async || ledger.mailing(mailing.id).await.unwrap().state;
    until("a sender", state, |state| *state == M::Sent).await;
    let counts = ledger.counts(mailing.id).await.unwrap();
    assert_eq!((counts.of(S::Accepted), counts.of(S::Unknown)), (4, 1));
}

#[tokio::test]
async fn a_sender_that_has_the_lock_and_has_not_said_yet_that_it_lives_is_starting() {
    let folder = folder();
    let ledger = Ledger::open(&folder.path().join(".courant/ledger.db")).unwrap();
    let mailing = ledger.create_mailing(new_mailing("summer"), now()).await.unwrap();
    let seen = async || {
        let progress = ledger.progress(mailing.id, now()).await.unwrap();
        (progress.sender_alive, progress.sender_starting)
    };
    assert_eq!(seen().await, (false, false));
    let lock = ledger.sending_lock(Holder::this(&Boot::current(), now())).unwrap();
    assert_eq!(seen().await, (false, true));
    let (_turn, _) = ledger.take_over(&lock, now()).await.unwrap();
    assert_eq!(seen().await, (true, false));
}

#[tokio::test]
async fn without_a_sender_a_pause_and_a_cancel_are_over_at_once() {
    let relay = start(server(|_| Act::Comply)).await;
    for cancels in [false, true] {
        let stage = Stage::new(&relay, 5, "");
        let mailing = left_by_a_killed_sender(&stage).await;
        let opened = Opened::at(stage.root()).unwrap();
        let mut after = control::pause(&opened.ledger, "summer", now()).await.unwrap();
        assert_eq!(after.state, M::Paused);
        if cancels {
            after = control::cancel(&opened.ledger, "summer", now()).await.unwrap();
        }
        let counts = stage.ledger.counts(mailing.id).await.unwrap();
        let by = [S::Unknown, S::Planned, S::Skipped].map(|state| counts.of(state));
        assert_eq!(
            (after.state, by),
            if cancels { (M::Cancelled, [1, 0, 4]) } else { (M::Paused, [1, 4, 0]) }
        );
        assert_eq!(SendingLock::holder(stage.ledger.path()), None);
    }
}

#[tokio::test]
async fn what_a_person_pauses_while_the_program_would_hold_it_is_paused_and_the_reason_is_kept() {
    let relay = start(server(|_| Act::Comply)).await;
    let stage = Stage::new(&relay, 5, "");
    let mailing = stage.mailing(5).await;
    let turn = is_left(&stage.ledger, &mailing).await;
    let why = HoldReason::Tls { detail: "expired".to_owned() };
    assert_eq!(stage.ledger.pause(mailing.id, "anna", now()).await.unwrap().state, M::Pausing);
    assert_eq!(turn.hold(mailing.id, why.clone(), None, now()).await.unwrap().state, M::Pausing);
    let lock = SendingLock::take(stage.ledger.path(), Holder::this(&Boot::current(), now())).unwrap();
    stage.ledger.take_over(&lock, now()).await.unwrap();
    let paused = stage.ledger.mailing(mailing.id).await.unwrap();
    assert_eq!((paused.state, paused.held), (M::Paused, Some(why)));
    let resumed = stage.ledger.resume(mailing.id, "anna", now()).await.unwrap();
    assert_eq!((resumed.state, resumed.held), (M::Sending, None));
}

#[tokio::test]
async fn an_order_between_the_claim_and_the_mark_stops_the_letter() {
    for cancels in [false, true] {
        let what: Arc<OnceLock<(Ledger, MailingId)>> = Arc::default();
        let known = Arc::clone(&what);
        let relay = start(server(move |moment| {
            if moment.step == Step::Rcpt {
                // The relay has not answered yet, so the letter can't have been marked.
                let (ledger, id) = known.get().unwrap().clone();
                let order = async move {
                    ledger.pause(id, "anna", now()).await.unwrap();
                    if cancels {
                        ledger.cancel(id, "anna", now()).await.unwrap();
                    }
                };
                let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
                std::thread::spawn(move || runtime.block_on(order)).join().unwrap();
            }
            Act::Comply
        }))
        .await;
        let stage = Stage::new(&relay, 5, "connections = 1");
        let mailing = stage.mailing(5).await;
        what.set((stage.ledger.clone(), mailing.id)).unwrap();
        stage.send().await;
        let state = stage.ledger.mailing(mailing.id).await.unwrap().state;
        let counts = stage.ledger.counts(mailing.id).await.unwrap();
        let by = (state, counts.of(S::Planned), counts.of(S::Skipped));
        assert_eq!(by, if cancels { (M::Cancelled, 0, 5) } else { (M::Paused, 5, 0) });
        assert!(relay.heard("RCPT") && !relay.heard("DATA"));
    }
}

#[tokio::test]
async fn an_order_to_a_ledger_that_is_busy_for_long_waits_and_is_not_lost() {
    let relay = start(server(|_| Act::Comply)).await;
    let stage = Stage::new(&relay, 5, "");
    let mailing = left_by_a_killed_sender(&stage).await;
    let opened = Opened::at(stage.root()).unwrap();
    let templates = Templates::compile(&BTreeMap::new()).0.unwrap();
    let door = Door::new(stage.ledger.clone(), opened.settings.clone(), templates);
    let key = stage.ledger.keys().addr_key(&Address::parse("r1@example.eu").unwrap());
    let link = token::unsubscribe(stage.ledger.keys(), key, mailing.id).unwrap();
    let other = rusqlite::Connection::open(stage.ledger.path()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let busy = async {
        tokio::time::sleep(LONG).await;
        other.execute_batch("ROLLBACK").unwrap();
    };
    let pause = control::pause(&opened.ledger, "summer", now());
    let (paused, left, ()) = tokio::join!(pause, door.leave(&link, &[], now()), busy);
    assert_eq!(paused.unwrap().state, M::Paused);
    assert_eq!(left.kind, PageKind::Done);
    assert_eq!(stage.ledger.suppressions_of(key).await.unwrap().len(), 1);
}
