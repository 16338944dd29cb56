//! What came of an envelope.

use crate::domain::Reply;

use super::Phase;

/// Nothing of the letter has been handed over yet in any of these.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Envelope {
    /// Sender and recipient were accepted: `Connection::data` may follow.
    Taken,
    /// A complete 4xx or 5xx; `at` is `Phase::Mail` or `Phase::Rcpt`. The connection goes on unless it was a 421.
    Refused { at: Phase, reply: Reply },
    /// Not even tried: no byte was written, the connection stays as it is.
    Unsendable(Unsendable),
}

/// Why a letter can't go over this connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unsendable {
    #[error("the newsletter is in test mode, and this is not a test reader")]
    NotATestReader,
    #[error("the address has letters outside ASCII, and the relay does not offer SMTPUTF8")]
    NeedsSmtpUtf8,
    #[error("the letter is larger than the {limit} bytes that the relay takes")]
    TooBig { limit: u64 },
    #[error("the letter holds a NUL character")]
    Nul,
}
