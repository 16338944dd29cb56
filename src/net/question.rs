//! What can be asked of the DNS.

use std::fmt;
use std::net::IpAddr;

/// One kind of record of one name, in A-labels and without the full stop at its end.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum Question {
    /// TXT.
    Text(String),
    /// MX.
    Mail(String),
    /// A and AAAA.
    Address(String),
    /// PTR.
    Pointer(IpAddr),
}

impl fmt::Display for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(name) => write!(f, "{name} TXT"),
            Self::Mail(name) => write!(f, "{name} MX"),
            Self::Address(name) => write!(f, "{name} A"),
            Self::Pointer(address) => write!(f, "{address} PTR"),
        }
    }
}
