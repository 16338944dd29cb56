//! Whatever a command refuses: an exit code, and what to do about it.

use std::fs;
use std::process::Command;

use serde_json::Value;

use crate::send_command::Demo;

/// What `words` were refused with; `None` if they were not.
fn refused(demo: &Demo, words: &[&str]) -> Option<(Option<i32>, Value)> {
    let words = [&["-o", "json"], words].concat();
    let output = demo.run(&words);
    let code = output.status.code();
    // A check that finds something refuses nothing.
    let document: Value = serde_json::from_slice(&output.stdout).ok()?;
    document.get("error")?;
    Some((code, document))
}

/// Plays the commands; says of which the refusal is not what it is to be.
fn amiss(demo: &Demo, table: &[(&[&str], i32)]) -> Vec<String> {
    let mut amiss = Vec::new();
    for (words, exit) in table {
        let Some((code, document)) = refused(demo, words) else {
            amiss.push(format!("{words:?}: not refused"));
            continue;
        };
        let filled = |field: &str| document[field].as_str().is_some_and(|text| !text.trim().is_empty());
        if code != Some(*exit) || !filled("error") || !filled("remedy") {
            amiss.push(format!("{words:?}: {code:?} {document}"));
        }
    }
    amiss
}

fn readers(demo: &Demo) -> String {
    demo.json(&["-o", "json", "send", "2018", "--dry-run"])["readers"].to_string()
}

