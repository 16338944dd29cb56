//! An issue whose folder was renamed or copied after it was sent: nobody gets it once more without being asked.

use std::fs;

use crate::props::relay::{server, start};
use crate::props::server::Act;
use crate::send_command::Demo;
use crate::signals::demo;

fn order(demo: &Demo, issue: &str, more: &[&str]) -> (Option<i32>, String) {
    let readers = demo.json(&["-o", "json", "send", issue, "--dry-run"])["readers"].to_string();
    let done = demo.run(&[&["send", issue, "--now", "--confirm", &readers][..], more].concat());
    (done.status.code(), String::from_utf8(done.stderr).unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_words_under_another_name_are_sent_to_nobody_who_did_not_ask_for_it() {
    let relay = start(server(|_| Act::Comply)).await;
    let demo = demo(&relay, "");
    assert_eq!(order(&demo, "2018-06-summer", &[]).0, Some(0));
    let sent = relay.truth.accepted().len();
    fs::rename(demo.path("issues/2018-06-summer"), demo.path("issues/2018-07-july")).unwrap();
    let (code, said) = order(&demo, "2018-07-july", &[]);
    assert_eq!((code, relay.truth.accepted().len()), (Some(5), sent), "{said}");
    assert!(said.contains("2018-07-july says word for word what 2018-06-summer has said"), "{said}");
    assert!(said.contains("--again"), "{said}");

    for lang in ["en", "hu", "sv", "nb", "nl"] {
        let text = demo.path(&format!("issues/2018-07-july/{lang}.md"));
        let more = fs::read_to_string(&text).unwrap() + "\nEHMA 2018\n";
        fs::write(&text, more).unwrap();
    }
    assert_eq!(order(&demo, "2018-07-july", &[]).0, Some(0), "another text is another issue");
    assert_eq!(relay.truth.accepted().len(), 2 * sent);
}
