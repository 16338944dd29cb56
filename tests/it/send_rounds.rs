//! What the sender keeps in mind from one mailing to the next and over a pause, and that every wait has an end.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use courant::desk::send::{Relays, Round};
use courant::domain::{
    Clock, Counts, DeliveryState as S, HoldReason, Mailing, MailingKind, MailingState as M, Outcome,
};
use courant::ledger::{Boot, Holder, Ledger, NewMailing, SendingLock};
use courant::workspace::Workspace;
use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::props::relay::{TestRelay, server, start};
use crate::props::server::{Act, Moment, Step};
use crate::props::until::until;
use crate::send_props::{Stage, now};
use crate::story::props::{at, new_mailing, plan, reader, turn};

async fn relay(script: impl Fn(&Moment<'_>) -> Act + Send + Sync + 'static) -> TestRelay {
    start(server(script)).await
}

async fn comes_to(ledger: &Ledger, mailing: &Mailing, wanted: M, sender: &JoinHandle<()>) {
    let state = async || ledger.mailing(mailing.id).await.unwrap().state;
    until(&format!("{wanted:?}"), state, |state| {
        assert!(*state == wanted || !sender.is_finished(), "the sender has ended");
        *state == wanted
    })
    .await;
}

async fn trouble(stage: &Stage) -> Option<String> {
    stage.ledger.trouble().await.unwrap()
}

#[tokio::test]
async fn the_rate_holds_over_mailings_and_a_place_given_up_by_a_pause_is_not_lost() {
    let relay = relay(|_| Act::Comply).await;
    let stage = Stage::new(&relay, 1, "connections = 4");
    let file = stage.root().join("config.toml");
    let config = std::fs::read_to_string(&file).unwrap();
    let with =
        |rate: &str| config.replace("[[delivery.relay]]", &format!("rate = \"{rate}\"\n[[delivery.relay]]"));
    std::fs::write(&file, with("1/hour")).unwrap();
    let first = stage.mailing(1).await;
    let (tell, sender) = stage.start();
    comes_to(&stage.ledger, &first, M::Sent, &sender).await;
    let second = stage.mailing_of("autumn", 1).await;
    // Claimed and not sent, for as long as fifty looks take.
    let waits = AtomicU64::new(0);
    let claimed = async || {
        let counts = stage.ledger.counts(second.id).await.unwrap();
        assert_eq!(counts.of(S::Accepted), 0, "two letters within an hour");
        waits.fetch_add(counts.of(S::Claimed), Ordering::SeqCst)
    };
    until("the second letter's turn", claimed, |waits| *waits >= 50).await;
    stage.ledger.pause(second.id, "anna", now()).await.unwrap();
    comes_to(&stage.ledger, &second, M::Paused, &sender).await;
    std::fs::write(&file, with("3600/hour")).unwrap();
    stage.ledger.resume(second.id, "anna", now()).await.unwrap();
    comes_to(&stage.ledger, &second, M::Sent, &sender).await;
    tell.send(true).unwrap();
    sender.await.unwrap();
}

#[tokio::test]
async fn the_waits_for_a_relay_that_is_down_grow_over_rounds() {
    let relay = relay(|moment| if moment.step == Step::Banner { Act::Abort } else { Act::Comply }).await;
    let stage = Stage::new(&relay, 1, "connections = 1");
    let mailing = stage.mailing(1).await;
    let mut planner = stage.ledger.planner(mailing.id).unwrap();
    planner.add(&reader(&stage.ledger, "r0")).unwrap();
    let (mailing, _) = planner.finish(now(), |_| None).unwrap();
    let settings = Workspace::open(stage.root()).unwrap().settings().0.unwrap();
    let hour = Duration::from_secs(3600);
    let relays = Relays::new(hour);
    let lock = SendingLock::take(stage.ledger.path(), Holder::this(&Boot::current(), now())).unwrap();
    let (turn, _) = stage.ledger.take_over(&lock, now()).await.unwrap();
    let round = Round {
        root: stage.root(),
        settings: &settings,
        turn: &turn,
        relays: &relays,
        clock: Clock::System,
        tempo: stage.sender().tempo,
        mailing: mailing.clone(),
    };
    let (_tell, told) = watch::channel(false);
    let pause = async {
        until("the trouble", async || trouble(&stage).await, Option::is_some).await;
        stage.ledger.pause(mailing.id, "anna", now()).await.unwrap();
    };
    let (ended, ()) = tokio::join!(round.run(told), pause);
    assert!(ended.unwrap().is_none(), "nothing of it is under way");
    assert_eq!(stage.ledger.mailing(mailing.id).await.unwrap().state, M::Paused);
    let known = relays.of(&settings.delivery.relays[0]);
    let when_it_is_over = tokio::time::Instant::now() + hour;
    assert_eq!(known.breaker.trip(when_it_is_over), 2 * hour);
}

#[tokio::test]
async fn refusals_for_policy_are_counted_over_mailings() {
    let relay = relay(|moment| match moment.step {
        Step::Dot => Act::Say("550 5.7.1 blocked for its reputation\r\n".to_owned()),
        _ => Act::Comply,
    })
    .await;
    let stage = Stage::new(&relay, 2, "connections = 1");
    let first = stage.mailing(2).await;
    let (tell, sender) = stage.start();
    comes_to(&stage.ledger, &first, M::Sent, &sender).await;
    let second = stage.mailing_of("autumn", 2).await;
    comes_to(&stage.ledger, &second, M::Held, &sender).await;
    tell.send(true).unwrap();
    sender.await.unwrap();
    assert_eq!(stage.ledger.counts(second.id).await.unwrap().of(S::Failed), 1);
    let held = stage.ledger.mailing(second.id).await.unwrap().held;
    assert!(matches!(held, Some(HoldReason::Policy { .. })), "{held:?}");
}

#[tokio::test]
async fn what_was_said_of_a_relay_that_was_down_is_gone_with_the_next_letter_of_any_mailing() {
    let relay = relay(|moment| match moment.step {
        Step::Banner if moment.connection == 1 => Act::Abort,
        _ => Act::Comply,
    })
    .await;
    let stage = Stage::new(&relay, 3, "connections = 1");
    let mut sender = stage.sender();
    (sender.tempo.first_wait, sender.ends_when_idle) = (Duration::from_secs(1), false);
    let (tell, told) = watch::channel(false);
    let sender = tokio::spawn(async move { sender.run(told).await.unwrap() });
    let first = stage.mailing(3).await;
    until("the trouble", async || trouble(&stage).await, Option::is_some).await;
    stage.ledger.pause(first.id, "anna", now()).await.unwrap();
    stage.ledger.cancel(first.id, "anna", now()).await.unwrap();
    let second = stage.mailing_of("autumn", 3).await;
    comes_to(&stage.ledger, &second, M::Sent, &sender).await;
    assert_eq!(trouble(&stage).await, None);
    tell.send(true).unwrap();
    sender.await.unwrap();
}

fn two_days_on() -> Timestamp {
    now() + SignedDuration::from_hours(49)
}

/// A mailing to a relay that follows `script`, seen once now and once two days and an hour later.
async fn two_days_later(
    script: impl Fn(&Moment<'_>) -> Act + Send + Sync + 'static,
) -> (Stage, Mailing, Counts, TestRelay) {
    let relay = relay(script).await;
    let stage = Stage::new(&relay, 5, "connections = 1");
    let mailing = stage.mailing(5).await;
    let (tell, sender) = stage.start();
    let seen = async || relay.heard("MAIL") || trouble(&stage).await.is_some();
    until("the first try", seen, |seen| *seen).await;
    tell.send(true).unwrap();
    sender.await.unwrap();
    let waits = stage.ledger.mailing(mailing.id).await.unwrap();
    assert_eq!(waits.state, M::Sending, "{:?}", waits.held);
    let mut sender = stage.sender();
    sender.clock = Clock::Fixed(two_days_on());
    let (_tell, told) = watch::channel(false);
    sender.run(told).await.unwrap();
    let mailing = stage.ledger.mailing(mailing.id).await.unwrap();
    let counts = stage.ledger.counts(mailing.id).await.unwrap();
    (stage, mailing, counts, relay)
}

#[tokio::test]
async fn a_relay_that_takes_nothing_for_as_long_as_letters_are_tried_holds_the_mailing_and_fails_nobody() {
    for (step, act) in [
        (Step::Mail, Act::Say("450 4.7.28 too many messages from you\r\n".to_owned())),
        (Step::Mail, Act::SayAndHangUp("421 4.7.0 try again later\r\n".to_owned())),
        (Step::Banner, Act::SayAndHangUp("421 busy\r\n".to_owned())),
        (Step::Banner, Act::Abort),
        (Step::Mail, Act::Abort),
    ] {
        let tried = format!("{step:?} {act:?}");
        let tries = Arc::new(AtomicU64::new(0));
        let counter = Arc::clone(&tries);
        let orders = move |moment: &Moment<'_>| {
            if moment.step != step {
                return Act::Comply;
            }
            counter.fetch_add(1, Ordering::SeqCst);
            act.clone()
        };
        let (stage, mailing, counts, _relay) = two_days_later(orders).await;
        let waiting = counts.of(S::Planned) + counts.of(S::Deferred);
        assert_eq!((mailing.state, waiting), (M::Held, 5), "{tried}");
        assert!(matches!(mailing.held, Some(HoldReason::GaveUp { .. })), "{tried}: {:?}", mailing.held);

        // Who resumes gives it all the time again.
        stage.ledger.resume(mailing.id, "anna", two_days_on()).await.unwrap();
        let before = tries.load(Ordering::SeqCst);
        let mut sender = stage.sender();
        (sender.clock, sender.ends_when_idle) = (Clock::Fixed(two_days_on()), false);
        let (tell, told) = watch::channel(false);
        let sender = tokio::spawn(async move { sender.run(told).await.unwrap() });
        until("another try", async || tries.load(Ordering::SeqCst), |tries| *tries > before).await;
        tell.send(true).unwrap();
        sender.await.unwrap();
        assert_eq!(stage.ledger.mailing(mailing.id).await.unwrap().state, M::Sending, "{tried}");
    }
}

#[tokio::test]
async fn an_issue_that_expires_while_the_relay_is_down_ends_with_everybody_left_out() {
    let relay = relay(|moment| if moment.step == Step::Banner { Act::Abort } else { Act::Comply }).await;
    let stage = Stage::new(&relay, 5, "connections = 1");
    let mailing = stage.mailing_until(5, now() + SignedDuration::from_millis(400)).await;
    stage.send().await;
    let counts = stage.ledger.counts(mailing.id).await.unwrap();
    assert_eq!((stage.ledger.mailing(mailing.id).await.unwrap().state, counts.left_out()), (M::Sent, 5));
}

#[tokio::test]
async fn letters_that_become_files_are_counted_on_after_a_pause() {
    let relay = relay(|_| Act::Comply).await;
    let stage = Stage::new(&relay, 0, "");
    let file = stage.root().join("config.toml");
    let config = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, config.replace("\"smtp\"", "\"files\"")).unwrap();
    let new = NewMailing { kind: MailingKind::Files, ..new_mailing("summer") };
    let mailing = stage.ledger.create_mailing(new, at(0)).await.unwrap();
    plan(&stage.ledger, mailing.id, &["anna", "bence", "cecilia"]);
    {
        let (_lock, turn, _) = turn(&stage.ledger, "boot").await;
        let row = turn.claim(mailing.id, 1, at(2)).await.unwrap().remove(0);
        turn.submit(mailing.id, row.key, at(3)).await.unwrap();
        turn.record(mailing.id, row.key, Outcome::Accepted { reply: None }, None, at(4)).await.unwrap();
    }
    stage.send().await;
    let folder = stage.root().join("outbox/sent").join(&mailing.name);
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().file_name().to_string_lossy()[..9].to_owned())
        .collect();
    names.sort();
    assert_eq!(names, ["000002-en", "000003-en"]);
}
