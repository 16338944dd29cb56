//! One place where a ledger does not agree with itself.

use super::Invariant;
use crate::domain::{AddrKey, Address};

/// Of a reader, or of the mailing as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub invariant: Invariant,
    pub key: Option<AddrKey>,
    /// Whose row it is; none after erasure.
    pub address: Option<Address>,
    pub what: String,
}
