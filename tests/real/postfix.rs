//! The whole job against a real mail server: five languages from files to a Maildir, over verified TLS.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::props::{Demo, Postfix, read_letter, sign_with_both_keys, verify};

fn live(postfix: &Postfix) -> Demo {
    let demo = Demo::copy();
    demo.live(&postfix.relay());
    demo
}

#[test]
fn a_mailing_reaches_every_reader_once_through_a_real_mail_server() {
    let postfix = Postfix::start();
    let demo = live(&postfix);
    let answers = sign_with_both_keys(&demo);
    demo.must(&["send", "2018-06-summer", "--now", "--confirm", "30"]);
    let letters = postfix.letters();
    assert_eq!(letters.len(), 30);
    let (mut readers, mut by_language) = (BTreeSet::new(), BTreeMap::<String, u32>::new());
    let folder = demo.path().join("letters");
    fs::create_dir(&folder).expect("a folder");
    for (n, bytes) in letters.iter().enumerate() {
        let letter = read_letter(bytes);
        assert_eq!(letter["defects"], serde_json::json!([]));
        assert!(readers.insert(letter["to"].to_string()), "somebody got it twice");
        *by_language.entry(letter["language"].as_str().expect("a language").to_owned()).or_default() += 1;
        fs::write(folder.join(format!("{n}.eml")), bytes).expect("written");
    }
    assert_eq!(by_language.len(), 5, "{by_language:?}");
    verify(&folder, &answers);
    let status = demo.json(&["status", "2018-06-summer"]);
    assert!(status.to_string().contains("\"sent\""), "{status}");
    let again = demo.courant(&["send", "2018-06-summer", "--now", "--confirm", "30"]);
    assert_eq!(again.status.code(), Some(5), "{}", String::from_utf8_lossy(&again.stderr));
    assert_eq!(postfix.letters().len(), 30);
}

#[test]
fn a_certificate_that_nobody_vouches_for_gets_no_letter() {
    let postfix = Postfix::start();
    let demo = live(&postfix);
    demo.configure(&postfix.trusted(), "");
    let output = demo.courant(&["send", "2018-06-summer", "--now", "--confirm", "30"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("certificate"), "{said}");
    assert!(!output.status.success());
    assert!(postfix.letters().is_empty());
}

#[test]
fn the_log_of_a_real_mail_server_settles_what_nobody_knew() {
    let (postfix, issue) = (Postfix::start(), "2018-06-summer");
    let demo = live(&postfix);
    demo.dies_while_it_sends(issue, "P11:5");
    // After the dot, in the middle of a body, before the first byte of one.
    for place in ["P9:4", "P8:4", "P11:6"] {
        assert!(!demo.killed_at(place, &["work", "--detached"]).status.success(), "{place}");
    }
    demo.must(&["work", "--detached"]);
    let taken = postfix.letters().len();
    let counts = demo.counts(issue);
    let unknown = counts["unknown"].as_u64().expect("some are not certain");
    assert!(unknown >= 4, "{counts}");

    let log = postfix.log().display().to_string();
    let soon = demo.json(&["reconcile", "--maillog", &log, "--dry-run"]);
    let letters = soon["letters"].as_array().expect("letters");
    assert!(letters.iter().any(|one| one["verdict"] == "accepted"), "{soon}");
    assert!(letters.iter().all(|one| one["verdict"] != "failed"), "it ends too soon to say so: {soon}");
    let told = fs::read_to_string(postfix.log()).expect("a log") + "broken\n";
    let done = demo.json(&["reconcile", "--maillog", demo.log_of_later(&told), "--yes"]);
    assert_eq!(done["written"], unknown, "{done}");
    let counts = demo.counts(issue);
    assert_eq!(counts["accepted"].as_u64(), u64::try_from(taken).ok(), "{counts}: {done}");
    assert_eq!(
        counts["accepted"].as_u64().unwrap_or(0) + counts["failed"].as_u64().unwrap_or(0),
        30,
        "{counts}"
    );
    assert_eq!(demo.json(&["verify", issue])["findings"], serde_json::json!([]));
    println!("{unknown} were uncertain, {taken} of 30 were taken");
}
