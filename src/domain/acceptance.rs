//! A difference between editions that somebody has looked at and accepted.

use super::{Lang, SectionId};

/// `[[accept]]`: one finding, by name; it lapses when the sentence changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acceptance {
    pub rule: String,
    pub section: Option<SectionId>,
    pub language: Option<Lang>,
    pub value: Option<String>,
    pub reason: String,
    pub by: String,
}
