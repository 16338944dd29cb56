//! A relay that takes the connection and says nothing: it is waited for, and people are told.

use std::collections::BTreeSet;
use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use courant::domain::{DeliveryState as S, MailingState as M};
use tokio::sync::watch;

use crate::props::relay::{server, start};
use crate::props::server::{Act, Server, Step};
use crate::props::until::until;
use crate::send_props::{Stage, now};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_relay_that_says_nothing_is_told_of_while_it_is_waited_for_and_no_longer() {
    for (step, pipelining) in [(Step::Banner, "envelope"), (Step::Mail, "envelope"), (Step::Mail, "deep")] {
        let silent = Arc::new(AtomicBool::new(true));
        let until_it_speaks = Arc::clone(&silent);
        let relay = start(server(move |moment| {
            let hangs = moment.step == step && until_it_speaks.load(Ordering::Relaxed);
            if hangs { Act::Hang } else { Act::Comply }
        }))
        .await;
        let stage = Stage::new(&relay, 3, "connections = 1");
        let file = stage.root().join("config.toml");
        let form = format!("transport = \"smtp\"\npipelining = \"{pipelining}\"");
        let config = fs::read_to_string(&file).unwrap().replace("transport = \"smtp\"", &form);
        fs::write(&file, config).unwrap();
        let mailing = stage.mailing(3).await;
        let mut sender = stage.sender();
        sender.tempo.silence = Duration::from_millis(50);
        let (_tell, told) = watch::channel(false);
        let sender = tokio::spawn(async move { sender.run(told).await });

        let trouble = async || stage.ledger.trouble().await.unwrap();
        let of_silence = |said: &Option<String>| {
            said.as_ref().is_some_and(|said| {
                said.contains("said nothing since 20")
                    && said.ends_with(": still connecting, or connected and no answer yet")
            })
        };
        until("word of the silence", trouble, of_silence).await;
        silent.store(false, Ordering::Relaxed);
        sender.await.unwrap().unwrap();
        let counts = stage.ledger.counts(mailing.id).await.unwrap();
        assert_eq!(stage.ledger.mailing(mailing.id).await.unwrap().state, M::Sent, "{step:?} {pipelining}");
        assert_eq!((counts.of(S::Accepted), trouble().await), (3, None), "{step:?} {pipelining}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_a_relay_that_is_silent_about_letters_that_it_was_handed_that_is_said() {
    let one = ": 1 letter was handed over, and it has not said yet whether it is taken";
    for (offers, pipelining) in
        [(&["PIPELINING"][..], "envelope"), (&["PIPELINING"], "deep"), (&["PIPELINING", "CHUNKING"], "deep")]
    {
        let talk = server(|moment| if moment.step == Step::Dot { Act::Hang } else { Act::Comply });
        let offers = offers.iter().map(|&offer| offer.to_owned()).collect();
        let relay = start(Server { offers, ..talk }).await;
        let stage = Stage::new(&relay, 3, "connections = 1");
        let file = stage.root().join("config.toml");
        let form = format!("transport = \"smtp\"\npipelining = \"{pipelining}\"");
        let config = fs::read_to_string(&file).unwrap().replace("transport = \"smtp\"", &form);
        fs::write(&file, config).unwrap();
        stage.mailing(3).await;
        let mut sender = stage.sender();
        sender.tempo.silence = Duration::from_millis(50);
        sender.tempo.timers.dot = Duration::from_secs(600);
        let (_tell, told) = watch::channel(false);
        let sender = tokio::spawn(async move { sender.run(told).await });
        let trouble = async || stage.ledger.trouble().await.unwrap();
        let so = |said: &Option<String>| said.as_ref().is_some_and(|said| said.ends_with(one));
        until("word of the letters", trouble, so).await;
        sender.abort();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_one_connection_alone_that_is_silent_it_is_said_until_the_relay_speaks_though_no_letter_leaves_over_it()
 {
    let greeted = |connection| if connection == 2 { Act::Trickle(30) } else { Act::Comply };
    let relay = start(server(move |moment| match moment.step {
        Step::Banner => greeted(moment.connection),
        _ => Act::Comply,
    }))
    .await;
    let stage = Stage::new(&relay, 3, "connections = 2\nrate = \"1/hour\"");
    let file = stage.root().join("config.toml");
    let form = "transport = \"smtp\"\npipelining = \"deep\"";
    let config = fs::read_to_string(&file).unwrap().replace("transport = \"smtp\"", form);
    fs::write(&file, config).unwrap();
    stage.mailing(3).await;
    let mut sender = stage.sender();
    sender.tempo.silence = Duration::from_millis(50);
    sender.tempo.timers.command = Duration::from_secs(60);
    let (tell, told) = watch::channel(false);
    let sender = tokio::spawn(async move { sender.run(told).await });
    let trouble = async || stage.ledger.trouble().await.unwrap();
    let said = until("word of the silence", trouble, Option::is_some).await.unwrap();
    assert!(said.starts_with("the mail server has said nothing over 1 of 2 connections since 20"), "{said}");
    until("no word of what is over", trouble, Option::is_none).await;
    tell.send(true).unwrap();
    sender.await.unwrap().unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_hinders_a_mailing_whose_letters_all_wait_for_their_next_try() {
    let relay = start(server(|moment| if moment.step == Step::Mail { Act::Hang } else { Act::Comply })).await;
    let stage = Stage::new(&relay, 1, "connections = 1");
    let mailing = stage.mailing(1).await;
    let mut sender = stage.sender();
    (sender.tempo.silence, sender.ends_when_idle) = (Duration::from_millis(50), false);
    let (tell, told) = watch::channel(false);
    let sender = tokio::spawn(async move { sender.run(told).await });
    let trouble = async || stage.ledger.trouble().await.unwrap();
    until("word of the silence", trouble, Option::is_some).await;
    let counts = async || stage.ledger.counts(mailing.id).await.unwrap();
    until("the letter put off", counts, |counts| counts.of(S::Deferred) == 1).await;
    until("no word of what is over", trouble, Option::is_none).await;
    tell.send(true).unwrap();
    sender.await.unwrap().unwrap();
    assert_eq!(stage.ledger.mailing(mailing.id).await.unwrap().state, M::Sending);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mailing_is_held_at_once_though_a_relay_says_nothing_to_a_letter_in_flight() {
    let relay = start(server(|moment| match (moment.connection, moment.step) {
        (1, Step::Dot) => Act::Hang,
        (2.., Step::Rcpt) => Act::Say("554 5.7.1 not such letters\r\n".to_owned()),
        _ => Act::Comply,
    }))
    .await;
    let stage = Stage::new(&relay, 40, "connections = 2");
    let mailing = stage.mailing(40).await;
    let mut sender = stage.sender();
    sender.tempo.timers.dot = Duration::from_secs(600);
    let (_tell, told) = watch::channel(false);
    let sender = tokio::spawn(async move { sender.run(told).await });
    let state = async || stage.ledger.mailing(mailing.id).await.unwrap().state;
    until("held", state, |state| *state == M::Held).await;
    let counts = stage.ledger.counts(mailing.id).await.unwrap();
    assert_eq!((counts.of(S::Submitting), counts.of(S::Accepted)), (1, 0), "it has not landed");
    assert!(!sender.is_finished());
    sender.abort();
}

/// An answer that a relay owes until this is dropped.
#[derive(Default)]
struct Owes(Arc<AtomicBool>);

impl Drop for Owes {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

struct Owed(Arc<AtomicBool>);

impl Owed {
    fn wait(&self) {
        tokio::task::block_in_place(|| {
            while !self.0.load(Ordering::Relaxed) {
                std::thread::sleep(Duration::from_millis(2));
            }
        });
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_comes_next_does_not_wait_for_an_answer_that_a_relay_owes_and_no_more_connections_are_open_than_may_be()
 {
    // Where letters travel together the next one's envelope goes with the letter before.
    for (pipelining, unanswered) in [("envelope", 1), ("deep", 2)] {
        let owes = Owes::default();
        let open = Arc::new(Mutex::new((BTreeSet::new(), 0)));
        let (owed, doors) = (Owed(Arc::clone(&owes.0)), Arc::clone(&open));
        let relay = start(server(move |moment| {
            let mut doors = doors.lock().unwrap();
            match moment.step {
                Step::Banner => _ = doors.0.insert(moment.connection),
                Step::Quit => _ = doors.0.remove(&moment.connection),
                _ => {}
            }
            doors.1 = doors.1.max(doors.0.len());
            drop(doors);
            if (moment.connection, moment.step) == (1, Step::Dot) {
                owed.wait();
            }
            Act::Comply
        }))
        .await;
        let stage = Stage::new(&relay, 9, "connections = 2");
        let file = stage.root().join("config.toml");
        let form = format!("transport = \"smtp\"\npipelining = \"{pipelining}\"");
        let config = fs::read_to_string(&file).unwrap().replace("transport = \"smtp\"", &form);
        fs::write(&file, config).unwrap();
        let first = stage.mailing(9).await;
        let second = stage.mailing_of("autumn", 9).await;
        let mut sender = stage.sender();
        sender.tempo.silence = Duration::from_millis(50);
        sender.tempo.timers.dot = Duration::from_secs(600);
        let (_tell, told) = watch::channel(false);
        let sender = tokio::spawn(async move { sender.run(told).await });

        let state = async |id| stage.ledger.mailing(id).await.unwrap().state;
        until("the second mailing", || state(second.id), |state| *state == M::Sent).await;
        let counts = stage.ledger.counts(first.id).await.unwrap();
        assert_eq!(counts.of(S::Submitting), unanswered, "{pipelining}");
        let others = counts.of(S::Accepted) + counts.of(S::Claimed);
        assert_eq!(others, 9 - unanswered, "{pipelining}");
        assert_eq!((state(first.id).await, sender.is_finished()), (M::Sending, false), "{pipelining}");
        drop(owes);
        sender.await.unwrap().unwrap();
        assert_eq!(state(first.id).await, M::Sent, "{pipelining}");
        for mailing in [first, second] {
            let counts = stage.ledger.counts(mailing.id).await.unwrap();
            assert_eq!(counts.of(S::Accepted), 9, "{pipelining}");
        }
        assert_eq!((relay.truth.accepted().len(), open.lock().unwrap().1), (18, 2), "{pipelining}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn who_has_one_connection_that_waits_for_an_answer_begins_the_next_mailing_when_it_has_come() {
    let owes = Owes::default();
    let owed = Owed(Arc::clone(&owes.0));
    let relay = start(server(move |moment| {
        if (moment.connection, moment.step) == (1, Step::Dot) {
            owed.wait();
        }
        Act::Comply
    }))
    .await;
    let stage = Stage::new(&relay, 3, "connections = 1");
    let first = stage.mailing(3).await;
    let second = stage.mailing_of("autumn", 3).await;
    let mut sender = stage.sender();
    sender.tempo.silence = Duration::from_millis(50);
    sender.tempo.timers.dot = Duration::from_secs(600);
    let (_tell, told) = watch::channel(false);
    let sender = tokio::spawn(async move { sender.run(told).await });
    let submitting = async || stage.ledger.counts(first.id).await.unwrap().of(S::Submitting);
    until("a letter without an answer", submitting, |letters| *letters == 1).await;
    // It is given up for now, and the one connection is still its own.
    stage.ledger.pause(first.id, "anna", now()).await.unwrap();
    let trouble = async || stage.ledger.trouble().await.unwrap();
    until("word of the silence", trouble, Option::is_some).await;
    drop(owes);
    let state = async || stage.ledger.mailing(second.id).await.unwrap().state;
    until("the second mailing", state, |state| *state == M::Sent).await;
    sender.await.unwrap().unwrap();
    let counts = stage.ledger.counts(first.id).await.unwrap();
    assert_eq!((counts.of(S::Accepted), counts.of(S::Planned)), (1, 2));
    assert_eq!(stage.ledger.mailing(first.id).await.unwrap().state, M::Paused);
}