#[test]
fn whatever_a_command_refuses_comes_with_a_remedy() {
    let demo = Demo::new();
    fs::write(demo.path("no.backup"), "this is none").unwrap();
    fs::write(demo.path("there.backup"), "something is here").unwrap();
    let there = demo.path("there.backup");
    let (none, there) = (demo.path("no.backup"), there.to_str().unwrap());
    let none = none.to_str().unwrap();
    let table: &[(&[&str], i32)] = &[
        (&["init"], 5),
        (&["new", " "], 2),
        (&["new", "x", "--like", "nope"], 2),
        (&["check", "nope"], 2),
        (&["check", ""], 2),
        (&["check", "--explain", "NOPE"], 2),
        (&["preview", "nope"], 2),
        (&["preview", "2018", "--lang", "fi"], 2),
        (&["test", "nope"], 2),
        (&["test", "2018", "--to", "stranger@example.eu"], 5),
        (&["send", "nope", "--dry-run"], 2),
        (&["send", "2018"], 2),
        (&["send", "2018", "--at", "2020-01-01 09:00"], 2),
        (&["send", "2018", "--at", "whenever"], 2),
        (&["send", "2018", "--now", "--stop-after", "whenever"], 2),
        (&["send", "2018", "--now"], 5),
        (&["send", "2018", "--now", "--confirm", "3"], 5),
        (&["send", "2018", "--now", "--confirm", "many"], 5),
        (&["send", "2018", "--dry-run", "--to", "Not A List"], 2),
        (&["send", "2018", "--dry-run", "--to", "nobody"], 4),
        (&["send", "2018", "--now", "--to", "got:nope"], 2),
        (&["send", "2018", "--now", "--to", "got:nope", "partners"], 2),
        (&["send", "2018", "--now", "--to", "partners", "--lang", "hu"], 2),
        (&["send", "2018", "--now", "--to", "partners", "--lang", "?"], 2),
        (&["status", "nope"], 2),
        (&["pause"], 5),
        (&["pause", "nope"], 2),
        (&["resume", "nope"], 2),
        (&["cancel", "nope"], 2),
        (&["missing", "nope"], 2),
        (&["missing", "nope", "--send"], 2),
        (&["decide", "nope", "anna@example.eu", "leave"], 2),
        (&["decide", "nope", "anna", "leave"], 2),
        (&["why", "anna"], 2),
        (&["verify", "nope"], 2),
        (&["reconcile", "--maillog", "/nowhere/mail.log"], 2),
        (&["backup", "--to", there], 5),
        (&["backup", "--to", "-"], 2),
        (&["restore", "/nowhere/one.backup"], 2),
        (&["restore", none], 4),
        (&["store", "migrate", "--to", "mysql://host/db"], 2),
        (&["store", "migrate", "--to", "postgres://anna@127.0.0.1:1/db"], 7),
        (&["dkim", "show"], 4),
        (&["dkim", "new", "--selector", "a..b"], 2),
        (&["translate", "status", "nope"], 2),
        (&["translate", "done", "2018", "fi"], 2),
        (&["translate", "export", "2018", "--lang", "nl", "--into", "/nowhere/nl.xlf"], 4),
        (&["translate", "export", "2018", "--lang", "nl", "--into", "nl.doc"], 2),
        (&["translate", "import", "/nowhere/nl.xlf"], 2),
        (&["list", "--colour"], 2),
        (&["frobnicate"], 2),
    ];
    let wrong = amiss(&demo, table);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_order_that_a_mailing_does_not_take_comes_with_one_that_it_does() {
    let demo = Demo::new();
    let readers = readers(&demo);
    let schedule = || {
        let words = ["-o", "json", "send", "2018", "--at", "2099-12-04 09:00", "--confirm", &readers];
        demo.json(&words)["mailing"].as_str().unwrap().to_owned()
    };
    let first = schedule();
    assert_eq!(amiss(&demo, &[(&["resume", &first], 5)]), [""; 0], "it waits");
    assert_eq!(demo.exits(&["cancel", &first]), Some(0));
    assert_eq!(demo.exits(&["send", "2018", "--now", "--confirm", &readers]), Some(0));
    let sent = format!("{first}.2");
    let table: &[(&[&str], i32)] = &[
        (&["pause", &first], 5),
        (&["resume", &first], 5),
        (&["cancel", &first], 5),
        (&["pause", &sent], 5),
        (&["resume", &sent], 5),
        (&["cancel", &sent], 5),
        (&["missing", &sent, "--send", "--confirm", "1"], 5),
        (&["decide", &sent, "nobody@example.eu", "leave"], 2),
        (&["decide", &sent, "anna@example.eu", "leave"], 2),
        (&["pause", "2018"], 5),
    ];
    let wrong = amiss(&demo, table);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    schedule();
    schedule();
    assert_eq!(amiss(&demo, &[(&["cancel"], 2), (&["pause", "2018"], 2)]), [""; 0]);
}

#[test]
fn where_the_config_is_gone_or_broken_every_refusal_says_what_to_do() {
    let demo = Demo::new();
    let commands: &[&[&str]] = &[
        &["check", "2018"],
        &["new", "Autumn"],
        &["test", "2018"],
        &["send", "2018", "--dry-run"],
        &["send", "2018", "--now", "--confirm", "3"],
        &["dkim", "new"],
        &["backup"],
        &["adopt"],
        &["status"],
        &["resume", "2018"],
        &["why", "anna@example.eu"],
        &["store", "migrate", "--to", "postgres://anna@127.0.0.1:1/db"],
    ];
    let table: Vec<(&[&str], i32)> = commands.iter().map(|words| (*words, 4)).collect();
    let config = fs::read_to_string(demo.path("config.toml")).unwrap();
    for (broken, remedy) in [(None, "bring it back"), (Some("[newsletter]\nnam = 3\n"), "")] {
        match broken {
            Some(text) => fs::write(demo.path("config.toml"), text).unwrap(),
            None => fs::remove_file(demo.path("config.toml")).unwrap(),
        }
        let wrong = amiss(&demo, &table);
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        let (_, document) = refused(&demo, &["check", "2018"]).unwrap();
        assert!(document["remedy"].as_str().unwrap().contains(remedy), "{document}");
    }
    fs::write(demo.path("config.toml"), config).unwrap();
    let nowhere =
        Command::new(env!("CARGO_BIN_EXE_courant")).args(["-C", "/", "-o", "json", "list"]).output();
    let nowhere: Value = serde_json::from_slice(&nowhere.unwrap().stdout).unwrap();
    assert!(nowhere["remedy"].as_str().unwrap().contains("courant init"), "{nowhere}");
}
