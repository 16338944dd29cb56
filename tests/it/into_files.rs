//! A mailing into files mails nobody: no command says that it was sent, and whoever only got a file does not have the issue.

use std::fs;

use courant::ledger::Ledger;

use crate::props::relay::{server, start};
use crate::props::server::Act;
use crate::send_command::Demo;
use crate::signals::{change, demo};

fn readers(demo: &Demo) -> String {
    demo.json(&["-o", "json", "send", "2018", "--dry-run"])["readers"].to_string()
}

fn said(demo: &Demo, words: &[&str]) -> String {
    String::from_utf8(demo.run(words).stdout).unwrap()
}

fn send_now(demo: &Demo) {
    assert_eq!(demo.exits(&["send", "2018", "--now", "--confirm", &readers(demo)]), Some(0));
}

#[test]
fn of_a_mailing_into_files_no_command_says_that_it_was_sent_or_taken() {
    let demo = Demo::new();
    send_now(&demo);
    for (words, told) in [
        (&["list"][..], "  in files  20"),
        (&["-o", "csv", "list"], ",in files,20"),
        (&["status"], "  in files  20"),
        (&["-o", "csv", "status"], ",in files,20"),
        (&["status", "2018"], "2018-06-summer: in files\n"),
        (&["status", "2018"], "  en written"),
        (&["why", "sanne@zorg.example.nl"], "nl by partners: written into a file, "),
    ] {
        let table = said(&demo, words);
        assert!(table.contains(told), "{words:?}: {table}");
        let wrong = [" sent ", " sent\n", ",sent,", " taken"].into_iter().find(|wrong| table.contains(wrong));
        assert_eq!(wrong, None, "{words:?}: {table}");
    }
    let verified = said(&demo, &["verify", "2018"]);
    assert!(
        verified.starts_with("2018-06-summer: in files\n") && verified.contains("  written  "),
        "{verified}"
    );
    let taken = readers(&demo) + " in files";
    assert!(
        said(&demo, &["status"]).contains(&taken),
        "beside those that were taken: {}",
        said(&demo, &["status"])
    );
    let json = demo.json(&["-o", "json", "status", "2018"]);
    let mailing = &json["mailings"][0];
    assert_eq!(
        (&mailing["state"], &mailing["kind"]),
        (&"sent".into(), &"files".into()),
        "for programs as it was"
    );

    let at = ["send", "2018", "--at", "2099-12-04 09:00", "--confirm", &readers(&demo)];
    assert_eq!(demo.exits(&at), Some(0));
    assert!(said(&demo, &["list"]).contains("scheduled (files)"), "{}", said(&demo, &["list"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_only_got_a_file_gets_the_issue_once_it_is_mailed() {
    let relay = start(server(|_| Act::Comply)).await;
    let demo = demo(&relay, "");
    let all = readers(&demo);
    change(&demo, "transport = \"smtp\"", "transport = \"files\"");
    send_now(&demo);
    demo.stop_sender();
    assert_eq!(relay.truth.accepted().len(), 0);
    change(&demo, "transport = \"files\"", "transport = \"smtp\"");
    assert_eq!(readers(&demo), all, "none of them has it");
    send_now(&demo);
    assert_eq!(relay.truth.accepted().len().to_string(), all);
    assert_eq!(readers(&demo), "0", "now they have it");

    // A look at the letters in files takes nothing back.
    change(&demo, "transport = \"smtp\"", "transport = \"files\"");
    let again = ["send", "2018", "--now", "--again", "--confirm", &all];
    assert_eq!(demo.exits(&again), Some(0));
    assert!(said(&demo, &["list"]).contains("  sent   20"), "{}", said(&demo, &["list"]));
    let ledger = Ledger::open(&demo.path(".courant/ledger.db")).unwrap();
    assert_eq!(ledger.mailings().await.unwrap().len(), 3);
    assert!(fs::read_dir(demo.path("outbox/sent")).unwrap().count() >= 2);
}
