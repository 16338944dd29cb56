//! What can go wrong between the program and the files, as opposed to in what people wrote (that is a `Problem`).

use std::io;
use std::path::{Path, PathBuf};

use super::PathError;
use crate::domain::{IssueId, ListName};

/// What is to be done about a config that is gone: a new one would be another newsletter's.
pub const BRING_BACK: &str = "bring it back, from git or from a backup";

/// A file or folder that could not be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(
        "no workspace: neither {} nor a folder above it has a config.toml with [newsletter]; `courant init` makes one",
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
    #[error("{}: it is not UTF-8 text; save it as UTF-8", .0.display())]
    NotUtf8(PathBuf),
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
            Self::NotUtf8(_) => "it is not UTF-8 text; save it as UTF-8".to_owned(),
            other => other.to_string(),
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

    /// What to do, where the words do not say it.
    pub fn remedy(&self) -> Option<&'static str> {
        matches!(self, Self::ConfigGone(_)).then_some(BRING_BACK)
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
