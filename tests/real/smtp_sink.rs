//! Postfix's smtp-sink with each way it knows to fail: at no command does it get a letter accepted that it did not take,
//! and every reader has a row that says how they stand.

use std::fs;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt as _;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use courant::domain::{DeliveryState as S, Mailing, MailingState as M};
use courant::mail::smtp::Timers;
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::props::relay::TestRelay;
use crate::send_props::Stage;

const READERS: usize = 12;
/// Longer than it takes any of these servers to fail everybody; what waits for another try waits on.
const PATIENCE: Duration = Duration::from_secs(6);
/// Some take a second for every letter.
const ALL_TAKEN: Duration = Duration::from_secs(60);

/// What becomes of the letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ends {
    /// Everybody has one.
    Taken,
    /// Nobody has one, and the ledger knows it.
    Refused,
    /// The server may have some: a few are uncertain, nobody is accepted.
    Unknown,
}

use Ends::{Refused, Taken, Unknown};

/// Every switch of smtp-sink that changes what it says, and every command at which it can be told to fail.
fn cases() -> Vec<(Vec<String>, Ends)> {
    let mut cases = Vec::new();
    for switch in ["-q", "-Q", "-r", "-f"] {
        for command in ["CONNECT", "EHLO", "MAIL", "RCPT", "DATA", ".", "QUIT"] {
            let ends = match (switch, command) {
                (_, "QUIT") => Taken,
                ("-q", ".") => Unknown,
                _ => Refused,
            };
            cases.push((vec![switch.to_owned(), command.to_owned()], ends));
        }
    }
    let plain = |switches: &[&str], ends| (switches.iter().map(|&switch| switch.to_owned()).collect(), ends);
    cases.extend([
        plain(&[], Taken),
        plain(&["-p"], Taken),
        plain(&["-8"], Taken),
        plain(&["-N"], Taken),
        plain(&["-E"], Taken),
        plain(&["-a", "-C", "-F"], Taken),
        plain(&["-h", "mx.example.eu"], Taken),
        plain(&["-T", "1000"], Taken),
        plain(&["-H", "1"], Taken),
        plain(&["-w", "1"], Taken),
        plain(&["-W", ".:1"], Taken),
        plain(&["-W", "RCPT:1:50"], Taken),
        // EHLO is not known there: a relay that is spoken to in words of 1982 is none for us.
        plain(&["-e"], Refused),
        plain(&["-P"], Refused),
        plain(&["-L"], Refused),
        plain(&["-A", "0"], Refused),
        plain(&["-r", ".", "-b", "452"], Refused),
        plain(&["-f", "RCPT", "-B", "571 5.7.1 no"], Refused),
    ]);
    cases
}

struct SmtpSink {
    process: Child,
    address: SocketAddr,
    letters: tempfile::TempDir,
}

impl SmtpSink {
    /// Keeps every letter in a file of its own.
    fn start(switches: &[String]) -> Self {
        /// One after the other: the port that was free a moment ago must not be another's by then.
        static STARTING: Mutex<()> = Mutex::new(());
        let _one = STARTING.lock().unwrap();
        let letters = tempfile::tempdir().unwrap();
        fs::set_permissions(letters.path(), fs::Permissions::from_mode(0o777)).unwrap();
        let address = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).unwrap();
        let process = Command::new("smtp-sink")
            .args(["-u", "nobody", "-d"])
            .arg(letters.path().join("letter."))
            .args(switches)
            .args([&address.to_string(), "100"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("smtp-sink comes with Postfix; run .ci/install first");
        let begun = Instant::now();
        while TcpStream::connect(address).is_err() {
            assert!(begun.elapsed() < Duration::from_secs(30), "smtp-sink does not listen");
            std::thread::sleep(Duration::from_millis(10));
        }
        Self { process, address, letters }
    }

    fn letters(&self) -> usize {
        fs::read_dir(self.letters.path()).unwrap().count()
    }
}

impl Drop for SmtpSink {
    fn drop(&mut self) {
        _ = self.process.kill();
        _ = self.process.wait();
    }
}

/// Sends to such a server until it is over or gets no further; what was wrong.
async fn case(switches: Vec<String>, ends: Ends) -> Option<String> {
    let sink = SmtpSink::start(&switches);
    let relay = TestRelay { address: sink.address, truth: Arc::default() };
    let stage = Stage::new(&relay, READERS, "connections = 2");
    let mailing = stage.mailing(READERS.try_into().unwrap()).await;
    let (tell, told) = watch::channel(false);
    let mut sender = stage.sender();
    sender.ends_when_idle = false;
    if ends == Taken {
        sender.tempo.timers = Timers::default();
    }
    let sender = tokio::spawn(async move { sender.run(told).await });
    // What is refused is tried for ever; the others come to an end, sooner or later.
    let patience = if ends == Refused { PATIENCE } else { ALL_TAKEN };
    _ = tokio::time::timeout(patience, over(&stage, &mailing)).await;
    tell.send_replace(true);
    sender.await.unwrap().unwrap();
    let counts = stage.ledger.counts(mailing.id).await.unwrap();
    let audit = stage.ledger.audit(mailing.id).unwrap();
    let state = stage.ledger.mailing(mailing.id).await.unwrap().state;
    let [accepted, unknown, under_way] =
        [counts.of(S::Accepted), counts.of(S::Unknown), counts.of(S::Claimed) + counts.of(S::Submitting)];
    let all = u64::try_from(READERS).unwrap();
    let as_it_should = match ends {
        Taken => accepted == all && state == M::Sent && sink.letters() == READERS,
        Refused => accepted == 0 && unknown == 0,
        Unknown => accepted == 0 && (1..=5).contains(&unknown) && state == M::Held,
    };
    let accounted_for = counts.rows() == all && under_way == 0 && audit.agrees();
    (!as_it_should || !accounted_for).then(|| {
        format!(
            "{switches:?}: {ends:?} expected, {state:?}, {counts:?}, {} letters, {:?}",
            sink.letters(),
            audit.findings
        )
    })
}

/// Until nothing more can come of it without waiting.
async fn over(stage: &Stage, mailing: &Mailing) {
    loop {
        let state = stage.ledger.mailing(mailing.id).await.unwrap().state;
        let counts = stage.ledger.counts(mailing.id).await.unwrap();
        let under_way = counts.of(S::Planned) + counts.of(S::Claimed) + counts.of(S::Submitting);
        let all_wait = counts.of(S::Deferred) > 0 && under_way == 0;
        if !matches!(state, M::Scheduled | M::Sending) || all_wait {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn however_smtp_sink_fails_nobody_is_accepted_that_it_did_not_take() {
    let mut running = JoinSet::new();
    for (switches, ends) in cases() {
        running.spawn(case(switches, ends));
    }
    let (all, wrong): (usize, Vec<String>) =
        (running.len(), running.join_all().await.into_iter().flatten().collect());
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    println!("{all} ways to fail");
}
