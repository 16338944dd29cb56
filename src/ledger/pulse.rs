//! Whether somebody sends from this ledger, told in one cheap look.

use jiff::Timestamp;

/// The sender's signs of life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pulse {
    /// The sending lock is held, or a worker's lease runs.
    pub alive: bool,
    /// When a sender last said so; none if there never was one.
    pub beat_at: Option<Timestamp>,
    /// Something keeps it, or kept the last one, from sending.
    pub in_trouble: bool,
}
