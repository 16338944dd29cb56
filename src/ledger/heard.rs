//! What mail servers have answered, as the attempts tell it: when last.

use jiff::Timestamp;

use super::handle::{Store, ask};
use super::{Error, Ledger};

/// What a sender writes of the letters that the one before it left behind: nothing was heard of those.
pub(super) const LEFT_BEHIND: &str = "the sender ended before the answer came";

impl Ledger {
    /// When something last came of a letter. What was found left behind later is not counted, nor that a sender lived.
    pub async fn last_heard(&self) -> Result<Option<Timestamp>, Error> {
        ask!(self, store => store.last_heard().await)
    }
}
