//! What the sender's standing in the DNS is judged by, besides the DNS.

use crate::domain::Address;
use crate::domain::settings::{Relay, Settings, TransportKind};
use crate::mail::dkim::DnsRecord;

/// The settings, and the public halves of the keys that they name.
#[derive(Debug, Clone, Copy)]
pub struct SenderFacts<'a> {
    pub settings: &'a Settings,
    /// One for each `[[dkim]]` whose file could be read.
    pub keys: &'a [DnsRecord],
    /// Whether a key's file could not be read.
    pub keys_missing: bool,
}

impl<'a> SenderFacts<'a> {
    pub(super) fn from(&self) -> &'a Address {
        &self.settings.sender.address
    }

    /// The domain of MAIL FROM, for which SPF is asked.
    pub(super) fn bounces(&self) -> &'a str {
        self.settings.sender.bounces.as_deref().unwrap_or_else(|| self.from().domain())
    }

    /// The mail servers that letters leave by.
    pub(super) fn relays(&self) -> &'a [Relay] {
        match self.settings.delivery.transport {
            TransportKind::Smtp => &self.settings.delivery.relays,
            TransportKind::Files => &[],
        }
    }
}
