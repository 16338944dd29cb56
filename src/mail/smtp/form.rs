//! How letters travel over one connection.

use super::Offers;

/// The most that was asked for and the server offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// MAIL and RCPT, DATA, the body, each after the answer to the one before; MAIL and RCPT in one write where
    /// PIPELINING is offered (`Connection::envelope`, `Connection::data`).
    Apart,
    /// A body and the whole next envelope in one write (`Connection::follow`).
    Deep,
    /// Whole letters with BDAT, several before the first is answered (`Connection::fly`).
    Chunks,
}

impl Form {
    pub(super) fn of(offers: Offers, deep: bool) -> Self {
        match (deep && offers.pipelining, offers.chunking) {
            (false, _) => Self::Apart,
            (true, false) => Self::Deep,
            (true, true) => Self::Chunks,
        }
    }
}
