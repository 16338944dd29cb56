//! An address that gets nothing more, and why.

use jiff::Timestamp;

use super::{AddrKey, SkipReason};

/// One entry; files never bring anybody back from here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    pub key: AddrKey,
    /// `*`: the whole newsletter.
    pub scope: String,
    /// One of the first five reasons.
    pub reason: SkipReason,
    /// How it is known: "one-click", "page", a reply …
    pub evidence: String,
    pub at: Timestamp,
}
