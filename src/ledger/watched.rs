//! What those ask of a ledger who watch it from outside.

use std::time::Duration;

use super::handle::Store;
use super::{Error, Ledger, Pulse, Tally};

/// A database that is well answers in some thousandths of a second.
const SOON: Duration = Duration::from_secs(2);

impl Ledger {
    /// One question to a database, on a line of its own, that costs nothing and is asked once: whether it is there. A file is.
    pub async fn answers(&self) -> Result<(), Error> {
        match &self.0 {
            Store::Sqlite(_) => Ok(()),
            Store::Postgres(store) => store.answers().await,
        }
    }

    /// `answers`, for whoever watches and is to be told soon: an error as well where that takes two seconds.
    pub async fn answers_soon(&self) -> Result<(), Error> {
        tokio::time::timeout(SOON, self.answers()).await.unwrap_or(Err(Error::Closed))
    }

    /// Whether somebody sends.
    pub async fn pulse(&self) -> Result<Pulse, Error> {
        match &self.0 {
            Store::Sqlite(store) => store.pulse().await,
            Store::Postgres(store) => store.pulse().await,
        }
    }

    /// Counts what is open. Neither the sender nor anybody else waits for it.
    pub async fn tally(&self) -> Result<Tally, Error> {
        match &self.0 {
            Store::Sqlite(store) => {
                let store = store.clone();
                tokio::task::spawn_blocking(move || store.tally()).await.map_err(|_| Error::Closed)?
            }
            Store::Postgres(store) => store.tally().await,
        }
    }
}
