//! Readers leave by one click while a mailing runs. The relay's own log, with the answers that the readers got woven
//! in, is the truth. `COURANT_LEAVERS` says how many leave at least, in each of the two tests.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use courant::desk::unsubscribe::Door;
use courant::domain::{
    Address, Clock, DeliveryState as S, MailingId, MailingState as M, SkipReason, Suppression,
};
use courant::ledger::{Ledger, MissingRow};
use courant::mail::token;
use courant::render::Templates;
use courant::web::Server as Site;
use courant::workspace::Workspace;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::props::relay::{TestRelay, server, start};
use crate::props::server::{Act, Server, Step};
use crate::props::until::until;
use crate::send_props::Stage;

const READERS: usize = 200;
const LEAVERS: usize = 120;
const CONNECTIONS: usize = 3;

#[derive(Debug, Clone, PartialEq, Eq)]
enum Event {
    /// The relay was told who the next letter is for.
    Rcpt(String),
    /// The relay was asked to take the letter, or took its first octets unasked.
    Data(String),
    /// The reader has the 200.
    Left(String),
}

/// How often each way of travelling is tried.
fn rounds() -> usize {
    let given = std::env::var("COURANT_LEAVERS").ok().and_then(|given| given.parse::<usize>().ok());
    given.map_or(1, |leavers| leavers.div_ceil(LEAVERS * FORMS.len()))
}

type Log = Arc<Mutex<Vec<Event>>>;

/// How letters travel, as `config.toml` has it, with what the relay offers for it.
const FORMS: [(&str, &[&str]); 3] = [
    ("pipelining = \"envelope\"", &["PIPELINING"]),
    ("pipelining = \"deep\"", &["PIPELINING"]),
    ("pipelining = \"deep\"\nin_flight = 4", &["PIPELINING", "CHUNKING"]),
];

/// A relay that takes everything and notes the order of things in `log`.
async fn relay(log: &Log, offers: &[&str]) -> TestRelay {
    let (log, open) = (Arc::clone(log), Mutex::new(BTreeMap::new()));
    let script = move |moment: &crate::props::server::Moment<'_>| {
        match moment.step {
            Step::Rcpt => {
                let to = moment.line.split(['<', '>']).nth(1).unwrap().to_owned();
                open.lock().unwrap().insert(moment.connection, to.clone());
                log.lock().unwrap().push(Event::Rcpt(to));
            }
            // BDAT asks for nothing: its first octets tell.
            Step::Data | Step::Body => {
                let to = open.lock().unwrap()[&moment.connection].clone();
                log.lock().unwrap().push(Event::Data(to));
            }
            _ => {}
        }
        Act::Comply
    };
    start(Server { offers: offers.iter().map(|&offer| offer.to_owned()).collect(), ..server(script) }).await
}

async fn site(stage: &Stage) -> SocketAddr {
    let settings = Workspace::open(stage.root()).unwrap().settings().0.unwrap();
    let templates = Templates::compile(&BTreeMap::new()).0.unwrap();
    let door = Door::new(stage.ledger.clone(), settings, templates);
    let server = Site::bind(SocketAddr::from(([127, 0, 0, 1], 0)), door, Clock::System).await.unwrap();
    let address = server.address().unwrap();
    tokio::spawn(server.run(std::future::pending()));
    address
}

