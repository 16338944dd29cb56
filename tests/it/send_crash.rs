//! The real program, killed without warning at every place that has a name, and started again until all is sent. The
//! relay's own log is the truth.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::{ExitStatus, Stdio};

use courant::domain::{DeliveryState as S, MailingState as M};

use crate::props::relay::{TestRelay, acceptor, server, start, tls_file};
use crate::props::server::{Act, Server, Step};
use crate::send_props::Stage;

const CONNECTIONS: usize = 2;
const READERS: usize = 50;
/// Tried two at a time.
const POINTS: [&str; 16] =
    ["P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8", "P9", "P10", "P11", "P12", "P13", "P14", "P15", "P16"];
/// In the recovery, which is killed as well, whatever the point.
const IN_RECOVERY: &str = "R1";
/// Reached only where the terminator travels alone.
const OVER_TLS: &str = "P9";
const KILL: i32 = 9;

async fn work(root: &Path, crash: &str) -> ExitStatus {
    tokio::process::Command::new(env!("CARGO_BIN_EXE_courant"))
        .env("XDG_STATE_HOME", root.join(".state"))
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

/// Who the relay does not know: a few, and never two in a row.
fn is_refused(line: &str) -> bool {
    (3..READERS).step_by(7).any(|n| line.contains(&format!("<r{n}@")))
}

/// How letters travel, and how many may be uncertain for each connection that is killed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Apart,
    Deep,
    Chunks,
}

const IN_FLIGHT: usize = 4;

impl Form {
    fn uncertain(self) -> usize {
        match self {
            Self::Apart => 1,
            Self::Deep => 2,
            Self::Chunks => IN_FLIGHT + 1,
        }
    }

    fn offers(self) -> Vec<String> {
        let offers = if self == Self::Chunks { &["PIPELINING", "CHUNKING"][..] } else { &["PIPELINING"] };
        offers.iter().map(|&offer| offer.to_owned()).collect()
    }

    fn config(self) -> String {
        match self {
            Self::Apart => String::new(),
            Self::Deep => "pipelining = \"deep\"".to_owned(),
            Self::Chunks => format!("pipelining = \"deep\"\nin_flight = {IN_FLIGHT}"),
        }
    }
}

/// A relay that refuses a few, and a workspace that leads to it.
async fn stage(form: Form, tls: bool) -> (TestRelay, Stage) {
    let script = server(|moment| match moment.step {
        Step::Rcpt if is_refused(moment.line) => Act::Say("550 5.1.1 no such user\r\n".to_owned()),
        _ => Act::Comply,
    });
    let tls_server = tls.then(|| acceptor("right.pem"));
    let relay = start(Server { tls: tls_server, offers: form.offers(), ..script }).await;
    let stage = Stage::new(&relay, READERS, &format!("connections = {CONNECTIONS}"));
    let config = fs::read_to_string(stage.root().join("config.toml")).unwrap();
    let transport = "transport = \"smtp\"";
    let config = config.replace(transport, &format!("{transport}\n{}", form.config()));
    fs::write(stage.root().join("config.toml"), config).unwrap();
    if tls {
        let ca = format!("tls = \"starttls\"\nca_file = {:?}", tls_file("ca.pem"));
        let config = fs::read_to_string(stage.root().join("config.toml")).unwrap();
        let config =
            config.replace("tls = \"none\"", &ca).replace("host = \"127.0.0.1\"", "host = \"localhost\"");
        fs::write(stage.root().join("config.toml"), config).unwrap();
    }
    (relay, stage)
}

/// Kills a sender at the first, fourth … occasion of `point`, then lets one finish.
async fn killed_at(form: Form, point: &str) {
    let occasions = if form == Form::Apart { &[1, 4, 15][..] } else { &[2, 5] };
    let kills = killed_at_each_of(form, point, occasions).await;
    assert!(kills > 0, "{point} is never reached");
}

