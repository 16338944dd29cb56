//! What those ask of a ledger who watch it from outside.

use super::handle::Store;
use super::{Error, Ledger, Pulse, Tally};

impl Ledger {
    /// One question to a database, on a line of its own, that costs nothing and is asked once: whether it is there. A file is.
    pub async fn answers(&self) -> Result<(), Error> {
        match &self.0 {
            Store::Sqlite(_) => Ok(()),
            Store::Postgres(store) => store.answers().await,
        }
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
