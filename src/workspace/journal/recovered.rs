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
    pub at: Timestamp,
}
