//! A ledger that can be asked and given orders whether or not `config.toml` can be used: the brake does not hang on it.

use std::path::Path;

use jiff::tz::TimeZone;
use tokio::runtime::Handle;

use super::opened::{Opened, is_nowhere, ledger_if_any, open_ledger, open_store};
use super::send::Error;
use crate::domain::Problem;
use crate::domain::settings::{PostgresStore, Settings};
use crate::ledger::Ledger;
use crate::workspace::{LedgerPlace, Workspace};

/// For whatever needs nothing else of the config.
#[derive(Debug, Clone)]
pub struct Reached {
    pub workspace: Workspace,
    /// None while `config.toml` can't be used.
    pub settings: Option<Settings>,
    pub ledger: Ledger,
    /// The newsletter's zone; where that can't be read, the one that its latest mailing was asked for in.
    pub zone: TimeZone,
    /// Everything that is wrong with `config.toml`.
    problems: Vec<Problem>,
    /// Which ledger this is, where it is not sure that it is the one that is meant.
    guessed: Option<String>,
}

impl Reached {
    /// The workspace that `start` lies in. Makes no ledger and guesses at none where the config can't be used. Blocks;
    /// not on a thread that drives `runtime`.
    pub fn at(start: &Path, runtime: &Handle) -> Result<Self, Error> {
        let workspace = Workspace::find_anyhow(start)?;
        match workspace.settings() {
            (Some(settings), problems) => {
                let ledger = open_ledger(&workspace, &settings)?;
                Ok(Self::sound(workspace, settings, ledger, problems))
            }
            (None, problems) => Self::anyhow(workspace, problems, runtime),
        }
    }

    /// The same of a workspace; none where nothing was ever written.
    pub fn if_any(workspace: &Workspace, runtime: &Handle) -> Result<Option<Self>, Error> {
        let (settings, problems) = workspace.settings();
        let Some(settings) = settings else {
            return Self::anyhow(workspace.clone(), problems, runtime).map(Some);
        };
        let ledger = ledger_if_any(workspace, &settings)?;
        Ok(ledger.map(|ledger| Self::sound(workspace.clone(), settings, ledger, problems)))
    }

    fn sound(workspace: Workspace, settings: Settings, ledger: Ledger, problems: Vec<Problem>) -> Self {
        let zone = settings.newsletter.timezone.clone();
        Self { workspace, settings: Some(settings), ledger, zone, problems, guessed: None }
    }

    fn anyhow(workspace: Workspace, problems: Vec<Problem>, runtime: &Handle) -> Result<Self, Error> {
        let place = match workspace.ledger_place() {
            Ok(place) => place,
            Err(why) => return Err(Error::NoLedger { what: why.to_string(), problems }),
        };
        let LedgerPlace { path, store, is_certain, zone } = place;
        let name = store.database.as_ref().map_or_else(|| path.display().to_string(), PostgresStore::name);
        if is_nowhere(&workspace, &path, &store) {
            let what = format!("config.toml can't be used, and there is no ledger at {name}");
            return Err(Error::NoLedger { what, problems });
        }
        let ledger = open_store(&workspace, &path, &store)?;
        let mailings = runtime.block_on(ledger.mailings())?;
        if !is_certain && mailings.is_empty() {
            let what = format!("config.toml can't be used, and no mailing is in the ledger at {name}");
            return Err(Error::NoLedger { what, problems });
        }
        let of_latest = || mailings.last().map(|mailing| mailing.schedule.time_zone());
        let zone = zone.or_else(of_latest).unwrap_or(TimeZone::UTC);
        let guessed = (!is_certain).then_some(name);
        Ok(Self { workspace, settings: None, ledger, zone, problems, guessed })
    }

    /// In one line, where `config.toml` can't be used: that this is so and, if it is not sure, which ledger is asked.
    pub fn amiss(&self) -> Option<String> {
        if self.settings.is_some() {
            return None;
        }
        let must = self.problems.iter().filter(|problem| problem.blocks()).count();
        let what = match must {
            _ if self.workspace.config_stamp().is_none() => "config.toml is not there".to_owned(),
            1 => "config.toml has a problem: `courant doctor` names it".to_owned(),
            _ => format!("config.toml has {must} problems: `courant doctor` names them"),
        };
        let which = self.guessed.iter().map(|place| format!("; the ledger asked is {place}"));
        Some(which.fold(what, |what, which| what + &which))
    }

    /// With the settings, for what needs them. An error that names what is wrong with them, where they can't be used.
    pub fn opened(self) -> Result<Opened, Error> {
        let Self { workspace, settings, ledger, problems, .. } = self;
        match settings {
            Some(settings) => Ok(Opened { workspace, settings, ledger, remarks: problems }),
            None => Err(Error::Broken(problems)),
        }
    }
}
