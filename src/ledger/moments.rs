//! What the ledger has seen of the clock, and what a person has said of it.

use jiff::{SignedDuration, Timestamp};

use super::Error;
use super::handle::{Ledger, Store, ask};

impl Ledger {
    /// The newest moment that the ledger has seen since a person said that the clock is right; a clock far before it is
    /// wrong.
    pub async fn newest_moment(&self) -> Result<Option<Timestamp>, Error> {
        ask!(self, store => store.newest_moment().await)
    }

    /// How often a person has said so, by resuming what was held for the clock.
    pub async fn clock_trusted(&self) -> Result<i64, Error> {
        ask!(self, store => store.clock_trusted().await)
    }

    /// By how much the clocks of the machines that send are ahead of the database's, which counts; of a file, nothing.
    pub async fn clocks_ahead(&self) -> Result<Vec<(String, SignedDuration)>, Error> {
        match &self.0 {
            Store::Sqlite(_) => Ok(Vec::new()),
            Store::Postgres(store) => store.clocks_ahead().await,
        }
    }
}
