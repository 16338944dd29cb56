//! A mailing is paused at random moments, again and again: what was marked before still lands, nothing else begins, and
//! in the end everybody has it once. `COURANT_PAUSES` says how often in each way of travelling.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use courant::domain::{Mailing, MailingState as M};

use crate::props::relay::{server, start};
use crate::props::server::{Act, Server, Step};
use crate::props::until::until;
use crate::send_props::{Stage, now};

const CONNECTIONS: usize = 2;

/// How letters travel, what the relay offers for it, where a letter begins there, and how many of a connection may have
/// been marked and not have begun.
const FORMS: [(&str, &[&str], Step, usize); 3] = [
    ("", &["PIPELINING"], Step::Data, 1),
    ("pipelining = \"deep\"", &["PIPELINING"], Step::Data, 2),
    ("pipelining = \"deep\"\nin_flight = 4", &["PIPELINING", "CHUNKING"], Step::Body, 5),
];

fn pauses() -> usize {
    std::env::var("COURANT_PAUSES").ok().and_then(|given| given.parse().ok()).unwrap_or(8)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whenever_it_is_paused_nothing_begins_but_what_was_marked_and_everybody_has_it_once_in_the_end() {
    let (pauses, mut done) = (pauses(), 0);
    for (form, offers, begins, most) in FORMS {
        let begun = Arc::new(AtomicUsize::new(0));
        let counting = Arc::clone(&begun);
        let script = server(move |moment| {
            counting.fetch_add(usize::from(moment.step == begins), Ordering::SeqCst);
            Act::Comply
        });
        let offers = offers.iter().map(|&offer| offer.to_owned()).collect();
        let relay = start(Server { offers, ..script }).await;
        let readers = 16 * pauses + 20;
        let stage = Stage::new(&relay, readers, &format!("connections = {CONNECTIONS}"));
        let file = stage.root().join("config.toml");
        let config = std::fs::read_to_string(&file).unwrap();
        let transport = "transport = \"smtp\"";
        std::fs::write(file, config.replace(transport, &format!("{transport}\n{form}"))).unwrap();
        let mailing = stage.mailing(readers.try_into().unwrap()).await;
        let (tell, sender) = stage.start();
        for n in 0..pauses {
            // Other numbers in every round, the same ones in every run.
            done += usize::from(pause(&stage, &mailing, &begun, n * 7 % 13, CONNECTIONS * most).await);
        }
        let state = async || stage.ledger.mailing(mailing.id).await.unwrap().state;
        until("the end", state, |state| *state == M::Sent).await;
        tell.send(true).unwrap();
        sender.await.unwrap();
        let taken: Vec<String> = relay.truth.accepted().iter().map(|letter| letter.to[0].clone()).collect();
        assert_eq!(taken.len(), readers);
        assert_eq!(taken.iter().collect::<BTreeSet<_>>().len(), readers, "somebody got it twice");
    }
    println!("{done} pauses");
    assert!(done > pauses, "it was over too soon: {done}");
}

/// Pauses after so many more letters, and lets it go on. False if all is sent.
async fn pause(stage: &Stage, mailing: &Mailing, begun: &AtomicUsize, more: usize, most: usize) -> bool {
    let count = || begun.load(Ordering::SeqCst);
    let wanted = count() + 1 + more;
    let standing = async || (stage.ledger.mailing(mailing.id).await.unwrap().state, count());
    until("letters", standing, |(state, count)| *state == M::Sent || *count >= wanted).await;
    if stage.ledger.pause(mailing.id, "anna", now()).await.is_err() {
        return false;
    }
    let answered = count();
    until("the pause", standing, |(state, _)| *state == M::Paused).await;
    let paused = count();
    assert!(paused - answered <= most, "{} letters began after the answer", paused - answered);
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    assert_eq!(count(), paused, "a letter began while it was paused");
    stage.ledger.resume(mailing.id, "anna", now()).await.unwrap();
    true
}
