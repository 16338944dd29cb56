//! What can go wrong with the ledger, and what a caller may do about it.

use std::error::Error as _;
use std::path::PathBuf;
use std::sync::Arc;

use rusqlite::ErrorCode;
use tokio_postgres::error::SqlState;

use super::Holder;
use crate::domain::{MailingEvent, MailingState, SkipReason};

/// Everything the ledger answers when it can't do what was asked.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    #[error("the ledger {} can't be opened: {}", path.display(), on_disk(source))]
    Open { path: PathBuf, source: Arc<rusqlite::Error> },
    #[error("{} can't be used: {source}", path.display())]
    File { path: PathBuf, source: Arc<std::io::Error> },
    #[error(
        "the ledger {} would lie on {kind}: locks do not hold there, and two senders could not see each other; put the \
         workspace on a disk of this machine, or the ledger into PostgreSQL",
        path.display()
    )]
    FileSystem { path: PathBuf, kind: &'static str },
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
    #[error("the ledger can't be read or written: {}", on_disk(.0))]
    Sqlite(Arc<rusqlite::Error>),
    #[error("the ledger holds something that it should not: {0}")]
    Corrupt(&'static str),
    #[error("the database {to} can't be used: {}", in_words(source))]
    Connect { to: String, source: Arc<tokio_postgres::Error> },
    #[error("the database did not do what was asked: {}", in_words(.0))]
    Postgres(Arc<tokio_postgres::Error>),
    #[error("{0}")]
    Unfit(&'static str),
    #[error("this ledger has moved to {0}; write that under [store] in config.toml")]
    Moved(String),
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
    #[error("there is no mailing \"{0}\"")]
    NoSuchMailing(String),
    #[error("\"{written}\" may be {}", names.join(" or "))]
    Ambiguous { written: String, names: Vec<String> },
    #[error("{name} is {}: {}", state.as_str(), impossible(*event, *state))]
    NotPossible { name: String, state: MailingState, event: MailingEvent },
    #[error("nobody in {0} has this address")]
    NoSuchReader(String),
    #[error("the outcome of this letter is not uncertain: it is {0}")]
    NotUncertain(&'static str),
    #[error("nothing is sent to them any more ({}, since {since}): it stays uncertain", why.in_words())]
    HasLeft { why: SkipReason, since: jiff::civil::Date },
    #[error(
        "{0} is a later mailing of this issue that reached them: the old letter would come after the new one"
    )]
    HasNewer(String),
    #[error("{0} waits, and is for the same readers: this one would find nobody")]
    SameReaders(String),
    #[error("{0} has taken all these readers meanwhile: this one would find nobody")]
    TakenBy(String),
    #[error("no letter of {name} leaves after {}: it stays uncertain", end.strftime("%F %H:%M %Z"))]
    IsOver { name: String, end: jiff::Zoned },
    #[error("a letter's outcome came for a row that is not under way: it is {0}")]
    NotUnderWay(&'static str),
}

/// For a disk without room for the index of its log SQLite has the words of one that is broken.
fn on_disk(source: &rusqlite::Error) -> String {
    match source.sqlite_error() {
        Some(error) if error.extended_code == rusqlite::ffi::SQLITE_IOERR_SHMSIZE => {
            "its disk is full, and even to be read it needs a little room there".to_owned()
        }
        _ => source.to_string(),
    }
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
        MailingEvent::Cancel if matches!(state, MailingState::Sent | MailingState::Cancelled) => {
            "there is nothing to cancel"
        }
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

    fn postgres(&self) -> Option<&tokio_postgres::Error> {
        match self {
            Self::Postgres(source) | Self::Connect { source, .. } => Some(source),
            _ => None,
        }
    }

    /// Whether the file could be read, and what was written did not fit what stands there.
    pub fn is_constraint(&self) -> bool {
        matches!(self.code(), Some(ErrorCode::ConstraintViolation))
    }

    /// Whether the same call may succeed in a moment: another process was writing, the database is being started.
    pub fn is_transient(&self) -> bool {
        matches!(self.code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked))
            || self.postgres().is_some_and(passes)
    }

    /// What a transient error waits for.
    pub(super) fn in_the_way(&self) -> String {
        let Some(error) = self.postgres() else {
            return "another process is writing to the ledger".to_owned();
        };
        if !self.is_away() {
            return "another process is writing to the ledger".to_owned();
        }
        format!("the ledger's database was restarted, or can't be reached ({})", in_words(error))
    }

    /// Whether that is a database which can't be reached, and not two transactions that got into each other's way.
    pub(super) fn is_away(&self) -> bool {
        self.postgres().is_some_and(|error| {
            let class = error.code().and_then(|code| code.code().get(..2));
            !matches!(class, Some("40" | "55"))
        })
    }

    fn extended(&self) -> Option<i32> {
        match self {
            Self::Sqlite(source) | Self::Open { source, .. } => Some(source.sqlite_error()?.extended_code),
            _ => None,
        }
    }

    /// Whether the disk does not do what it is told: what it holds is not known any more.
    pub fn is_io(&self) -> bool {
        matches!(self.code(), Some(ErrorCode::SystemIoFailure)) && !self.is_full()
    }

    /// Whether the disk is full; what was committed before stays.
    pub fn is_full(&self) -> bool {
        matches!(self.code(), Some(ErrorCode::DiskFull))
            || self.extended() == Some(rusqlite::ffi::SQLITE_IOERR_SHMSIZE)
            || self.postgres().and_then(tokio_postgres::Error::code) == Some(&SqlState::DISK_FULL)
            || matches!(self, Self::File { source, .. } if source.kind() == std::io::ErrorKind::StorageFull)
    }

    /// Whether the database lacks something, or its system fails it: what it was told may be told again.
    pub(super) fn is_for_want(&self) -> bool {
        let code = self.postgres().and_then(tokio_postgres::Error::code);
        code.and_then(|code| code.code().get(..2)).is_some_and(|class| matches!(class, "53" | "58"))
    }

    /// Whether the database is not the one that it was: restored, or another that has taken over.
    pub(super) fn is_another_server(&self) -> bool {
        self.postgres().and_then(tokio_postgres::Error::code).is_some_and(|code| code.code() == "CT001")
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
                | Self::HasLeft { .. }
                | Self::HasNewer(_)
                | Self::IsOver { .. }
                | Self::SameReaders(_)
                | Self::TakenBy(_)
        )
    }
}

