//! Taking rows to send, beside others who do the same: durable before anything is said to a mail server.

use std::sync::Arc;

use jiff::Timestamp;
use tokio_postgres::Row;

use super::columns::{Columns as _, moment};
use super::line::Params;
use super::turn::Turn;
use super::workers;
use crate::domain::{AddrKey, Address, MailingId};
use crate::ledger::{Claimed, Error, slots_in};

fn claimed(row: &Row, mailing: MailingId, now: Timestamp) -> Result<(Claimed, i64), Error> {
    let address: Option<&str> = row.try_get(1)?;
    let address = address.ok_or(Error::Corrupt("a row to send to without an address"))?;
    let slots = slots_in(row.try_get(4)?)?;
    let claimed = Claimed {
        mailing,
        key: row.key(0)?,
        address: Address::stored(address).ok_or(Error::Corrupt("an address that is none"))?,
        name: row.try_get(2)?,
        lang: row.word(3)?,
        slots,
        attempt: u32::try_from(row.try_get::<_, i32>(5)?).unwrap_or(0),
        first_at: row.maybe_at(6)?.unwrap_or(now),
    };
    Ok((claimed, row.try_get(7)?))
}

/// Which rows.
#[derive(Debug, Clone, Copy)]
enum Which {
    /// First attempts with a key beyond this one, then whoever is due again.
    Beyond(Option<AddrKey>),
    TriedBefore,
}

impl Turn {
    pub async fn claim(&self, mailing: MailingId, n: u32, now: Timestamp) -> Result<Vec<Claimed>, Error> {
        let beyond = self.held.beyond(mailing);
        let mut taken = self.take(mailing, n, Which::Beyond(beyond), now).await?;
        let left = n.saturating_sub(u32::try_from(taken.len()).unwrap_or(n));
        if left > 0 && beyond.is_some() {
            taken.extend(self.take(mailing, left, Which::Beyond(None), now).await?);
        }
        // Rows are put back behind the last one now and then: whoever came to the end looks from the start.
        let last = taken.iter().map(|row| row.key).max().filter(|_| left == 0);
        self.held.set_beyond(mailing, last);
        Ok(taken)
    }

    pub async fn claim_tried(
        &self,
        mailing: MailingId,
        n: u32,
        now: Timestamp,
    ) -> Result<Vec<Claimed>, Error> {
        self.take(mailing, n, Which::TriedBefore, now).await
    }

    async fn take(
        &self,
        mailing: MailingId,
        n: u32,
        which: Which,
        now: Timestamp,
    ) -> Result<Vec<Claimed>, Error> {
        let (lines, id) = (self.ledger.lines(), self.id);
        let (held, said) = (Arc::clone(&self.held), Arc::clone(self.said()));
        let n = i32::try_from(n).unwrap_or(i32::MAX);
        self.ledger
            .run(async move {
                let session = lines.claims.session(&lines.door).await?;
                let start = said.again(&session).await?;
                let so_far = said.so_far();
                let (of, at) = (&mailing.0[..], moment(now));
                let rows = match which {
                    Which::Beyond(beyond) => {
                        let beyond = beyond.map_or(Vec::new(), |key| key.0.to_vec());
                        let values: Params<'_> = &[&of, &n, &id, &beyond, &at];
                        session.rows("SELECT * FROM claim($1, $2, $3, $4, $5)", values).await
                    }
                    Which::TriedBefore => {
                        let values: Params<'_> = &[&of, &n, &id, &at];
                        session.rows("SELECT * FROM claim_tried($1, $2, $3, $4)", values).await
                    }
                };
                let rows = match rows {
                    Err(error) if error.is_another_server() => {
                        workers::hold_after_a_change_of_server(&lines, now).await?;
                        return Ok(Vec::new());
                    }
                    rows => rows?,
                };
                // With nothing to write nothing was waited for.
                if !rows.is_empty() {
                    said.on_disk(so_far, &start);
                }
                let mut taken = Vec::new();
                for row in rows {
                    let (row, epoch) = claimed(&row, mailing, now)?;
                    held.take(mailing, row.key, epoch);
                    taken.push(row);
                }
                taken.sort_by_key(|row| row.attempt);
                Ok(taken)
            })
            .await
    }
}
