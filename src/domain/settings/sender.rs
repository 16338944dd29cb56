//! `[sender]`: who the letters are from, and the facts that the law wants in every one.

use crate::domain::{Address, Localized, Mailbox};

/// One address, names per language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    /// The display name in `From`.
    pub name: Localized,
    pub address: Address,
    pub reply_to: Option<Mailbox>,
    /// The domain of MAIL FROM when every delivery gets an address of its own (VERP).
    pub bounces: Option<String>,
    pub organisation: Localized,
    /// The postal address, line by line.
    pub postal: Vec<String>,
    pub website: Option<Localized>,
    pub privacy: Option<Localized>,
}

impl Sender {
    /// The addresses that letters show as ours.
    pub fn addresses(&self) -> impl Iterator<Item = Address> {
        std::iter::once(&self.address).chain(self.reply_to.iter().map(|reply| &reply.address)).cloned()
    }
}
