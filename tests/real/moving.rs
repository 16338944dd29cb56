//! A ledger moves from its file into a database, and takes everything along.

use std::time::{Duration, Instant};

use crate::props::{Demo, Postgres, Sink};

const ISSUE: &str = "2018-06-summer";

/// What the ledger knows of the mailing, without what passes.
fn status(demo: &Demo) -> serde_json::Value {
    let mut said = demo.json(&["status", ISSUE]);
    let mailing = said["mailings"][0].as_object_mut().expect("a mailing");
    mailing.remove("per_minute");
    mailing.remove("sender_alive");
    said
}

#[test]
fn a_ledger_that_has_moved_knows_who_has_what_and_its_file_sends_no_more() {
    let (server, sink) = (Postgres::start(), Sink::start(Duration::ZERO));
    let url = server.url(&server.database());
    let demo = Demo::copy();
    demo.live(&sink.relay());
    demo.configure("rate = \"300/minute\"\n", "");
    demo.store("sqlite:.courant/ledger.db");
    demo.must(&["send", ISSUE, "--now", "--confirm", "30"]);
    let before = status(&demo);
    let begin = Instant::now();
    // The sender that was started for it is about to end.
    let said = loop {
        let moved = demo.courant(&["store", "migrate", "--to", &url]);
        let out = String::from_utf8_lossy(&moved.stdout).into_owned();
        let err = String::from_utf8_lossy(&moved.stderr).into_owned();
        if moved.status.success() {
            break out + &err;
        }
        assert!(err.contains("a sender is running") && begin.elapsed() < Duration::from_secs(60), "{err}");
        std::thread::sleep(Duration::from_millis(200));
    };
    assert!(said.contains("delivery: 30 rows") && said.contains(&url), "{said}");

    for arguments in [&["status"][..], &["send", ISSUE, "--now", "--confirm", "30"]] {
        let old = demo.courant(arguments);
        let said = String::from_utf8_lossy(&old.stderr);
        assert!(!old.status.success() && said.contains("has moved to postgres://"), "{said}");
    }
    demo.configure("sqlite:.courant/ledger.db", &url);
    assert_eq!(status(&demo), before);
    let again = demo.courant(&["send", ISSUE, "--now", "--confirm", "30"]);
    let said = String::from_utf8_lossy(&again.stderr);
    assert_eq!(again.status.code(), Some(5), "everybody has it: {said}");
    assert_eq!(sink.taken().at.len(), 30);

    let twice = demo.courant(&["store", "migrate", "--to", &url]);
    assert_eq!(twice.status.code(), Some(5), "it is there already");
    let other = Demo::copy();
    let full = other.courant(&["store", "migrate", "--to", &url]);
    let said = String::from_utf8_lossy(&full.stderr);
    assert!(!full.status.success() && said.contains("holds a ledger already"), "{said}");
}
