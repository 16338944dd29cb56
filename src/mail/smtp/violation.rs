//! The ways in which a server's bytes are no answer that could be trusted.

/// The conversation is over after any of these.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Violation {
    /// With what it said.
    #[error("the server answered \"{0}\", which is not an SMTP reply")]
    NotAReply(String),
    #[error("the server sent a line of more than 4,096 bytes")]
    LineTooLong,
    #[error("the server sent a reply of more than 100 lines")]
    TooManyLines,
    /// With its lines.
    #[error("the server answered with several codes in one reply: \"{0}\"")]
    MixedCodes(String),
    #[error("the server answered \"{answer}\" and went on unasked with \"{more}\"")]
    WentOn { answer: String, more: String },
    #[error("the server said {0}, which answers nothing it was asked")]
    WrongReply(u16),
    #[error("the server spoke before it was asked")]
    OutOfTurn,
    #[error("there was text on the line between STARTTLS and the handshake: somebody may be in between")]
    PlaintextAfterStartTls,
}

impl Violation {
    /// The same with what the server said put through `fit`.
    pub(super) fn with_words(self, fit: impl Fn(&str) -> String) -> Self {
        match self {
            Self::NotAReply(said) => Self::NotAReply(fit(&said)),
            Self::MixedCodes(said) => Self::MixedCodes(fit(&said)),
            Self::WentOn { answer, more } => Self::WentOn { answer: fit(&answer), more: fit(&more) },
            other => other,
        }
    }
}
