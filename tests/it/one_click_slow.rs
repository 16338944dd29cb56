//! A reader leaves while a slow mail server is being given their letter, or while the ledger is busy.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use courant::desk::unsubscribe::{Door, PageKind};
use courant::domain::{AddrKey, Address, Clock, DeliveryState as S, Mailing, MailingState as M};
use courant::mail::token;
use courant::render::Templates;
use courant::web::Server;
use courant::workspace::Workspace;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::props::relay::{TestRelay, server, start};
use crate::props::server::{Act, Step};
use crate::props::until::{until, until_seen};
use crate::send_props::{Stage, now};

/// Takes the end of a letter only when it is let go.
struct Slow {
    relay: TestRelay,
    stands: Arc<AtomicBool>,
    go: Arc<AtomicBool>,
    log: Arc<Mutex<Vec<&'static str>>>,
}

impl Slow {
    async fn start() -> Self {
        let (stands, go, log) =
            (Arc::default(), Arc::<AtomicBool>::default(), Arc::<Mutex<Vec<_>>>::default());
        let (here, may, taken) = (Arc::<AtomicBool>::clone(&stands), Arc::clone(&go), Arc::clone(&log));
        let relay = start(server(move |moment| {
            if moment.step == Step::Dot {
                here.store(true, Ordering::SeqCst);
                tokio::task::block_in_place(|| {
                    until_seen("leave to take it", || may.load(Ordering::SeqCst), |go| *go);
                });
                taken.lock().unwrap().push("taken");
            }
            Act::Comply
        }))
        .await;
        Self { relay, stands, go, log }
    }
}

/// A test that fails must not leave it standing.
impl Drop for Slow {
    fn drop(&mut self) {
        self.go.store(true, Ordering::SeqCst);
    }
}

fn door(stage: &Stage) -> Door {
    let settings = Workspace::open(stage.root()).unwrap().settings().0.unwrap();
    let templates = Templates::compile(&BTreeMap::new()).0.unwrap();
    Door::new(stage.ledger.clone(), settings, templates)
}

/// One reader's letter, which the slow server is being given.
struct Handing {
    slow: Slow,
    stage: Stage,
    mailing: Mailing,
    key: AddrKey,
    link: String,
    sender: JoinHandle<()>,
    _tell: watch::Sender<bool>,
}

impl Handing {
    async fn begun() -> Self {
        let slow = Slow::start().await;
        let stage = Stage::new(&slow.relay, 1, "connections = 1");
        let mailing = stage.mailing(1).await;
        let (key, link) = link(&stage, &mailing);
        let mut sender = stage.sender();
        sender.tempo.timers.dot = Duration::from_secs(60);
        let (tell, told) = watch::channel(false);
        let sender = tokio::spawn(async move { sender.run(told).await.unwrap() });
        until("the end of the letter", async || slow.stands.load(Ordering::SeqCst), |stands| *stands).await;
        Self { slow, stage, mailing, key, link, sender, _tell: tell }
    }
}

