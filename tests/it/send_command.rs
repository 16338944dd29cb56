//! `courant send`, `test` and what follows, as a person or a script runs them, on the demo newsletter.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use courant::ledger::SendingLock;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

use crate::props::until::until_seen;
use crate::story::props::folder;

pub struct Demo(tempfile::TempDir);

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let (path, into) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() { copy(&path, &into) } else { _ = fs::copy(&path, &into).unwrap() }
    }
}

/// A test that fails must leave no sender behind.
impl Drop for Demo {
    fn drop(&mut self) {
        self.end_sender();
    }
}

impl Demo {
    pub fn new() -> Self {
        let demo = Self(folder());
        let from = Path::new(env!("CARGO_MANIFEST_DIR"));
        for part in ["issues", "subscribers", "templates"] {
            copy(&from.join(part), &demo.path(part));
        }
        fs::copy(from.join("config.toml"), demo.path("config.toml")).unwrap();
        demo
    }

    /// Another newsletter: all of this folder below the repository.
    pub fn of(fixture: &str) -> Self {
        let demo = Self(folder());
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join(fixture), demo.0.path());
        demo
    }

    fn end_sender(&self) {
        let holder = SendingLock::holder(&self.path(".courant/ledger.db"));
        if let Some(pid) = holder.and_then(|holder| Pid::from_raw(holder.pid.try_into().ok()?)) {
            // It may have ended in the meantime.
            _ = kill_process(pid, Signal::TERM);
        }
    }

    /// Ends the sender, if there is one, and waits until it has gone: told a second time, it would not end in order.
    pub fn stop_sender(&self) {
        self.end_sender();
        let holder = || SendingLock::holder(&self.path(".courant/ledger.db"));
        until_seen("the end of the sender", holder, Option::is_none);
    }

    pub fn path(&self, part: &str) -> PathBuf {
        self.0.path().join(part)
    }

    pub fn run(&self, words: &[&str]) -> Output {
        let program = env!("CARGO_BIN_EXE_courant");
        let mut command = Command::new(program);
        command.env("XDG_STATE_HOME", self.path(".state"));
        // A terminal that shows all signs, wherever the tests run.
        command.env("LC_ALL", "C.UTF-8").env("TERM", "xterm");
        command.arg("-C").arg(self.0.path()).arg("--no-input").args(words).output().unwrap()
    }

    pub fn exits(&self, words: &[&str]) -> Option<i32> {
        self.run(words).status.code()
    }

    pub fn json(&self, words: &[&str]) -> Value {
        let output = self.run(words);
        serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|_| panic!("{words:?}: {}", String::from_utf8_lossy(&output.stderr)))
    }

    fn letters(&self, folder: &str) -> usize {
        fs::read_dir(self.path(folder)).map_or(0, |entries| {
            entries
                .filter(|entry| entry.as_ref().unwrap().path().extension().is_some_and(|e| e == "eml"))
                .count()
        })
    }
}

