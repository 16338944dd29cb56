//! `courant status`, `pause`, `resume`, `cancel` and `preview`, as a person writes them.

use std::fs;
use std::net::TcpListener;
use std::process::{Command, Stdio};

use crate::props::until::until_seen;
use crate::send_command::Demo;

/// A live newsletter whose mail server takes connections and never says a word.
pub fn with_a_silent_server(demo: &Demo) -> TcpListener {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    with_a_server(demo, silent.local_addr().unwrap().port());
    silent
}

/// Live, and sending to this port.
pub fn with_a_server(demo: &Demo, port: u16) {
    let smtp = format!(
        "transport = \"smtp\"\n[[delivery.relay]]\nhost = \"127.0.0.1\"\nport = {port}\ntls = \"none\"\n"
    );
    let config = fs::read_to_string(demo.path("config.toml")).unwrap();
    let config = config.replace("transport = \"files\"", &smtp).replace("rate = ", "# ");
    fs::write(demo.path("config.toml"), config.replace("mode = \"test\"", "mode = \"live\"")).unwrap();
}

fn readers(demo: &Demo) -> String {
    demo.json(&["-o", "json", "send", "2018", "--dry-run"])["readers"].to_string()
}

fn schedule(demo: &Demo, readers: &str) -> String {
    let words = ["-o", "json", "send", "2018", "--at", "2099-12-04 09:00", "--confirm", readers];
    demo.json(&words)["mailing"].as_str().unwrap().to_owned()
}

fn said(demo: &Demo, words: &[&str]) -> (Option<i32>, String) {
    let output = demo.run(words);
    (output.status.code(), String::from_utf8([output.stdout, output.stderr].concat()).unwrap())
}

fn is_soon(demo: &Demo, what: &str, wanted: impl Into<serde_json::Value>) {
    let wanted = wanted.into();
    let status = || demo.json(&["-o", "json", "status"])["mailings"][0][what].clone();
    until_seen(&format!("{what} {wanted}"), status, |seen| *seen == wanted);
}

#[test]
fn a_language_that_the_issue_does_not_have_is_answered_with_those_it_has() {
    let demo = Demo::new();
    let (exit, said) = said(&demo, &["preview", "2018", "--lang", "de", "--no-open"]);
    assert_eq!(exit, Some(2), "{said}");
    assert!(said.contains("the issue has no de edition; it has en, hu, sv, nb, nl"), "{said}");
    assert!(!demo.path("outbox/preview/2018-06-summer").exists());
}

#[test]
fn orders_go_to_the_mailing_that_is_still_open() {
    let demo = Demo::new();
    for order in ["pause", "resume", "cancel"] {
        let (exit, words) = said(&demo, &[order]);
        assert!(exit == Some(5) && words.contains("no mailing is waiting or under way"), "{order}: {words}");
    }
    let readers = readers(&demo);
    let first = schedule(&demo, &readers);
    assert_eq!(demo.exits(&["pause"]), Some(0), "without a name it is the only one");
    assert_eq!(demo.json(&["-o", "json", "cancel"])["mailing"], first.as_str());
    let second = schedule(&demo, &readers);
    assert_eq!(demo.json(&["-o", "json", "pause", "2018"])["mailing"], second.as_str());
    assert_eq!(demo.json(&["-o", "json", "resume", &first])["mailing"], second.as_str(), "the issue's name");
    let one = |name: &str| demo.json(&["-o", "json", "status", name])["mailings"][0]["mailing"].clone();
    assert_eq!((one("2018"), one(&first)), (second.as_str().into(), first.as_str().into()));
    let (exit, table) = said(&demo, &["status"]);
    assert!(exit == Some(0) && table.contains(&format!("{second}: scheduled")), "{table}");
    let third = schedule(&demo, &readers);
    let (exit, which) = said(&demo, &["cancel"]);
    assert_eq!(exit, Some(2));
    assert!(which.contains(&second) && which.contains(&third), "{which}");
    let (exit, which) = said(&demo, &["cancel", "2018"]);
    assert!(exit == Some(2) && which.contains("2 mailings are waiting or under way"), "{which}");
    assert_eq!([&second, &third].map(|name| demo.exits(&["cancel", name])), [Some(0), Some(0)]);
    let (exit, which) = said(&demo, &["cancel", "2018"]);
    assert!(exit == Some(5) && which.contains("all are over"), "{which}");
    for order in ["pause", "resume", "cancel"] {
        let (exit, words) = said(&demo, &[order, &third]);
        assert_eq!(exit, Some(5), "{words}");
        let so = [format!("{third} is cancelled"), format!(": there is nothing to {order}")];
        so.iter().for_each(|part| assert!(words.contains(part), "{part}: {words}"));
    }
}

