//! The ledger in a PostgreSQL database, which any number of workers on any number of machines share.
//!
//! What is done for every letter is one statement each; leases, epochs of rows and the pace hang on the database's
//! clock. A row is claimed with `FOR UPDATE SKIP LOCKED` and a synchronous commit; marks and outcomes are committed
//! without waiting for the disk, so whatever was claimed under an earlier start of the server is uncertain.

mod alerts;
mod audit;
mod claim;
mod columns;
mod decide;
mod driver;
mod due;
mod heard;
mod held;
mod hold;
mod import;
mod letters;
mod line;
mod mailings;
mod missing;
mod planner;
mod progress;
mod put_offs;
mod rates;
mod said;
mod same_readers;
mod schema;
mod secret;
mod settled;
mod standing;
mod suppressions;
mod tally;
mod turn;
mod workers;

use std::future::Future;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use driver::Driver;
use line::{Door, Session, Shared, Single, Transaction, patiently};
pub use planner::Planner;
use said::Said;
use secrecy::SecretString;
pub use turn::Turn;

use super::{Error, Holder, make_folder};
use crate::domain::Keys;
use crate::domain::settings::PostgresStore;

/// An open ledger; clones share its lines.
#[derive(Debug, Clone)]
pub struct Ledger(Arc<Inside>);

#[derive(Debug)]
struct Inside {
    driver: Driver,
    lines: Arc<Lines>,
    keys: Keys,
    path: PathBuf,
    said: Arc<Said>,
}

/// The lines, each opened when it is needed.
#[derive(Debug)]
struct Lines {
    door: Door,
    reading: Shared,
    /// Marks, outcomes, the pace: what does not wait for the disk.
    quick: Shared,
    /// Claims and leases.
    claims: Shared,
    /// Whether the database is there: kept waiting by nothing else.
    asking: Shared,
    orders: Single,
}

impl Lines {
    async fn begin(&self) -> Result<Transaction, Error> {
        self.orders.begin(&self.door).await
    }
}

impl Ledger {
    /// Opens the ledger in the database; makes its tables, with fresh keys, if there are none. Blocks. `path`: what
    /// this machine keeps of its own lies beside it.
    pub fn open(
        store: &PostgresStore,
        password: Option<&SecretString>,
        ca_file: Option<&Path>,
        path: &Path,
    ) -> Result<Self, Error> {
        let door = Door::new(store, password, ca_file)?;
        make_folder(path)
            .map_err(|source| Error::File { path: path.to_owned(), source: Arc::new(source) })?;
        let lines = Arc::new(Lines {
            door,
            reading: Shared::default(),
            quick: Shared::default(),
            claims: Shared::default(),
            asking: Shared::default(),
            orders: Single::default(),
        });
        let driver = Driver::start()
            .map_err(|source| Error::File { path: path.to_owned(), source: Arc::new(source) })?;
        let opening = Arc::clone(&lines);
        let keys = driver.wait(async move {
            let session = schema::prepare(&opening.door).await?;
            let keys = secret::keys(&session).await?;
            opening.reading.adopt(session).await;
            Ok(keys)
        })?;
        Ok(Self(Arc::new(Inside { driver, lines, keys, path: path.to_owned(), said: Arc::default() })))
    }

    pub fn path(&self) -> &Path {
        &self.0.path
    }

    pub fn keys(&self) -> &Keys {
        &self.0.keys
    }

    /// Where it is, for people: without user and password.
    pub fn name(&self) -> &str {
        &self.0.lines.door.name
    }

    fn lines(&self) -> Arc<Lines> {
        Arc::clone(&self.0.lines)
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl Future<Output = Result<T, Error>> + Send + 'static,
    ) -> Result<T, Error> {
        self.0.driver.run(work).await
    }

    /// Reads, again if the line breaks.
    async fn read<T, F>(&self, work: impl Fn(Arc<Session>) -> F + Send + Sync + 'static) -> Result<T, Error>
    where
        T: Send + 'static,
        F: Future<Output = Result<T, Error>> + Send,
    {
        let lines = self.lines();
        self.run(async move {
            patiently(|| async { work(lines.reading.session(&lines.door).await?).await }).await
        })
        .await
    }

    /// One durable transaction, which `work` commits. It is waited for until it begins, and then tried once.
    async fn transact<T, F>(&self, work: impl FnOnce(Transaction) -> F + Send + 'static) -> Result<T, Error>
    where
        T: Send + 'static,
        F: Future<Output = Result<T, Error>> + Send,
    {
        let lines = self.lines();
        self.run(async move { work(patiently(|| lines.begin()).await?).await }).await
    }

    /// `transact` for what may be done twice: again if the line breaks.
    async fn insist<T, F>(&self, work: impl Fn(Transaction) -> F + Send + Sync + 'static) -> Result<T, Error>
    where
        T: Send + 'static,
        F: Future<Output = Result<T, Error>> + Send,
    {
        let lines = self.lines();
        self.run(async move { patiently(|| async { work(lines.begin().await?).await }).await }).await
    }
}
