//! The ways in which a server's bytes are no answer that could be trusted.

/// The conversation is over after any of these.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Violation {
    #[error("what the server sent is not an SMTP reply")]
    NotAReply,
    #[error("the server sent a line of more than 4,096 bytes")]
    LineTooLong,
    #[error("the server sent a reply of more than 100 lines")]
    TooManyLines,
    #[error("one reply of the server carries several codes")]
    MixedCodes,
    #[error("the server said {0}, which answers nothing it was asked")]
    WrongReply(u16),
    #[error("the server spoke before it was asked")]
    OutOfTurn,
    #[error("there was text on the line between STARTTLS and the handshake: somebody may be in between")]
    PlaintextAfterStartTls,
}