/// Kills a sender at each of these occasions of `point` in one mailing, each one in its recovery too, then lets one
/// finish. Returns how many of the occasions came.
async fn killed_at_each_of(form: Form, point: &str, occasions: &[usize]) -> usize {
    let (relay, stage) = stage(form, form == Form::Apart && point == OVER_TLS).await;
    let mailing = stage.mailing(READERS.try_into().unwrap()).await;
    let mut kills = 0;
    for nth in occasions {
        for crash in [format!("{point}:{nth}"), format!("{IN_RECOVERY}:1")] {
            let ended = work(stage.root(), &crash).await;
            let killed = ended.signal() == Some(KILL);
            kills += usize::from(killed && crash.starts_with('P'));
            assert!(killed || ended.success(), "{crash}: {ended}");
        }
    }
    assert!(work(stage.root(), "").await.success());

    let audit = stage.ledger.audit(mailing.id).unwrap();
    assert!(audit.agrees(), "{form:?} {point}: {:?}", audit.findings);
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    for letter in relay.truth.accepted() {
        *taken.entry(letter.to[0].clone()).or_default() += 1;
    }
    let counts = stage.ledger.counts(mailing.id).await.unwrap();
    assert_eq!(stage.ledger.mailing(mailing.id).await.unwrap().state, M::Sent, "{point}: {counts:?}");
    assert!(taken.values().all(|times| *times == 1), "{point}: somebody got it twice: {taken:?}");
    let uncertain = usize::try_from(counts.of(S::Unknown)).unwrap();
    let most = kills * CONNECTIONS * form.uncertain();
    assert!(uncertain <= most, "{form:?} {point}: {uncertain} uncertain after {kills} kills");
    let mut listed = 0;
    for row in stage.ledger.missing(mailing.id).await.unwrap() {
        let reader = row.address.unwrap();
        let refused = is_refused(&format!("<{}>", reader.as_str()));
        let only_unknown = !refused || (form != Form::Apart && row.state == S::Unknown);
        assert_eq!(row.state, if only_unknown { S::Unknown } else { S::Failed }, "{form:?} {point}");
        listed += usize::from(taken.contains_key(reader.as_str()));
    }
    let [accepted, failed] = [S::Accepted, S::Failed].map(|state| usize::try_from(counts.of(state)).unwrap());
    assert_eq!(accepted + failed + uncertain, READERS, "{point}: somebody is lost");
    assert_eq!(taken.len(), accepted + listed, "{point}: accepted here means accepted there");
    kills
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wherever_the_sender_is_killed_nobody_is_lost_and_nobody_gets_it_twice() {
    for points in POINTS.chunks_exact(2) {
        tokio::join!(killed_at(Form::Apart, points[0]), killed_at(Form::Apart, points[1]));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_uncertain_of_letters_that_travelled_together_is_what_was_written_and_not_answered() {
    for point in ["P3", "P7", "P10", "P11", "P12", "P13", "P14"] {
        tokio::join!(killed_at(Form::Deep, point), killed_at(Form::Chunks, point));
    }
    killed_at(Form::Deep, "P8").await;
}

/// Every occasion of every place, a mailing for each, until a mailing ends before it comes.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes many minutes"]
async fn at_every_occasion_of_every_place_that_has_a_name_nobody_is_lost_and_nobody_gets_it_twice() {
    for form in [Form::Apart, Form::Deep, Form::Chunks] {
        for point in POINTS {
            let mut kills = 0;
            for nth in 1.. {
                match killed_at_each_of(form, point, &[nth]).await {
                    0 => break,
                    one => kills += one,
                }
            }
            assert!(kills > 0 || form != Form::Apart, "{point} is never reached");
            eprintln!("{form:?} {point}: killed at each of {kills} occasions");
        }
    }
}

fn names_in(folder: &Path, names: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            names_in(&path, names);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            let calls = text.split("crash_point(\"").skip(1);
            names.extend(calls.filter_map(|rest| rest.split_once('"')).map(|(name, _)| name.to_owned()));
        }
    }
}

#[test]
fn every_place_that_has_a_name_is_one_where_the_sender_is_killed() {
    let mut named = BTreeSet::new();
    names_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut named);
    let tried = POINTS.into_iter().chain([IN_RECOVERY]).map(str::to_owned).collect();
    assert_eq!(named, tried);
}
