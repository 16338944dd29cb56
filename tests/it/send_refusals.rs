//! What is refused to one reader is not taken for what everybody would be refused, and time runs from the first try.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use courant::domain::{Clock, Counts, DeliveryState as S, HoldReason, MailingState as M};
use jiff::SignedDuration;
use tokio::sync::watch;

use crate::props::relay::{server, start};
use crate::props::server::{Act, Step};
use crate::props::until::until;
use crate::send_props::{Stage, now};

const DENIALS: [&str; 3] = [
    "550 5.7.1 relaying denied to this domain",
    "550 5.1.8 Sender address rejected",
    "530 5.7.0 authentication required",
];

fn say(text: &str) -> Act {
    Act::Say(format!("{text}\r\n"))
}

#[tokio::test]
async fn a_reader_for_whom_relaying_is_denied_waits_alone_and_the_others_get_theirs() {
    for denial in DENIALS {
        let relay = start(server(move |moment| match moment.step {
            Step::Rcpt if moment.line.contains("r7@") => say(denial),
            _ => Act::Comply,
        }))
        .await;
        let stage = Stage::new(&relay, 30, "connections = 1");
        let mailing = stage.mailing(30).await;
        let (tell, sender) = stage.start();
        let seen = async || {
            let mailing = stage.ledger.mailing(mailing.id).await.unwrap();
            (mailing.state, stage.ledger.counts(mailing.id).await.unwrap())
        };
        let over = |(state, counts): &(M, Counts)| {
            *state == M::Held || counts.of(S::Accepted) == 29 && counts.later() == 1
        };
        assert_ne!(until(denial, seen, over).await.0, M::Held, "{denial}");
        tell.send(true).unwrap();
        sender.await.unwrap();
        let [row] = &stage.ledger.missing(mailing.id).await.unwrap()[..] else { panic!("{denial}") };
        let address = row.address.as_ref().unwrap().as_str();
        assert_eq!((address, row.reason.as_str()), ("r7@example.eu", denial));
    }
}

#[tokio::test]
async fn a_denial_that_a_second_reader_meets_too_holds_the_mailing_and_resuming_sends_all() {
    for denial in DENIALS {
        let mended = Arc::new(AtomicBool::new(false));
        let well = Arc::clone(&mended);
        let relay = start(server(move |moment| match moment.step {
            Step::Rcpt if !well.load(Ordering::SeqCst) => say(denial),
            _ => Act::Comply,
        }))
        .await;
        let stage = Stage::new(&relay, 10, "connections = 1");
        let mailing = stage.mailing(10).await;
        stage.send().await;
        let held = stage.ledger.mailing(mailing.id).await.unwrap();
        let counts = stage.ledger.counts(mailing.id).await.unwrap();
        assert_eq!((held.state, counts.later(), counts.of(S::Planned)), (M::Held, 2, 8), "{denial}");
        let Some(
            HoldReason::RelayDenied { reply }
            | HoldReason::SenderRefused { reply }
            | HoldReason::Auth { reply },
        ) = held.held
        else {
            panic!("{denial}: {:?}", held.held)
        };
        assert_eq!(reply, denial);
        mended.store(true, Ordering::SeqCst);
        let soon = now() + SignedDuration::from_mins(10);
        stage.ledger.resume(mailing.id, "anna", soon).await.unwrap();
        let mut sender = stage.sender();
        sender.clock = Clock::Fixed(soon);
        let (_tell, told) = watch::channel(false);
        sender.run(told).await.unwrap();
        assert_eq!(stage.ledger.counts(mailing.id).await.unwrap().of(S::Accepted), 10, "{denial}");
    }
}

#[tokio::test]
async fn a_letter_that_was_taken_and_given_back_before_a_long_pause_has_all_its_time_when_it_is_tried() {
    let relay = start(server(|moment| match moment.step {
        Step::Banner if moment.connection == 1 => Act::Abort,
        Step::Rcpt if moment.line.contains("r1@") => say("450 4.7.1 greylisted"),
        _ => Act::Comply,
    }))
    .await;
    let stage = Stage::new(&relay, 3, "connections = 1");
    let mailing = stage.mailing(3).await;
    let mut sender = stage.sender();
    (sender.tempo.first_wait, sender.ends_when_idle) = (std::time::Duration::from_secs(3600), false);
    let (tell, told) = watch::channel(false);
    let sender = tokio::spawn(async move { sender.run(told).await.unwrap() });
    until("trouble", async || stage.ledger.trouble().await.unwrap(), Option::is_some).await;
    stage.ledger.pause(mailing.id, "anna", now()).await.unwrap();
    tell.send(true).unwrap();
    sender.await.unwrap();

    let later = now() + SignedDuration::from_hours(49);
    stage.ledger.resume(mailing.id, "anna", later).await.unwrap();
    let mut sender = stage.sender();
    (sender.clock, sender.ends_when_idle) = (Clock::Fixed(later), false);
    let (tell, told) = watch::channel(false);
    let sender = tokio::spawn(async move { sender.run(told).await.unwrap() });
    let counts = async || stage.ledger.counts(mailing.id).await.unwrap();
    let tried =
        until("the tries", counts, |counts| counts.waiting() == 0 && counts.of(S::Accepted) == 2).await;
    assert_eq!((tried.of(S::Failed), tried.later()), (0, 1), "given up at the first try");
    tell.send(true).unwrap();
    sender.await.unwrap();
}
