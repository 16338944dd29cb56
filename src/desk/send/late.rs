//! Rounds of which nothing is left but letters that a relay has and has not answered: what comes next does not wait for
//! them, and the sender does not end without them.

use tokio::task::JoinSet;

use super::{Error, UnderWay};

/// Each goes on beside the sending until its last answer has come.
#[derive(Debug, Default)]
pub struct Late(JoinSet<Result<(), Error>>);

impl Late {
    pub fn add(&mut self, round: UnderWay) {
        self.0.spawn(round.to_its_end());
    }

    /// What has gone wrong with those that have ended.
    pub fn news(&mut self) -> Result<(), Error> {
        while let Some(ended) = self.0.try_join_next() {
            ended.map_err(|error| Error::Bug(error.to_string()))??;
        }
        Ok(())
    }

    /// Waits for all of them.
    pub async fn end(mut self) -> Result<(), Error> {
        let mut whole = Ok(());
        while let Some(ended) = self.0.join_next().await {
            whole = whole.and(ended.unwrap_or_else(|error| Err(Error::Bug(error.to_string()))));
        }
        whole
    }
}
