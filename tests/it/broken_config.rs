//! A `config.toml` that somebody broke while a mailing waits or runs: it can still be looked at and stopped.

use std::fs;
use std::process::{Command, Output};

use crate::send_command::Demo;

const ANNA: &str = "anna.devries@brainport.example.nl";
const BACKUP: &str = "config.sound";

/// A mailing that waits for a time far off.
fn scheduled() -> (Demo, String) {
    let demo = Demo::new();
    let readers = demo.json(&["-o", "json", "send", "2018", "--dry-run"])["readers"].to_string();
    let words = ["-o", "json", "send", "2018", "--at", "2099-12-04 09:00", "--confirm", &readers];
    let name = demo.json(&words)["mailing"].as_str().unwrap().to_owned();
    fs::copy(demo.path("config.toml"), demo.path(BACKUP)).unwrap();
    (demo, name)
}

fn config(demo: &Demo, text: Option<&str>) {
    let (path, sound) = (demo.path("config.toml"), fs::read_to_string(demo.path(BACKUP)).unwrap());
    match text {
        Some(text) => fs::write(path, format!("{sound}\n{text}")).unwrap(),
        None => _ = fs::remove_file(path),
    }
}

fn words(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn what_looks_at_a_mailing_or_stops_it_needs_nothing_of_the_config_but_the_ledger() {
    let guessed = "; the ledger asked is .courant/ledger.db\n";
    for (text, line) in [
        (Some("[deliverie]\nx = 1\n"), "config.toml has a problem: `courant doctor` names it\n".to_owned()),
        (
            Some("[deliverie]\nx = 1\n[wep]\n"),
            "config.toml has 2 problems: `courant doctor` names them\n".to_owned(),
        ),
        (Some("x = \"\n"), format!("config.toml has a problem: `courant doctor` names it{guessed}")),
        (None, format!("config.toml is not there{guessed}")),
    ] {
        let (demo, name) = scheduled();
        config(&demo, text);
        let asked = |order: &[&str]| words(&demo.run(order));
        for order in [&["status"][..], &["status", "2018"], &["missing", "2018"], &["verify", "2018"]] {
            let (exit, out, err) = asked(order);
            assert_eq!((exit, &err), (Some(0), &line), "{order:?}: {out}");
        }
        let (_, out, _) = asked(&["status", "2018"]);
        assert!(out.contains("  due 2099-12-04 09:00 Europe/Amsterdam, confirmed by"), "{out}");
        let (exit, out, err) = asked(&["why", ANNA]);
        assert!(exit == Some(0) && err == line && out.contains(&name), "{out}{err}");
        let (exit, _, err) = asked(&["pause"]);
        assert_eq!(exit, Some(0), "{err}");
        assert_eq!(err, format!("{line}{name} is paused; `courant resume {name}` goes on with it\n"));
        let (exit, _, err) = asked(&["resume"]);
        assert!(exit == Some(4) && err.contains("must be mended first"), "{exit:?} {err}");
        assert!(!err.contains("courant init"), "{err}");
        let (exit, _, err) = asked(&["decide", "2018", ANNA, "resend"]);
        assert!(exit == Some(4) && err.contains("must be mended first"), "{exit:?} {err}");
        let (exit, _, err) = asked(&["decide", "2018", ANNA, "leave"]);
        assert!(exit != Some(4) && !err.contains("must be mended first"), "{exit:?} {err}");
        assert_eq!(demo.json(&["-o", "json", "status"])["mailings"][0]["state"], "paused");
        assert_eq!(asked(&["cancel", &name]).0, Some(0));
        assert_eq!(demo.json(&["-o", "json", "status"])["mailings"][0]["state"], "cancelled");
        assert_eq!(asked(&["send", "2018", "--dry-run"]).0, Some(4), "sending needs all of it");
    }
}

#[test]
fn where_the_config_may_mean_another_ledger_none_is_asked_until_somebody_names_one() {
    let (demo, name) = scheduled();
    for text in ["[stroe]\nurl = \"postgres://c@db/news\"\n", "x = \"\n[store]\nurl = \"postgres://c@\"\n"] {
        config(&demo, Some(text));
        let (exit, out, err) = words(&demo.run(&["pause"]));
        assert_eq!((exit, out.as_str()), (Some(4), ""), "{err}");
        assert!(
            err.contains("which ledger it means can't be told") && err.contains("COURANT_STORE_URL="),
            "{err}"
        );
        let mut command = Command::new(env!("CARGO_BIN_EXE_courant"));
        command.env("XDG_STATE_HOME", demo.path(".state"));
        command.env("COURANT_STORE_URL", "sqlite:.courant/ledger.db");
        let named = command.arg("-C").arg(demo.path("")).args(["status", &name]).output().unwrap();
        let (exit, out, err) = words(&named);
        assert_eq!((exit, err.contains("ledger asked")), (Some(0), false), "{out}{err}");
        assert!(out.starts_with(&format!("{name}: scheduled (files)")), "{out}");
    }
}

#[test]
fn a_ledger_that_is_not_there_is_neither_made_nor_said_to_be_empty() {
    let demo = Demo::new();
    fs::copy(demo.path("config.toml"), demo.path(BACKUP)).unwrap();
    for text in ["[deliverie]\n", "x = \"\n", "[store]\nurl = \"sqlite:there/news.db\"\n[wep]\n"] {
        config(&demo, Some(text));
        for order in ["status", "pause"] {
            let (exit, _, err) = words(&demo.run(&[order]));
            assert!(exit == Some(4) && err.contains("there is no ledger at "), "{exit:?} {err}");
        }
    }
    assert!(!demo.path(".courant/ledger.db").exists() && !demo.path("there").exists());
    config(&demo, Some(""));
    assert_eq!(demo.exits(&["status"]), Some(0), "a sound one makes it");
    config(&demo, Some("x = \"\n"));
    let (exit, _, err) = words(&demo.run(&["pause"]));
    assert!(exit == Some(4) && err.contains("no mailing is in the ledger at .courant/ledger.db"), "{err}");
}

#[test]
fn a_config_that_is_gone_is_to_be_brought_back_and_no_other_newsletter_is_begun_in_its_place() {
    let demo = Demo::new();
    fs::remove_file(demo.path("config.toml")).unwrap();
    let there = |folder: &str| {
        let mut names: Vec<_> =
            fs::read_dir(demo.path(folder)).unwrap().map(|one| one.unwrap().file_name()).collect();
        names.sort();
        names
    };
    let before = [there(""), there("subscribers")];
    let back = "bring it back, from git or from a backup";
    for order in [&["doctor"][..], &["status"], &["init"], &["init", "--from", "demo"]] {
        let (exit, out, err) = words(&demo.run(order));
        let said = out + &err;
        assert!(matches!(exit, Some(4 | 5)), "{order:?}: {exit:?} {said}");
        assert!(said.contains("config.toml is missing in ") && said.contains(back), "{order:?}: {said}");
        assert!(!said.contains("courant init"), "{order:?}: {said}");
    }
    assert_eq!([there(""), there("subscribers")], before);
    let document = demo.run(&["-o", "json", "status"]).stdout;
    let document: serde_json::Value = serde_json::from_slice(&document).unwrap();
    assert_eq!(document["remedy"], back);
    // Something was sent from here: then other orders find it without its config.
    fs::create_dir(demo.path(".courant")).unwrap();
    let (exit, out, _) = words(&demo.run(&["doctor"]));
    assert!(exit == Some(4) && out.contains(back), "{out}");
}
