//! A real mail server that minds every rule, in front of one that is hard to please: what is said of each reader holds, and
//! what comes back comes to the address of that delivery.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::{Arc, Mutex};

use serde_json::json;
use tokio::task::JoinSet;

use crate::props::relay::{TestRelay, server, start};
use crate::props::server::{Act, Step};
use crate::props::{Demo, Postfix, sign_with_both_keys, verify};

/// What it says of a client that is to wait.
const SLOW_DOWN: &str = "Message delivery request rate limit exceeded";
const ISSUE: &str = "2018-06-summer";
const BOUNCES: &str = "bounce.helium.example.eu";
/// Whom the next hop refuses, by name and only after having read the letter; and in which words.
const NO_SUCH_READER: &str = "oszkar.toth@korhaz.example.hu";
const REFUSED_AT_THE_DOT: &str = "redactie@dagblad.example.nl";
const REFUSALS: [(&str, &str); 2] =
    [(NO_SUCH_READER, "550 5.1.1 no such user here"), (REFUSED_AT_THE_DOT, "554 5.7.1 not this")];
/// Whom it does not want to know the first time; and whose letter breaks the line the first time.
const GREYLISTED: &str = "bjorn@vard.example.se";
const DROPPED: &str = "desk@avis.example.no";

/// The next hop. It offers nothing: one command at a time.
async fn next_hop() -> TestRelay {
    let (now, seen) = (Mutex::new(BTreeMap::new()), Mutex::new(BTreeSet::new()));
    let first = move |what: &str| seen.lock().expect("a lock").insert(what.to_owned());
    let script = server(move |moment| {
        let mut now = now.lock().expect("a lock");
        if moment.step == Step::Rcpt {
            let reader = moment.line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
            now.insert(moment.connection, reader);
        }
        let reader = now.get(&moment.connection).map_or("", String::as_str);
        match (moment.step, reader) {
            (Step::Rcpt, NO_SUCH_READER) => Act::Say(format!("{}\r\n", REFUSALS[0].1)),
            (Step::Rcpt, GREYLISTED) if first(GREYLISTED) => {
                Act::Say("450 4.7.1 greylisted, come back\r\n".to_owned())
            }
            (Step::Dot, REFUSED_AT_THE_DOT) => Act::Say(format!("{}\r\n", REFUSALS[1].1)),
            (Step::Dot, DROPPED) if first(DROPPED) => Act::HangUp,
            _ => Act::Comply,
        }
    });
    start(script).await
}

fn workspace(postfix: &Postfix, form: &str) -> Demo {
    let demo = Demo::copy();
    demo.live(&postfix.relay());
    demo.configure("reply_to =", &format!("bounces = \"{BOUNCES}\"\nreply_to ="));
    demo.configure("transport = \"smtp\"", &format!("transport = \"smtp\"\n{form}"));
    demo.configure("rate = \"300/minute\"\n", "");
    demo
}

/// The words behind `name` on a line of its head.
fn field<'a>(letter: &'a str, name: &str) -> &'a str {
    letter.lines().find_map(|line| line.strip_prefix(name)).map_or("", str::trim)
}

/// Readers by the return address under which the strict server has queued their letter.
fn queued(log: &str) -> BTreeMap<String, String> {
    let between = |line: &str, from: &str| -> Option<String> {
        Some(line.split_once(from)?.1.split_once('>')?.0.to_owned())
    };
    let of = |line: &str| line.split_once("]: ")?.1.split_once(": ").map(|(id, _)| id.to_owned());
    let mut from = BTreeMap::new();
    let mut readers = BTreeMap::new();
    for line in log.lines() {
        if let Some((id, address)) = of(line).zip(between(line, ": from=<b+")) {
            from.insert(id, format!("b+{address}"));
        }
        if line.contains(" status=")
            && let Some(address) = of(line).and_then(|id| from.get(&id).cloned())
            && let Some(reader) = between(line, ": to=<")
        {
            readers.insert(address, reader);
        }
    }
    readers
}

/// What it has told of us that no good client has told of it.
fn complaints(log: &str) -> Vec<&str> {
    let rude = [
        "improper command",
        "bare <",
        "non-SMTP",
        "too many errors",
        "warning:",
        "fatal:",
        "NOQUEUE: reject:",
    ];
    let asked_to_slow_down = |line: &str| line.contains(SLOW_DOWN);
    log.lines()
        .filter(|line| rude.iter().any(|how| line.contains(how)) && !asked_to_slow_down(line))
        .collect()
}

