//! The threads that own the connections: one writes, one reads.
//!
//! Whatever waits for the writer goes into one transaction (adaptive group commit); nobody is answered before it is
//! committed. What must survive a power cut is committed with an fsync, after the rest.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{Builder, JoinHandle};

use rusqlite::Connection;
use tokio::sync::oneshot;

use super::Error;
use super::writer::{Beside, Writer};

/// What must be true before the answer. What need only survive a kill is a small job: it refuses before it writes, or
/// writes all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Durable {
    /// The process may be killed (`synchronous = NORMAL`).
    Kill,
    /// The power may fail (`synchronous = FULL`).
    PowerCut,
}

pub(super) type Answer = Box<dyn FnOnce(Result<(), Error>) + Send>;
/// Also says how SQLite itself failed in the middle of it, if it did.
type Work = Box<dyn FnOnce(Result<&Connection, Error>) -> (Answer, Option<Error>) + Send>;

pub(super) struct Job {
    pub durable: Durable,
    pub work: Work,
}

/// One thread and its connection.
pub(super) struct Owner {
    queue: Option<Sender<Job>>,
    thread: Option<JoinHandle<()>>,
}

impl Owner {
    /// With what lies beside the ledger it writes, inside transactions; otherwise each job reads what is committed when
    /// it begins.
    pub(super) fn start(conn: Connection, beside: Option<Beside>) -> Result<Self, std::io::Error> {
        let (queue, jobs) = channel();
        let name = if beside.is_some() { "ledger" } else { "ledger-reader" };
        let thread = Builder::new().name(name.to_owned()).spawn(move || match beside {
            Some(beside) => Writer::new(conn, beside).write_all(&jobs),
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
            let spoilt = result.as_ref().err().filter(|error| matches!(error, Error::Sqlite(_))).cloned();
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
