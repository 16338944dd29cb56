//! `[delivery.domain."gmail.com"]`: how letters to one domain leave.

use super::Rate;

/// At least one of the two is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DomainLimit {
    /// As the domain of an address has it.
    pub domain: String,
    pub rate: Option<Rate>,
    /// So many letters are handed over at once.
    pub connections: Option<u16>,
}
