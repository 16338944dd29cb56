//! Where a letter stands, as its row says.

use jiff::Timestamp;

use super::Said;
use crate::domain::{Address, DeliveryState, SkipReason};

/// The words are kept as they stand there: an audit tells those that mean nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryRow {
    pub state: String,
    pub said: Said,
    /// Attempts that counted so far.
    pub attempt: i64,
    /// The number of the decision that moved it last; 0 if none did.
    pub decided: i64,
    pub retry_at: Option<Timestamp>,
    pub changed_at: Timestamp,
    /// None after erasure.
    pub address: Option<Address>,
    pub list: String,
    pub lang: String,
}

impl DeliveryRow {
    pub fn state(&self) -> Option<DeliveryState> {
        DeliveryState::from_word(&self.state)
    }

    /// Why they get nothing, if that is so.
    pub fn skipped(&self) -> Option<SkipReason> {
        let skipped = self.state() == Some(DeliveryState::Skipped);
        self.said.told.as_deref().filter(|_| skipped).and_then(SkipReason::from_word)
    }
}