async fn one_click(site: SocketAddr, token: &str) -> String {
    let mut stream = TcpStream::connect(site).await.unwrap();
    let body = "List-Unsubscribe=One-Click";
    let request = format!(
        "POST /u/{token} HTTP/1.1\r\nHost: news\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Connection: close\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

fn reader(n: usize) -> String {
    format!("r{n}@example.eu")
}

/// Each of the leavers clicks when the relay has taken so many letters: from the first moment until 60 are there.
fn leavers() -> impl Iterator<Item = (String, usize)> {
    (0..LEAVERS).map(|i| (reader(i * 83 % READERS), i * 37 % 60))
}

/// Where it last happened.
fn place(log: &[Event], event: &Event) -> Option<usize> {
    log.iter().rposition(|one| one == event)
}

/// Nobody's letter is handed over after their answer, also not one that was on its way when they clicked.
fn nobody_was_mailed_after_the_answer(log: &[Event]) {
    for (who, _) in leavers() {
        let left = place(log, &Event::Left(who.clone())).expect("an answer");
        let mailed = place(log, &Event::Data(who.clone()));
        assert!(mailed.is_none_or(|data| data < left), "{who} was told that they are off, and then mailed");
    }
}

/// How a reader's wish is taken down.
#[derive(Clone, Copy)]
enum By {
    Click(SocketAddr),
    /// As where the ledger can't be written at that moment.
    Spool,
}

async fn leave(ledger: &Ledger, mailing: MailingId, who: &str, by: By) {
    let key = ledger.keys().addr_key(&Address::parse(who).unwrap());
    match by {
        By::Click(site) => {
            let answer = one_click(site, &token::unsubscribe(ledger.keys(), key, mailing).unwrap()).await;
            assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        }
        By::Spool => {
            let wish = Suppression {
                key,
                scope: "*".to_owned(),
                reason: SkipReason::Unsubscribed,
                evidence: String::new(),
                at: Clock::System.now(),
            };
            let spooling = ledger.clone();
            tokio::task::spawn_blocking(move || spooling.spool(&wish)).await.unwrap().unwrap();
            let landing = async || ledger.is_being_handed_over(key).await.unwrap();
            until("the letter in flight", landing, |landing| !landing).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_is_mailed_after_the_answer_to_their_one_click_while_a_mailing_runs() {
    for (form, offers) in FORMS.repeat(rounds()) {
        while_a_mailing_runs(form, offers, true).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_is_mailed_after_an_answer_that_stands_beside_the_ledger_only() {
    for (form, offers) in FORMS.repeat(rounds()) {
        while_a_mailing_runs(form, offers, false).await;
    }
}

async fn while_a_mailing_runs(form: &str, offers: &[&str], clicking: bool) {
    let log = Log::default();
    let relay = Arc::new(relay(&log, offers).await);
    let stage = Stage::new(&relay, READERS, &format!("connections = {CONNECTIONS}"));
    let config = std::fs::read_to_string(stage.root().join("config.toml")).unwrap();
    let how = format!("transport = \"smtp\"\nrate = \"6000/minute\"\n{form}");
    let paced = config.replace("transport = \"smtp\"", &how);
    std::fs::write(stage.root().join("config.toml"), paced).unwrap();
    let by = if clicking { By::Click(site(&stage).await) } else { By::Spool };
    let mailing = stage.mailing(READERS.try_into().unwrap()).await;
    let (tell, sender) = stage.start();
    // The number of readers is checked when the rows are made: who leaves earlier than that holds the mailing.
    let state = async || stage.ledger.mailing(mailing.id).await.unwrap().state;
    until("the plan", state, |state| *state == M::Sending).await;

    let mut clicks = JoinSet::new();
    for (who, letters) in leavers() {
        let (ledger, log, relay) = (stage.ledger.clone(), Arc::clone(&log), Arc::clone(&relay));
        clicks.spawn(async move {
            until("a letter", async || relay.truth.accepted().len(), |taken| *taken >= letters).await;
            leave(&ledger, mailing.id, &who, by).await;
            log.lock().unwrap().push(Event::Left(who));
        });
    }
    while let Some(clicked) = clicks.join_next().await {
        clicked.unwrap();
    }
    until("the end", state, |state| *state == M::Sent).await;
    tell.send(true).unwrap();
    sender.await.unwrap();

    let log = log.lock().unwrap().clone();
    nobody_was_mailed_after_the_answer(&log);
    let taken: Vec<String> = relay.truth.accepted().iter().map(|letter| letter.to[0].clone()).collect();
    let mailed: BTreeSet<&str> = taken.iter().map(String::as_str).collect();
    assert_eq!(mailed.len(), taken.len(), "nobody got it twice");
    let counts = stage.ledger.counts(mailing.id).await.unwrap();
    let left_out = leavers().filter(|(who, _)| !mailed.contains(who.as_str())).count();
    let missing = stage.ledger.missing(mailing.id).await.unwrap();
    let because_they_left =
        |row: &MissingRow| row.state == S::Skipped && row.reason == SkipReason::Unsubscribed.as_str();
    assert!(missing.iter().all(because_they_left), "{missing:?}");
    let sums = (counts.of(S::Accepted), counts.left_out(), counts.rows());
    let [mailed, left_out, rows] = [mailed.len(), left_out, READERS].map(|n| u64::try_from(n).unwrap());
    assert_eq!(sums, (mailed, left_out, rows));
    assert_eq!(mailed + left_out, rows, "mailed, or skipped because they left");
    assert!(left_out > 0, "nobody left in time: this shows nothing");
}
