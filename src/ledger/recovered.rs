//! What senders that are gone left behind.

/// Rows that were settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Recovered {
    /// Claimed by a process that was killed before it marked them: planned again.
    pub planned: u64,
    /// Perhaps handed over: a person decides.
    pub unknown: u64,
    /// Outcomes that the ledger could not take when they came.
    pub brought_in: u64,
    /// Mailings that are held: the ledger may be a copy.
    pub held: u64,
}
