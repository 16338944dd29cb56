//! What senders that have gone silent have in hand.

use jiff::Timestamp;
use serde::Serialize;

/// Letters that no living sender has, and that none may take before it is certain that the one that has them is gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftBehind {
    /// Of whoever has them.
    pub machines: String,
    /// Taken and not begun with.
    pub taken: u64,
    /// When the last of those may be taken by another sender.
    pub taken_until: Option<Timestamp>,
    /// Taken before the database was started anew: whether they were begun with may be lost with that.
    pub lost: u64,
    /// When the last of those is not certain.
    pub lost_until: Option<Timestamp>,
    pub handing_over: u64,
    /// When the last of those is not certain, if its sender is not heard of before.
    pub handing_over_until: Option<Timestamp>,
}
