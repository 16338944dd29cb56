//! `courant unsubscribe`: a colleague notes that somebody wants no more mail.

use courant::domain::Address;
use courant::ledger::Ledger;
use serde_json::Value;

use crate::orders_command::with_a_server;
use crate::props::relay::{server, start};
use crate::props::server::Act;
use crate::props::until::until_seen;
use crate::send_command::Demo;

const MAILING: &str = "2018-06-summer";
const GABOR: &str = "gabor.nemeth@semmelweis.example.hu";

fn said(demo: &Demo, words: &[&str]) -> (Option<i32>, String) {
    let output = demo.run(words);
    (output.status.code(), String::from_utf8([output.stdout, output.stderr].concat()).unwrap())
}

fn row(demo: &Demo, address: &str) -> Value {
    let missing = demo.json(&["-o", "json", "missing", MAILING]);
    missing["missing"].as_array().unwrap().iter().find(|row| row["address"] == address).unwrap().clone()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_is_taken_off_by_hand_gets_nothing_more_of_a_mailing_that_is_under_way() {
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
    assert_eq!(demo.json(&order)["mailing"], MAILING);
    let counts = || demo.json(&["-o", "json", "status", MAILING])["mailings"][0]["counts"].clone();
    until_seen("two that were put off", counts, |counts| counts["deferred"] == 2);

    let written = "Gabor.NEMETH@Semmelweis.Example.HU";
    let (exit, told) = said(&demo, &["unsubscribe", written, "--why", "called on Monday"]);
    assert_eq!(exit, Some(0), "{told}");
    assert!(
        told.contains("gets nothing more of the newsletter, also not by a mailing that is under way"),
        "{told}"
    );
    assert!(told.contains("their row on partners may stay"), "{told}");
    let left = row(&demo, GABOR);
    assert_eq!((&left["state"], &left["reason"]), (&"skipped".into(), &"manual".into()), "{left}");
    assert_eq!(counts()["deferred"], 1, "the other one is still tried");
    let why = said(&demo, &["why", GABOR]).1;
    assert!(why.contains("taken off by hand (noted by "), "{why}");
    assert!(why.contains(": called on Monday)"), "{why}");

    let (exit, again) = said(&demo, &["unsubscribe", GABOR]);
    assert!(exit == Some(0) && again.contains("was off the newsletter already, since "), "{again}");
    demo.stop_sender();
    let log = std::fs::read_to_string(demo.path(".courant/sender.log")).unwrap_or_default();
    assert!(!log.to_lowercase().contains("semmelweis"), "{log}");
    assert_eq!(demo.exits(&["verify", MAILING]), Some(0));
}

#[tokio::test]
async fn what_was_noted_by_mistake_is_taken_back_and_what_a_reader_said_stays() {
    let demo = Demo::new();
    let readers = || demo.json(&["-o", "json", "send", "2018", "--dry-run"])["readers"].as_u64().unwrap();
    let all = readers();
    let noted = demo.json(&["-o", "json", "unsubscribe", GABOR, "bela@example.org"]);
    assert_eq!(noted["readers"][0]["lists"], serde_json::json!(["partners"]), "{noted}");
    assert_eq!(noted["readers"][1]["lists"], serde_json::json!([]), "{noted}");
    assert_eq!(readers(), all - 1);
    let (exit, slip) = said(&demo, &["unsubscribe", "gabor.nemet@semmelweis.example.hu"]);
    assert!(exit == Some(0) && slip.contains(&format!("on no list: is {GABOR} meant?")), "{slip}");

    let nobody = "mette.friis@sundhed.example.org";
    let (exit, refused) = said(&demo, &["unsubscribe", "--undo", GABOR, nobody]);
    assert_eq!(exit, Some(5), "{refused}");
    assert!(refused.contains(&format!("{nobody} is not off the newsletter")), "{refused}");
    assert_eq!(readers(), all - 1, "nothing of it was done");
    let (exit, back) = said(&demo, &["unsubscribe", "--undo", GABOR, "--why", "it was another Gabor"]);
    assert!(exit == Some(0) && back.contains("gets the newsletter again"), "{back}");
    assert_eq!(readers(), all);
    let why = said(&demo, &["why", GABOR]).1;
    assert!(why.contains("got nothing from ") && why.contains(": it was another Gabor)"), "{why}");
    assert!(why.contains("nothing is noted against them"), "{why}");
    let record = demo.json(&["-o", "json", "why", GABOR])["suppressions"][0].clone();
    assert!(record["scope"] == "*" && record["taken_back"].is_string(), "{record}");

    let ledger = Ledger::open(&demo.path(".courant/ledger.db")).unwrap();
    let wish = courant::domain::Suppression {
        key: ledger.keys().addr_key(&Address::parse(GABOR).unwrap()),
        scope: "*".to_owned(),
        reason: courant::domain::SkipReason::Unsubscribed,
        evidence: "page".to_owned(),
        at: crate::send_props::now(),
    };
    assert!(ledger.suppress(wish).await.unwrap());
    let (exit, refused) = said(&demo, &["unsubscribe", "--undo", GABOR]);
    assert_eq!(exit, Some(5), "{refused}");
    assert!(refused.contains("what readers said themselves stays"), "{refused}");
    assert_eq!(demo.exits(&["unsubscribe"]), Some(2), "whom?");
    assert_eq!(demo.exits(&["unsubscribe", "gabor"]), Some(2), "no address");
}
