//! What a journal gives back.

use jiff::Timestamp;

use crate::domain::{IssueId, Lang, Spot};

/// A piece of text that the journal kept and the files lack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovered {
    pub issue: IssueId,
    pub lang: Lang,
    pub spot: Spot,
    pub text: String,
    /// What tells which text it was typed over; none if nobody knows.
    pub over: Option<String>,
    pub at: Timestamp,
    /// What stands in its place by now, once somebody has looked.
    pub there: Option<There>,
}

/// The place of a kept text, and what its file says there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct There {
    /// `subject`, `section "The tides"`.
    pub place: String,
    pub text: String,
}

impl Recovered {
    /// Whether both are of the same field.
    pub fn is_of(&self, other: &Self) -> bool {
        self.issue == other.issue && self.lang == other.lang && self.spot == other.spot
    }

    /// Whether it was typed over this very text. Where that isn't known, it was not.
    pub fn was_typed_over(&self, text: &str) -> bool {
        self.over.as_ref().is_some_and(|known| *known == super::mark(text))
    }

    /// A name for a file with it alone: `ward.body.hu.md`, `subject.hu.md`.
    pub fn file_name(&self) -> String {
        match super::names(&self.spot) {
            (field, Some(section)) => format!("{section}.{field}.{}.md", self.lang),
            (field, None) => format!("{field}.{}.md", self.lang),
        }
    }
}