#[test]
fn a_dry_run_says_who_gets_which_edition_and_writes_everything_to_look_at() {
    let demo = Demo::new();
    let output = demo.run(&["send", "2018", "--dry-run"]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(0), "{said}{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.contains(" Magyar, ") && said.contains("1 Norsk bokmål (for Norsk nynorsk)"), "{said}");
    let folder = "outbox/dry-run/2018-06-summer";
    for file in ["en.html", "hu.txt", "recipients.csv", "summary.json"] {
        assert!(demo.path(folder).join(file).is_file(), "{file}");
    }
    for (path, mode) in [("recipients.csv", 0o600), ("eml", 0o700), ("..", 0o700), ("../..", 0o700)] {
        let is = fs::metadata(demo.path(folder).join(path)).unwrap().permissions().mode() & 0o777;
        assert_eq!(is, mode, "{path} names people");
    }
    let few = demo.letters(&format!("{folder}/eml"));
    let all = demo.json(&["-o", "json", "send", "2018", "--dry-run", "--every"]);
    assert_eq!(all["messages"], all["readers"], "with --every, a message for each reader");
    assert!(few > 5 && few <= 50, "{few}");
    let summary = fs::read_to_string(demo.path(folder).join("summary.json")).unwrap();
    let summary: Value = serde_json::from_str(&summary).unwrap();
    assert!(all["left_out"].is_object() && all["left_out"] == summary["left_out"], "{all}");
    let table = fs::read_to_string(demo.path(folder).join("recipients.csv")).unwrap();
    assert_eq!(u64::try_from(table.lines().count()).unwrap(), all["readers"].as_u64().unwrap() + 1);
    // Their row names none; that their list has one is no choice of theirs.
    let rui = table.lines().find(|line| line.starts_with("rui.")).unwrap();
    assert!(rui.ends_with(",partners,,en,unspecified,"), "{rui}");
    assert!(said.contains("1 English (no language named)"), "{said}");
    assert_eq!(
        demo.json(&["-o", "json", "status"])["mailings"],
        Value::Array(vec![]),
        "nothing was written down"
    );
}

#[test]
fn a_mailing_is_sent_only_for_the_number_that_is_confirmed() {
    let demo = Demo::new();
    let readers = demo.json(&["-o", "json", "send", "2018", "--dry-run"])["readers"].as_u64().unwrap();
    assert_eq!(demo.exits(&["send", "2018"]), Some(2), "it must be said when");
    assert_eq!(demo.exits(&["send", "2018", "--now"]), Some(5), "nobody is there to type it");
    let wrong = (readers + 1).to_string();
    assert_eq!(demo.exits(&["send", "2018", "--now", "--confirm", &wrong]), Some(5));
    assert_eq!(demo.json(&["-o", "json", "status"])["mailings"], Value::Array(vec![]));

    let output = demo.run(&["send", "2018", "--now", "--confirm", &readers.to_string()]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(u64::try_from(demo.letters("outbox/sent/2018-06-summer")).unwrap(), readers);
    let status = demo.json(&["-o", "json", "status", "2018"]);
    assert_eq!(status["mailings"][0]["state"], "sent");
    assert_eq!(status["mailings"][0]["counts"]["accepted"], readers);
    assert_eq!(demo.exits(&["cancel", "2018"]), Some(5), "what is sent can't be cancelled");
    let missing = demo.json(&["-o", "json", "missing", "2018"]);
    assert_eq!(missing["missing"], Value::Array(vec![]));
    let words = String::from_utf8(demo.run(&["missing", "2018"]).stdout).unwrap();
    assert_eq!(words, "nobody is missing from 2018-06-summer\n");
    assert_eq!(demo.exits(&["missing", "2018", "--send", "--confirm", "1"]), Some(5), "nobody is missing");
}

#[test]
fn in_test_mode_nothing_goes_over_smtp_to_the_lists() {
    let demo = Demo::new();
    let config = fs::read_to_string(demo.path("config.toml")).unwrap();
    let smtp = "transport = \"smtp\"\n[[delivery.relay]]\nhost = \"127.0.0.1\"\nport = 9\ntls = \"none\"\n";
    fs::write(
        demo.path("config.toml"),
        config.replace("transport = \"files\"", smtp).replace("rate = ", "# "),
    )
    .unwrap();
    let output = demo.run(&["send", "2018", "--now", "--confirm", "30"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(5), "{said}");
    assert!(said.contains("test mode"), "{said}");
    assert_eq!(demo.json(&["-o", "json", "status"])["mailings"], Value::Array(vec![]));
    assert_eq!(demo.exits(&["test", "2018"]), Some(7), "tests would be sent, and nobody listens there");
}

#[test]
fn an_issue_that_does_not_pass_its_checks_is_not_sent() {
    let demo = Demo::new();
    let output = demo.run(&["send", "2027", "--now", "--confirm", "30"]);
    assert_eq!(output.status.code(), Some(3), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn tests_go_to_the_team_in_their_languages_and_say_that_they_are_tests() {
    let demo = Demo::new();
    let run = demo.json(&["-o", "json", "test", "2018"]);
    let tests = run["tests"].as_array().unwrap();
    let editions: Vec<&str> = tests.iter().map(|test| test["edition"].as_str().unwrap()).collect();
    assert_eq!(editions, ["en", "nl", "hu", "nb", "sv"]);
    let folder = demo.path("outbox/test/2018-06-summer");
    let earlier = folder.join("000009-xx-of-an-earlier-test.eml");
    fs::write(&earlier, "").unwrap();
    assert_eq!(demo.exits(&["test", "2018"]), Some(0));
    assert!(!earlier.exists(), "an old test lies among the new ones");
    for entry in fs::read_dir(folder).unwrap() {
        let message = fs::read(entry.unwrap().path()).unwrap();
        let message = mail_parser::MessageParser::default().parse(&message).unwrap();
        assert!(message.subject().unwrap().starts_with("[TEST "), "{:?}", message.subject());
    }
    assert_eq!(demo.exits(&["test", "2018", "--to", "stranger@example.org"]), Some(5));
}

#[test]
fn a_test_reader_who_looks_after_none_of_the_languages_is_named() {
    let demo = Demo::new();
    let file = demo.path("issues/2018-06-summer/issue.toml");
    let issue = fs::read_to_string(&file).unwrap();
    let line = issue.lines().find(|line| line.starts_with("languages")).unwrap();
    fs::write(&file, issue.replace(line, "languages = [\"en\", \"hu\"]")).unwrap();
    let output = demo.run(&["-o", "json", "test", "2018"]);
    let run: Value = serde_json::from_slice(&output.stdout).unwrap();
    let over = &run["passed_over"][0];
    assert_eq!(over["languages"], serde_json::json!(["nb", "sv"]), "{run}");
    let said = String::from_utf8(output.stderr).unwrap();
    let person = over["to"].as_str().unwrap();
    assert!(
        said.contains(&format!("{person} gets no test: they look after nb, sv, and the issue has en, hu")),
        "{said}"
    );
}

#[test]
fn who_tests_an_edition_that_is_not_there_is_told_and_the_command_ends_with_3() {
    let demo = Demo::new();
    assert_eq!(demo.exits(&["test", "2018"]), Some(0));
    fs::remove_file(demo.path("issues/2018-06-summer/sv.md")).unwrap();
    let output = demo.run(&["-o", "json", "test", "2018"]);
    assert_eq!(output.status.code(), Some(3));
    let run: Value = serde_json::from_slice(&output.stdout).unwrap();
    let swedish: Vec<&Value> =
        run["tests"].as_array().unwrap().iter().filter(|test| test["edition"] == "sv").collect();
    assert!(swedish.len() == 1 && swedish[0]["written"] == false, "{run}");
    let told = String::from_utf8(demo.run(&["send", "2018", "--dry-run"]).stderr).unwrap();
    let checked = String::from_utf8(demo.run(&["check", "2018"]).stdout).unwrap();
    assert!(told.contains("TRN001") && !told.contains("EDN"), "{told}");
    assert!(checked.contains("TRN001") && !checked.contains("EDN"), "{checked}");
}

#[test]
fn a_scheduled_mailing_waits_in_the_background_and_can_be_cancelled() {
    let demo = Demo::new();
    let readers = demo.json(&["-o", "json", "send", "2018", "--dry-run"])["readers"].to_string();
    let output = demo.run(&["send", "2018", "--at", "2099-12-04 09:00", "--confirm", &readers]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let status = demo.json(&["-o", "json", "status", "2018"]);
    assert_eq!(status["mailings"][0]["state"], "scheduled");
    assert_eq!(status["mailings"][0]["sender_alive"], true);
    assert_eq!(demo.exits(&["work"]), Some(5), "a second sender is refused");
    assert_eq!(demo.exits(&["cancel", "2018"]), Some(0));
    assert_eq!(demo.json(&["-o", "json", "status", "2018"])["mailings"][0]["state"], "cancelled");
    let alive = || demo.json(&["-o", "json", "status", "2018"])["mailings"][0]["sender_alive"].clone();
    until_seen("the sender's end", alive, |alive| alive == false);
}

#[test]
fn who_schedules_a_time_that_the_clocks_skip_reads_the_real_one_and_json_names_the_mailing() {
    let demo = Demo::new();
    let readers = demo.json(&["-o", "json", "send", "2018", "--dry-run"])["readers"].to_string();
    let at = "2030-03-31 02:30[Europe/Budapest]";
    let made = demo.json(&["-o", "json", "send", "2018", "--at", at, "--confirm", &readers]);
    assert_eq!(made["mailing"], "2018-06-summer", "{made}");
    assert_eq!((&made["state"], &made["due"]), (&"scheduled".into(), &"2030-03-31T01:00:00Z".into()));
    let said = String::from_utf8(demo.run(&["status", "2018"]).stdout).unwrap();
    assert!(said.contains("2030-03-31 03:00 Europe/Budapest (02:30 does not exist on that day"), "{said}");
    assert_eq!(said.matches("Europe/Budapest").count(), 1, "the zone is said once: {said}");
    let all = String::from_utf8(demo.run(&["status"]).stdout).unwrap();
    assert!(all.contains("2030-03-31 03:00"), "{all}");

    let same = String::from_utf8(demo.run(&["list"]).stderr).unwrap();
    assert!(!said.contains("'s text") && !same.contains("'s text"), "the issue is as it was: {said}{same}");
    let english = demo.path("issues/2018-06-summer/en.md");
    let text = fs::read_to_string(&english).unwrap() + "\nOne more sentence.\n";
    fs::write(english, text).unwrap();
    let said = String::from_utf8(demo.run(&["status", "2018"]).stdout).unwrap();
    assert!(said.contains("Sunday 2030-03-31's mailing has ") && said.contains("'s text"), "{said}");
    let listed = demo.run(&["list"]);
    let listed = [listed.stdout, listed.stderr].concat();
    let listed = String::from_utf8(listed).unwrap();
    assert!(listed.contains("2018-06-summer: Sunday 2030-03-31's mailing has"), "{listed}");
    // Who changed what is not known: the letters are other ones also by a word of config.toml.
    assert!(
        listed.contains("the issue, config.toml, glossary.toml or a template was changed since"),
        "{listed}"
    );
    let facts = demo.path("issues/2018-06-summer/issue.toml");
    let readable = fs::read_to_string(&facts).unwrap();
    for broken in
        [format!("<<<<<<< HEAD\n{readable}"), readable.replacen("languages = [", "languages = \"en\" # [", 1)]
    {
        fs::write(&facts, broken).unwrap();
        let said = String::from_utf8(demo.run(&["status", "2018"]).stdout).unwrap();
        assert!(!said.contains("'s text"), "what can't be read says nothing: {said}");
    }
    fs::write(&facts, readable).unwrap();
    assert_eq!(demo.exits(&["cancel", "2018"]), Some(0));
    let said = String::from_utf8(demo.run(&["status", "2018"]).stdout).unwrap();
    assert!(!said.contains("'s text"), "{said}");
}

#[test]
fn a_mailing_that_no_sender_could_be_started_for_is_said_to_be_written() {
    let demo = Demo::new();
    let readers = demo.json(&["-o", "json", "send", "2018", "--dry-run"])["readers"].to_string();
    fs::create_dir(demo.path(".courant/sender.log")).unwrap();
    let output = demo.run(&["send", "2018", "--now", "--confirm", &readers]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("2018-06-summer is written down, but no sender could be started"), "{said}");
    assert!(said.contains("courant work") && said.contains("courant cancel 2018-06-summer"), "{said}");
    assert_eq!(demo.json(&["-o", "json", "status", "2018"])["mailings"][0]["state"], "scheduled");
}

#[test]
fn tests_that_became_files_are_not_said_to_be_taken() {
    let demo = Demo::new();
    let output = demo.run(&["test", "2018"]);
    let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert!(said.contains("outbox/test/2018-06-summer, nobody was mailed"), "{said}");
    assert!(said.contains("written") && !said.contains("taken"), "{said}");
    assert_eq!(demo.json(&["-o", "json", "test", "2018"])["tests"][0]["taken"], false);
}

#[test]
fn names_of_lists_that_can_t_be_used_are_told_of_and_not_that_none_is_named() {
    let demo = Demo::new();
    let file = demo.path("issues/2018-06-summer/issue.toml");
    let issue = fs::read_to_string(&file).unwrap();
    fs::write(&file, issue.replace(r#"["partners", "press"]"#, r#"["../press", "no such"]"#)).unwrap();
    let output = demo.run(&["send", "2018", "--dry-run"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("\"../press\"") && said.contains("\"no such\""), "{said}");
    assert!(!said.contains("no list is named"), "{said}");
    assert_eq!(output.status.code(), Some(3), "{said}");
}

#[test]
fn a_time_that_the_clocks_jump_over_is_told_to_programs_too() {
    let demo = Demo::new();
    let readers = demo.json(&["-o", "json", "send", "2018", "--dry-run"])["readers"].to_string();
    // In 2099 as today, the clocks of Amsterdam go forward on the last Sunday of March.
    let at = ["-o", "json", "send", "2018", "--at", "2099-03-29 02:30", "--confirm", &readers];
    let sent = demo.json(&at);
    let words = |of: &Value| (of["local"].clone(), of["shift"].clone(), of["due"].clone());
    let told = ("2099-03-29T02:30:00".into(), "gap".into(), "2099-03-29T01:00:00Z".into());
    assert_eq!(words(&sent), told);
    assert_eq!(words(&demo.json(&["-o", "json", "status", "2018"])["mailings"][0]), told);
    let doctor = String::from_utf8(demo.run(&["doctor"]).stdout).unwrap();
    assert!(doctor.contains(", 1 mailing under way"), "{doctor}");
}
