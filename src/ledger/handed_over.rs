//! A letter that was handed over, as a mail server's log would have it.

use jiff::Timestamp;

use crate::domain::{AddrKey, Address};

/// Accepted by the server's own answer, or uncertain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandedOver {
    pub key: AddrKey,
    /// None after erasure.
    pub address: Option<Address>,
    pub uncertain: bool,
    /// None where the sender ended before it could say.
    pub relay: Option<String>,
    /// When the answer came, or was given up.
    pub at: Timestamp,
}
