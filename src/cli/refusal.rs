//! What the deeds answer when they were not done, as words and an exit code.

use super::{Exit, Failure};
use crate::desk::send::Error;
use crate::desk::which;
use crate::{ledger, workspace};

/// Once what is wrong with files has been named one by one.
pub(super) const MEND: &str = "mend what is named above; `courant doctor` looks again";

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let what = error.to_string();
        let (exit, remedy) = match error {
            Error::Ledger(error) => return error.into(),
            Error::Workspace(error) => return error.into(),
            Error::Broken(problems) => return Self::new(Exit::Workspace, what, MEND).with_problems(problems),
            Error::NoLedger { problems, .. } => {
                let remedy = "mend config.toml (`courant doctor` says how), or name the ledger for now: \
                              COURANT_STORE_URL=sqlite:FILE, or postgres://…";
                return Self::new(Exit::Workspace, what, remedy).with_problems(problems);
            }
            Error::Blocked(problems) => {
                let remedy = "mend what is named above; `courant check ISSUE` looks again";
                return Self::new(Exit::ChecksFailed, what, remedy).with_problems(problems);
            }
            Error::Refused { remedy, .. } => return Self::new(Exit::Refused, what, remedy),
            Error::NoSender { mailing, .. } => {
                let remedy = format!(
                    "do not send it again: `courant work` sends it, `courant cancel {mailing}` stops it"
                );
                return Self::new(Exit::Unexpected, what, remedy);
            }
            Error::Unreachable { remedy, .. } => (Exit::Network, remedy),
            Error::Press(_) => (
                Exit::Workspace,
                "`courant doctor` looks at the keys and the lists, `courant check ISSUE` at the letters",
            ),
            Error::Files(_) => (Exit::Workspace, "make room there, and let this user write it"),
            Error::Relay(_) => (
                Exit::Workspace,
                "mend host and ca_file below [[delivery.relay]] in config.toml; `courant doctor --smtp` tries it",
            ),
            Error::BadBackup(_) => (Exit::Workspace, "take another one"),
            Error::Bug(_) => (Exit::Bug, "report these words: the program should not come to this"),
            Error::Io { .. } => {
                (Exit::Unexpected, "see that there is room, and that this user may use what is named")
            }
        };
        Self::new(exit, what, remedy)
    }
}

impl From<workspace::Error> for Failure {
    fn from(error: workspace::Error) -> Self {
        let exit = if error.is_slip() { Exit::Usage } else { Exit::Workspace };
        Self::new(exit, error.to_string(), error.remedy())
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
        Self::new(exit, error.to_string(), error.remedy())
    }
}

impl From<which::Error> for Failure {
    fn from(error: which::Error) -> Self {
        let what = error.to_string();
        match error {
            which::Error::Ledger(error) => error.into(),
            which::Error::NoneOpen | which::Error::AllOver(_) => {
                Self::new(Exit::Refused, what, "`courant status` lists all mailings")
            }
            which::Error::Over { ref open, .. } => Self::new(Exit::Refused, what, instead(open)),
            which::Error::SeveralOpen(_) => Self::new(Exit::Usage, what, "name the one that is meant"),
        }
    }
}

/// What to type where the mailing that was to be cancelled is over: of which others there are, by their names.
fn instead(open: &[String]) -> String {
    let orders: Vec<String> = open.iter().map(|name| format!("`courant cancel {name}`")).collect();
    match orders.len() {
        0 => "no other mailing of its issue is waiting or under way; `courant status` lists all mailings"
            .to_owned(),
        1 => format!("another mailing of its issue is not over: {} cancels that one", orders[0]),
        _ => format!("other mailings of its issue are not over: {}", orders.join(", ")),
    }
}
