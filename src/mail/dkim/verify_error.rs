//! Why a signature does not hold.

/// The first thing found wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VerifyError {
    #[error("the signature can't be read: {0}")]
    Syntax(&'static str),
    #[error("it is not relaxed/relaxed")]
    NotRelaxed,
    #[error("it covers only a part of the body (l=)")]
    PartOfBody,
    #[error("From is not signed")]
    FromNotSigned,
    #[error("the body has been changed since it was signed")]
    Body,
    #[error("the key in the DNS can't be used: {0}")]
    Key(&'static str),
    #[error("a signed header has been changed or added, or the key is another one")]
    Headers,
}
