//! What programs are given with `-o json`: the fields that the manual names, and a document for every error.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use courant::ledger::SendingLock;
use serde_json::Value;

use crate::props::until::until_seen;
use crate::send_command::Demo;

/// The fields that the manual's row for this command names.
fn in_the_manual(command: &str) -> BTreeSet<String> {
    let manual = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/manual.md");
    let manual = fs::read_to_string(manual).unwrap();
    let begin = format!("| `courant {command}` | ");
    let row = manual
        .lines()
        .find_map(|line| line.strip_prefix(&begin))
        .unwrap_or_else(|| panic!("no row: {command}"));
    let fields = row.split(" | ").next().unwrap();
    fields.split(", ").map(|field| field.trim_matches('`').to_owned()).collect()
}

fn held(command: &str, document: &Value) {
    assert_eq!(document["schema_version"], 1, "{command}: {document}");
    let fields: BTreeSet<String> =
        document.as_object().unwrap().keys().filter(|key| *key != "schema_version").cloned().collect();
    assert_eq!(fields, in_the_manual(command), "{command}");
}

#[test]
fn every_document_has_the_fields_that_the_manual_names() {
    let demo = Demo::new();
    let json = |words: &str| demo.json(&[vec!["-o", "json"], words.split(' ').collect()].concat());
    held("init", &json("init another"));
    held("work", &json("work --detached"));
    held("list", &json("list"));
    held("new TITLE", &json("new Autumn"));
    held("check ISSUE", &json("check 2018"));
    held("check --explain RULE", &json("check --explain CFG001"));
    held("preview ISSUE", &json("preview 2018 --no-open"));
    held("doctor", &json("doctor"));
    held("dkim new", &json("dkim new"));
    held("test ISSUE", &json("test 2018"));
    let dry = json("send 2018 --dry-run");
    held("send ISSUE --dry-run", &dry);
    let readers = dry["readers"].to_string();
    held("send ISSUE --at TIME", &json(&format!("send 2018 --at 2036-01-01T09:00 --confirm {readers}")));
    let status = json("status");
    held("status", &status);
    held("pause MAILING", &json("pause 2018"));
    held("cancel MAILING", &json("cancel 2018"));
    let now = json(&format!("send 2018 --now --confirm {readers}"));
    held("send ISSUE --now", &now);
    held("missing MAILING", &json("missing 2018-06-summer.2"));
    let log = demo.path("mail.log");
    fs::write(&log, "2026-06-01T10:00:00Z mx postfix/qmgr[1]: 4AAAAAA: removed\n").unwrap();
    held("reconcile --maillog FILE", &json(&format!("reconcile --maillog {}", log.display())));
    held("verify MAILING", &json("verify 2018-06-summer.2"));
    held("translate status ISSUE", &json("translate status 2018"));
    held("translate done ISSUE LANG", &json("translate done 2018 hu"));
    let xlf = demo.path("nl.xlf");
    held(
        "translate export ISSUE",
        &json(&format!("translate export 2018 --lang nl --into {}", xlf.display())),
    );
    held("translate import FILE", &json(&format!("translate import {}", xlf.display())));
    held("why ADDRESS", &json("why anna@example.eu"));
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>();
    let (mut one, each) = (keys(&now), keys(&status["mailings"][0]));
    one.remove("schema_version");
    assert_eq!(one, each, "what is sent now is told as `status` tells it");
}

