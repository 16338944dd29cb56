//! A disk that is filled to the last octet in the middle of a mailing, and emptied again: a real one, in memory.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use courant::desk::send::Sender;
use courant::desk::unsubscribe::{Door, PageKind};
use courant::desk::work::{Place, send_in_turn};
use courant::domain::{DeliveryState as S, HoldReason, MailingState as M, SkipReason, Suppression};
use courant::ledger::Ledger;
use courant::mail::token;
use courant::render::Templates;
use courant::workspace::Workspace;
use tokio::sync::watch;

use crate::props::relay::{TestRelay, server, start};
use crate::props::server::{Act, Step};
use crate::props::until::until;
use crate::send_props::{Stage, now};
use crate::story::props::reader;

const READERS: usize = 120;

/// A file system of its own, for as long as this lives. Needs the right to mount, which `.ci/run` has.
struct Disk(tempfile::TempDir);

impl Disk {
    fn mount() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=160m", "courant-test"])
            .arg(folder.path())
            .status()
            .expect("mount");
        assert!(mounted.success(), "this test mounts a disk: run it as root");
        Self(folder)
    }

    fn filler(&self) -> PathBuf {
        self.0.path().join("filler")
    }

    fn free(&self) -> u64 {
        let disk = rustix::fs::statvfs(self.0.path()).expect("a disk");
        disk.f_bavail * disk.f_frsize
    }
}

/// Leaves so many octets.
fn fill(disk: &Path, leave: u64) {
    let path = disk.join("filler");
    let mut file = File::create(&path).expect("a file");
    let block = vec![0; 64 * 1024];
    while file.write_all(&block).is_ok() {}
    while file.write_all(&[0; 512]).is_ok() {}
    let size = file.metadata().expect("a size").len();
    file.set_len(size.saturating_sub(leave)).expect("shorter");
}

impl Drop for Disk {
    fn drop(&mut self) {
        _ = Command::new("umount").arg("-l").arg(self.0.path()).status();
    }
}

/// Fills the disk when the relay takes its letter number `at`.
async fn relay(disk: &Disk, at: usize, leave: u64) -> TestRelay {
    let (root, taken) = (disk.0.path().to_owned(), Arc::new(std::sync::Mutex::new(0)));
    let filled = AtomicBool::new(false);
    start(server(move |moment| {
        if moment.step == Step::Dot {
            let mut taken = taken.lock().expect("no panic");
            *taken += 1;
            if *taken >= at && !filled.swap(true, Ordering::SeqCst) {
                fill(&root, leave);
            }
        }
        Act::Comply
    }))
    .await
}

async fn send(sender: Sender) -> Result<(), courant::desk::send::Error> {
    let (_tell, told) = watch::channel(false);
    sender.run(told).await
}