#[test]
fn a_mailing_that_waits_is_said_to_be_for_so_many_and_not_for_nobody() {
    let demo = Demo::new();
    let readers = readers(&demo);
    let name = schedule(&demo, &readers);
    for order in ["status", "pause"] {
        demo.run(&[order]);
        let (_, table) = said(&demo, &["status"]);
        let row = table.lines().find(|line| line.contains(&name)).unwrap();
        assert!(row.contains(&format!("  for {readers}  ")), "{table}");
        assert!(table.contains("nobody has it yet: its readers are looked up when it begins"), "{table}");
        assert!(!table.contains("  waiting"), "{table}");
    }
    let (_, rows) = said(&demo, &["-o", "csv", "status"]);
    assert!(!rows.contains("for "), "programs get numbers: {rows}");
    assert_eq!(demo.exits(&["cancel"]), Some(0));
    let (_, table) = said(&demo, &["status", &name]);
    assert!(table.contains("  waiting") && !table.contains("when it begins"), "{table}");
}

#[test]
fn cancelling_an_issue_twice_does_not_cancel_its_next_mailing() {
    let demo = Demo::new();
    let readers = readers(&demo);
    let first = schedule(&demo, &readers);
    assert_eq!(first, "2018-06-summer", "the first is called as its issue is");
    assert_eq!(demo.exits(&["cancel", &first]), Some(0));
    let again = |demo: &Demo, told: &[&str]| {
        let (exit, words) = said(demo, &["cancel", &first]);
        assert_eq!(exit, Some(5), "{words}");
        let told = told.iter().chain(&["2018-06-summer is cancelled, since 20"]);
        told.for_each(|part| assert!(words.contains(part), "{part}: {words}"));
        let document = demo.run(&["-o", "json", "cancel", &first]);
        let document: serde_json::Value = serde_json::from_slice(&document.stdout).unwrap();
        assert_eq!(document["exit"], 5);
        assert!(document["remedy"].as_str().unwrap().contains("courant "), "{document}");
    };
    again(&demo, &["no other mailing of its issue", "`courant status`"]);
    let second = schedule(&demo, &readers);
    again(&demo, &["another mailing of its issue is not over", &format!("`courant cancel {second}`")]);
    let third = schedule(&demo, &readers);
    again(&demo, &[&format!("`courant cancel {second}`, `courant cancel {third}`")]);
    assert_eq!(demo.exits(&["cancel", &third]), Some(0));
    assert_eq!(demo.json(&["-o", "json", "status", &second])["mailings"][0]["state"], "scheduled");
    assert_eq!(
        demo.json(&["-o", "json", "pause", &first])["mailing"],
        second.as_str(),
        "a pause can be undone"
    );
    assert_eq!(demo.json(&["-o", "json", "cancel", "2018-06"])["mailing"], second.as_str(), "a beginning");
}

