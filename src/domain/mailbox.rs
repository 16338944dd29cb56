//! A name and an address: who a letter is from, or where answers go.

use super::{Address, AddressError};

/// `HELIUM News <news@example.eu>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailbox {
    pub name: Option<String>,
    pub address: Address,
}

impl Mailbox {
    /// Reads `Name <address>` or a bare address.
    pub fn parse(written: &str) -> Result<Self, AddressError> {
        let written = written.trim();
        let Some((name, rest)) = written.split_once('<') else {
            return Ok(Self { name: None, address: Address::parse(written)? });
        };
        let address = rest.strip_suffix('>').ok_or(AddressError::Local)?;
        let name = name.trim().trim_matches('"').trim();
        if name.chars().any(char::is_control) {
            return Err(AddressError::Control);
        }
        Ok(Self { name: (!name.is_empty()).then(|| name.to_owned()), address: Address::parse(address)? })
    }
}
