//! Orders and accidents that meet at a bad moment: sent twice, left between plan and claim, resumed too early, a clock
//! that goes back.

use courant::domain::{
    Address, Clock, DeliveryState as S, HoldReason, MailingState as M, SkipReason, Suppression,
};
use jiff::SignedDuration;
use tokio::sync::watch;

use crate::props::relay::{server, start};
use crate::props::server::{Act, Step};
use crate::props::until::until;
use crate::send_props::{Stage, now};

#[tokio::test]
async fn an_issue_that_two_people_send_in_the_same_moment_reaches_everybody_once() {
    for readers in [5, 60] {
        let relay = start(server(|_| Act::Comply)).await;
        let stage = Stage::new(&relay, readers, "connections = 2");
        let number = readers.try_into().unwrap();
        let (one, other) = tokio::join!(stage.mailing(number), stage.mailing(number));
        assert_ne!(one.name, other.name);
        stage.send().await;
        let mut accepted = Vec::new();
        for mailing in [&one, &other] {
            let counts = stage.ledger.counts(mailing.id).await.unwrap();
            let mailing = stage.ledger.mailing(mailing.id).await.unwrap();
            if counts.of(S::Accepted) == 0 {
                assert_eq!((counts.left_out(), counts.rows()), (number, number));
                assert_eq!(mailing.held, Some(HoldReason::NobodyLeft { confirmed: number }));
            } else {
                assert_eq!(mailing.state, M::Sent);
            }
            accepted.push(counts.of(S::Accepted));
        }
        accepted.sort_unstable();
        assert_eq!((accepted, relay.truth.accepted().len()), (vec![0, number], readers));
    }
}

#[tokio::test]
async fn who_leaves_between_the_plan_and_the_claim_is_not_mailed() {
    let relay = start(server(|_| Act::Comply)).await;
    let stage = Stage::new(&relay, 60, "connections = 2");
    let mailing = stage.mailing(30).await;
    stage.send().await;
    let planned = stage.ledger.counts(mailing.id).await.unwrap().of(S::Planned);
    assert_eq!((planned, stage.ledger.mailing(mailing.id).await.unwrap().state), (60, M::Held));
    let address = Address::parse("r7@example.eu").unwrap();
    let gone = Suppression {
        key: stage.ledger.keys().addr_key(&address),
        scope: "*".to_owned(),
        reason: SkipReason::Unsubscribed,
        evidence: "one-click".to_owned(),
        at: now(),
    };
    stage.ledger.suppress(gone).await.unwrap();
    stage.ledger.resume(mailing.id, "anna", now()).await.unwrap();
    stage.send().await;
    let counts = stage.ledger.counts(mailing.id).await.unwrap();
    assert_eq!((counts.of(S::Accepted), counts.left_out()), (59, 1));
    assert!(relay.truth.accepted().iter().all(|letter| letter.to[0] != address.as_str()));
}

#[tokio::test]
async fn a_mailing_that_is_resumed_while_its_cause_persists_is_held_again_at_the_first_letter() {
    for (step, answer, lost_first, lost_each) in [
        (Step::Mail, "530 5.7.0 authentication required", 0, 0),
        (Step::Dot, "550 5.7.1 blocked for its reputation", 3, 1),
    ] {
        let relay =
            start(server(
                move |moment| {
                    if moment.step == step { Act::Say(format!("{answer}\r\n")) } else { Act::Comply }
                },
            ))
            .await;
        let stage = Stage::new(&relay, 10, "connections = 1");
        let mailing = stage.mailing(10).await;
        let (tell, sender) = stage.start();
        for times in 0..3 {
            let failed = lost_first + times * lost_each;
            let stands = async || {
                let counts = stage.ledger.counts(mailing.id).await.unwrap();
                let state = stage.ledger.mailing(mailing.id).await.unwrap().state;
                (state, counts.of(S::Claimed), counts.of(S::Failed), counts.of(S::Planned))
            };
            // Held at once; what was claimed is put back then.
            let stands = until("the hold", stands, |(state, claimed, ..)| {
                assert!(!sender.is_finished());
                (*state, *claimed) == (M::Held, 0)
            })
            .await;
            assert_eq!(stands, (M::Held, 0, failed, 10 - failed), "{answer}");
            stage.ledger.resume(mailing.id, "anna", now()).await.unwrap();
        }
        tell.send(true).unwrap();
        sender.await.unwrap();
    }
}

#[tokio::test]
async fn a_clock_that_goes_back_begins_nothing_and_sends_nobody_twice() {
    let relay = start(server(|moment| match moment.step {
        Step::Rcpt if moment.line.contains("r1@") => Act::Say("450 later\r\n".to_owned()),
        _ => Act::Comply,
    }))
    .await;
    let stage = Stage::new(&relay, 5, "connections = 1");
    let mailing = stage.mailing(5).await;
    let (tell, sender) = stage.start();
    let done =
        async || (stage.ledger.counts(mailing.id).await.unwrap().later(), relay.truth.accepted().len());
    until("the first round", done, |(later, taken)| *later > 0 && *taken >= 4).await;
    tell.send(true).unwrap();
    sender.await.unwrap();
    let scheduled = stage.mailing_of("autumn", 5).await;

    let mut sender = stage.sender();
    let yesterday = now() - SignedDuration::from_hours(24);
    sender.clock = Clock::Fixed(yesterday);
    let (tell, told) = watch::channel(false);
    let sender = tokio::spawn(async move { sender.run(told).await });
    // When the second of these has been looked at, so has everything else.
    for issue in ["winter", "spring"] {
        let due = stage.mailing_due(issue, 5, yesterday).await;
        let mailing = async || stage.ledger.mailing(due.id).await.unwrap();
        let held = until("the hold", mailing, |mailing| mailing.state == M::Held).await.held;
        assert!(matches!(held, Some(HoldReason::Clock { .. })), "{held:?}");
    }
    tell.send(true).unwrap();
    sender.await.unwrap().unwrap();
    assert_eq!(stage.ledger.mailing(scheduled.id).await.unwrap().state, M::Scheduled);
    assert_eq!(stage.ledger.counts(mailing.id).await.unwrap().later(), 1);
    assert_eq!(relay.truth.accepted().len(), 4);
}
