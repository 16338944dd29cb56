//! What is still to do of a mailing.

use jiff::Timestamp;

/// Now, later, or never again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WorkLeft {
    Now,
    /// The next look that may find something is due then.
    At(Timestamp),
    Nothing,
}
