//! The ledger's name for an address: says nothing about it, survives its erasure.

use std::fmt;

/// HMAC-SHA256 of the normalised address, cut to 16 bytes; shown in hexadecimal.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AddrKey(pub [u8; 16]);

impl fmt::Debug for AddrKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}
