//! A sender whose ledger others write to for long, or take away.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use courant::domain::{DeliveryState as S, MailingState as M};
use courant::ledger::{self, SendingLock};
use tokio::sync::watch;

use crate::props::relay::{server, start};
use crate::props::server::{Act, Server, Step};
use crate::props::until::until;
use crate::send_props::Stage;

/// Longer than one call waits by itself.
const LONG: Duration = Duration::from_millis(5_500);

#[tokio::test]
async fn who_writes_to_the_ledger_for_long_is_waited_for_and_nothing_is_lost() {
    let relay = start(server(|_| Act::Comply)).await;
    let stage = Stage::new(&relay, 300, "connections = 3");
    let mailing = stage.mailing(300).await;
    let (tell, sender) = stage.start();
    let accepted = async || relay.truth.accepted().len();
    until("ten letters", accepted, |letters| *letters >= 10).await;
    let other = rusqlite::Connection::open(stage.ledger.path()).unwrap();
    other.busy_timeout(LONG).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    tokio::time::sleep(LONG).await;
    assert!(relay.truth.accepted().len() < 300);
    other.execute_batch("ROLLBACK").unwrap();
    let state = async || stage.ledger.mailing(mailing.id).await.unwrap().state;
    until("the end", state, |state| {
        assert!(*state == M::Sent || !sender.is_finished(), "the sender has ended");
        *state == M::Sent
    })
    .await;
    tell.send(true).unwrap();
    sender.await.unwrap();
    assert_eq!(stage.ledger.counts(mailing.id).await.unwrap().of(S::Accepted), 300);
    assert_eq!(relay.truth.accepted().len(), 300);
}

fn delete(ledger: &Path) {
    std::fs::remove_file(ledger).unwrap();
}

fn replace(ledger: &Path) {
    let other = ledger.with_file_name("other.db");
    std::fs::copy(ledger, &other).unwrap();
    std::fs::rename(other, ledger).unwrap();
}

#[tokio::test]
async fn a_sender_whose_ledger_is_deleted_or_replaced_ends_and_says_so() {
    for take_away in [delete, replace] {
        for readers in [0, 5] {
            let relay = start(server(|_| Act::Comply)).await;
            let stage = Stage::new(&relay, readers, "");
            let file = stage.root().join("config.toml");
            let config = std::fs::read_to_string(&file).unwrap();
            let slow = config.replace("[[delivery.relay]]", "rate = \"1/hour\"\n[[delivery.relay]]");
            std::fs::write(file, slow).unwrap();
            if readers > 0 {
                stage.mailing(5).await;
            }
            let (_tell, told) = watch::channel(false);
            let mut sender = stage.sender();
            sender.ends_when_idle = false;
            let sender = tokio::spawn(async move { sender.run(told).await });
            let accepted = async || relay.truth.accepted().len();
            until("a letter", accepted, |letters| readers == 0 || *letters > 0).await;
            let holder = async || SendingLock::holder(stage.ledger.path());
            until("a sender", holder, Option::is_some).await;
            take_away(stage.ledger.path());
            let ended = tokio::time::timeout(Duration::from_secs(20), sender).await;
            let error = ended.expect("it goes on").unwrap().unwrap_err();
            let courant::desk::send::Error::Ledger(error) = error else { panic!("{error}") };
            assert!(matches!(error, ledger::Error::Gone(_)), "{error}");
        }
    }
}

/// How letters travel, as `config.toml` has it, with what the relay offers for it.
const FORMS: [(&str, &[&str]); 3] = [
    ("", &["PIPELINING"]),
    ("pipelining = \"deep\"", &["PIPELINING"]),
    ("pipelining = \"deep\"\nin_flight = 4", &["PIPELINING", "CHUNKING"]),
];

/// Between the claim and the mark: another sender has taken over, or the rows are not as they were.
const TAKEN_AWAY: [&str; 2] = [
    "UPDATE instance SET epoch = epoch + 1",
    "UPDATE delivery SET state = 'planned' WHERE state = 'claimed'",
];

#[tokio::test]
async fn a_mark_that_could_not_be_made_lets_no_letter_leave() {
    for ((form, offers), sql) in FORMS.into_iter().flat_map(|form| TAKEN_AWAY.map(|sql| (form, sql))) {
        let ledger = Arc::new(OnceLock::<PathBuf>::new());
        let path = Arc::clone(&ledger);
        let script = server(move |moment| {
            if moment.step == Step::Ehlo {
                let other = rusqlite::Connection::open(path.get().unwrap()).unwrap();
                other.execute(sql, []).unwrap();
            }
            Act::Comply
        });
        let offers = offers.iter().map(|&offer| offer.to_owned()).collect();
        let relay = start(Server { offers, ..script }).await;
        let stage = Stage::new(&relay, 6, "connections = 1");
        let file = stage.root().join("config.toml");
        let config = std::fs::read_to_string(&file).unwrap();
        let transport = "transport = \"smtp\"";
        std::fs::write(file, config.replace(transport, &format!("{transport}\n{form}"))).unwrap();
        ledger.set(stage.ledger.path().to_owned()).unwrap();
        let mailing = stage.mailing(6).await;
        let (_tell, told) = watch::channel(false);
        let ended = stage.sender().run(told).await;
        assert!(matches!(&ended, Err(courant::desk::send::Error::Ledger(_))), "{form} {sql}: {ended:?}");
        assert!(relay.heard("EHLO") && !relay.heard("DATA") && !relay.heard("BDAT"), "{form} {sql}");
        assert_eq!(stage.ledger.counts(mailing.id).await.unwrap().of(S::Accepted), 0);
    }
}
