//! What a finding of the files themselves is about: config, issue, editions, lists, templates.

use crate::domain::Severity;

/// One kind of finding that reading the files can have. `courant check --explain` prints it; each finding brings a
/// place, a reason and a remedy of its own.
#[derive(Debug, Clone, Copy)]
pub struct FileRule {
    pub id: &'static str,
    /// The file that it is about.
    pub reads: &'static str,
    /// The gravest that its findings can have.
    pub severity: Severity,
    /// What is right, in a few words.
    pub title: &'static str,
    /// One sentence.
    pub why: &'static str,
    pub remedy: &'static str,
}
