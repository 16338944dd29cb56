//! Events as they were frozen with the live mailings of an issue.

use super::Error;
use super::handle::{Ledger, Store, ask};
use crate::domain::{CalendarEntry, IssueId, Lang};

/// An event of one letter of one mailing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrozenEntry {
    pub lang: Lang,
    /// Whether the mailing has begun to go out.
    pub begun: bool,
    pub entry: CalendarEntry,
}

impl Ledger {
    /// The events of all live mailings of an issue, oldest first; of the letters in one language, or of all.
    pub async fn calendar(&self, issue: &IssueId, lang: Option<&Lang>) -> Result<Vec<FrozenEntry>, Error> {
        ask!(self, store => store.calendar(issue, lang).await)
    }
}
