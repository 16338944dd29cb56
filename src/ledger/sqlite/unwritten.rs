//! What became of letters and could not be written down: kept by this process until it is.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;

use super::rescue::Happened;
use super::reserved::Reserved;
use super::{Error, record};
use crate::domain::Outcome;
use crate::ledger::Backlog;

/// Shared by all turns of one process.
#[derive(Debug, Default)]
pub(super) struct Unwritten {
    kept: Mutex<Vec<Kept>>,
    /// Held from a look at it until what was seen is written and forgotten, and by whoever claims: a row that is given back,
    /// and claimed again, is not given back a second time.
    writing: tokio::sync::Mutex<()>,
}

#[derive(Debug, Clone)]
pub(super) struct Kept {
    pub happened: Arc<Happened>,
    /// Whether it stands in `rescue.log` too.
    pub on_disk: bool,
}

impl Unwritten {
    fn kept(&self) -> MutexGuard<'_, Vec<Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// `rescue`: puts it on the disk as well, if it can.
    pub fn add(&self, happened: Happened, rescue: impl FnOnce(&Happened) -> bool) -> bool {
        let mut kept = self.kept();
        let on_disk = rescue(&happened);
        kept.push(Kept { happened: Arc::new(happened), on_disk });
        on_disk
    }

    pub fn is_empty(&self) -> bool {
        self.kept().is_empty()
    }

    pub async fn writing(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.writing.lock().await
    }

    pub fn so_far(&self) -> Vec<Kept> {
        self.kept().clone()
    }

    /// The first of them are in the ledger by now. If those are all, `log`, where some of them stand too, is emptied; false,
    /// and nothing is forgotten, if others came meanwhile.
    pub fn forget(&self, first: usize, log: &Reserved) -> Result<bool, Error> {
        let mut kept = self.kept();
        let all = kept.len() == first;
        if all {
            if !log.is_empty()? {
                log.clear();
            }
            kept.clear();
        }
        Ok(all)
    }

    pub fn backlog(&self) -> Backlog {
        let mut backlog = Backlog::default();
        for kept in &*self.kept() {
            match kept.happened.outcome {
                Outcome::Released { .. } => backlog.rows += 1,
                _ => {
                    backlog.answers += 1;
                    backlog.on_no_disk += usize::from(!kept.on_disk);
                }
            }
        }
        backlog
    }
}

/// Writes what happened in the turn `epoch`; rows that are settled by now stay as they are. Says how many it was.
pub(super) fn write_down(conn: &Connection, kept: &[Kept], epoch: i64) -> Result<u64, Error> {
    let mut written = 0;
    for one in kept.iter().map(|kept| &*kept.happened).filter(|one| one.epoch == epoch) {
        match record::record(conn, one.mailing, one.key, &one.outcome, one.relay.as_deref(), one.at) {
            Ok(_) => written += 1,
            Err(Error::NotUnderWay(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(written)
}
