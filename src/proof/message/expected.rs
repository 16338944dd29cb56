//! What a message is held against.

use jiff::Timestamp;

use crate::domain::{Address, Lang};

/// What the settings say a message must be.
#[derive(Debug, Clone)]
pub struct Expected {
    pub lang: Lang,
    /// `newsletter.list_id`.
    pub list_id: String,
    /// That of the last mailing, if there was one.
    pub last_list_id: Option<String>,
    /// The address in From.
    pub from: Address,
    /// The moment of sending.
    pub date: Timestamp,
    /// The reader's name, which must not stand in From.
    pub reader: Option<String>,
    /// The domains that sign; empty where the relay does.
    pub dkim: Vec<ExpectedKey>,
}

/// A key that is to have signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpectedKey {
    pub domain: String,
    pub selector: String,
    /// The value of its TXT record in the DNS.
    pub record: String,
}
