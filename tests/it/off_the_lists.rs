//! Somebody was taken off a list after a mailing: what is sent anew goes by the lists as they are now.

use std::fs;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::Relaxed;

use courant::ledger::Ledger;
use serde_json::Value;

use crate::orders_command::with_a_server;
use crate::props::relay::{server, start};
use crate::props::server::Act;
use crate::send_command::Demo;

const MAILING: &str = "2018-06-summer";
const LIST: &str = "subscribers/partners.csv";
const GABOR: &str = "gabor.nemeth@semmelweis.example.hu";
const METTE: &str = "mette.friis@sundhed.example.org";

/// Changes the row of one reader; takes it away if nothing takes its place.
fn row(demo: &Demo, address: &str, now: Option<&str>) {
    let list = demo.path(LIST);
    let text = fs::read_to_string(&list).unwrap();
    let line = text.lines().find(|line| line.starts_with(address)).unwrap();
    let now = now.map_or(String::new(), |now| format!("{now}\n"));
    fs::write(&list, text.replace(&format!("{line}\n"), &now)).unwrap();
}

fn said(demo: &Demo, words: &[&str]) -> (Option<i32>, String) {
    let output = demo.run(words);
    (output.status.code(), String::from_utf8([output.stdout, output.stderr].concat()).unwrap())
}

fn of<'a>(rows: &'a Value, address: &str) -> &'a Value {
    rows["missing"].as_array().unwrap().iter().find(|row| row["address"] == address).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_taken_off_the_list_since_is_not_tried_again_and_who_is_on_it_gets_what_their_row_says_now() {
    let demo = Demo::new();
    let well = Arc::new(AtomicBool::new(false));
    let is_well = Arc::clone(&well);
    let relay = start(server(move |moment| match moment.line {
        line if line.starts_with("RCPT")
            && (line.contains(GABOR) || line.contains(METTE))
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
    well.store(true, Relaxed);
    row(&demo, METTE, None);
    row(&demo, GABOR, Some(&format!("{GABOR},Gabor Nemeth,sv,SE,Semmelweis")));

    let rows = demo.json(&["-o", "json", "missing", MAILING]);
    assert_eq!(
        (&of(&rows, METTE)["off_the_lists"], &of(&rows, GABOR)["off_the_lists"]),
        (&true.into(), &false.into())
    );
    let table = said(&demo, &["missing", MAILING]).1;
    assert_eq!(table.matches("on none of its lists any more; here: ").count(), 1, "{table}");
    let why = said(&demo, &["why", METTE]).1;
    assert!(why.contains("next: nothing: on none of its lists any more"), "{why}");

    let again = ["missing", MAILING, "--send"];
    let (exit, asked) = said(&demo, &again);
    assert_eq!(exit, Some(5), "{asked}");
    assert!(asked.contains("1 left out: on none of its lists any more\n"), "{asked}");
    assert_eq!(said(&demo, &[&again[..], &["--confirm", "2"]].concat()).0, Some(5), "not their number");
    let (exit, done) = said(&demo, &[&again[..], &["--confirm", "1"]].concat());
    assert_eq!(exit, Some(0), "{done}");
    let second = demo.json(&["-o", "json", "status", "2018-06-summer.2"])["mailings"][0].clone();
    assert_eq!(second["by_language"]["sv"]["accepted"], 1, "by the row as it is now: {second}");
    let rows = demo.json(&["-o", "json", "missing", "2018-06-summer.2"]);
    assert_eq!(
        (rows["missing"].as_array().unwrap().len(), &of(&rows, METTE)["reason"]),
        (1, &"off-the-lists".into())
    );
    let (exit, none) = said(&demo, &again);
    assert_eq!(exit, Some(5), "{none}");
    let words = "there is nobody to try 2018-06-summer again for: 1 left out: on none of its lists any more";
    assert!(none.contains(words), "{none}");
    assert_eq!(demo.exits(&["verify", "2018-06-summer.2"]), Some(0));
    let ledger = Ledger::open(&demo.path(".courant/ledger.db")).unwrap();
    let second = ledger.find_mailing("2018-06-summer.2").await.unwrap();
    assert!(ledger.can_be_sent_again(second.id).await.unwrap().is_empty());
}

#[test]
fn who_was_taken_off_the_list_since_gets_no_correction_of_what_they_have() {
    let demo = Demo::new();
    let readers = demo.json(&["-o", "json", "send", "2018", "--dry-run"])["readers"].as_u64().unwrap();
    assert_eq!(demo.exits(&["send", "2018", "--now", "--confirm", &readers.to_string()]), Some(0));
    row(&demo, GABOR, None);
    let order = ["send", "2018", "--to", "got:2018-06-summer"];
    let would = demo.json(&[&["-o", "json"], &order[..], &["--dry-run"]].concat());
    assert_eq!(
        (&would["readers"], &would["left_out"]),
        (&(readers - 1).into(), &serde_json::json!({ "off-the-lists": 1 }))
    );
    let (exit, asked) = said(&demo, &[&order[..], &["--now"]].concat());
    assert_eq!(exit, Some(5), "{asked}");
    assert!(asked.contains("on none of its lists any more"), "{asked}");
    let confirmed = (readers - 1).to_string();
    assert_eq!(said(&demo, &[&order[..], &["--now", "--confirm", &confirmed]].concat()).0, Some(0));
    let rows = demo.json(&["-o", "json", "missing", "2018-06-summer.2"]);
    assert_eq!(of(&rows, GABOR)["reason"], "off-the-lists");
}
