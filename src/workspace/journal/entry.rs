//! What a journal is given.

use crate::domain::{IssueId, Lang, Spot};

/// One changed piece of text, as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalEntry {
    pub issue: IssueId,
    pub lang: Lang,
    pub spot: Spot,
    pub text: String,
    /// `mark` of what it was typed over; none if nobody knows.
    pub over: Option<String>,
}
