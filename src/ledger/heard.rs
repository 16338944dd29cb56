//! What mail servers have answered, as the attempts tell it: when last, and what of a mailing's first letters.

use jiff::Timestamp;

use super::handle::{Store, ask};
use super::{Error, FirstAnswers, Ledger};
use crate::domain::MailingId;

/// What a sender writes of the letters that the one before it left behind: nothing was heard of those.
pub(super) const LEFT_BEHIND: &str = "the sender ended before the answer came";
/// What is written of those of a sender on another machine: whether it has ended nobody knows.
pub(super) const FELL_SILENT: &str = "the sender fell silent before the answer came";

impl Ledger {
    /// Of the first `most` letters of a mailing that were taken or refused for good, whoever sent them. Walks back to where
    /// the mailing began.
    pub async fn first_answers(&self, id: MailingId, most: u32) -> Result<FirstAnswers, Error> {
        ask!(self, store => store.first_answers(id, most).await)
    }

    /// Of the letters that a relay has taken, or may have, since then: when it took the last but `nth - 1`. None if they were
    /// fewer than `nth`.
    pub async fn nth_last_taken(
        &self,
        relay: &str,
        nth: u32,
        since: Timestamp,
    ) -> Result<Option<Timestamp>, Error> {
        ask!(self, store => store.nth_last_taken(relay.to_owned(), nth, since).await)
    }

    /// When something last came of a letter. What was found left behind later is not counted, nor that a sender lived.
    pub async fn last_heard(&self) -> Result<Option<Timestamp>, Error> {
        ask!(self, store => store.last_heard().await)
    }
}
