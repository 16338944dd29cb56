//! `courant send ISSUE --to got:MAILING`: a new letter to those who have the old one.

use std::collections::BTreeMap;
use std::fs;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::Relaxed;

use courant::domain::{Address, Letter, SkipReason, Suppression};
use courant::ledger::Ledger;

use crate::orders_command::{with_a_server, with_a_silent_server};
use crate::props::relay::{server, start};
use crate::props::server::Act;
use crate::props::until::until_seen;
use crate::send_command::Demo;
use crate::send_props::now;

const ISSUE: &str = "2018-06-summer";
const HU: &str = "issues/2018-06-summer/hu.md";

fn edit(demo: &Demo, add: &str) {
    let text = fs::read_to_string(demo.path(HU)).unwrap();
    fs::write(demo.path(HU), text.trim_end().to_owned() + add).unwrap();
}

fn said(demo: &Demo, words: &[&str]) -> (Option<i32>, String) {
    let output = demo.run(words);
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn those_who_have_a_letter_in_one_language_get_its_correction_after_their_number_was_confirmed() {
    let demo = Demo::new();
    let readers = demo.json(&["-o", "json", "send", "2018", "--dry-run"])["readers"].to_string();
    assert_eq!(demo.exits(&["send", "2018", "--now", "--confirm", &readers]), Some(0));
    let before = demo.json(&["-o", "json", "status", ISSUE])["mailings"][0].clone();
    let hungarian = before["by_language"]["hu"]["accepted"].to_string();
    edit(&demo, "\n\nAz időpont javítva.\n");

    let order = ["send", "2018", "--to", "got:2018-06-summer", "--lang", "hu", "--now"];
    let (exit, asked) = said(&demo, &order);
    assert_eq!(exit, Some(5), "{asked}");
    assert!(asked.contains("for those who have 2018-06-summer in hu"), "{asked}");
    assert!(asked.contains(&format!("{ISSUE} to them: {hungarian} Magyar")), "{asked}");
    assert_eq!(said(&demo, &[&order[..], &["--confirm", &readers]].concat()).0, Some(5), "not their number");
    let (exit, done) = said(&demo, &[&order[..], &["--confirm", &hungarian]].concat());
    assert_eq!(exit, Some(0), "{done}");
    let after = demo.json(&["-o", "json", "status", "2018-06-summer.2"])["mailings"][0].clone();
    assert_eq!(after["counts"]["rows"].to_string(), hungarian, "{after}");
    assert_eq!(after["by_language"].as_object().unwrap().len(), 1);
    for mailing in [ISSUE, "2018-06-summer.2"] {
        assert_eq!(demo.exits(&["verify", mailing]), Some(0), "{mailing}");
    }

    edit(&demo, "\n\nTisztelt {{country|Európa}}!\n");
    let (exit, refused) = said(&demo, &[&order[..], &["--confirm", &hungarian]].concat());
    assert_eq!(exit, Some(5), "{refused}");
    assert!(refused.contains("{{country}}"), "{refused}");
}

#[tokio::test]
async fn a_dry_run_of_a_correction_writes_a_letter_to_each_of_those_who_would_get_it_and_to_nobody_else() {
    let demo = Demo::new();
    let readers = demo.json(&["-o", "json", "send", "2018", "--dry-run"])["readers"].to_string();
    assert_eq!(demo.exits(&["send", "2018", "--now", "--confirm", &readers]), Some(0));
    let status = || demo.json(&["-o", "json", "status", ISSUE])["mailings"].clone();
    let before = status();
    let hungarian = before[0]["by_language"]["hu"]["accepted"].as_u64().unwrap();
    edit(&demo, "\n\nAz időpont javítva.\n");

    // Who came onto the list since, or reads another language by now, has nothing to do with it, but who has left has.
    let list = demo.path("subscribers/partners.csv");
    let rows = fs::read_to_string(&list).unwrap().replace(",hu,HU,", ",sv,SE,");
    fs::write(&list, rows + "new@example.hu,New,hu,HU,New\n").unwrap();
    let gone = "gabor.nemeth@semmelweis.example.hu";
    let ledger = Ledger::open(&demo.path(".courant/ledger.db")).unwrap();
    let wish = Suppression {
        key: ledger.keys().addr_key(&Address::parse(gone).unwrap()),
        scope: "*".to_owned(),
        reason: SkipReason::Unsubscribed,
        evidence: String::new(),
        at: now(),
    };
    assert!(ledger.suppress(wish).await.unwrap());
    let dry = ["send", "2018", "--to", "got:2018-06-summer", "--lang", "hu", "--dry-run", "--every"];
    let would = demo.json(&[&["-o", "json"], &dry[..]].concat());
    let get = hungarian - 1;
    assert_eq!(would["readers"], get, "{would}");
    assert_eq!(would["in_words"], serde_json::json!([format!("{get} Magyar")]), "{would}");
    assert_eq!(would["corrects"], serde_json::json!({ "mailing": ISSUE, "uncertain": 0 }), "{would}");
    assert_eq!(would["left_out"], serde_json::json!({ "unsubscribed": 1 }), "{would}");
    let folder = demo.path("outbox/dry-run/2018-06-summer");
    let letters =
        fs::read_dir(folder.join("eml")).unwrap().map(|entry| fs::read(entry.unwrap().path()).unwrap());
    let letters: Vec<String> = letters.map(|letter| String::from_utf8_lossy(&letter).into_owned()).collect();
    assert_eq!((u64::try_from(letters.len()).unwrap(), &would["messages"]), (get, &get.into()));
    assert!(!letters.iter().any(|letter| letter.contains(gone)), "who has left gets nothing");
    let mut named = 0;
    let table = fs::read_to_string(folder.join("recipients.csv")).unwrap();
    for line in table.lines().skip(1) {
        let (address, rest) = line.split_once(',').unwrap();
        assert_eq!(rest.ends_with(",unsubscribed"), address == gone, "{line}");
        assert!(rest.contains(",hu,hu,exact,"), "{line}");
        if address != gone {
            assert_eq!(letters.iter().filter(|letter| letter.contains(address)).count(), 1, "{line}");
            named += 1;
        }
    }
    assert_eq!(named, get);
    assert_eq!(status(), before, "nothing was sent, and no mailing made");
    let words = demo.run(&dry);
    let words = String::from_utf8(words.stdout).unwrap();
    assert!(words.starts_with("a correction for those who have 2018-06-summer in hu\n"), "{words}");
}

#[test]
fn what_is_no_correction_is_not_taken_for_one() {
    let demo = Demo::new();
    for (words, exit) in [
        ("send 2018 --to got:2018-06-summer --now", 2),
        ("send 2018 --to partners --lang hu --now", 2),
        ("send 2018 --to got:2018-06-summer partners --now", 2),
        ("send 2018 --to got:2018-06-summer partners --dry-run", 2),
        ("send 2018 --to got:2018-06-summer --dry-run", 2),
        ("send 2018 --to got:2018-06-summer --lang 7 --now", 2),
    ] {
        assert_eq!(demo.exits(&words.split(' ').collect::<Vec<_>>()), Some(exit), "{words}");
    }
}

#[test]
fn only_a_mailing_of_the_issue_that_is_not_under_way_is_corrected() {
    let demo = Demo::new();
    let silent = with_a_silent_server(&demo);
    let readers = demo.json(&["-o", "json", "send", "2018", "--dry-run"])["readers"].to_string();
    let order = ["-o", "json", "send", "2018", "--again", "--now", "--detach", "--confirm", &readers];
    let mailing = demo.json(&order)["mailing"].as_str().unwrap().to_owned();
    let state = || demo.json(&["-o", "json", "status", &mailing])["mailings"][0]["state"].clone();
    until_seen("a mailing under way", state, |state| state == "sending");
    let got = format!("got:{mailing}");
    let (exit, refused) = said(&demo, &["send", "2018", "--to", &got, "--now", "--confirm", &readers]);
    assert_eq!(exit, Some(5), "{refused}");
    assert!(refused.contains("would get no correction"), "{refused}");
    assert!(refused.contains(&format!("`courant pause {mailing}`")), "{refused}");
    let (exit, refused) = said(&demo, &["send", "2027", "--to", &got, "--dry-run"]);
    assert_eq!(exit, Some(5), "{refused}");
    assert!(refused.contains(&format!("`courant send 2018-06-summer --to {got}`")), "{refused}");
    assert_eq!(demo.exits(&["pause", &mailing]), Some(0));
    drop(silent);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_correction_of_a_mailing_that_was_stopped_says_how_many_may_still_get_the_old_letter() {
    let demo = Demo::new();
    let relay = start(server(|moment| match moment.line {
        line if line.starts_with("RCPT") && line.contains("@semmelweis.example.hu") => {
            Act::Say("450 4.2.0 not now\r\n".into())
        }
        _ => Act::Comply,
    }))
    .await;
    with_a_server(&demo, relay.address.port());
    let readers = demo.json(&["-o", "json", "send", "2018", "--dry-run"])["readers"].as_u64().unwrap();
    let order = ["-o", "json", "send", "2018", "--now", "--detach", "--confirm", &readers.to_string()];
    let mailing = demo.json(&order)["mailing"].as_str().unwrap().to_owned();
    let counts = || demo.json(&["-o", "json", "status", &mailing])["mailings"][0]["counts"].clone();
    until_seen("two that were put off", counts, |counts| counts["accepted"] == readers - 2);
    assert_eq!(demo.exits(&["pause", &mailing]), Some(0));
    let got = format!("got:{mailing}");
    let (exit, asked) = said(&demo, &["send", "2018", "--to", &got, "--now"]);
    assert_eq!(exit, Some(5), "{asked}");
    let words = format!(
        "2 have not got it yet and are not among them: whoever gets {mailing} later gets the old text"
    );
    assert!(asked.contains(&words), "{asked}");
    assert!(asked.contains(&format!("`courant cancel {mailing}`")), "{asked}");

    assert_eq!(demo.exits(&["cancel", &mailing]), Some(0));
    let (exit, asked) = said(&demo, &["send", "2018", "--to", &got, "--now"]);
    assert!(exit == Some(5) && !asked.contains("have not got it yet"), "{asked}");
    assert!(asked.contains(&format!("{} readers", readers - 2)) || asked.contains(&mailing), "{asked}");
}

#[test]
fn a_second_correction_for_the_same_readers_is_refused_while_the_first_waits() {
    let demo = Demo::new();
    let readers = demo.json(&["-o", "json", "send", "2018", "--dry-run"])["readers"].to_string();
    assert_eq!(demo.exits(&["send", "2018", "--now", "--confirm", &readers]), Some(0));
    edit(&demo, "\n\nAz időpont javítva.\n");
    let order = ["send", "2018", "--to", "got:2018-06-summer", "--at", "2046-10-24 09:00"];
    let of =
        |lang: &[&str], confirm: &str| said(&demo, &[&order[..], lang, &["--confirm", confirm]].concat());
    let status = demo.json(&["-o", "json", "status", ISSUE])["mailings"][0].clone();
    let [hu, en] = ["hu", "en"].map(|lang| status["by_language"][lang]["accepted"].to_string());
    let (exit, made) = of(&["--lang", "hu"], &hu);
    assert_eq!(exit, Some(0), "{made}");
    for (lang, confirm) in [(&["--lang", "hu"][..], &hu), (&[], &readers)] {
        let (exit, refused) = of(lang, confirm);
        assert_eq!(exit, Some(5), "{refused}");
        assert!(refused.contains("2018-06-summer.2 waits, and is for the same readers"), "{refused}");
        assert!(refused.contains("courant cancel 2018-06-summer.2"), "{refused}");
        assert!(!refused.contains("get it"), "before anybody is asked for the number: {refused}");
    }
    let (exit, others) = of(&["--lang", "en"], &en);
    assert_eq!(exit, Some(0), "those are others: {others}");
    assert_eq!(demo.exits(&["cancel", "2018-06-summer.2"]), Some(0));
    assert_eq!(of(&["--lang", "hu"], &hu).0, Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_tried_again_after_a_correction_gets_the_corrected_letter_and_that_is_said_before() {
    let demo = Demo::new();
    let well = Arc::new(AtomicBool::new(false));
    let is_well = Arc::clone(&well);
    let relay = start(server(move |moment| match moment.line {
        line if line.starts_with("RCPT")
            && (line.contains("gabor.nemeth@") || line.contains("mette.friis@"))
            && !is_well.load(Relaxed) =>
        {
            Act::Say("550 5.2.1 not here\r\n".into())
        }
        _ => Act::Comply,
    }))
    .await;
    with_a_server(&demo, relay.address.port());
    let readers = demo.json(&["-o", "json", "send", "2018", "--dry-run"])["readers"].to_string();
    assert_eq!(demo.exits(&["send", "2018", "--now", "--confirm", &readers]), Some(6));
    let again = ["missing", ISSUE, "--send"];
    let (exit, asked) = said(&demo, &again);
    assert!(exit == Some(5) && !asked.contains("the corrected letter"), "{asked}");

    let hungarian =
        demo.json(&["-o", "json", "status", ISSUE])["mailings"][0]["by_language"]["hu"]["accepted"]
            .to_string();
    edit(&demo, "\n\nAz időpont javítva.\n");
    let order =
        ["send", "2018", "--to", "got:2018-06-summer", "--lang", "hu", "--now", "--confirm", &hungarian];
    assert_eq!(said(&demo, &order).0, Some(0));
    well.store(true, Relaxed);
    let (exit, asked) = said(&demo, &again);
    assert_eq!(exit, Some(5), "{asked}");
    let words = "in Magyar (hu) the corrected letter of 2018-06-summer.2\n";
    assert_eq!(asked.matches("the corrected letter").count(), 1, "{asked}");
    assert!(asked.contains(words), "{asked}");
    let (exit, done) = said(&demo, &[&again[..], &["--confirm", "2"]].concat());
    assert!(exit == Some(0) && done.contains(words), "{done}");

    let ledger = Ledger::open(&demo.path(".courant/ledger.db")).unwrap();
    let letters = async |name: &str| {
        let id = ledger.find_mailing(name).await.unwrap().id;
        let letters = ledger.letters(id).await.unwrap();
        letters.into_iter().map(|letter| (letter.lang.to_string(), letter)).collect::<BTreeMap<_, _>>()
    };
    let (first, second) = (letters(ISSUE).await, letters("2018-06-summer.2").await);
    let third = letters("2018-06-summer.3").await;
    assert!(first["hu"] != second["hu"] && third["hu"] == second["hu"], "the corrected one");
    let others = |letters: &BTreeMap<String, Letter>| {
        letters.iter().filter(|(lang, _)| *lang != "hu").map(|(_, letter)| letter.clone()).collect::<Vec<_>>()
    };
    assert_eq!(others(&third), others(&first), "as they were");
}
