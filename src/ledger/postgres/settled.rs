//! What a worker has said of one row, so that it can be said again.

use jiff::Timestamp;

use super::columns::{Columns as _, moment};
use super::line::Session;
use crate::domain::{AddrKey, DeliveryState, MailingId, Outcome};
use crate::ledger::{Error, Written};

/// How one row was let go of. Saying it twice changes nothing.
#[derive(Debug, Clone)]
pub(super) struct Settled {
    pub mailing: MailingId,
    pub key: AddrKey,
    pub epoch: i64,
    pub outcome: Outcome,
    pub relay: Option<String>,
    pub at: Timestamp,
}

impl Settled {
    /// Tells the database; gives where the row stands then.
    pub async fn say(&self, session: &Session) -> Result<DeliveryState, Error> {
        let written = Written::of(&self.outcome);
        let row = session
            .one(
                "SELECT settle($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
                &[
                    &&self.mailing.0[..],
                    &&self.key.0[..],
                    &self.epoch,
                    &written.state.map_or("released", DeliveryState::as_str),
                    &written.class,
                    &written.reply.map(|reply| i32::from(reply.code)),
                    &written.enhanced(),
                    &written.reply.map(|reply| reply.text.as_str()),
                    &written.detail,
                    &written.retry_at.map(moment),
                    &i32::from(written.counts),
                    &self.relay,
                    &moment(self.at),
                ],
            )
            .await?;
        row.word(0)
    }
}