#[test]
fn what_was_made_and_why_a_sender_ended_are_documents() {
    let demo = Demo::new();
    let made = demo.json(&["-o", "json", "init", "another"]);
    assert_eq!(made["folder"], demo.path("another").to_str().unwrap());
    let files: Vec<&str> =
        made["files"].as_array().unwrap().iter().map(|file| file.as_str().unwrap()).collect();
    assert!(files.contains(&"config.toml"), "{made}");
    let readers = demo.json(&["-o", "json", "send", "2018", "--dry-run"])["readers"].to_string();
    let mailing =
        demo.json(&["-o", "json", "send", "2018", "--at", "2099-12-04 09:00", "--confirm", &readers]);
    demo.stop_sender();
    let child = Command::new(env!("CARGO_BIN_EXE_courant"))
        .arg("-C")
        .arg(demo.path(""))
        .args(["-o", "json", "work"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let holder = || SendingLock::holder(&demo.path(".courant/ledger.db"));
    let holder =
        until_seen("its turn", holder, |holder| holder.as_ref().is_some_and(|one| one.pid == child.id()));
    assert!(!holder.unwrap().detached);
    // Once: told twice it ends at once, and says nothing.
    rustix::process::kill_process(rustix::process::Pid::from_child(&child), rustix::process::Signal::TERM)
        .unwrap();
    let ended: Value = serde_json::from_slice(&child.wait_with_output().unwrap().stdout).unwrap();
    assert_eq!(ended["ended"], "told");
    assert_eq!(ended["mailings"][0]["mailing"], mailing["mailing"]);
}

#[test]
fn every_format_that_is_offered_for_a_command_is_printed() {
    let demo = Demo::new();
    let readers = demo.json(&["-o", "json", "send", "2018", "--dry-run"])["readers"].to_string();
    assert_eq!(demo.exits(&["send", "2018", "--at", "2099-12-04 09:00", "--confirm", &readers]), Some(0));
    for (command, head, row) in [
        ("list", "issue,no,date,title,languages,to_mend,state,due", "2018-06-summer,"),
        (
            "status",
            "mailing,state,due,taken,failed,later,waiting,not_certain,left_out",
            "2018-06-summer,scheduled (files),",
        ),
    ] {
        let printed = String::from_utf8(demo.run(&["-o", "csv", command]).stdout).unwrap();
        let lines: Vec<&str> = printed.lines().collect();
        assert_eq!(lines[0], head);
        assert!(lines.iter().any(|line| line.starts_with(row)), "{printed}");
    }
}

#[test]
fn whatever_goes_wrong_is_a_document_with_the_exit_code_for_whoever_asked_for_json() {
    let demo = Demo::new();
    let config = fs::read_to_string(demo.path("config.toml")).unwrap();
    let without_web = config.split("[web]").next().unwrap();
    fs::write(demo.path("config.toml"), without_web).unwrap();
    for (words, exit) in [
        ("serve", 4),
        ("init", 5),
        ("list --colour", 2),
        ("frobnicate", 2),
        ("check 1999", 2),
        ("check --explain HTM999", 2),
        ("preview 1999", 2),
        ("new x --like nosuch", 2),
        ("test 2018 --to stranger@example.eu", 5),
        ("send 2018 --now --confirm 3", 3),
        ("status 1999", 2),
        ("pause 1999", 2),
        ("resume 1999", 2),
        ("cancel 1999", 2),
        ("missing 1999", 2),
        ("decide 1999 a@example.eu leave", 2),
        ("send 1999 --dry-run", 2),
        ("dkim new --selector a..b", 2),
    ] {
        let words: Vec<&str> = ["-o", "json"].into_iter().chain(words.split(' ')).collect();
        let output = demo.run(&words);
        let document: Value = serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|why| panic!("{words:?}: {why}: {}", String::from_utf8_lossy(&output.stderr)));
        assert_eq!(document["schema_version"], 1, "{words:?}");
        assert_eq!(document["exit"], exit, "{words:?}: {document}");
        assert_eq!(output.status.code(), Some(exit), "{words:?}: {document}");
        assert!(
            !document["error"].as_str().unwrap().is_empty() && document["problems"].is_array(),
            "{words:?}"
        );
        assert!(!output.stderr.is_empty(), "{words:?}: the words are there too");
    }
    let nowhere = ["-C", "/nowhere", "--output=json", "list"];
    let output = Command::new(env!("CARGO_BIN_EXE_courant")).args(nowhere).output().unwrap();
    assert_eq!(serde_json::from_slice::<Value>(&output.stdout).unwrap()["exit"], 4);
    let output = demo.run(&["check", "1999"]);
    assert!(output.stdout.is_empty(), "no document for people");
    let output = demo.run(&["-o", "ndjson", "check", "1999"]);
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 1);
}