fn link(stage: &Stage, mailing: &Mailing) -> (AddrKey, String) {
    let keys = stage.ledger.keys();
    let key = keys.addr_key(&Address::parse("r0@example.eu").unwrap());
    (key, token::unsubscribe(keys, key, mailing.id).unwrap())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn who_leaves_while_a_slow_server_has_their_letter_is_answered_when_it_has_landed() {
    let Handing { slow, stage, mailing, key, link, sender, .. } = Handing::begun().await;
    let (door, log) = (door(&stage).with_patience(Duration::from_secs(60)), Arc::clone(&slow.log));
    let leaving = tokio::spawn(async move {
        let page = door.leave(&link, &[], now()).await;
        log.lock().unwrap().push("told");
        page.kind
    });
    let noted = async || stage.ledger.suppressions_of(key).await.unwrap().len();
    until("the wish", noted, |wishes| *wishes == 1).await;
    // Looks enough for an answer that does not wait.
    let looks = AtomicU32::new(0);
    let told = async || {
        assert_eq!(*slow.log.lock().unwrap(), [""; 0], "told before it has landed");
        looks.fetch_add(1, Ordering::SeqCst)
    };
    until("fifty looks", told, |looks| *looks >= 50).await;
    slow.go.store(true, Ordering::SeqCst);
    assert_eq!(leaving.await.unwrap(), PageKind::Done);
    assert_eq!(*slow.log.lock().unwrap(), ["taken", "told"]);
    sender.await.unwrap();
    assert_eq!(stage.ledger.mailing(mailing.id).await.unwrap().state, M::Sent);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_server_that_takes_too_long_is_not_waited_for_and_the_wish_holds() {
    let Handing { slow, stage, mailing, key, link, sender, .. } = Handing::begun().await;
    let page = door(&stage).with_patience(Duration::from_secs(3)).leave(&link, &[], now()).await;
    assert_eq!((page.kind, slow.log.lock().unwrap().len()), (PageKind::Done, 0));
    let counts = stage.ledger.counts(mailing.id).await.unwrap();
    assert_eq!(counts.of(S::Submitting), 1, "the server was waited for");
    assert_eq!(stage.ledger.suppressions_of(key).await.unwrap().len(), 1);
    slow.go.store(true, Ordering::SeqCst);
    sender.await.unwrap();
}

#[tokio::test]
async fn a_wish_that_can_not_be_noted_now_is_answered_with_when_to_try_again() {
    let relay = start(server(|_| Act::Comply)).await;
    let stage = Stage::new(&relay, 1, "");
    let mailing = stage.mailing(1).await;
    let (_, link) = link(&stage, &mailing);
    // Neither into the ledger nor beside it.
    let spool = stage.ledger.path().with_file_name("unsub.spool");
    std::fs::remove_file(&spool).unwrap();
    std::fs::create_dir(&spool).unwrap();
    let door = door(&stage).with_patience(Duration::from_millis(50));
    let site = Server::bind(SocketAddr::from(([127, 0, 0, 1], 0)), door, Clock::System).await.unwrap();
    let address = site.address().unwrap();
    tokio::spawn(site.run(std::future::pending()));
    let other = rusqlite::Connection::open(stage.ledger.path()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request =
        format!("POST /u/{link} HTTP/1.1\r\nHost: news\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    other.execute_batch("ROLLBACK").unwrap();
    assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
    assert!(answer.to_lowercase().contains("\r\nretry-after: 60\r\n"), "{answer}");
}

#[tokio::test]
async fn a_wish_is_not_acknowledged_when_the_ledger_has_been_deleted() {
    let relay = start(server(|_| Act::Comply)).await;
    let stage = Stage::new(&relay, 1, "");
    let mailing = stage.mailing(1).await;
    let (_, link) = link(&stage, &mailing);
    std::fs::remove_file(stage.ledger.path()).unwrap();
    assert_eq!(door(&stage).leave(&link, &[], now()).await.kind, PageKind::Failed);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_wish_that_comes_while_the_ledger_is_busy_is_acknowledged_and_holds_from_the_next_mark_on() {
    let relay = start(server(|_| Act::Comply)).await;
    let stage = Stage::new(&relay, 3, "connections = 1");
    let mailing = stage.mailing(3).await;
    let (key, link) = link(&stage, &mailing);
    let other = rusqlite::Connection::open(stage.ledger.path()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let door = door(&stage).with_patience(Duration::from_millis(200));
    assert_eq!(door.leave(&link, &[], now()).await.kind, PageKind::Done);
    assert_eq!(stage.ledger.suppressions_of(key).await.unwrap().len(), 1, "whoever asks is told of it");
    // What this process was about to write is lost with it; another one finds it all the same.
    let spool = stage.ledger.path().with_file_name("unsub.spool");
    assert_eq!(std::fs::read_to_string(&spool).unwrap().lines().count(), 1);
    other.execute_batch("ROLLBACK").unwrap();
    stage.send().await;
    let mailed: Vec<String> = relay.truth.accepted().iter().map(|letter| letter.to[0].clone()).collect();
    assert_eq!((mailed.len(), mailed.contains(&"r0@example.eu".to_owned())), (2, false), "{mailed:?}");
    assert_eq!(stage.ledger.suppressions_of(key).await.unwrap().len(), 1);
    assert_eq!(std::fs::read(&spool).unwrap(), b"");
}
