//! What may happen to a claimed letter now.

use crate::domain::SkipReason;

/// The answer of the compare-and-set: the last moment at which anybody can still stop a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Submit {
    /// It is marked; it may leave.
    Go,
    /// Its reader gets nothing after all.
    Skipped(SkipReason),
    /// The mailing is not Sending any more; the row is back in the queue.
    Stop,
    /// It was held too long, and is another worker's by now; or it is uncertain, or settled.
    Lost,
}
