//! What the team was told, and what is still to be tried.

use jiff::Timestamp;
use rusqlite::OptionalExtension as _;

use super::columns::Moment;
use super::{Durable, Error, Ledger};
use crate::domain::{MailingId, Occasion};
use crate::ledger::Alert;

impl Ledger {
    /// Takes on to tell; durable before it returns. None if it was told, given up, or is being told by somebody.
    pub async fn claim_alert(
        &self,
        id: MailingId,
        occasion: Occasion,
        way: &str,
        until: Timestamp,
        now: Timestamp,
    ) -> Result<Option<u32>, Error> {
        let way = way.to_owned();
        self.write(Durable::PowerCut, move |conn| {
            Ok(conn
                .prepare_cached(
                    "INSERT INTO alert (mailing, occasion, way, tries, next_at, at) VALUES (?1, ?2, ?3, 1, ?4, ?5)
                     ON CONFLICT DO UPDATE SET tries = tries + 1, next_at = ?4, at = ?5 WHERE next_at <= ?5
                     RETURNING tries",
                )?
                .query_row((id, occasion.to_string(), way, Moment(until), Moment(now)), |row| row.get(0))
                .optional()?)
        })
        .await
    }

    /// What came of it: with `next_at` it is tried again.
    pub async fn settle_alert(
        &self,
        id: MailingId,
        occasion: Occasion,
        way: &str,
        trouble: Option<String>,
        next_at: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<(), Error> {
        let way = way.to_owned();
        self.write(Durable::PowerCut, move |conn| {
            conn.prepare_cached(
                "UPDATE alert SET trouble = ?, next_at = ?, at = ? WHERE mailing = ? AND occasion = ? AND way = ?",
            )?
            .execute((trouble, next_at.map(Moment), Moment(now), id, occasion.to_string(), way))?;
            Ok(())
        })
        .await
    }

    pub async fn alerts(&self, id: MailingId) -> Result<Vec<Alert>, Error> {
        self.read(move |conn| {
            let mut query = conn.prepare_cached(
                "SELECT occasion, way, tries, next_at, trouble, at FROM alert WHERE mailing = ? ORDER BY at, occasion, way",
            )?;
            let rows = query.query_map([id], |row| {
                Ok(Alert {
                    occasion: row.get(0)?,
                    way: row.get(1)?,
                    tries: row.get(2)?,
                    next_at: row.get::<_, Option<Moment>>(3)?.map(|moment| moment.0),
                    trouble: row.get(4)?,
                    at: row.get::<_, Moment>(5)?.0,
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
        .await
    }

    pub async fn in_its_state_since(&self, id: MailingId) -> Result<Option<Timestamp>, Error> {
        self.read(move |conn| {
            let sql =
                "SELECT max(h.at) FROM happening h JOIN mailing m ON m.id = h.mailing AND m.state = h.state
                 WHERE m.id = ?";
            let since = conn.prepare_cached(sql)?.query_row([id], |row| row.get::<_, Option<Moment>>(0))?;
            Ok(since.map(|moment| moment.0))
        })
        .await
    }
}
