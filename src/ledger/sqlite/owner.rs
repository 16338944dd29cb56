//! The threads that own the connections: one writes, one reads.
//!
//! Whatever waits for the writer goes into one transaction (adaptive group commit); nobody is answered before it is
//! committed. What must survive a power cut is committed with an fsync, after the rest.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{Builder, JoinHandle};

use rusqlite::Connection;
use tokio::sync::oneshot;

use super::{Error, Memory};

/// What must be true before the answer. What need only survive a kill is a small job: it refuses before it writes, or
/// writes all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Durable {
    /// The process may be killed (`synchronous = NORMAL`).
    Kill,
    /// The power may fail (`synchronous = FULL`).
    PowerCut,
}

type Answer = Box<dyn FnOnce(Result<(), Error>) + Send>;
/// Also says whether SQLite itself failed in the middle of it.
type Work = Box<dyn FnOnce(Result<&Connection, Error>) -> (Answer, bool) + Send>;

struct Job {
    durable: Durable,
    work: Work,
}

/// The most that one transaction takes in.
const GROUP: usize = 1024;

/// One thread and its connection.
pub(super) struct Owner {
    queue: Option<Sender<Job>>,
    thread: Option<JoinHandle<()>>,
}

impl Owner {
    /// With a memory, jobs run inside transactions; otherwise each reads what is committed when it begins.
    pub(super) fn start(conn: Connection, memory: Option<Memory>) -> Result<Self, std::io::Error> {
        let (queue, jobs) = channel();
        let name = if memory.is_some() { "ledger" } else { "ledger-reader" };
        let thread = Builder::new().name(name.to_owned()).spawn(move || match memory {
            Some(memory) => Writer { conn, memory, standing: None }.write_all(&jobs),
            None => read_all(&conn, &jobs),
        })?;
        Ok(Self { queue: Some(queue), thread: Some(thread) })
    }

    /// Runs `work` on the thread and waits for what it says. Dropping the future does not take the work back.
    pub(super) async fn ask<T: Send + 'static>(
        &self,
        durable: Durable,
        work: impl FnOnce(&Connection) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let (answer, answered) = oneshot::channel();
        let work: Work = Box::new(move |conn| {
            let result =
                conn.and_then(|conn| if durable == Durable::Kill { work(conn) } else { apart(conn, work) });
            let spoilt = matches!(result, Err(Error::Sqlite(_)));
            let answer: Answer = Box::new(move |committed| {
                // Whoever asked may have gone.
                let _ = answer.send(committed.and(result));
            });
            (answer, spoilt)
        });
        let queue = self.queue.as_ref().ok_or(Error::Closed)?;
        queue.send(Job { durable, work }).map_err(|_| Error::Closed)?;
        answered.await.map_err(|_| Error::Closed)?
    }
}

impl Drop for Owner {
    fn drop(&mut self) {
        self.queue = None;
        if let Some(thread) = self.thread.take() {
            // A panic in there has already been reported to whoever waited.
            let _ = thread.join();
        }
    }
}

impl std::fmt::Debug for Owner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Owner")
    }
}

fn read_all(conn: &Connection, jobs: &Receiver<Job>) {
    while let Ok(job) = jobs.recv() {
        let (answer, _) = (job.work)(Ok(conn));
        answer(Ok(()));
    }
}

struct Writer {
    conn: Connection,
    memory: Memory,
    /// What `synchronous` is set to.
    standing: Option<Durable>,
}

impl Writer {
    fn write_all(mut self, jobs: &Receiver<Job>) {
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
            for job in jobs {
                let (answer, _) = (job.work)(Err(error.clone()));
                answer(Err(error.clone()));
            }
            return;
        }
        let conn = &self.conn;
        let mut spoilt = false;
        let run = |job: Job| {
            let (answer, failed) = (job.work)(inside(conn));
            spoilt |= failed && job.durable == Durable::Kill;
            answer
        };
        let answers: Vec<Answer> = jobs.into_iter().map(run).collect();
        // A small job has no savepoint of its own: one that broke off takes its neighbours with it, and all are told.
        let committed =
            if spoilt { Err(Error::Corrupt("a transaction was rolled back")) } else { self.end(durable) };
        if committed.is_err() && !self.conn.is_autocommit() {
            // Should this fail too, the next BEGIN says so.
            let _ = self.conn.execute_batch("ROLLBACK");
        }
        for answer in answers {
            answer(committed.clone());
        }
    }

    fn begin(&mut self, durable: Durable) -> Result<(), Error> {
        if self.standing != Some(durable) {
            self.conn.execute_batch(match durable {
                Durable::Kill => "PRAGMA synchronous = NORMAL",
                Durable::PowerCut => "PRAGMA synchronous = FULL",
            })?;
            self.standing = Some(durable);
        }
        Ok(self.conn.execute_batch("BEGIN IMMEDIATE")?)
    }

    fn end(&mut self, durable: Durable) -> Result<(), Error> {
        let conn = inside(&self.conn)?;
        let counted = (durable == Durable::PowerCut).then(|| Memory::count(conn)).transpose()?;
        conn.execute_batch("COMMIT")?;
        if let Some(counted) = counted {
            self.memory.remember(&counted);
        }
        Ok(())
    }
}

/// A full disk makes SQLite roll back the whole transaction: nothing may run outside of it then.
fn inside(conn: &Connection) -> Result<&Connection, Error> {
    if conn.is_autocommit() { Err(Error::Corrupt("a transaction was rolled back")) } else { Ok(conn) }
}

/// What fails leaves nothing behind, and does not spoil what shares its transaction.
fn apart<T>(conn: &Connection, work: impl FnOnce(&Connection) -> Result<T, Error>) -> Result<T, Error> {
    if conn.is_autocommit() {
        return work(conn);
    }
    conn.prepare_cached("SAVEPOINT job")?.execute([])?;
    let result = work(conn);
    if conn.is_autocommit() {
        return result;
    }
    if result.is_err() {
        conn.prepare_cached("ROLLBACK TO job")?.execute([])?;
    }
    conn.prepare_cached("RELEASE job")?.execute([])?;
    result
}