/// `ballast`: whether the room that is kept for such a day is there.
async fn fills_up(at: usize, leave: u64, ballast: bool) {
    let disk = Disk::mount();
    let relay = relay(&disk, at, leave).await;
    let folder = tempfile::tempdir_in(disk.0.path()).expect("a folder");
    let stage = Stage::at(folder, &relay, READERS, "connections = 3");
    let mailing = stage.mailing(READERS as u64).await;
    let kept = stage.ledger.path().with_file_name("ballast");
    if !ballast {
        fs::create_dir(&kept).expect("in its way");
    }
    let what = format!("filled at letter {at} up to {leave}, ballast {ballast}");
    let first = send(stage.sender()).await;
    let state = stage.ledger.mailing(mailing.id).await.expect("readable").state;
    let counts = stage.ledger.counts(mailing.id).await.expect("readable");
    if ballast {
        // There was room to write everything down, and to hold the mailing.
        assert_eq!(counts.of(S::Submitting) + counts.of(S::Unknown), 0, "{what}: {counts:?}");
    }
    println!("{what}: {state:?}, {first:?}, {} accepted", counts.of(S::Accepted));

    fs::remove_file(disk.filler()).expect("filled");
    assert!(disk.free() > 128 * 1024 * 1024, "{what}: {} free", disk.free());
    let Stage { folder, ledger } = stage;
    let path = ledger.path().to_owned();
    drop(ledger);
    let stage = Stage { folder, ledger: Ledger::open(&path).expect("it opens") };
    if stage.ledger.mailing(mailing.id).await.expect("readable").state == M::Held {
        stage.ledger.resume(mailing.id, "anna", now()).await.expect("resumed");
    }
    send(stage.sender()).await.expect("all is well again");
    let counts = stage.ledger.counts(mailing.id).await.expect("readable");
    assert_eq!(
        stage.ledger.mailing(mailing.id).await.expect("readable").state,
        M::Sent,
        "{what}: {counts:?}"
    );
    let audit = stage.ledger.audit(mailing.id).expect("readable");
    assert!(audit.agrees(), "{what}: {:?}", audit.findings);
    let taken: Vec<String> = relay.truth.accepted().iter().map(|letter| letter.to[0].clone()).collect();
    let mailed: BTreeSet<&String> = taken.iter().collect();
    assert_eq!((taken.len(), mailed.len()), (READERS, READERS), "{what}: nobody twice, nobody forgotten");
    assert_eq!(
        (counts.of(S::Accepted), counts.of(S::Unknown)),
        (READERS as u64, 0),
        "{what}: no outcome is lost"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_full_disk_stops_a_mailing_and_loses_no_outcome() {
    for at in [1, 40, 90] {
        for leave in [0, 4096, 40_960, 400_000] {
            fills_up(at, leave, true).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn who_leaves_while_the_disk_is_full_is_heard_and_gets_nothing() {
    let disk = Disk::mount();
    let relay = relay(&disk, usize::MAX, 0).await;
    let folder = tempfile::tempdir_in(disk.0.path()).expect("a folder");
    let stage = Stage::at(folder, &relay, READERS, "connections = 3");
    let mailing = stage.mailing(READERS as u64).await;
    fs::create_dir(stage.ledger.path().with_file_name("ballast")).expect("in its way");
    fill(disk.0.path(), 0);
    for n in 0..100 {
        let wish = Suppression {
            key: reader(&stage.ledger, &format!("r{n}")).key,
            scope: "*".to_owned(),
            reason: SkipReason::Unsubscribed,
            evidence: format!("the link of mailing {:?}", mailing.id),
            at: now(),
        };
        stage.ledger.spool(&wish).expect("its room is set aside");
    }
    fs::remove_file(disk.filler()).expect("filled");
    send(stage.sender()).await.expect("all is well again");
    let held = stage.ledger.mailing(mailing.id).await.expect("readable");
    assert!(matches!(held.held, Some(HoldReason::CountChanged { now: 20, .. })), "{:?}", held.held);
    stage.ledger.resume_for(mailing.id, 20, "anna", now()).await.expect("resumed");
    send(stage.sender()).await.expect("all is well");
    assert_eq!(relay.truth.accepted().len(), 20);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn without_room_that_was_kept_outcomes_are_written_beside_the_ledger_and_brought_in() {
    for (at, leave) in [(1, 0), (40, 0), (90, 8192)] {
        fills_up(at, leave, false).await;
    }
}

/// What `serve` runs beside its pages: ends when it is told, and what has become of it in words.
struct Service {
    tell: watch::Sender<bool>,
    runs: tokio::task::JoinHandle<Result<(), courant::desk::send::Error>>,
    places: Arc<std::sync::Mutex<Vec<String>>>,
}

impl Service {
    fn start(stage: &Stage) -> Self {
        let places = Arc::<std::sync::Mutex<Vec<String>>>::default();
        let (said, sender) = (Arc::clone(&places), Sender { ends_when_idle: false, ..stage.sender() });
        let (tell, told) = watch::channel(false);
        let now = move |place| {
            said.lock().expect("no panic").push(match place {
                Place::Sends => "sends".to_owned(),
                Place::Waits(holder) => format!("waits for {holder}"),
                Place::Stands(why) => format!("stands: {why}"),
            });
        };
        Self { tell, runs: tokio::spawn(async move { send_in_turn(&sender, told, now).await }), places }
    }

    async fn says(&self, words: &str) {
        let last = async || {
            assert!(!self.runs.is_finished(), "it has ended: the pages would have, too");
            self.places.lock().expect("no panic").last().cloned().unwrap_or_default()
        };
        until(words, last, |last| last.starts_with(words)).await;
    }

    async fn end(self) {
        self.tell.send_replace(true);
        self.runs.await.expect("no panic").expect("it ends in order");
    }
}

/// Reader `n` leaves by the page.
async fn leaves(stage: &Stage, n: usize) {
    let settings = Workspace::open(stage.root()).expect("there").settings().0.expect("sound");
    let door =
        Door::new(stage.ledger.clone(), settings, Templates::compile(&BTreeMap::new()).0.expect("sound"));
    let key = reader(&stage.ledger, &format!("r{n}")).key;
    let link =
        token::unsubscribe(stage.ledger.keys(), key, courant::domain::MailingId([1; 8])).expect("a link");
    assert_eq!(door.leave(&link, &[], now()).await.kind, PageKind::Done);
}

/// A mailing is sent by it, without those who have left.
async fn sends(stage: &Stage, service: &Service, relay: &TestRelay, readers: usize) {
    let mailing = stage.mailing(READERS as u64).await;
    let state = async || {
        assert!(!service.runs.is_finished(), "it has ended");
        stage.ledger.mailing(mailing.id).await.expect("readable").state
    };
    until("sent", state, |state| *state == M::Sent).await;
    assert_eq!(relay.truth.accepted().len(), readers);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_disk_that_fills_up_under_a_service_at_rest_ends_neither_it_nor_its_pages() {
    for ballast in [true, false] {
        let disk = Disk::mount();
        let relay = relay(&disk, usize::MAX, 0).await;
        let stage = Stage::at(tempfile::tempdir_in(disk.0.path()).expect("a folder"), &relay, READERS, "");
        let kept = stage.ledger.path().with_file_name("ballast");
        if !ballast {
            fs::create_dir(&kept).expect("in its way");
        }
        let service = Service::start(&stage);
        service.says("sends").await;
        fill(disk.0.path(), 0);
        if ballast {
            let left = async || fs::metadata(&kept).expect("there").len();
            until("what was kept is given up", left, |left| *left == 0).await;
        }
        leaves(&stage, 0).await;
        fs::remove_file(disk.filler()).expect("filled");
        sends(&stage, &service, &relay, READERS - 1).await;
        assert_eq!(*service.places.lock().expect("no panic"), ["sends"], "a sign of life can wait");
        service.end().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_service_that_is_started_on_a_full_disk_answers_and_sends_once_there_is_room() {
    let disk = Disk::mount();
    let relay = relay(&disk, usize::MAX, 0).await;
    let stage = Stage::at(tempfile::tempdir_in(disk.0.path()).expect("a folder"), &relay, READERS, "");
    fs::create_dir(stage.ledger.path().with_file_name("ballast")).expect("in its way");
    fill(disk.0.path(), 0);
    let service = Service::start(&stage);
    service.says("stands: ").await;
    leaves(&stage, 0).await;
    fs::remove_file(disk.filler()).expect("filled");
    service.says("sends").await;
    sends(&stage, &service, &relay, READERS - 1).await;
    service.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_service_for_whose_ledger_the_disk_has_no_room_asks_whoever_comes_to_come_again_and_begins_once_there_is()
 {
    let disk = Disk::mount();
    let relay = relay(&disk, usize::MAX, 0).await;
    let stage = Stage::at(tempfile::tempdir_in(disk.0.path()).expect("a folder"), &relay, READERS, "");
    let port = std::net::TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a port");
    let config = stage.root().join("config.toml");
    let listen = fs::read_to_string(&config).expect("there");
    fs::write(&config, listen.replace("127.0.0.1:8484", &port.to_string())).expect("written");
    let Stage { folder, ledger } = stage;
    drop(ledger);
    // Closed well, it has left no index of its log: to read it anew takes room.
    let index = folder.path().join(".courant/ledger.db-shm");
    until("closed", async || index.exists(), |there| !there).await;
    fs::create_dir(folder.path().join(".courant/ballast")).expect("in its way");
    fill(disk.0.path(), 0);
    let (beside, log) =
        (tempfile::tempdir().expect("a folder"), tempfile::NamedTempFile::new().expect("a file"));
    let mut service = tokio::process::Command::new(env!("CARGO_BIN_EXE_courant"))
        .env("XDG_STATE_HOME", beside.path())
        .arg("-C")
        .arg(folder.path())
        .args(["--no-input", "serve"])
        .stderr(log.reopen().expect("a file"))
        .kill_on_drop(true)
        .spawn()
        .expect("it runs");
    let said = async || fs::read_to_string(log.path()).expect("a log");
    let asks = async |path: &str| crate::pages::asks(port, "GET", path).await;
    until("it stands", said, |said| said.contains("does not send: ") && said.contains("full")).await;
    for path in ["/u/abc", "/healthz", "/metrics"] {
        let answer = asks(path).await;
        assert!(answer.starts_with("HTTP/1.1 503"), "{path}: {answer}");
    }
    assert!(asks("/u/abc").await.contains("\r\nretry-after: 60\r\n"));
    assert!(asks("/healthz").await.ends_with("the ledger does not answer\n"));
    fs::remove_file(disk.filler()).expect("filled");
    until("it sends", said, |said| said.contains("sends what is due\n")).await;
    assert!(asks("/healthz").await.starts_with("HTTP/1.1 200"));
    assert_eq!(service.try_wait().expect("a process"), None, "it has never ended");
}

#[test]
fn a_ledger_is_opened_on_a_full_disk_in_the_room_that_was_kept() {
    let disk = Disk::mount();
    let path = disk.0.path().join("ledger.db");
    let ledger = Ledger::open(&path).expect("there is room");
    ledger.keep_room();
    drop(ledger);
    fill(disk.0.path(), 0);
    Ledger::open(&path).expect("what was kept is enough");
}
