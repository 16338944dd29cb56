//! Whom one message is for.

use crate::domain::{AddrKey, Address, Recipient, Slots};

/// What composing needs of a recipient.
#[derive(Debug, Clone, Copy)]
pub struct Addressee<'a> {
    pub address: &'a Address,
    pub name: Option<&'a str>,
    pub key: AddrKey,
    pub slots: &'a Slots,
}

impl<'a> From<&'a Recipient> for Addressee<'a> {
    fn from(recipient: &'a Recipient) -> Self {
        Self {
            address: &recipient.address,
            name: recipient.name.as_deref(),
            key: recipient.key,
            slots: &recipient.slots,
        }
    }
}
