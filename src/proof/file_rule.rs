//! What a finding of the files themselves is about: config, issue, editions, lists, templates.

use super::Reads;
use super::rule::in_words;
use crate::domain::Severity;

/// One kind of finding that reading the files can have. `courant check --explain` prints it; each finding brings a
/// place, a reason and a remedy of its own.
#[derive(Debug, Clone, Copy)]
pub struct FileRule {
    pub id: &'static str,
    /// What it is about.
    pub reads: Reads,
    /// The gravest that its findings can have.
    pub severity: Severity,
    /// What is right, in a few words.
    pub title: &'static str,
    /// One sentence.
    pub why: &'static str,
    pub remedy: &'static str,
}

impl FileRule {
    /// What is right, in the language of the interface.
    pub fn title(&self) -> String {
        in_words(self.id, self.title)
    }

    /// Why it matters, in the language of the interface.
    pub fn why(&self) -> String {
        in_words(&format!("{}.why", self.id), self.why)
    }

    /// What to do, in the language of the interface.
    pub fn remedy(&self) -> String {
        in_words(&format!("{}.remedy", self.id), self.remedy)
    }
}
