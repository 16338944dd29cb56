//! Why a command did not do what was asked, ready to be printed.

use crate::domain::Problem;

use super::Exit;

/// What happened, what to do about it, and the exit code it ends with.
#[derive(Debug)]
pub struct Failure {
    pub exit: Exit,
    /// Without "error:" and full stop.
    pub what: String,
    pub remedy: String,
    /// Shown before `what`, each with its place.
    pub problems: Vec<Problem>,
}

impl Failure {
    /// Nobody is refused without being told what to do.
    pub fn new(exit: Exit, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { exit, what: what.into(), remedy: remedy.into(), problems: Vec::new() }
    }

    #[must_use]
    pub fn with_problems(mut self, problems: Vec<Problem>) -> Self {
        self.problems = problems;
        self
    }

    /// The same for programs.
    pub fn document(&self) -> serde_json::Value {
        serde_json::json!({
            "schema_version": 1, "exit": self.exit as u8, "error": self.what, "remedy": self.remedy,
            "problems": self.problems,
        })
    }
}
