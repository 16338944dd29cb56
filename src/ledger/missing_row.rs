//! One row that is not accepted.

use jiff::Timestamp;

use crate::domain::{AddrKey, Address, DeliveryState, Lang, ListName};

/// Who does not have it, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingRow {
    pub key: AddrKey,
    /// None after erasure.
    pub address: Option<Address>,
    pub name: Option<String>,
    pub list: ListName,
    pub lang: Lang,
    pub state: DeliveryState,
    /// The server's words, or ours; of who is left out, why, whatever a server said before.
    pub reason: String,
    /// What it was taken for, where a server answered.
    pub class: Option<String>,
    pub retry_at: Option<Timestamp>,
    pub changed_at: Timestamp,
    /// Another live mailing of the issue that has reached them.
    pub has_it_by: Option<String>,
}
