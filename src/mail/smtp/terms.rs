//! What a session must know before its first byte.

use std::sync::Arc;

use super::Credentials;
use crate::domain::Address;
use crate::domain::settings::Tls;

/// What must be so before the first letter.
#[derive(Debug)]
pub struct Terms {
    /// Our own name in EHLO: a domain or an address literal.
    pub name: String,
    pub tls: Tls,
    /// Whether the far end is this machine: only there a password may travel in clear.
    pub loopback: bool,
    pub credentials: Option<Arc<Credentials>>,
    /// The newsletter's addresses, which may be told in a server's words.
    pub own: Arc<[Address]>,
}
