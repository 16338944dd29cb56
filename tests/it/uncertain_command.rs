//! Letters that nobody knows of, and test letters, as they are told on the terminal.

use std::collections::BTreeSet;
use std::fs;

use courant::desk::opened::Opened;
use courant::domain::{Decision, HoldReason, Mailing, Outcome};
use courant::ledger::{Decided, Ledger};
use serde_json::Value;

use crate::props::relay::{TestRelay, server, start};
use crate::props::server::{Act, Moment, Step};
use crate::send_command::Demo;
use crate::signals;
use crate::story::props::{at, reader, sending, turn};

async fn relay(script: impl Fn(&Moment<'_>) -> Act + Send + Sync + 'static) -> TestRelay {
    start(server(script)).await
}

fn said(demo: &Demo, words: &[&str]) -> (Option<i32>, String) {
    let output = demo.run(words);
    (output.status.code(), String::from_utf8([output.stdout, output.stderr].concat()).unwrap())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn letters_that_are_not_certain_are_counted_and_lead_to_decide_and_nowhere_in_a_circle() {
    let relay = relay(|moment| {
        let lost = moment.step == Step::Dot && moment.connection <= 2 && moment.letter == 2;
        if lost { Act::TakeAndHangUp } else { Act::Comply }
    })
    .await;
    let demo = signals::demo(&relay, "");
    let readers = demo.json(&["-o", "json", "send", "2018", "--dry-run"])["readers"].as_u64().unwrap();
    let (exit, told) = said(&demo, &["send", "2018", "--now", "--confirm", &readers.to_string()]);
    assert_eq!(exit, Some(6), "{told}");
    let taken = readers - 2;
    assert!(
        told.contains(&format!("{taken} of {readers} taken, 2 not certain, 0 later, 0 waiting")),
        "{told}"
    );
    assert!(
        told.contains(&format!("{taken} of {readers} taken by their mail server, 2 not certain")),
        "{told}"
    );
    assert!(told.contains("`courant decide 2018-06-summer ADDRESS leave|accepted|resend`"), "{told}");

    let (_, status) = said(&demo, &["status", "2018"]);
    let decide =
        "2 not certain: `courant missing 2018-06-summer` names them, `courant decide 2018-06-summer ADDRESS ";
    assert!(status.contains(decide), "{status}");
    let (_, table) = said(&demo, &["missing", "2018"]);
    assert_eq!(
        (table.matches("  not certain  ").count(), table.matches("unknown").count()),
        (2, 0),
        "{table}"
    );
    let rows = demo.json(&["-o", "json", "missing", "2018"]);
    assert_eq!(rows["missing"][0]["state"], "unknown", "programs know it by its name: {rows}");
    for words in [&["missing", "2018", "--send"][..], &["missing", "2018", "--send", "--confirm", "0"]] {
        let (exit, told) = said(&demo, words);
        assert_eq!(exit, Some(5), "{told}");
        assert!(!told.contains("--confirm") && !told.contains("0 was confirmed"), "{told}");
        assert!(told.contains("2 not certain") && told.contains("`courant decide 2018-06-summer "), "{told}");
    }
}

#[test]
fn no_two_test_letters_have_the_same_message_id() {
    let demo = Demo::new();
    let (mut ids, mut letters) = (BTreeSet::new(), 0);
    for _ in 0..2 {
        assert_eq!(demo.exits(&["test", "2018"]), Some(0));
        for entry in fs::read_dir(demo.path("outbox/test/2018-06-summer")).unwrap() {
            let message = fs::read(entry.unwrap().path()).unwrap();
            let message = mail_parser::MessageParser::default().parse(&message).unwrap();
            ids.insert(message.message_id().unwrap().to_owned());
            letters += 1;
        }
    }
    assert_eq!((letters, ids.len()), (10, 10), "{ids:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mail_server_that_goes_in_the_middle_of_a_test_does_not_take_back_who_was_taken() {
    for step in [Step::Mail, Step::Dot] {
        // The first connection breaks at its third letter, and there is no second.
        let relay = relay(move |moment| {
            let breaks = moment.connection > 1 || (moment.step == step && moment.letter == 3);
            if breaks { Act::HangUp } else { Act::Comply }
        })
        .await;
        let demo = signals::demo(&relay, "");
        let output = demo.run(&["-o", "json", "test", "2018"]);
        assert_eq!(output.status.code(), Some(6), "{}", String::from_utf8_lossy(&output.stderr));
        let run: Value = serde_json::from_slice(&output.stdout).unwrap();
        let tests = run["tests"].as_array().unwrap();
        let taken: Vec<bool> = tests.iter().map(|test| test["taken"] == true).collect();
        assert_eq!(taken, [true, true, false, false, false], "{step:?}: {run}");
        assert!(tests[2..].iter().all(|test| test["refused"].is_string()), "{step:?}: {run}");
    }
}

/// A mailing of the demo to one reader, whose letter nobody knows of.
async fn uncertain(demo: &Demo) -> (Opened, Mailing) {
    let opened = Opened::at(&demo.path("")).unwrap();
    let mailing = sending(&opened.ledger, "summer", &["c"]).await;
    hand_over(&opened.ledger, &mailing, Outcome::Unknown { detail: "the line broke".to_owned() }, 2).await;
    (opened, mailing)
}

async fn hand_over(ledger: &Ledger, mailing: &Mailing, outcome: Outcome, seconds: i64) {
    let (_lock, sender, _) = turn(ledger, "boot").await;
    sender.claim(mailing.id, 1, at(seconds)).await.unwrap();
    let key = reader(ledger, "c").key;
    sender.submit(mailing.id, key, at(seconds)).await.unwrap();
    sender.record(mailing.id, key, outcome, None, at(seconds)).await.unwrap();
}

#[tokio::test]
async fn a_cancelled_mailing_offers_nothing_that_it_refuses() {
    let demo = Demo::new();
    let (opened, mailing) = uncertain(&demo).await;
    let offers = |words: &[&str]| said(&demo, words).1;
    let orders = [&["why", "c@example.eu"][..], &["status", "summer"], &["missing", "summer", "--send"]];
    for words in orders {
        let told = offers(words);
        assert!(told.contains("leave|accepted|resend`"), "{words:?}: {told}");
    }
    {
        let (_lock, sender, _) = turn(&opened.ledger, "boot").await;
        sender
            .hold(mailing.id, HoldReason::TooManyUnknown { count: 1, detail: String::new() }, None, at(4))
            .await
            .unwrap();
    }
    opened.ledger.cancel(mailing.id, "anna", at(5)).await.unwrap();
    for words in orders {
        let told = offers(words);
        assert!(told.contains("leave|accepted`") && !told.contains("resend"), "{words:?}: {told}");
    }
    let decide = |what: &'static str| said(&demo, &["decide", "summer", "c@example.eu", what]).0;
    assert_eq!((decide("resend"), decide("leave"), decide("accepted")), (Some(5), Some(0), Some(0)));
}

#[tokio::test]
async fn the_attempts_of_a_letter_that_goes_out_again_are_counted_on() {
    let demo = Demo::new();
    let (opened, mailing) = uncertain(&demo).await;
    let key = reader(&opened.ledger, "c").key;
    let again =
        Decided { mailing: mailing.id, key, decision: Decision::Resend, by: "anna".to_owned(), why: None };
    opened.ledger.decide(again, at(3)).await.unwrap();
    hand_over(&opened.ledger, &mailing, Outcome::Accepted { reply: None }, 4).await;
    let told = demo.json(&["-o", "json", "why", "c@example.eu"]);
    let attempts = told["mailings"][0]["attempts"].as_array().unwrap();
    let numbers: Vec<_> = attempts.iter().map(|one| (one["n"].as_u64(), one["outcome"].as_str())).collect();
    assert_eq!(numbers, [(Some(1), Some("unknown")), (Some(2), Some("accepted"))], "{told}");
}
