//! What a file for a translator holds, whatever its format.

use crate::domain::translation::{Field, Passage, TextHash};
use crate::domain::{IssueId, Lang};

/// A whole file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bitext {
    pub issue: IssueId,
    pub source: Lang,
    pub target: Lang,
    pub passages: Vec<BitextPassage>,
}

/// A section, or the head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BitextPassage {
    pub passage: Passage,
    /// What people call it.
    pub name: String,
    /// The translation that there was when the file was written.
    pub target_was: Option<TextHash>,
    pub remarks: Vec<String>,
    pub rows: Vec<Row>,
}

/// A field in two languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub field: Field,
    pub source: String,
    /// None where it is not translated, or not all of it.
    pub target: Option<String>,
    /// The least that one of its segments has.
    pub state: SegmentState,
    /// Our own word beside it: what `state` has no word for.
    pub more: Option<String>,
    /// The source as it was sent out, where the file says that apart from its words, which can be changed in it.
    pub source_was: Option<TextHash>,
}

/// How far a segment is, the least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SegmentState {
    Initial,
    Translated,
    Reviewed,
    Final,
}

impl SegmentState {
    pub const ALL: [Self; 4] = [Self::Initial, Self::Translated, Self::Reviewed, Self::Final];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Initial => "initial",
            Self::Translated => "translated",
            Self::Reviewed => "reviewed",
            Self::Final => "final",
        }
    }
}

/// The paragraphs of a text and the white space between them, in turn.
pub(super) fn paragraphs(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("\n\n") {
        let gap = rest[at..].len() - rest[at..].trim_start_matches('\n').len();
        parts.extend([&rest[..at], &rest[at..at + gap]]);
        rest = &rest[at + gap..];
    }
    parts.push(rest);
    parts
}
