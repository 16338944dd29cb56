//! A workspace with what nearly every deed needs of it: checked settings and the ledger.

use std::path::Path;

use super::send::Error;
use crate::domain::Problem;
use crate::domain::settings::Settings;
use crate::ledger::Ledger;
use crate::workspace::Workspace;

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
        let workspace = Workspace::find(start)?;
        let (settings, problems) = workspace.settings();
        let Some(settings) = settings else { return Err(Error::Broken(problems)) };
        let ledger = Ledger::open(&workspace.root().join(&settings.ledger))?;
        Ok(Self { workspace, settings, ledger, remarks: problems })
    }
}

/// Who gives the orders: the name that the system knows them by.
pub fn person() -> String {
    let named = ["USER", "LOGNAME"].iter().filter_map(|name| std::env::var(name).ok());
    let fallback = || format!("user {}", rustix::process::getuid().as_raw());
    named.into_iter().find(|name| !name.is_empty()).unwrap_or_else(fallback)
}
