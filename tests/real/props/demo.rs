//! A copy of the demo workspace, and the program to run in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

/// A workspace of its own for one test.
#[derive(Debug)]
pub struct Demo {
    folder: TempDir,
}

impl Demo {
    /// The repository's demo, copied.
    pub fn copy() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
        for name in ["config.toml", "issues", "subscribers", "templates"] {
            copy(&repository.join(name), &folder.path().join(name));
        }
        Self { folder }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Replaces text in `config.toml`; it must be there.
    pub fn configure(&self, from: &str, to: &str) {
        let path = self.path().join("config.toml");
        let config = fs::read_to_string(&path).expect("config.toml");
        assert!(config.contains(from), "config.toml has no {from:?}");
        fs::write(&path, config.replacen(from, to, 1)).expect("a writable config.toml");
    }

    /// Adds lines to the end of `config.toml`.
    pub fn append(&self, lines: &str) {
        let path = self.path().join("config.toml");
        let config = fs::read_to_string(&path).expect("config.toml");
        fs::write(&path, config + "\n" + lines).expect("a writable config.toml");
    }

    /// Mails from here on, over a relay that these lines name.
    pub fn live(&self, relay: &str) {
        self.configure("mode = \"test\"", "mode = \"live\"");
        self.configure("transport = \"files\"", "transport = \"smtp\"");
        self.append(&format!("[[delivery.relay]]\n{relay}"));
    }

    /// Keeps its ledger there.
    pub fn store(&self, url: &str) {
        self.append(&format!("[store]\nurl = \"{url}\"\n"));
    }

    /// Runs `courant` here without asking anything.
    pub fn courant(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_courant"))
            .env("XDG_STATE_HOME", self.path().join(".state"))
            .arg("--no-input")
            .args(arguments)
            .current_dir(self.path())
            .output()
            .expect("the program runs")
    }

    /// Runs `courant`, which kills itself when it comes to this place; so does a sender that it starts.
    pub fn killed_at(&self, place: &str, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_courant"))
            .arg("--no-input")
            .args(arguments)
            .env("XDG_STATE_HOME", self.path().join(".state"))
            .env("COURANT_CRASH", place)
            .current_dir(self.path())
            .output()
            .expect("the program runs")
    }

    /// Runs `courant`, which must end well, and gives what it printed.
    pub fn must(&self, arguments: &[&str]) -> String {
        let output = self.courant(arguments);
        let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "courant {arguments:?}: {}\n{out}\n{err}", output.status);
        out.into_owned()
    }

    /// `must`, as JSON.
    pub fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.must(&[&["-o", "json"], arguments].concat())).expect("JSON")
    }

    /// How the letters of a mailing stand.
    pub fn counts(&self, mailing: &str) -> Value {
        self.json(&["status", mailing])["mailings"][0]["counts"].clone()
    }

    /// Sends an issue to its 30 readers with a sender in the background that dies at this place, and waits for that.
    pub fn dies_while_it_sends(&self, issue: &str, place: &str) {
        self.killed_at(place, &["send", issue, "--now", "--confirm", "30", "--detach"]);
        let begin = Instant::now();
        while self.json(&["status", issue])["mailings"][0]["sender_alive"] == true {
            assert!(begin.elapsed() < Duration::from_secs(60), "it was to be killed");
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// A mail server's log and what it would have told half an hour later, when it is known to tell everything; the name of
    /// that file.
    pub fn log_of_later(&self, log: &str) -> &'static str {
        let later = jiff::Zoned::now() + jiff::SignedDuration::from_mins(31);
        let line = format!("{} mx postfix/qmgr[1]: 4AAAAAA: removed\n", later.strftime("%b %e %H:%M:%S"));
        fs::write(self.path().join("mail.log"), log.to_owned() + &line).expect("written");
        "mail.log"
    }
}

fn copy(from: &Path, to: &PathBuf) {
    if from.is_file() {
        fs::copy(from, to).expect("a copy");
        return;
    }
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder of the demo") {
        let entry = entry.expect("an entry");
        copy(&entry.path(), &to.join(entry.file_name()));
    }
}
