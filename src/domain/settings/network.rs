//! `[network]`: whom the checks ask, when somebody lets them.

use std::net::SocketAddr;

/// Whom to ask.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Network {
    /// The name server; the system's own if none is named.
    pub name_server: Option<SocketAddr>,
}
