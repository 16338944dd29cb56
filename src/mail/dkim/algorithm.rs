//! The two ways to sign that are left (RFC 8301, RFC 8463).

/// What a key is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    /// Read by every receiver; 2048 bits.
    Rsa,
    /// Short and quick, not read everywhere yet: only beside an RSA signature.
    Ed25519,
}

impl Algorithm {
    /// The `k=` of a key record.
    pub fn key_type(self) -> &'static str {
        match self {
            Self::Rsa => "rsa",
            Self::Ed25519 => "ed25519",
        }
    }

    /// The `a=` of a signature.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Rsa => "rsa-sha256",
            Self::Ed25519 => "ed25519-sha256",
        }
    }

    pub(super) fn from_tag(tag: &str) -> Option<Self> {
        [Self::Rsa, Self::Ed25519].into_iter().find(|algorithm| algorithm.tag() == tag)
    }
}
