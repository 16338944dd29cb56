//! What the deeds of sending answer when they were not done, as words and an exit code.

use super::{Exit, Failure};
use crate::desk::send::Error;
use crate::desk::which;
use crate::{ledger, workspace};

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let what = error.to_string();
        match error {
            Error::Ledger(error) => error.into(),
            Error::Workspace(workspace::Error::NoList(list)) => {
                let remedy = format!("put subscribers/{list}.csv there, or name a list that is (--to)");
                Self::new(Exit::Workspace, what).remedy(remedy)
            }
            Error::Workspace(workspace::Error::ConfigGone(_)) => {
                Self::new(Exit::Workspace, what).remedy(workspace::BRING_BACK)
            }
            Error::Workspace(_) | Error::Press(_) | Error::Files(_) | Error::Relay(_) => {
                Self::new(Exit::Workspace, what)
            }
            Error::BadBackup(_) => Self::new(Exit::Workspace, what).remedy("take another one"),
            Error::Broken(problems) => Self::new(Exit::Workspace, what).with_problems(problems),
            Error::NoLedger { problems, .. } => Self::new(Exit::Workspace, what).with_problems(problems).remedy(
                "mend config.toml (`courant doctor` says how), or name the ledger for now: COURANT_STORE_URL=sqlite:FILE, or \
                 postgres://…",
            ),
            Error::Blocked(problems) => Self::new(Exit::ChecksFailed, what).with_problems(problems),
            Error::Refused { remedy, .. } => Self::new(Exit::Refused, what).remedy(remedy),
            Error::Unreachable { remedy, .. } => Self::new(Exit::Network, what).remedy(remedy),
            Error::Bug(_) => Self::new(Exit::Bug, what),
            Error::NoSender { mailing, .. } => {
                let remedy = format!(
                    "do not send it again: `courant work` sends it, `courant cancel {mailing}` stops it"
                );
                Self::new(Exit::Unexpected, what).remedy(remedy)
            }
            Error::Io { .. } => Self::new(Exit::Unexpected, what),
        }
    }
}

impl From<ledger::Error> for Failure {
    fn from(error: ledger::Error) -> Self {
        let exit = match &error {
            ledger::Error::NoSuchMailing(_)
            | ledger::Error::Ambiguous { .. }
            | ledger::Error::NoSuchReader(_) => Exit::Usage,
            error if error.is_refusal() => Exit::Refused,
            ledger::Error::Open { .. }
            | ledger::Error::File { .. }
            | ledger::Error::FileSystem { .. }
            | ledger::Error::Newer { .. }
            | ledger::Error::Moved(_) => Exit::Workspace,
            ledger::Error::Connect { .. } => Exit::Network,
            ledger::Error::Unfit(_) => Exit::Refused,
            _ => Exit::Unexpected,
        };
        let failure = Self::new(exit, error.to_string());
        match error {
            ledger::Error::SenderLives(_) => failure.remedy(
                "it sends what is due: `courant status` says what; `courant serve` takes over from a sender in the background",
            ),
            _ => failure,
        }
    }
}

impl From<which::Error> for Failure {
    fn from(error: which::Error) -> Self {
        let what = error.to_string();
        match error {
            which::Error::Ledger(error) => error.into(),
            which::Error::NoneOpen => {
                Self::new(Exit::Usage, what).remedy("`courant status` lists all mailings")
            }
            which::Error::SeveralOpen(_) => Self::new(Exit::Usage, what).remedy("name the one that is meant"),
        }
    }
}
