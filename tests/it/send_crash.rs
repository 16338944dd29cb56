//! The real program, killed without warning at every place that has a name, and started again until all is sent. The
//! relay's own log is the truth.

use std::collections::BTreeMap;
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::{ExitStatus, Stdio};

use courant::domain::{DeliveryState as S, MailingState as M};

use crate::props::relay::{server, start};
use crate::props::server::Act;
use crate::send_props::Stage;

const CONNECTIONS: usize = 2;
const READERS: usize = 50;
const POINTS: [&str; 11] = ["P1", "P2", "P3", "P4", "P6", "P7", "P8", "P10", "P11", "P13", "P14"];
const KILL: i32 = 9;

async fn work(root: &Path, crash: &str) -> ExitStatus {
    tokio::process::Command::new(env!("CARGO_BIN_EXE_courant"))
        .arg("-C")
        .arg(root)
        .args(["--no-input", "work", "--detached"])
        .env("COURANT_CRASH", crash)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .await
        .unwrap()
}

/// Kills a sender at the first, fourth … occasion of `point`, each one in its recovery too, then lets one finish.
async fn killed_at(point: &str) {
    let relay = start(server(|_| Act::Comply)).await;
    let stage = Stage::new(&relay, READERS, &format!("connections = {CONNECTIONS}"));
    let mailing = stage.mailing(READERS.try_into().unwrap()).await;
    let mut kills = 0;
    for nth in [1, 4, 15] {
        for crash in [format!("{point}:{nth}"), "R1:1".to_owned()] {
            let ended = work(stage.root(), &crash).await;
            let killed = ended.signal() == Some(KILL);
            kills += usize::from(killed && crash.starts_with('P'));
            assert!(killed || ended.success(), "{crash}: {ended}");
        }
    }
    assert!(kills > 0, "{point} is never reached");
    assert!(work(stage.root(), "").await.success());

    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    for letter in relay.truth.accepted() {
        *taken.entry(letter.to[0].clone()).or_default() += 1;
    }
    let counts = stage.ledger.counts(mailing.id).await.unwrap();
    assert_eq!(stage.ledger.mailing(mailing.id).await.unwrap().state, M::Sent, "{point}: {counts:?}");
    assert!(taken.values().all(|times| *times == 1), "{point}: somebody got it twice: {taken:?}");
    let uncertain = usize::try_from(counts.of(S::Unknown)).unwrap();
    assert!(uncertain <= kills * CONNECTIONS, "{point}: {uncertain} uncertain after {kills} kills");
    let mut listed = 0;
    for row in stage.ledger.missing(mailing.id).await.unwrap() {
        assert_eq!(row.state, S::Unknown, "{point}");
        listed += usize::from(taken.contains_key(row.address.unwrap().as_str()));
    }
    let accepted = usize::try_from(counts.of(S::Accepted)).unwrap();
    assert_eq!(accepted + uncertain, READERS, "{point}: somebody is lost");
    assert_eq!(taken.len(), accepted + listed, "{point}: accepted here means accepted there");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wherever_the_sender_is_killed_nobody_is_lost_and_nobody_gets_it_twice() {
    for point in POINTS {
        killed_at(point).await;
    }
}
