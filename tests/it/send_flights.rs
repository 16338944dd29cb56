//! Sending with letters that travel together: what breaks, stops or is refused in the middle of a flight.

use std::collections::BTreeMap;
use std::fs;
use std::sync::atomic::{AtomicU32, Ordering};

use courant::domain::{DeliveryState as S, MailingState as M};

use crate::props::relay::{TestRelay, server, start};
use crate::props::server::{Act, Moment, Server, Step};
use crate::props::until::until;
use crate::send_props::{Stage, now};

const READERS: usize = 40;
const IN_FLIGHT: usize = 4;

async fn relay(chunking: bool, script: impl Fn(&Moment<'_>) -> Act + Send + Sync + 'static) -> TestRelay {
    let offers = if chunking { &["PIPELINING", "CHUNKING"][..] } else { &["PIPELINING"] };
    start(Server { offers: offers.iter().map(|&offer| offer.to_owned()).collect(), ..server(script) }).await
}

fn stage(relay: &TestRelay, chunking: bool, more: &str) -> Stage {
    let stage = Stage::new(relay, READERS, "connections = 1");
    let file = stage.root().join("config.toml");
    let in_flight = if chunking { format!("in_flight = {IN_FLIGHT}\n") } else { String::new() };
    let deep = format!("transport = \"smtp\"\npipelining = \"deep\"\n{in_flight}{more}");
    let config = fs::read_to_string(&file).unwrap().replace("transport = \"smtp\"", &deep);
    fs::write(&file, config).unwrap();
    stage
}

fn taken(relay: &TestRelay) -> BTreeMap<String, usize> {
    let mut taken = BTreeMap::new();
    for letter in relay.truth.accepted() {
        *taken.entry(letter.to[0].clone()).or_default() += 1;
    }
    taken
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_line_that_breaks_under_letters_in_flight_loses_nobody_and_mails_nobody_twice() {
    for (chunking, most) in [(false, 0), (true, 2 * IN_FLIGHT)] {
        let relay = relay(chunking, |moment| {
            let breaks = moment.step == Step::Mail && moment.letter == 5 && moment.connection <= 2;
            if breaks { Act::HangUp } else { Act::Comply }
        })
        .await;
        let stage = stage(&relay, chunking, "");
        let mailing = stage.mailing(READERS.try_into().unwrap()).await;
        stage.send().await;
        let counts = stage.ledger.counts(mailing.id).await.unwrap();
        assert_eq!(stage.ledger.mailing(mailing.id).await.unwrap().state, M::Sent, "{counts:?}");
        let [accepted, unknown] =
            [S::Accepted, S::Unknown].map(|state| usize::try_from(counts.of(state)).unwrap());
        assert_eq!(accepted + unknown, READERS, "{counts:?}");
        assert!(unknown <= most, "{unknown} uncertain");
        let taken = taken(&relay);
        assert!(taken.values().all(|times| *times == 1), "{taken:?}");
        assert!((accepted..=accepted + unknown).contains(&taken.len()));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_refused_in_a_flight_is_on_record_with_the_servers_words_and_the_others_get_theirs() {
    for chunking in [false, true] {
        let ends = AtomicU32::new(0);
        let relay = relay(chunking, move |moment| match moment.step {
            Step::Rcpt if moment.line.contains("<r7@") => Act::Say("550 5.1.1 no such user\r\n".to_owned()),
            Step::Dot if ends.fetch_add(1, Ordering::Relaxed) == 9 => {
                Act::Say("554 5.6.0 not this one\r\n".to_owned())
            }
            _ => Act::Comply,
        })
        .await;
        let stage = stage(&relay, chunking, "");
        let mailing = stage.mailing(READERS.try_into().unwrap()).await;
        stage.send().await;
        let counts = stage.ledger.counts(mailing.id).await.unwrap();
        assert_eq!((counts.of(S::Accepted), counts.of(S::Failed)), (38, 2), "{counts:?}");
        let missing = stage.ledger.missing(mailing.id).await.unwrap();
        assert!(
            missing.iter().any(|row| row.address.as_ref().is_some_and(|a| a.as_str() == "r7@example.eu"))
        );
        assert_eq!(taken(&relay).len(), 38);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_paused_mailing_stops_within_what_is_in_flight_and_goes_on_with_the_rest() {
    for chunking in [false, true] {
        let relay = relay(chunking, |_| Act::Comply).await;
        let stage = stage(&relay, chunking, "rate = \"100/second\"\n");
        let mailing = stage.mailing(READERS.try_into().unwrap()).await;
        let (tell, sender) = stage.start();
        let accepted = async || stage.ledger.counts(mailing.id).await.unwrap().of(S::Accepted);
        until("three letters", accepted, |accepted| {
            assert!(!sender.is_finished());
            *accepted >= 3
        })
        .await;
        stage.ledger.pause(mailing.id, "anna", now()).await.unwrap();
        let at_the_pause = relay.truth.accepted().len();
        let state = async || stage.ledger.mailing(mailing.id).await.unwrap().state;
        until("the pause", state, |state| *state == M::Paused).await;
        let after = relay.truth.accepted().len();
        assert!(after <= at_the_pause + IN_FLIGHT && after < READERS, "{at_the_pause}, then {after}");
        let counts = stage.ledger.counts(mailing.id).await.unwrap();
        assert_eq!((counts.of(S::Claimed), counts.of(S::Submitting)), (0, 0), "{counts:?}");
        stage.ledger.resume(mailing.id, "anna", now()).await.unwrap();
        until("the end", state, |state| {
            assert!(!sender.is_finished());
            *state == M::Sent
        })
        .await;
        tell.send(true).unwrap();
        sender.await.unwrap();
        assert!(taken(&relay).values().all(|times| *times == 1) && taken(&relay).len() == READERS);
    }
}
