//! Everything that a ledger holds about one reader in one mailing.

use super::{Attempt, DeliveryRow, Left, Noted};
use crate::domain::{AddrKey, MailingId};

/// The row, and what led to it, in the order in which it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    pub mailing: MailingId,
    pub key: AddrKey,
    pub row: Option<DeliveryRow>,
    pub attempts: Vec<Attempt>,
    pub decisions: Vec<Noted>,
    /// What stands against the reader now.
    pub left: Vec<Left>,
}

impl History {
    pub(super) fn of(mailing: MailingId, key: AddrKey) -> Self {
        let (attempts, decisions, left) = (Vec::new(), Vec::new(), Vec::new());
        Self { mailing, key, row: None, attempts, decisions, left }
    }
}
