//! What can go wrong with the ledger, and what a caller may do about it.

use std::path::PathBuf;
use std::sync::Arc;

use rusqlite::ErrorCode;

use super::Holder;
use crate::domain::{MailingEvent, MailingState};

/// Everything the ledger answers when it can't do what was asked.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    #[error("the ledger {} can't be opened: {source}", path.display())]
    Open { path: PathBuf, source: Arc<rusqlite::Error> },
    #[error("{} can't be used: {source}", path.display())]
    File { path: PathBuf, source: Arc<std::io::Error> },
    #[error(
        "SQLite {0} is older than 3.51.3, which can damage a ledger under load; build with the bundled one"
    )]
    OldSqlite(&'static str),
    #[error(
        "the ledger was written by a newer Courant (format {found}; this program knows {known}); use that version"
    )]
    Newer { found: i64, known: i64 },
    #[error("the ledger is damaged: {0}; restore it from a backup")]
    Damaged(String),
    #[error("the ledger can't be read or written: {0}")]
    Sqlite(Arc<rusqlite::Error>),
    #[error("the ledger holds something that it should not: {0}")]
    Corrupt(&'static str),
    #[error("the ledger has been closed")]
    Closed,
    #[error(
        "the ledger {} has been deleted, or another one put in its place: what this process does is on record nowhere",
        .0.display()
    )]
    Gone(PathBuf),
    #[error("another sender has taken over")]
    Fenced,
    #[error("a sender is running already: {0}")]
    SenderLives(Holder),
    #[error("there is no mailing \"{0}\"; `courant status` lists them")]
    NoSuchMailing(String),
    #[error("\"{written}\" may be {}; write more of the name", names.join(" or "))]
    Ambiguous { written: String, names: Vec<String> },
    #[error("{name} is {}: {}", state.as_str(), impossible(*event, *state))]
    NotPossible { name: String, state: MailingState, event: MailingEvent },
    #[error("nobody in {0} has this address")]
    NoSuchReader(String),
    #[error("the outcome of this letter is not uncertain: it is {0}")]
    NotUncertain(&'static str),
    #[error("a letter's outcome came for a row that is not under way: it is {0}")]
    NotUnderWay(&'static str),
}

fn impossible(event: MailingEvent, state: MailingState) -> &'static str {
    match event {
        MailingEvent::Schedule => "it can't be scheduled",
        MailingEvent::Start => "it can't be started",
        MailingEvent::Pause => "there is nothing to pause",
        MailingEvent::Drained => "nothing is under way",
        MailingEvent::Resume => "there is nothing to resume",
        MailingEvent::Hold => "it can't be held",
        MailingEvent::Cancel if state == MailingState::Sending => "pause it first, then cancel it",
        MailingEvent::Cancel => "it can't be cancelled any more",
        MailingEvent::Finish => "it can't be finished",
        MailingEvent::Resend => "nothing of it can be sent again",
    }
}

impl Error {
    fn code(&self) -> Option<ErrorCode> {
        match self {
            Self::Sqlite(source) | Self::Open { source, .. } => source.sqlite_error_code(),
            _ => None,
        }
    }

    /// Whether the same call may succeed in a moment: another process was writing.
    pub fn is_transient(&self) -> bool {
        matches!(self.code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked))
    }

    /// Whether the disk is full; what was committed before stays.
    pub fn is_full(&self) -> bool {
        matches!(self.code(), Some(ErrorCode::DiskFull))
    }

    /// Whether a person's order came at the wrong time or named the wrong thing.
    pub fn is_refusal(&self) -> bool {
        matches!(
            self,
            Self::SenderLives(_)
                | Self::NoSuchMailing(_)
                | Self::Ambiguous { .. }
                | Self::NotPossible { .. }
                | Self::NoSuchReader(_)
                | Self::NotUncertain(_)
        )
    }
}

impl From<rusqlite::Error> for Error {
    fn from(source: rusqlite::Error) -> Self {
        Self::Sqlite(Arc::new(source))
    }
}
