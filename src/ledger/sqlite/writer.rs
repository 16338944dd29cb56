//! The thread that writes: whatever waits for it goes into one transaction.

use std::sync::Arc;
use std::sync::mpsc::Receiver;

use rusqlite::Connection;

use super::ballast::Ballast;
use super::marked::Marked;
use super::owner::{Answer, Durable, Job};
use super::reserved::Reserved;
use super::{Error, Memory, spool};

/// The most that one transaction takes in.
const GROUP: usize = 1024;

/// What lies beside the ledger, for whoever writes to it.
#[derive(Debug)]
pub(super) struct Beside {
    pub memory: Memory,
    pub spool: Reserved,
    pub ballast: Ballast,
    pub marked: Arc<Marked>,
}

pub(super) struct Writer {
    conn: Connection,
    beside: Beside,
    /// What `synchronous` is set to.
    standing: Option<Durable>,
    /// After a failed fsync nobody knows what is on the disk: nothing more is written.
    broken: Option<Error>,
}

impl Writer {
    pub fn new(conn: Connection, beside: Beside) -> Self {
        Self { conn, beside, standing: None, broken: None }
    }

    pub fn write_all(mut self, jobs: &Receiver<Job>) {
        while let Ok(first) = jobs.recv() {
            let waiting = std::iter::once(first).chain(jobs.try_iter().take(GROUP - 1));
            let (kill, power): (Vec<_>, Vec<_>) = waiting.partition(|job| job.durable == Durable::Kill);
            self.commit(kill, Durable::Kill);
            self.commit(power, Durable::PowerCut);
        }
    }

    fn commit(&mut self, jobs: Vec<Job>, durable: Durable) {
        if jobs.is_empty() {
            return;
        }
        if let Err(error) = self.begin(durable) {
            self.note(&error);
            for job in jobs {
                let (answer, _) = (job.work)(Err(error.clone()));
                answer(Err(error.clone()));
            }
            return;
        }
        let conn = &self.conn;
        let mut spoilt = None;
        let run = |job: Job| {
            let (answer, failed) = (job.work)(inside(conn));
            // A small job has no savepoint of its own: one that broke off takes its neighbours with it.
            if job.durable == Durable::Kill || conn.is_autocommit() {
                spoilt = spoilt.take().or(failed);
            }
            answer
        };
        let answers: Vec<Answer> = jobs.into_iter().map(run).collect();
        let committed = match spoilt {
            None => self.end(durable),
            Some(error) if error.is_full() || error.is_io() => Err(error),
            Some(_) => Err(Error::Corrupt("a transaction was rolled back")),
        };
        if let Err(error) = &committed {
            self.note(error);
            if !self.conn.is_autocommit() {
                // Should this fail too, the next BEGIN says so.
                let _ = self.conn.execute_batch("ROLLBACK");
            }
        }
        self.beside.spool.unlock();
        for answer in answers {
            answer(committed.clone());
        }
    }

    /// Begins a transaction before which everything that waited outside of the ledger is in it, and during which nothing
    /// is added there.
    fn begin(&mut self, durable: Durable) -> Result<(), Error> {
        if let Some(error) = &self.broken {
            return Err(error.clone());
        }
        loop {
            if !self.beside.spool.is_empty()? {
                self.set(Durable::PowerCut)?;
                spool::replay(&self.conn, &self.beside.spool)?;
            }
            self.set(durable)?;
            self.conn.execute_batch("BEGIN IMMEDIATE")?;
            let spool = &self.beside.spool;
            let nothing_waits = spool.lock_shared().and_then(|()| spool.is_empty());
            if matches!(nothing_waits, Ok(true)) {
                return Ok(());
            }
            spool.unlock();
            self.conn.execute_batch("ROLLBACK")?;
            nothing_waits?;
        }
    }

    fn set(&mut self, durable: Durable) -> Result<(), Error> {
        if self.standing != Some(durable) {
            self.conn.execute_batch(match durable {
                Durable::Kill => "PRAGMA synchronous = NORMAL",
                Durable::PowerCut => "PRAGMA synchronous = FULL",
            })?;
            self.standing = Some(durable);
        }
        Ok(())
    }

    fn end(&mut self, durable: Durable) -> Result<(), Error> {
        let conn = inside(&self.conn)?;
        let memory = &self.beside.memory;
        let counted = (durable == Durable::PowerCut).then(|| memory.count(conn)).transpose()?;
        conn.execute_batch("COMMIT")?;
        if let Some(counted) = counted {
            self.beside.memory.remember(&counted);
            self.beside.marked.forget();
        }
        Ok(())
    }

    /// A full disk gets the room that was kept for it; whoever asks again may find it enough.
    fn note(&mut self, error: &Error) {
        if error.is_full() && self.beside.ballast.release() {
            tracing::error!(
                "the disk is full: the room that was kept for this is used to write what has happened"
            );
        }
        if error.is_io() {
            self.broken.get_or_insert_with(|| error.clone());
        }
    }
}

/// A full disk makes SQLite roll back the whole transaction: nothing may run outside of it then.
fn inside(conn: &Connection) -> Result<&Connection, Error> {
    if conn.is_autocommit() { Err(Error::Corrupt("a transaction was rolled back")) } else { Ok(conn) }
}

#[cfg(test)]
mod tests {
    use rusqlite::ffi::{Error as Code, SQLITE_FULL, SQLITE_IOERR_FSYNC};

    use super::super::{Durable, Ledger};
    use crate::ledger::Error;

    async fn fail(ledger: &Ledger, code: i32) -> Error {
        let error = rusqlite::Error::SqliteFailure(Code::new(code), None);
        ledger.write(Durable::Kill, move |_| Err::<(), _>(Error::from(error))).await.unwrap_err()
    }

    #[tokio::test]
    async fn nobody_is_told_that_something_is_written_whose_commit_failed() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::open(&folder.path().join("ledger.db"), None).unwrap();
        for durable in [Durable::Kill, Durable::PowerCut] {
            let job = |conn: &rusqlite::Connection| {
                // Found out when the transaction ends, and not before.
                conn.execute_batch("PRAGMA defer_foreign_keys = ON")?;
                Ok(conn.execute("INSERT INTO letter VALUES (zeroblob(8), 'en', '')", [])?)
            };
            assert!(ledger.write(durable, job).await.is_err(), "{durable:?}");
            ledger.write(durable, |_| Ok(())).await.unwrap();
        }
    }

    #[tokio::test]
    async fn a_disk_that_could_not_sync_is_never_written_to_again_and_a_full_one_is() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::open(&folder.path().join("ledger.db"), None).unwrap();
        ledger.keep_room();
        let kept = || std::fs::metadata(folder.path().join("ballast")).unwrap().len();
        assert_eq!(kept(), 4 * 1024 * 1024);
        let nothing = || ledger.write(Durable::PowerCut, |_| Ok(()));
        assert!(fail(&ledger, SQLITE_FULL).await.is_full());
        assert_eq!(kept(), 0, "its room is given up");
        nothing().await.unwrap();
        assert!(fail(&ledger, SQLITE_IOERR_FSYNC).await.is_io());
        assert!(nothing().await.unwrap_err().is_io());
        assert!(ledger.mailings().await.unwrap().is_empty(), "it can be read");
    }
}
