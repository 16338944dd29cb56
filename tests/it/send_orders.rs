//! Several mailings at once, orders given while others are sent, and a sender that is about to end.

use courant::desk::send::{Relays, Round};
use courant::domain::{Clock, DeliveryState as S, HoldReason, Mailing, MailingState as M};
use courant::ledger::{Boot, Holder, SendingLock};
use courant::workspace::Workspace;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::props::relay::{TestRelay, server, start};
use crate::props::server::Act;
use crate::props::until::until;
use crate::send_props::{Stage, now};

async fn relay() -> TestRelay {
    start(server(|_| Act::Comply)).await
}

async fn state(stage: &Stage, mailing: &Mailing) -> M {
    stage.ledger.mailing(mailing.id).await.unwrap().state
}

/// Until the mailing is in this state; a sender that ends before has failed.
async fn comes_to(stage: &Stage, mailing: &Mailing, wanted: M, sender: &JoinHandle<()>) {
    let look = async || {
        assert!(!sender.is_finished(), "the sender has ended");
        state(stage, mailing).await
    };
    until("a state", look, |state| *state == wanted).await;
}

/// The first letter leaves at once, and the next in an hour.
fn slow(stage: &Stage) {
    change(stage, "transport = \"smtp\"", "transport = \"smtp\"\nrate = \"1/hour\"");
}

fn change(stage: &Stage, from: &str, to: &str) {
    let file = stage.root().join("config.toml");
    let config = std::fs::read_to_string(&file).unwrap();
    assert!(config.contains(from));
    std::fs::write(file, config.replace(from, to)).unwrap();
}

#[tokio::test]
async fn what_is_due_while_another_is_sent_is_planned_on_time_and_sent_after_it() {
    let relay = relay().await;
    let stage = Stage::new(&relay, 5, "");
    slow(&stage);
    let first = stage.mailing(5).await;
    let (tell, sender) = stage.start();
    until("a letter", async || relay.truth.accepted().len(), |letters| *letters > 0).await;
    let second = stage.mailing_of("autumn", 5).await;
    comes_to(&stage, &second, M::Sending, &sender).await;
    let counts = stage.ledger.counts(second.id).await.unwrap();
    assert_eq!((state(&stage, &first).await, counts.of(S::Planned)), (M::Sending, 5));
    change(&stage, "rate = \"1/hour\"", "");
    stage.ledger.pause(first.id, "anna", now()).await.unwrap();
    comes_to(&stage, &second, M::Sent, &sender).await;
    tell.send(true).unwrap();
    sender.await.unwrap();
    assert_eq!(relay.truth.accepted().len(), 6);
}

#[tokio::test]
async fn an_order_given_to_a_mailing_that_waits_for_another_stands_and_the_sender_lives_on() {
    let relay = relay().await;
    let stage = Stage::new(&relay, 5, "");
    slow(&stage);
    let first = stage.mailing(5).await;
    let second = stage.mailing_of("autumn", 5).await;
    let (tell, sender) = stage.start();
    comes_to(&stage, &first, M::Sending, &sender).await;
    comes_to(&stage, &second, M::Sending, &sender).await;
    tell.send(true).unwrap();
    sender.await.unwrap();
    // The next sender finds both at its first look, and sends the first.
    let before = relay.truth.accepted().len();
    let (tell, sender) = stage.start();
    until("a letter", async || relay.truth.accepted().len(), |letters| *letters > before).await;
    stage.ledger.pause(second.id, "anna", now()).await.unwrap();
    stage.ledger.cancel(second.id, "anna", now()).await.unwrap();
    change(&stage, "[newsletter]", "[newsletter]\nmood = \"live\"");
    stage.ledger.pause(first.id, "anna", now()).await.unwrap();
    comes_to(&stage, &first, M::Paused, &sender).await;
    stage.ledger.resume(first.id, "anna", now()).await.unwrap();
    comes_to(&stage, &first, M::Held, &sender).await;
    assert_eq!(state(&stage, &second).await, M::Cancelled);
    tell.send(true).unwrap();
    sender.await.unwrap();
}

