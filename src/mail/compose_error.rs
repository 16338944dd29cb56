//! Why a message can't be made.

use super::HeaderTextError;

/// Nothing was written that could be sent. Says which header or part, never its words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ComposeError {
    #[error("{header} can't be written: {why}")]
    Header { header: &'static str, why: HeaderTextError },
    #[error("the picture \"{0}\" has a name, an id or a type that can't stand in a header")]
    Picture(String),
    #[error("web.public_url is not an address that a header can carry: {0}")]
    PublicUrl(String),
    #[error("newsletter.list_id is not an identifier as RFC 2919 has it: {0}")]
    ListId(String),
    #[error("the ledger has no key to sign unsubscribe links with")]
    NoKey,
}

impl ComposeError {
    /// Whether only this reader is concerned: their name or a field of theirs, not the letter.
    pub fn is_of_the_reader(&self) -> bool {
        matches!(self, Self::Header { header: "To" | "Subject", .. })
    }
}
