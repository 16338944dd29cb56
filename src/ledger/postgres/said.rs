//! What this process has let go of since the database last waited for its disk. A server that crashes forgets some of it:
//! then its rows would stand as if they were still being handed over, so it is said to the server's next start again. What
//! a server could not write is said again until one has.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::line::Session;
use super::settled::Settled;
use crate::domain::Outcome;
use crate::ledger::{Backlog, Error};

/// The start of no server.
const NONE: &str = "";

/// Shared by all turns of one process, and by all of their connections.
#[derive(Debug, Default)]
pub(super) struct Said(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    /// The oldest first.
    entries: VecDeque<Entry>,
    /// How many were noted before the first of them.
    gone: u64,
}

#[derive(Debug)]
struct Entry {
    settled: Arc<Settled>,
    /// The start of the server that was told, or an earlier one: saying it once too often does no harm. `NONE` if none was.
    server_start: Arc<str>,
}

impl Said {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn note(&self, settled: Arc<Settled>, server_start: Arc<str>) {
        self.kept().entries.push_back(Entry { settled, server_start });
    }

    /// Notes what no server could be told.
    pub fn could_not(&self, settled: Arc<Settled>) {
        self.note(settled, NONE.into());
    }

    /// How much no server was told yet.
    pub fn backlog(&self) -> Backlog {
        let mut backlog = Backlog::default();
        for entry in self.kept().entries.iter().filter(|entry| *entry.server_start == *NONE) {
            match entry.settled.outcome {
                Outcome::Released { .. } => backlog.rows += 1,
                _ => backlog.answers += 1,
            }
        }
        Backlog { on_no_disk: backlog.answers, ..backlog }
    }

    /// How many were noted so far.
    pub fn so_far(&self) -> u64 {
        let kept = self.kept();
        kept.gone + kept.entries.len() as u64
    }

    /// Forgets the first `so_far`: something that came after them is on the disk of this start of the server, so they
    /// are too.
    pub fn on_disk(&self, so_far: u64, server_start: &str) {
        let kept = &mut *self.kept();
        while kept.gone < so_far && kept.entries.front().is_some_and(|one| *one.server_start == *server_start)
        {
            kept.entries.pop_front();
            kept.gone += 1;
        }
    }

    /// Says to a server what it was never told, or may have forgotten as it has been restarted. Gives its start.
    pub async fn again(&self, session: &Session) -> Result<Arc<str>, Error> {
        let start = session.server_start().await?;
        while let Some((number, settled)) = self.first_of_another_start(&start) {
            match settled.say(session).await {
                Err(error) if error.is_transient() || error.is_for_want() => return Err(error),
                // A server without the row is another one, which the next claim finds.
                _ => {}
            }
            let kept = &mut *self.kept();
            // Gone if another connection has said it meanwhile, and its being on disk was noted.
            let index = number.checked_sub(kept.gone).and_then(|index| usize::try_from(index).ok());
            if let Some(entry) = index.and_then(|index| kept.entries.get_mut(index)) {
                entry.server_start = Arc::clone(&start);
            }
        }
        Ok(start)
    }

    fn first_of_another_start(&self, start: &str) -> Option<(u64, Arc<Settled>)> {
        let kept = self.kept();
        let (number, entry) =
            (kept.gone..).zip(&kept.entries).find(|(_, entry)| *entry.server_start != *start)?;
        Some((number, Arc::clone(&entry.settled)))
    }
}
