//! What can go wrong between the program and the files, as opposed to in what people wrote (that is a `Problem`).

use std::io;
use std::path::{Path, PathBuf};

use super::PathError;
use crate::domain::{IssueId, ListName};

/// What is to be done about a config that is gone: a new one would be another newsletter's.
pub const BRING_BACK: &str = "bring it back, from git or from a backup";

/// What is to be done about a file that some editor has saved in another encoding.
pub const SAVE_AS_UTF8: &str = "save it as UTF-8";

/// A file or folder that could not be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(
        "no workspace: neither {} nor a folder above it has a config.toml with [newsletter]",
        .0.display()
    )]
    NoWorkspace(PathBuf),
    #[error("config.toml is missing in {}, where the rest of a newsletter is", .0.display())]
    ConfigGone(PathBuf),
    #[error("{} may not be read by this user; let them read it (chmod), or run courant as its owner", .0.display())]
    MayNotRead(PathBuf),
    #[error("{}: {}", path.display(), in_words(source))]
    Io {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("{}: {}; {SAVE_AS_UTF8}", .0.display(), not_utf8(.1.as_ref()))]
    NotUtf8(PathBuf, Option<StrangeByte>),
    #[error("{}: it is larger than {limit} bytes", path.display())]
    TooLarge { path: PathBuf, limit: u64 },
    #[error(transparent)]
    Path(#[from] PathError),
    #[error("there is no issue \"{wanted}\"{}", said(.there_are, "; there are "))]
    NoIssue { wanted: String, there_are: Vec<IssueId> },
    #[error("\"{wanted}\" may be{}", said(.may_be, " "))]
    AmbiguousIssue { wanted: String, may_be: Vec<IssueId> },
    #[error("there is no list \"{0}\": subscribers/{0}.csv is missing")]
    NoList(ListName),
    #[error("{} was changed on disk since it was read; nothing was written over it", .0.display())]
    ChangedOnDisk(PathBuf),
    #[error("the password could not be read: {0}")]
    Password(#[from] super::PasswordError),
    #[error(transparent)]
    Name(#[from] crate::domain::NameError),
    #[error(transparent)]
    Edit(#[from] super::EditError),
    #[error("{} is there already", .0.display())]
    Exists(PathBuf),
}

/// The first byte of a file that no UTF-8 text has there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StrangeByte {
    pub byte: u8,
    /// From 1.
    pub line: usize,
}

impl StrangeByte {
    /// The one at which `bytes` cease to be UTF-8; they end inside a character where there is none behind `valid`.
    pub fn behind(valid: usize, bytes: &[u8]) -> Option<Self> {
        let line = bytes.iter().take(valid).filter(|byte| **byte == b'\n').count() + 1;
        bytes.get(valid).map(|&byte| Self { byte, line })
    }
}

fn not_utf8(byte: Option<&StrangeByte>) -> String {
    byte.map_or_else(
        || "it is not UTF-8 text".to_owned(),
        |one| format!("its byte {:02X} is not UTF-8", one.byte),
    )
}

/// What the system says, without its number.
fn in_words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::NotADirectory => "a part of this path is a file, not a folder".to_owned(),
        io::ErrorKind::PermissionDenied => "this user may not use it".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        _ => {
            let words = error.to_string();
            words.split(" (os error").next().unwrap_or_default().to_owned()
        }
    }
}

fn said(issues: &[IssueId], before: &str) -> String {
    if issues.is_empty() {
        return String::new();
    }
    let names: Vec<_> = issues.iter().take(8).map(IssueId::as_str).collect();
    format!("{before}{}", names.join(", "))
}

impl Error {
    pub(super) fn io(path: &Path) -> impl FnOnce(io::Error) -> Self + '_ {
        move |source| Self::Io { path: path.to_owned(), source }
    }

    /// What is wrong, without the file that it is wrong with.
    pub fn words(&self) -> String {
        match self {
            Self::Io { source, .. } => in_words(source),
            Self::NotUtf8(..) => format!("{}; {SAVE_AS_UTF8}", self.fault()),
            other => other.to_string(),
        }
    }

    /// The same without what to do about it.
    pub fn fault(&self) -> String {
        match self {
            Self::NotUtf8(_, byte) => not_utf8(byte.as_ref()),
            other => other.words(),
        }
    }

    /// The line that it is about, from 1.
    pub fn line(&self) -> Option<usize> {
        match self {
            Self::NotUtf8(_, byte) => byte.as_ref().map(|byte| byte.line),
            _ => None,
        }
    }

    /// Whether the thing asked for is simply not there.
    pub fn is_not_found(&self) -> bool {
        match self {
            Self::Io { source, .. } => source.kind() == io::ErrorKind::NotFound,
            Self::NoWorkspace(_) | Self::ConfigGone(_) | Self::NoIssue { .. } | Self::NoList(_) => true,
            _ => false,
        }
    }

    /// Whether what was named is not there, or not named well.
    pub fn is_slip(&self) -> bool {
        matches!(self, Self::NoIssue { .. } | Self::AmbiguousIssue { .. } | Self::Name(_))
    }

    /// What to do.
    pub fn remedy(&self) -> String {
        let words = match self {
            Self::NoWorkspace(_) => "`courant init` makes one; -C DIR names one that is elsewhere",
            Self::ConfigGone(_) => BRING_BACK,
            Self::MayNotRead(_) => "`ls -l` says whose it is",
            Self::Io { source, .. } => match source.kind() {
                io::ErrorKind::NotFound => "see whether the name is right, or bring it back",
                io::ErrorKind::PermissionDenied => "let this user use it (chmod, chown)",
                io::ErrorKind::StorageFull => "make room, then do it again",
                _ => "see what lies there",
            },
            Self::NotUtf8(..) => "open it in an editor and save it anew",
            Self::TooLarge { .. } => "take away what does not belong there",
            Self::Path(_) => "name a file inside the workspace",
            Self::NoIssue { .. } => "`courant list` names the issues, `courant new TITLE` begins one",
            Self::AmbiguousIssue { .. } => "write more of the name",
            Self::NoList(list) => {
                return format!("put subscribers/{list}.csv there, or name a list that is there");
            }
            Self::ChangedOnDisk(_) => "do it again: what others wrote is read first",
            Self::Password(_) => "mend it and try again: `courant doctor` reads it as a sender does",
            Self::Name(_) => "write it like summer-2018",
            Self::Edit(_) => "mend the file by hand; `courant check ISSUE` says where",
            Self::Exists(_) => "take another name, or put that aside",
        };
        words.to_owned()
    }

    /// Whether somebody else wrote the file in the meantime: read it again, nothing is lost.
    pub fn is_conflict(&self) -> bool {
        matches!(self, Self::ChangedOnDisk(_))
    }

    /// Whether the same call may succeed later without anybody mending a file.
    pub fn is_transient(&self) -> bool {
        matches!(self, Self::Io { source, .. } if matches!(
            source.kind(),
            io::ErrorKind::Interrupted
                | io::ErrorKind::WouldBlock
                | io::ErrorKind::TimedOut
                | io::ErrorKind::StorageFull
                | io::ErrorKind::ResourceBusy
        ))
    }
}
