//! The ledger's secrets and what is made of them: names for addresses, marks on links and bounce addresses.

use aws_lc_rs::hmac;
use secrecy::{ExposeSecret as _, SecretBox};

use super::{AddrKey, Address, MailingId};

/// One 32-byte key for one purpose; `Debug` shows nothing of it.
#[derive(Debug)]
pub struct Key(SecretBox<[u8; 32]>);

impl Key {
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(SecretBox::new(Box::new(bytes)))
    }

    /// HMAC-SHA256 over `parts`, one after the other.
    pub fn mac(&self, parts: &[&[u8]]) -> [u8; 32] {
        let key = hmac::Key::new(hmac::HMAC_SHA256, self.0.expose_secret());
        let mut context = hmac::Context::with_key(&key);
        for part in parts {
            context.update(part);
        }
        let mut out = [0; 32];
        out.copy_from_slice(context.sign().as_ref());
        out
    }
}

/// All keys of one ledger. Made at its first open, part of every backup.
#[derive(Debug)]
pub struct Keys {
    /// Names addresses; never rotates.
    pub address: Key,
    /// Signs unsubscribe links: key id and key, the newest last. Old ones still verify.
    pub unsubscribe: Vec<(u8, Key)>,
    /// Signs bounce addresses.
    pub verp: Key,
    /// Makes Message-IDs.
    pub message_id: Key,
}

impl Keys {
    /// The ledger's name for an address.
    pub fn addr_key(&self, address: &Address) -> AddrKey {
        let mac = self.address.mac(&[address.normalised().as_bytes()]);
        let mut key = [0; 16];
        key.copy_from_slice(&mac[..16]);
        AddrKey(key)
    }

    /// What is the same for one delivery on every attempt, and different for every other.
    pub fn message_mac(&self, mailing: MailingId, reader: AddrKey) -> [u8; 32] {
        self.message_id.mac(&[&mailing.0, &reader.0])
    }
}