/// Gives how many came back.
fn play(next: &TestRelay, form: &str, lines: &str) -> usize {
    let postfix = Postfix::strict(next.address.port(), BOUNCES, lines);
    let demo = workspace(&postfix, form);
    let answers = sign_with_both_keys(&demo);
    // A sender that dies in the middle, and a second one that goes on.
    demo.dies_while_it_sends(ISSUE, "P11:5");
    demo.must(&["work", "--detached"]);
    postfix.log_of_all_sessions();
    let bounced = postfix.letters();
    let log = postfix.log_of_all_sessions();
    let readers = queued(&log);

    // Whom the next hop refuses was accepted: by the server that now tells of it, at the address of that very delivery.
    let mut told = BTreeMap::new();
    for letter in &bounced {
        let letter = String::from_utf8_lossy(letter);
        assert!(letter.contains("report-type=delivery-status"), "{letter}");
        let reader = field(&letter, "Final-Recipient: rfc822; ").to_owned();
        let (address, domain) = field(&letter, "Delivered-To: ").split_once('@').expect("an address");
        assert_eq!(domain, BOUNCES);
        let address = format!("{address}@{BOUNCES}");
        assert_eq!(readers.get(&address), Some(&reader), "{address} is not that of {reader}");
        assert_eq!(field(&letter, "Action: "), "failed", "{letter}");
        let why = field(&letter, "Diagnostic-Code: smtp; ").to_owned();
        assert_eq!(Some(field(&letter, "Status: ")), why.split(' ').nth(1), "{letter}");
        assert_eq!(told.insert(reader, why), None, "told twice");
    }
    let taken_on: BTreeSet<String> = next.truth.accepted().into_iter().flat_map(|letter| letter.to).collect();
    assert_eq!(taken_on.len(), next.truth.accepted().len(), "{form}: somebody got it twice");
    let there: BTreeSet<String> = readers.values().cloned().collect();
    let refused = REFUSALS.into_iter().filter(|(reader, _)| there.contains(*reader));
    let refused: BTreeMap<String, String> =
        refused.map(|(who, why)| (who.to_owned(), why.to_owned())).collect();
    assert_eq!(told, refused, "{form}: each of them, and in the words of the one that refused");
    assert_eq!(there, taken_on.into_iter().chain(told.keys().cloned()).collect(), "{form}");

    // What the ledger says and what the log says are the same, for every reader.
    let counts = demo.counts(ISSUE);
    let unknown = counts["unknown"].as_u64().expect("a number");
    assert!((1..=15).contains(&unknown), "{form}: {counts}");
    let settled = demo.json(&["reconcile", "--maillog", demo.log_of_later(&log), "--yes"]);
    assert_eq!(settled["written"], unknown, "{form}: {settled}");
    let counts = demo.counts(ISSUE);
    assert_eq!(counts["accepted"].as_u64(), u64::try_from(there.len()).ok(), "{form}: {counts}: {settled}");
    let failed = counts["failed"].as_u64().unwrap_or(0);
    assert_eq!(there.len() as u64 + failed, 30, "{form}: {counts}");
    assert_eq!(demo.json(&["verify", ISSUE])["findings"], json!([]), "{form}");

    assert_eq!(complaints(&log), [""; 0], "{form}");
    let folder = demo.path().join("letters");
    fs::create_dir(&folder).expect("a folder");
    for (n, letter) in next.truth.accepted().iter().enumerate() {
        fs::write(folder.join(format!("{n}.eml")), &letter.message).expect("written");
    }
    verify(&folder, &answers);
    println!(
        "{form}: {} went on, {} came back, {failed} never arrived, {unknown} were uncertain; asked to wait {} times",
        next.truth.accepted().len(),
        told.len(),
        log.matches(SLOW_DOWN).count()
    );
    told.len()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_strict_mail_server_finds_no_fault_and_what_the_next_one_refuses_comes_back_to_its_delivery() {
    let mut running = JoinSet::new();
    for (form, lines) in [
        ("pipelining = \"envelope\"", ""),
        ("pipelining = \"deep\"", "smtpd_discard_ehlo_keywords = chunking\n"),
        ("pipelining = \"deep\"\nin_flight = 4", ""),
    ] {
        let next = Arc::new(next_hop().await);
        running.spawn_blocking(move || play(&next, form, lines));
    }
    // The killed sender may have held the letters to both of them; not each of three.
    assert!(running.join_all().await.iter().sum::<usize>() > 0, "nothing came back");
}
