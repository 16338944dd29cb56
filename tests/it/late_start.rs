//! A mailing that comes to its sender too late, or at a time that can't be.

use courant::desk::control;
use courant::desk::opened::Opened;
use courant::domain::{Clock, DeliveryState as S, HoldReason, MailingState as M};
use jiff::{SignedDuration, Timestamp};

use crate::props::relay::{server, start};
use crate::props::server::{Act, Step};
use crate::props::until::until;
use crate::send_props::{Stage, now};

fn minutes(minutes: i64) -> SignedDuration {
    SignedDuration::from_mins(minutes)
}

#[tokio::test]
async fn what_is_due_for_more_than_two_hours_waits_for_a_person_who_says_now_by_resuming_it() {
    let relay = start(server(|_| Act::Comply)).await;
    let stage = Stage::new(&relay, 3, "");
    let mailing = stage.mailing(3).await;
    let late = mailing.schedule.due + minutes(121);
    stage.send_at(Clock::Fixed(late)).await;
    let held = stage.ledger.mailing(mailing.id).await.unwrap();
    assert_eq!((held.state, held.held), (M::Held, Some(HoldReason::Missed { minutes_late: 121 })));
    assert_eq!(stage.ledger.counts(mailing.id).await.unwrap().rows(), 0);
    assert!(relay.truth.accepted().is_empty());

    stage.ledger.resume(mailing.id, "anna", late).await.unwrap();
    stage.send_at(Clock::Fixed(late + minutes(1))).await;
    let sent = stage.ledger.mailing(mailing.id).await.unwrap();
    assert_eq!((sent.state, sent.held), (M::Sent, None));
    assert_eq!(relay.truth.accepted().len(), 3);
}

#[tokio::test]
async fn what_is_over_before_it_could_begin_waits_for_a_person_and_is_never_called_sent() {
    let relay = start(server(|_| Act::Comply)).await;
    let stage = Stage::new(&relay, 3, "");
    let mailing = stage.mailing_until(3, now() + minutes(30)).await;
    // In time for a late start, and too late for its readers.
    stage.send_at(Clock::Fixed(mailing.schedule.due + minutes(62))).await;
    let held = stage.ledger.mailing(mailing.id).await.unwrap();
    assert!(matches!(held.held, Some(HoldReason::Ended { .. })), "{:?}", held.held);
    assert_eq!((held.state, stage.ledger.counts(mailing.id).await.unwrap().rows()), (M::Held, 0));
    let opened = Opened::at(stage.root()).unwrap();
    let refused = control::resume(&opened, &mailing.name, now() + minutes(63)).await.unwrap_err();
    assert!(refused.to_string().contains("no letter of"), "{refused}");
    let cancelled = control::cancel(&stage.ledger, &mailing.name, now() + minutes(63)).await.unwrap();
    assert_eq!(cancelled.state, M::Cancelled);
}

#[tokio::test]
async fn what_is_due_for_less_than_two_hours_is_sent() {
    let relay = start(server(|_| Act::Comply)).await;
    let stage = Stage::new(&relay, 3, "");
    let mailing = stage.mailing(3).await;
    stage.send_at(Clock::Fixed(mailing.schedule.due + minutes(119))).await;
    assert_eq!(stage.ledger.counts(mailing.id).await.unwrap().of(S::Accepted), 3);
}

#[tokio::test]
async fn a_clock_that_has_gone_back_or_stands_before_the_program_was_written_holds() {
    let relay = start(server(|_| Act::Comply)).await;
    let long_ago: Timestamp = "2020-03-01T10:00:00Z".parse().unwrap();
    for (written, at, what) in [
        (now(), now() - minutes(6), Some("has been already")),
        (now(), now() - minutes(4), None),
        (long_ago, long_ago + minutes(1), Some("the clock says that it is 2020")),
    ] {
        let stage = Stage::new(&relay, 1, "");
        let mailing = stage.mailing_at(1, written, written - minutes(30)).await;
        stage.send_at(Clock::Fixed(at)).await;
        let after = stage.ledger.mailing(mailing.id).await.unwrap();
        match (&after.held, what) {
            (Some(HoldReason::Clock { detail, .. }), Some(words)) => {
                assert!(detail.contains(words), "{detail}");
                let moments = detail.matches(" Europe/Amsterdam").count();
                assert!(moments == 2 || words.contains("2020"), "{detail}");
            }
            (None, None) => assert_eq!(after.state, M::Sent),
            (held, _) => panic!("written {written}, sent {at}: {held:?}"),
        }
    }
    assert_eq!(relay.truth.accepted().len(), 1);
}

