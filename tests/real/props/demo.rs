//! A copy of the demo workspace, and the program to run in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

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
