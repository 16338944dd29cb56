//! The rules of a zone change while a mailing waits: it is due when the clocks there show what was asked for.

use std::time::Duration;

use courant::domain::{Clock, HoldReason, Mailing, MailingState as M, Schedule};
use courant::ledger::NewMailing;
use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;

use crate::props::relay::{server, start};
use crate::props::server::Act;
use crate::props::until::until;
use crate::send_props::{LANGUAGES, Stage, letter, now};
use crate::story::props::{list, new_mailing, turn};

const HOUR: SignedDuration = SignedDuration::from_hours(1);

/// For a time that comes at `due`, written when the rules gave it an instant that lies `off` it.
pub async fn written(stage: &Stage, due: Timestamp, off: SignedDuration) -> Mailing {
    let new = new_mailing("summer");
    let schedule = Schedule::now(&new.schedule.time_zone(), due);
    let new = NewMailing {
        letters: LANGUAGES.map(letter).to_vec(),
        lists: vec![list("partners")],
        schedule: Schedule { due: due + off, ..schedule },
        ..new
    };
    stage.ledger.create_mailing(new, due - HOUR * 24).await.unwrap()
}

#[tokio::test]
async fn a_time_that_new_rules_put_later_is_waited_for_and_told() {
    let relay = start(server(|_| Act::Comply)).await;
    let stage = Stage::new(&relay, 3, "");
    let due = Timestamp::from_second(now().as_second()).unwrap();
    let mailing = written(&stage, due, -HOUR).await;
    let (tell, told) = watch::channel(false);
    let clock = Clock::Fixed(due - SignedDuration::from_mins(1));
    let sender = courant::desk::send::Sender { clock, ends_when_idle: false, ..stage.sender() };
    let running = tokio::spawn(async move { sender.run(told).await.unwrap() });
    let ledger = &stage.ledger;
    let stands = async || ledger.mailing(mailing.id).await.unwrap();
    let moved = until("its new time", stands, |mailing| mailing.schedule.due != due - HOUR).await;
    assert_eq!((moved.state, moved.schedule.due), (M::Scheduled, due));
    tell.send_replace(true);
    running.await.unwrap();
    assert!(relay.truth.accepted().is_empty());

    stage.send_at(Clock::Fixed(due + SignedDuration::from_secs(1))).await;
    assert_eq!(stands().await.state, M::Sent);
    assert_eq!(relay.truth.accepted().len(), 3);
    assert_eq!(ledger.audit(mailing.id).unwrap().findings, []);
}

#[tokio::test]
async fn a_time_that_new_rules_put_earlier_is_not_missed() {
    let relay = start(server(|_| Act::Comply)).await;
    let stage = Stage::new(&relay, 3, "");
    let due = Timestamp::from_second(now().as_second()).unwrap();
    let mailing = written(&stage, due, HOUR).await;
    let sent = stage.send_at(Clock::Fixed(due + SignedDuration::from_secs(1)));
    tokio::time::timeout(Duration::from_secs(60), sent).await.expect("it is waited for");
    let sent = stage.ledger.mailing(mailing.id).await.unwrap();
    assert_eq!((sent.state, sent.schedule.missed()), (M::Sent, None));
    assert_eq!(relay.truth.accepted().len(), 3);
}

#[tokio::test]
async fn machines_whose_rules_differ_wait_for_a_person_instead_of_moving_it_to_and_fro() {
    let relay = start(server(|_| Act::Comply)).await;
    let stage = Stage::new(&relay, 3, "");
    let due = Timestamp::from_second(now().as_second()).unwrap();
    let mailing = written(&stage, due, SignedDuration::ZERO).await;
    let (lock, other, _) = turn(&stage.ledger, "boot").await;
    let to = Schedule { due: due + HOUR, ..mailing.schedule.clone() };
    assert!(other.reschedule(&mailing, &to, "other rules".to_owned(), due - HOUR).await.unwrap());
    drop((lock, other));
    let stands = async || stage.ledger.mailing(mailing.id).await.unwrap();
    let looked = stage.send_at(Clock::Fixed(due - SignedDuration::from_mins(1)));
    assert!(tokio::time::timeout(Duration::from_secs(60), looked).await.is_ok(), "{:?}", stands().await);
    let held = stands().await;
    assert_eq!((held.state, held.schedule.due), (M::Held, due + HOUR));
    assert!(matches!(&held.held, Some(HoldReason::Rules { detail }) if detail.contains("Europe/Amsterdam")));

    stage.ledger.resume(mailing.id, "anna", due - SignedDuration::from_secs(30)).await.unwrap();
    stage.send_at(Clock::Fixed(due + SignedDuration::from_secs(1))).await;
    assert_eq!((stands().await.state, relay.truth.accepted().len()), (M::Sent, 3));
    assert_eq!(stage.ledger.audit(mailing.id).unwrap().findings, []);
}
