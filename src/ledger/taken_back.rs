//! A colleague's note that somebody wants no more mail, taken back.

use jiff::Timestamp;

use super::handle::{Store, ask};
use super::{Error, Ledger};
use crate::domain::AddrKey;

impl Ledger {
    /// Takes back what a colleague has noted against this reader, with who says so; on disk before it returns. It stays on
    /// record. False, and nothing is done, where something else stands against them, or nothing.
    pub async fn take_back(&self, key: AddrKey, by: &str, now: Timestamp) -> Result<bool, Error> {
        ask!(self, store => store.take_back(key, by, now).await)
    }
}