impl Error {
    /// What whoever asked can do.
    pub fn remedy(&self) -> String {
        let words = match self {
            Self::NotPossible { name, state, event } => return instead(name, *event, *state),
            Self::SameReaders(name) => {
                return format!(
                    "let that one go out first (`courant status {name}` says what it needs), or take it back (`courant \
                     cancel {name}`); then order this one anew"
                );
            }
            Self::TakenBy(name) => return format!("`courant status {name}` says what became of it"),
            Self::OldSqlite(_) => "build Courant as its manual says",
            Self::Newer { .. } => "install that version again",
            Self::Damaged(_) => "`courant restore FILE` puts one in its place, and says what that can't know",
            Self::FileSystem { .. } => "url below [store] in config.toml says where it is",
            Self::Moved(_) => "`courant doctor` tries it then",
            Self::Closed => "do it again",
            Self::Gone(_) => "stop what sends, and put it back; what was sent since stands in no backup",
            Self::Fenced => "`courant status` says who sends now",
            Self::SenderLives(_) => {
                "it sends what is due: `courant status` says what; `courant serve` takes over from a sender in the background"
            }
            Self::NoSuchMailing(_) => "`courant status` lists them",
            Self::Ambiguous { .. } => "write more of the name",
            Self::NoSuchReader(_) => {
                "look for a slip: `courant why ADDRESS` names who is on the lists with one like it"
            }
            Self::NotUncertain(_) => "nothing is to be decided; `courant why ADDRESS` says what became of it",
            Self::HasLeft { .. } | Self::HasNewer(_) | Self::IsOver { .. } => {
                "`leave` or `accepted` can be said of it"
            }
            Self::NotUnderWay(_) => "report these words: the program should not come to this",
            Self::Unfit(_) => {
                "the manual says what a database must be and can't do; `courant doctor` looks at it"
            }
            _ if self.is_full() => "make room where it lies, then do it again",
            _ if self.is_transient() => {
                "do it again in a moment; `courant doctor` looks at it if that does not help"
            }
            Self::Open { .. } | Self::File { .. } => "let this user use it; `courant doctor` looks at it",
            Self::Connect { .. } => {
                "see that it runs, and that [store] in config.toml names it and its password; `courant doctor` tries it"
            }
            Self::Sqlite(_) | Self::Postgres(_) | Self::Corrupt(_) => {
                "`courant doctor` looks at it; if it finds nothing, report these words"
            }
        };
        words.to_owned()
    }
}

