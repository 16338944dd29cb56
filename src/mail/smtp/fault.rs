//! Why a session can't go on.

use crate::domain::Reply;

use super::Violation;

/// What `Session` found; the phase is the session's own.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// A complete refusal of something that concerns the whole connection.
    #[error("the server refused: {0}")]
    Refused(Reply),
    #[error(transparent)]
    Violation(#[from] Violation),
    #[error("the server does not offer STARTTLS")]
    NoStartTls,
    #[error("the server offers neither AUTH PLAIN nor AUTH LOGIN")]
    NoMechanism,
    #[error("the server takes no token: it does not offer AUTH XOAUTH2")]
    NoTokens,
    #[error("a password must not travel over an unencrypted line")]
    PlaintextAuth,
    /// A step was asked for that can't be taken now; the connection is not fit for use.
    #[error("the connection can't be used any more")]
    Unfit,
}
