//! What a sender that has gone silent was handing over.

use jiff::Timestamp;

/// Letters that no living sender knows the answer of yet, and that none may take before it is certain that the one that
/// has them is gone.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct LeftBehind {
    pub letters: u64,
    /// The machines of whoever has them.
    pub machines: String,
    /// When the last of them is either put back or not certain.
    pub until: Timestamp,
}
