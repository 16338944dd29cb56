//! Somebody who has left, and when in the order of the ledger that was.

use crate::domain::Suppression;

/// What stands against a reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    pub noted: Suppression,
    /// The last attempt that had been written by then; none where an earlier release has noted it.
    pub attempts: Option<i64>,
}