/// What can be done with a mailing that does not take an order.
fn instead(name: &str, event: MailingEvent, state: MailingState) -> String {
    use MailingState::{Cancelled, Draft, Held, Paused, Pausing, Scheduled, Sending, Sent};
    match (state, event) {
        (Cancelled, MailingEvent::Resume) => format!(
            "nothing of it goes on: send its issue anew, to whoever has not got it; `courant status {name}` counts those \
             who have"
        ),
        (Cancelled | Sent, MailingEvent::Resend) => {
            "`leave` or `accepted` can be said of its letters".to_owned()
        }
        (Cancelled | Sent, _) => format!(
            "it is over and needs no order: `courant status {name}` counts who has it, `courant missing {name}` names who \
             has not"
        ),
        (Sending, MailingEvent::Cancel) => format!("`courant pause {name}`, then `courant cancel {name}`"),
        (Sending, _) => {
            format!("`courant status {name}` says how far it is, `courant pause {name}` stops it")
        }
        (Pausing, _) => format!("`courant status {name}` says whether what is in flight has landed"),
        (Scheduled | Draft, _) => {
            format!(
                "it begins by itself: `courant status {name}` says when, `courant cancel {name}` stops it"
            )
        }
        (Paused | Held, _) => format!(
            "`courant status {name}` says why it stands still; `courant resume {name}` goes on with it, `courant cancel \
             {name}` ends it"
        ),
    }
}

/// The server's own words, or what happened to the line.
fn in_words(error: &tokio_postgres::Error) -> String {
    match error.as_db_error() {
        Some(said) => said.message().to_owned(),
        None => error.source().map_or_else(|| error.to_string(), |cause| format!("{error}: {cause}")),
    }
}

/// A broken line, a server that starts or stops, transactions that got into each other's way.
fn passes(error: &tokio_postgres::Error) -> bool {
    let Some(code) = error.code() else {
        let cause = error.source();
        let io = cause.is_some_and(|cause| cause.is::<std::io::Error>());
        return error.is_closed() || io;
    };
    let class = code.code().get(..2).unwrap_or_default();
    class == "08"
        || class == "40"
        || [
            SqlState::ADMIN_SHUTDOWN,
            SqlState::CRASH_SHUTDOWN,
            SqlState::CANNOT_CONNECT_NOW,
            SqlState::TOO_MANY_CONNECTIONS,
            SqlState::LOCK_NOT_AVAILABLE,
            SqlState::READ_ONLY_SQL_TRANSACTION,
            SqlState::IDLE_IN_TRANSACTION_SESSION_TIMEOUT,
        ]
        .contains(code)
}

impl From<tokio_postgres::Error> for Error {
    fn from(source: tokio_postgres::Error) -> Self {
        Self::Postgres(Arc::new(source))
    }
}

impl From<rusqlite::Error> for Error {
    fn from(source: rusqlite::Error) -> Self {
        Self::Sqlite(Arc::new(source))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_without_room_to_read_the_ledger_is_called_full_and_one_that_fails_is_not() {
        let broken = rusqlite::ffi::SQLITE_IOERR_READ;
        for (code, full) in [(rusqlite::ffi::SQLITE_IOERR_SHMSIZE, true), (broken, false)] {
            let source = rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), None);
            let error = Error::Open { path: "ledger.db".into(), source: Arc::new(source) };
            assert_eq!(error.to_string().contains("its disk is full"), full, "{error}");
            assert_eq!((error.is_full(), error.remedy().starts_with("make room")), (full, full));
        }
        for (kind, full) in [(std::io::ErrorKind::StorageFull, true), (std::io::ErrorKind::NotFound, false)] {
            let error = Error::File { path: "send.lock".into(), source: Arc::new(kind.into()) };
            assert_eq!(error.is_full(), full, "{error}");
        }
    }

    #[test]
    fn what_is_advised_instead_of_an_order_is_one_that_the_mailing_takes() {
        use MailingEvent::{Cancel, Pause, Resume};
        for state in MailingState::ALL {
            for event in [Pause, Resume, Cancel] {
                if state.next(event, true).is_some() {
                    continue;
                }
                let remedy = Error::NotPossible { name: "summer".to_owned(), state, event }.remedy();
                for (order, named) in [(Pause, "pause"), (Resume, "resume"), (Cancel, "cancel")] {
                    let advised = remedy.contains(&format!("`courant {named} summer`"));
                    // What is being sent is cancelled after it was paused.
                    let after_a_pause = state == MailingState::Sending && order == Cancel;
                    assert!(
                        !advised || after_a_pause || state.next(order, true).is_some(),
                        "{state:?}: {remedy}"
                    );
                }
                assert!(remedy.contains("`courant "), "{state:?}: {remedy}");
            }
        }
    }
}
