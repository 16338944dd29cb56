//! One row that a sender has taken.

use jiff::Timestamp;

use crate::domain::{AddrKey, Address, Lang, MailingId, Slots};

/// Its own until it is settled or given back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed {
    pub mailing: MailingId,
    pub key: AddrKey,
    pub address: Address,
    pub name: Option<String>,
    pub lang: Lang,
    pub slots: Slots,
    /// Attempts that counted so far.
    pub attempt: u32,
    /// When it was first tried, or now: the time that `retry_for` runs from. A claim that was given back is no try.
    pub first_at: Timestamp,
}
