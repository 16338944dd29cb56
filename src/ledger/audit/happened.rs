//! A state that a mailing came to, and when in the order of the ledger that was.

use jiff::Timestamp;

/// In the words of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happened {
    pub state: String,
    pub at: Timestamp,
    /// The last attempt that had been written by then; none where an earlier release has written it down.
    pub attempts: Option<i64>,
}