#[tokio::test]
async fn a_round_that_would_hold_what_a_person_has_cancelled_leaves_it_cancelled() {
    let relay = relay().await;
    let stage = Stage::new(&relay, 5, "");
    let mailing = stage.mailing(5).await;
    let workspace = Workspace::open(stage.root()).unwrap();
    let mut settings = workspace.settings().0.unwrap();
    settings.delivery.relays.clear();
    let lock = SendingLock::take(stage.ledger.path(), Holder::this(&Boot::current(), now())).unwrap();
    let (turn, _) = stage.ledger.take_over(&lock, now()).await.unwrap();
    stage.ledger.cancel(mailing.id, "anna", now()).await.unwrap();
    let (clock, tempo) = (Clock::System, stage.sender().tempo);
    let round = Round {
        root: stage.root(),
        settings: &settings,
        turn: &turn,
        relays: &Relays::new(tempo.first_wait),
        clock,
        tempo,
        mailing: mailing.clone(),
    };
    let (_tell, told) = watch::channel(false);
    assert!(round.run(told).await.unwrap().is_none(), "nothing of it is under way");
    assert_eq!(state(&stage, &mailing).await, M::Cancelled);
}

#[tokio::test]
async fn a_mailing_written_while_the_sender_is_about_to_end_is_not_left_alone() {
    let relay = relay().await;
    let stage = Stage::new(&relay, 1, "");
    for round in 0..60_u32 {
        let sender = stage.sender();
        let (_tell, told) = watch::channel(false);
        let sender = tokio::spawn(async move { sender.run(told).await.unwrap() });
        for _ in 0..round {
            tokio::task::yield_now().await;
        }
        let mailing = stage.mailing_of(&format!("summer-{round}"), 1).await;
        // Whoever sees no sender starts one; whoever sees one relies on it.
        let lives = SendingLock::holder(stage.ledger.path()).is_some();
        sender.await.unwrap();
        if !lives {
            stage.send().await;
        }
        assert_eq!(state(&stage, &mailing).await, M::Sent, "in round {round}");
    }
}

#[tokio::test]
async fn the_log_says_that_a_mailing_is_held_and_why_when_its_count_has_changed() {
    let relay = relay().await;
    let stage = Stage::new(&relay, 60, "");
    let mailing = stage.mailing(30).await;
    let log = tempfile::NamedTempFile::new().unwrap();
    let writer = std::sync::Mutex::new(log.reopen().unwrap());
    let kept = tracing::subscriber::set_default(
        tracing_subscriber::fmt().with_ansi(false).with_writer(writer).finish(),
    );
    stage.send().await;
    drop(kept);
    let said = std::fs::read_to_string(log.path()).unwrap();
    let held = stage.ledger.mailing(mailing.id).await.unwrap().held;
    assert_eq!(held, Some(HoldReason::CountChanged { confirmed: 30, now: 60 }));
    assert!(said.contains("summer is held: 30 readers were confirmed, and now the lists have 60"), "{said}");
    assert!(!said.contains("begins"), "{said}");
}

#[tokio::test]
async fn who_pauses_and_resumes_in_one_breath_has_the_new_settings_taken_up() {
    let relay = relay().await;
    let stage = Stage::new(&relay, 5, "");
    slow(&stage);
    let mailing = stage.mailing(5).await;
    let (tell, sender) = stage.start();
    until("a letter", async || relay.truth.accepted().len(), |letters| *letters > 0).await;
    change(&stage, "rate = \"1/hour\"", "");
    // No look of the sender falls between the two, as a rule.
    stage.ledger.pause(mailing.id, "anna", now()).await.unwrap();
    stage.ledger.resume(mailing.id, "anna", now()).await.unwrap();
    comes_to(&stage, &mailing, M::Sent, &sender).await;
    tell.send(true).unwrap();
    sender.await.unwrap();
    assert_eq!(relay.truth.accepted().len(), 5);
}
