//! The threads that own the connections: one writes, one reads.
//!
//! Whatever waits for the writer goes into one transaction (adaptive group commit); nobody is answered before it is
//! committed. What must survive a power cut is committed with an fsync, after the rest.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{Builder, JoinHandle};

use rusqlite::Connection;
use tokio::sync::oneshot;

use super::Error;

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
    /// `writes`: jobs run inside transactions; otherwise each reads what is committed when it begins.
    pub(super) fn start(conn: Connection, writes: bool) -> Result<Self, std::io::Error> {
        let (queue, jobs) = channel();
        let name = if writes { "ledger" } else { "ledger-reader" };
        let thread = Builder::new()
            .name(name.to_owned())
            .spawn(move || if writes { write_all(&conn, &jobs) } else { read_all(&conn, &jobs) })?;
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

fn write_all(conn: &Connection, jobs: &Receiver<Job>) {
    let mut standing = None;
    while let Ok(first) = jobs.recv() {
        let waiting = std::iter::once(first).chain(jobs.try_iter().take(GROUP - 1));
        let (kill, power): (Vec<_>, Vec<_>) = waiting.partition(|job| job.durable == Durable::Kill);
        commit(conn, kill, Durable::Kill, &mut standing);
        commit(conn, power, Durable::PowerCut, &mut standing);
    }
}

fn commit(conn: &Connection, jobs: Vec<Job>, durable: Durable, standing: &mut Option<Durable>) {
    if jobs.is_empty() {
        return;
    }
    if let Err(error) = begin(conn, durable, standing) {
        for job in jobs {
            let (answer, _) = (job.work)(Err(error.clone()));
            answer(Err(error.clone()));
        }
        return;
    }
    let mut spoilt = false;
    let run = |job: Job| {
        let (answer, failed) = (job.work)(inside(conn));
        spoilt |= failed && job.durable == Durable::Kill;
        answer
    };
    let answers: Vec<Answer> = jobs.into_iter().map(run).collect();
    // A small job has no savepoint of its own: one that broke off takes its neighbours with it, and all are told.
    let committed = if spoilt {
        Err(Error::Corrupt("a transaction was rolled back"))
    } else {
        conn.execute_batch("COMMIT").map_err(Error::from)
    };
    if committed.is_err() && !conn.is_autocommit() {
        // Should this fail too, the next BEGIN says so.
        let _ = conn.execute_batch("ROLLBACK");
    }
    for answer in answers {
        answer(committed.clone());
    }
}

fn begin(conn: &Connection, durable: Durable, standing: &mut Option<Durable>) -> Result<(), Error> {
    if *standing != Some(durable) {
        conn.execute_batch(match durable {
            Durable::Kill => "PRAGMA synchronous = NORMAL",
            Durable::PowerCut => "PRAGMA synchronous = FULL",
        })?;
        *standing = Some(durable);
    }
    Ok(conn.execute_batch("BEGIN IMMEDIATE")?)
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
