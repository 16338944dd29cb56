//! `[web]`: where unsubscribe links lead.

use std::net::SocketAddr;

/// The public address and where `courant serve` listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Web {
    /// Without a slash at the end; https, or http on loopback.
    pub public_url: String,
    pub listen: SocketAddr,
}
