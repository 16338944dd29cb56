//! `courant verify` and `courant why`, as a person or a script runs them.

use std::collections::BTreeSet;
use std::process::Command;

use courant::desk::opened::Opened;
use courant::domain::{SkipReason, Suppression};
use rusqlite::Connection;

use crate::send_command::Demo;

const ANNA: &str = "anna.devries@brainport.example.nl";

fn sent(demo: &Demo) {
    let readers = demo.json(&["-o", "json", "send", "2018", "--dry-run"])["readers"].to_string();
    assert_eq!(demo.exits(&["send", "2018", "--now", "--confirm", &readers]), Some(0));
}

fn said(demo: &Demo, words: &[&str]) -> (Option<i32>, String) {
    let output = demo.run(words);
    (output.status.code(), String::from_utf8(output.stdout).unwrap())
}

/// What somebody does who opens the file with another program.
fn damage(demo: &Demo, sql: &str) {
    let file = Connection::open(demo.path(".courant/ledger.db")).unwrap();
    file.execute_batch("PRAGMA foreign_keys = OFF; DROP TRIGGER IF EXISTS delivery_legal;").unwrap();
    file.execute_batch(sql).unwrap();
}

#[test]
fn a_mailing_is_verified_and_what_does_not_agree_is_named_with_its_reader_and_a_remedy() {
    let demo = Demo::new();
    sent(&demo);
    let (exit, table) = said(&demo, &["verify", "2018"]);
    assert_eq!(exit, Some(0), "{table}");
    assert!(table.contains("holds  I18") && !table.contains("WRONG"), "{table}");
    assert!(
        table.contains("  taken ") && !table.contains("accepted"),
        "one word for it, as everywhere: {table}"
    );
    let good = demo.json(&["-o", "json", "verify", "2018"]);
    assert_eq!((&good["agrees"], &good["planned"]), (&true.into(), &good["rows"]), "{good}");
    assert_eq!(good["counts"]["accepted"], good["rows"]);

    damage(&demo, &format!("UPDATE delivery SET state = 'failed' WHERE addr = '{ANNA}'"));
    let (exit, table) = said(&demo, &["verify", "2018"]);
    assert_eq!(exit, Some(3), "{table}");
    assert!(table.contains(ANNA) && table.contains("WRONG  I7"), "{table}");
    let bad = demo.json(&["-o", "json", "verify", "2018"]);
    let finding = &bad["findings"][0];
    assert_eq!((&bad["agrees"], &finding["address"]), (&false.into(), &ANNA.into()), "{bad}");
    assert!(finding["remedy"].as_str().unwrap().contains("log"), "{bad}");

    damage(&demo, "INSERT INTO letter_picture VALUES (zeroblob(8), 'xx', 1, 'c', 'f', 'm', zeroblob(32))");
    let bad = demo.json(&["-o", "json", "verify", "2018"]);
    let codes: BTreeSet<&str> =
        bad["findings"].as_array().unwrap().iter().map(|one| one["invariant"].as_str().unwrap()).collect();
    assert_eq!(codes, ["I7", "I19"].into());
    assert_eq!(demo.exits(&["verify", "1999"]), Some(2));
}

#[tokio::test]
async fn whoever_left_by_a_link_left_by_that_of_a_mailing_with_a_name() {
    let demo = Demo::new();
    sent(&demo);
    let ledger = Opened::at(&demo.path("")).unwrap().ledger;
    let mailing = ledger.find_mailing("2018-06-summer").await.unwrap();
    let wish = Suppression {
        key: ledger.keys().addr_key(&courant::domain::Address::parse(ANNA).unwrap()),
        scope: "*".to_owned(),
        reason: SkipReason::Unsubscribed,
        evidence: format!("the link of mailing {:?}", mailing.id),
        at: jiff::Timestamp::now(),
    };
    ledger.suppress(wish).await.unwrap();
    let (_, text) = said(&demo, &["why", ANNA]);
    assert!(text.contains("unsubscribed (the link in 2018-06-summer)"), "{text}");
}

#[test]
fn everything_about_a_reader_is_told_to_whoever_asks_and_to_no_log() {
    let demo = Demo::new();
    sent(&demo);
    let (exit, text) = said(&demo, &["why", "Anna.deVries@Brainport.example.nl"]);
    assert_eq!(exit, Some(0));
    for part in [
        "on partners: Nederlands",
        "2018-06-summer: in files",
        "nl by partners: written into a file, ",
        "next: nothing: their letter is a file in outbox/sent/2018-06-summer",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(text.contains("  written into a file") && !text.contains("accepted"), "{text}");
    let told = demo.json(&["-o", "json", "why", ANNA]);
    assert_eq!((&told["known"], &told["lists"][0]["list"]), (&true.into(), &"partners".into()), "{told}");
    let mailing = &told["mailings"][0];
    assert_eq!(
        (&mailing["row"]["state"], &mailing["attempts"][0]["outcome"]),
        (&"accepted".into(), &"accepted".into())
    );

    // A file of one line, in the time of the newsletter.
    let log = demo.path("mail.log");
    std::fs::write(&log, "2026-06-01T10:00:00Z mx postfix/qmgr[1]: 4AAAAAA: removed\n").unwrap();
    let (_, text) = said(&demo, &["reconcile", "--maillog", log.to_str().unwrap()]);
    assert!(text.contains("1 line, from 2026-06-01 12:00:00 CEST to"), "{text}");

    let (exit, text) = said(&demo, &["why", "anna.devires@brainport.example.nl"]);
    assert_eq!(exit, Some(0));
    assert!(
        text.contains("nobody knows this address") && text.contains(&format!("there is {ANNA}")),
        "{text}"
    );
    let told = demo.json(&["-o", "json", "why", "nobody@example.org"]);
    assert_eq!((&told["known"], &told["near"]), (&false.into(), &serde_json::json!([])));
    assert_eq!(demo.exits(&["why", "nobody"]), Some(2));

    let output = Command::new(env!("CARGO_BIN_EXE_courant"))
        .env("COURANT_LOG", "trace")
        .env("XDG_STATE_HOME", demo.path(".state"))
        .args(["-C", demo.path("").to_str().unwrap(), "why", ANNA])
        .output()
        .unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    let log = std::fs::read_to_string(demo.path(".courant/sender.log")).unwrap_or_default();
    assert!(!log.contains("anna"), "{log}");
}
