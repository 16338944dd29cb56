//! Why a message can't be signed.

/// What is wrong with a key, or with what it is to be used for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("this is not a private key in PEM form (\"-----BEGIN PRIVATE KEY-----\")")]
    NotPem,
    #[error("the key is encrypted; store it without a passphrase, readable by its owner only")]
    Encrypted,
    #[error("the key is neither RSA of 2048 to 8192 bits nor Ed25519")]
    NotAKey,
    #[error("\"{0}\" is not a domain name")]
    Domain(String),
    #[error("\"{0}\" is not a selector: small letters, digits and hyphens, with dots between")]
    Selector(String),
    #[error("the message has no header")]
    NoHeader,
    #[error("the cryptographic library refused")]
    Library,
}
