//! By whose order a mailing is being sent, so that a reason to hold it is not held against a later one.

/// The last time that a mailing was begun or let go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GoAhead(pub(super) i64);