#[tokio::test]
async fn a_clock_that_is_set_past_the_end_of_a_mailing_holds_it_and_leaves_nobody_out() {
    let relay = start(server(|moment| match moment.step {
        Step::Rcpt if moment.line.contains("r1@") => Act::Say("450 later\r\n".to_owned()),
        _ => Act::Comply,
    }))
    .await;
    let stage = Stage::new(&relay, 3, "connections = 1");
    let mailing = stage.mailing_until(3, now() + minutes(6 * 60)).await;
    let (tell, sender) = stage.start();
    let later = async || stage.ledger.counts(mailing.id).await.unwrap().later();
    until("the first round", later, |later| *later == 1).await;
    tell.send(true).unwrap();
    sender.await.unwrap();
    let ahead = Clock::Set(minutes(7 * 60));
    stage.send_at(ahead).await;
    let held = stage.ledger.mailing(mailing.id).await.unwrap();
    assert!(matches!(held.held, Some(HoldReason::Clock { .. })), "{:?} {:?}", held.state, held.held);
    assert_eq!(stage.ledger.counts(mailing.id).await.unwrap().of(S::Skipped), 0);
}

#[tokio::test]
async fn a_clock_that_is_set_while_the_machine_runs_holds_what_becomes_due_by_it() {
    let relay = start(server(|_| Act::Comply)).await;
    let stage = Stage::new(&relay, 1, "");
    let first = stage.mailing_due("spring", 1, now()).await;
    stage.send().await;
    assert_eq!(stage.ledger.mailing(first.id).await.unwrap().state, M::Sent);
    let tomorrow = stage.mailing_due("summer", 1, now() + minutes(24 * 60)).await;
    stage.send_at(Clock::Set(minutes(24 * 60 + 1))).await;
    let held = stage.ledger.mailing(tomorrow.id).await.unwrap();
    let Some(HoldReason::Clock { detail, .. }) = &held.held else { panic!("{:?}", held.held) };
    assert!(detail.contains("set forward by 1441 minutes"), "{detail}");
    assert!(detail.ends_with(" Europe/Amsterdam") && !detail.contains('Z'), "{detail}");
    assert_eq!(relay.truth.accepted().len(), 1);
}

#[tokio::test]
async fn who_resumes_after_a_clock_ran_ahead_is_believed_until_it_is_wrong_anew() {
    let relay = start(server(|_| Act::Comply)).await;
    let stage = Stage::new(&relay, 1, "");
    let ahead = Clock::Set(minutes(8 * 60));
    let sent = async |issue: &str, clock: Clock| {
        let mailing = stage.mailing_of_at(issue, 1, clock.now()).await;
        stage.send_at(clock).await;
        let after = stage.ledger.mailing(mailing.id).await.unwrap();
        let of_the_clock = matches!(after.held, Some(HoldReason::Clock { .. }));
        assert_eq!(after.state, if of_the_clock { M::Held } else { M::Sent }, "{:?}", after.held);
        if of_the_clock {
            stage.ledger.resume(mailing.id, "anna", clock.now()).await.unwrap();
            stage.send_at(clock).await;
            assert_eq!(stage.ledger.mailing(mailing.id).await.unwrap().state, M::Sent, "{issue}");
        }
        !of_the_clock
    };
    let unasked = [
        sent("spring", ahead).await,
        sent("summer", Clock::System).await,
        sent("autumn", Clock::System).await,
        sent("winter", ahead).await,
        sent("advent", Clock::System).await,
        sent("carnival", Clock::System).await,
    ];
    assert_eq!(unasked, [true, false, true, false, false, true]);
}