#[test]
fn in_test_mode_a_mailing_that_would_be_held_at_once_is_not_said_to_go_on() {
    let demo = Demo::new();
    let _silent = with_a_silent_server(&demo);
    let readers = readers(&demo);
    schedule(&demo, &readers);
    assert_eq!(demo.exits(&["pause"]), Some(0));
    let ledger = rusqlite::Connection::open(demo.path(".courant/ledger.db")).unwrap();
    ledger.execute("UPDATE mailing SET due = 0, due_local = '1970-01-01T01:00:00'", []).unwrap();
    let config = fs::read_to_string(demo.path("config.toml")).unwrap();
    for (from, to, why) in [
        ("mode = \"live\"", "mode = \"test\"", "the newsletter is in test mode"),
        ("transport = \"smtp\"", "transport = \"files\"", "transport = \"files\" by now"),
    ] {
        fs::write(demo.path("config.toml"), config.replace(from, to)).unwrap();
        let (exit, words) = said(&demo, &["resume"]);
        assert_eq!(exit, Some(5), "{words}");
        assert!(words.contains(why) && words.contains("  do:  set "), "{words}");
        assert_eq!(demo.json(&["-o", "json", "status"])["mailings"][0]["state"], "paused");
    }
}

#[test]
fn a_mailing_that_is_held_for_its_number_goes_on_only_for_the_new_one() {
    let demo = Demo::new();
    let before = readers(&demo);
    let at = "2099-12-04 09:00";
    demo.run(&["send", "2018", "--at", at, "--confirm", &before]);
    demo.run(&["pause"]);
    let list = demo.path("subscribers/press.csv");
    let mut rows = fs::read_to_string(&list).unwrap();
    (0..60).for_each(|n| rows.push_str(&format!("more{n}@example.eu,More\n")));
    fs::write(&list, rows).unwrap();
    // Its time comes: it was found late, resumed, and planned for the lists as they are now.
    let ledger = rusqlite::Connection::open(demo.path(".courant/ledger.db")).unwrap();
    ledger.execute("UPDATE mailing SET due = 0, due_local = '1970-01-01T01:00:00'", []).unwrap();
    drop(ledger);
    demo.run(&["resume"]);
    is_soon(&demo, "state", "held");
    let now = (before.parse::<u64>().unwrap() + 60).to_string();
    let (exit, words) = said(&demo, &["resume"]);
    assert_eq!(exit, Some(5), "{words}");
    assert!(words.contains(&format!("--confirm {now}")), "{words}");
    assert_eq!(demo.exits(&["resume", "--confirm", &before]), Some(5));
    assert_eq!(demo.json(&["-o", "json", "status"])["mailings"][0]["state"], "held");
    assert_eq!(demo.exits(&["resume", "--confirm", &now]), Some(0));
    let status = demo.json(&["-o", "json", "status"]);
    assert_eq!(status["mailings"][0]["confirmed"].to_string(), now);
    is_soon(&demo, "state", "sent");
}

#[test]
fn a_watcher_that_is_told_to_end_leaves_the_mailing_alone() {
    let demo = Demo::new();
    let server = with_a_silent_server(&demo);
    let readers = readers(&demo);
    let mut watcher = Command::new(env!("CARGO_BIN_EXE_courant"))
        .env("XDG_STATE_HOME", demo.path(".state"))
        .arg("-C")
        .arg(demo.path("."))
        .args(["--no-input", "send", "2018", "--now", "--confirm", &readers])
        .stdin(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let state = || demo.json(&["-o", "json", "status"])["mailings"][0]["state"].clone();
    let seen = || (watcher.try_wait().unwrap(), state());
    let (end, _) = until_seen("sending", seen, |(end, state)| end.is_some() || state == "sending");
    assert_eq!(end, None);
    let pid = rustix::process::Pid::from_child(&watcher);
    rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
    let output = watcher.wait_with_output().unwrap();
    let words = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(130), "{words}");
    assert!(words.contains("the sender in the background goes on sending"), "{words}");
    assert_eq!(state(), "sending");
    let (exit, words) = said(&demo, &["cancel"]);
    assert!(exit == Some(5) && words.contains("pause it first"), "{words}");
    assert_eq!([demo.exits(&["pause"]), demo.exits(&["cancel"])], [Some(0), Some(0)]);
    drop(server);
    is_soon(&demo, "sender_alive", false);
}
