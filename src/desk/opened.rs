//! A workspace with what nearly every deed needs of it: checked settings and the ledger.

use std::path::{Path, PathBuf};

use super::send::Error;
use super::swap;
use crate::domain::Problem;
use crate::domain::settings::{PostgresStore, Settings, StoreSettings};
use crate::ledger::Ledger;
use crate::workspace::{self, Workspace};

/// Open for work.
#[derive(Debug, Clone)]
pub struct Opened {
    pub workspace: Workspace,
    pub settings: Settings,
    pub ledger: Ledger,
    /// What should be mended in `config.toml` and does not stop anything.
    pub remarks: Vec<Problem>,
}

impl Opened {
    /// The workspace that `start` lies in. Makes the ledger, if there is none. Blocks.
    pub fn at(start: &Path) -> Result<Self, Error> {
        Self::of(Workspace::find(start)?)
    }

    /// The same of a workspace that is known.
    pub fn of(workspace: Workspace) -> Result<Self, Error> {
        let (settings, problems) = workspace.settings();
        let Some(settings) = settings else { return Err(Error::Broken(problems)) };
        let ledger = open_ledger(&workspace, &settings)?;
        Ok(Self { workspace, settings, ledger, remarks: problems })
    }

    /// Refused while the ledger may be a copy: nothing is sent from it.
    pub async fn is_the_original(&self) -> Result<(), Error> {
        is_the_original(&self.ledger).await
    }
}

/// Refused while the ledger may be a copy.
pub async fn is_the_original(ledger: &Ledger) -> Result<(), Error> {
    match ledger.doubt().await? {
        None => Ok(()),
        Some(doubt) => Err(Error::Refused {
            what: format!("{doubt}: nothing is sent from it"),
            remedy: "`courant adopt` says what that means, and lets it count".to_owned(),
        }),
    }
}

/// The ledger, wherever the settings say that it is; makes it, if there is none. Blocks.
pub fn open_ledger(workspace: &Workspace, settings: &Settings) -> Result<Ledger, Error> {
    open_store(workspace, &settings.ledger, &settings.store)
}

/// The ledger at `path` in the workspace, or in the store's database; makes it, if there is none. Refused while a restore is
/// not done: an empty ledger in the place of one that is aside knows of no letter. May run the program that prints the
/// password. Blocks.
pub fn open_store(workspace: &Workspace, path: &Path, store: &StoreSettings) -> Result<Ledger, Error> {
    if swap::is_under_way(workspace.root()) {
        return Err(Error::Refused {
            what: "a restore is under way here, or was broken off: parts of the workspace are not in their place".to_owned(),
            remedy: "if nobody is at it, `courant restore` the backup once more: that first puts everything back".to_owned(),
        });
    }
    match &store.database {
        None => Ok(Ledger::open_remembered(&workspace.root().join(path), memory().as_deref())?),
        Some(database) => open_in_database(workspace, path, store, database),
    }
}

/// The ledger in this database. What it needs besides its name is in the settings.
pub fn open_database(
    workspace: &Workspace,
    settings: &Settings,
    database: &PostgresStore,
) -> Result<Ledger, Error> {
    open_in_database(workspace, &settings.ledger, &settings.store, database)
}

fn open_in_database(
    workspace: &Workspace,
    path: &Path,
    store: &StoreSettings,
    database: &PostgresStore,
) -> Result<Ledger, Error> {
    let root = workspace.root();
    let password = store.password.as_ref().map(|source| workspace::password(source, root)).transpose();
    let password = password.map_err(workspace::Error::from)?;
    let ca_file = store.ca_file.as_ref().map(|file| root.join(file));
    Ok(Ledger::open_postgres(database, password.as_ref(), ca_file.as_deref(), &root.join(path))?)
}

/// Whether there is no ledger where it should be, in a file; of a database, nothing is asked.
pub fn is_nowhere(workspace: &Workspace, path: &Path, store: &StoreSettings) -> bool {
    store.database.is_none() && !workspace.root().join(path).exists() && !swap::is_under_way(workspace.root())
}

/// The ledger, if anything was ever written: makes no file.
pub fn ledger_if_any(workspace: &Workspace, settings: &Settings) -> Result<Option<Ledger>, Error> {
    if is_nowhere(workspace, &settings.ledger, &settings.store) {
        return Ok(None);
    }
    open_ledger(workspace, settings).map(Some)
}

/// Where this machine keeps what it remembers of ledgers; none for users without a home.
fn memory() -> Option<PathBuf> {
    let folder = |name| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let state = folder("XDG_STATE_HOME").or_else(|| Some(folder("HOME")?.join(".local/state")));
    Some(state?.join("courant/ledgers"))
}
