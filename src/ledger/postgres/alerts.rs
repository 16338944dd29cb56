//! What the team was told, and what is still to be tried.

use jiff::Timestamp;

use super::Ledger;
use super::columns::{Columns as _, moment};
use crate::domain::{MailingId, Occasion};
use crate::ledger::{Alert, Error};

impl Ledger {
    pub async fn claim_alert(
        &self,
        id: MailingId,
        occasion: Occasion,
        way: &str,
        until: Timestamp,
        now: Timestamp,
    ) -> Result<Option<u32>, Error> {
        let way = way.to_owned();
        self.transact(move |transaction| async move {
            let row = transaction
                .session()?
                .maybe(
                    "INSERT INTO alert (mailing, occasion, way, tries, next_at, at) VALUES ($1, $2, $3, 1, $4, $5)
                     ON CONFLICT (mailing, occasion, way)
                     DO UPDATE SET tries = alert.tries + 1, next_at = $4, at = $5 WHERE alert.next_at <= $5
                     RETURNING tries",
                    &[&&id.0[..], &occasion.to_string(), &way, &moment(until), &moment(now)],
                )
                .await?;
            let tries = row.map(|row| row.number(0)).transpose()?;
            transaction.commit().await?;
            Ok(tries.map(|tries: u64| u32::try_from(tries).unwrap_or(u32::MAX)))
        })
        .await
    }

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
        self.insist(move |transaction| {
            let (way, trouble) = (way.clone(), trouble.clone());
            async move {
                let sql = "UPDATE alert SET trouble = $1, next_at = $2, at = $3
                     WHERE mailing = $4 AND occasion = $5 AND way = $6";
                let name = occasion.to_string();
                let next_at = next_at.map(moment);
                transaction
                    .session()?
                    .execute(sql, &[&trouble, &next_at, &moment(now), &&id.0[..], &name, &way])
                    .await?;
                transaction.commit().await
            }
        })
        .await
    }

    pub async fn alerts(&self, id: MailingId) -> Result<Vec<Alert>, Error> {
        self.read(move |session| async move {
            let sql = r#"SELECT occasion, way, tries, next_at, trouble, at FROM alert WHERE mailing = $1
                 ORDER BY at, occasion COLLATE "C", way COLLATE "C""#;
            let rows = session.rows(sql, &[&&id.0[..]]).await?;
            rows.iter()
                .map(|row| {
                    Ok(Alert {
                        occasion: row.try_get(0)?,
                        way: row.try_get(1)?,
                        tries: u32::try_from(row.number(2)?).unwrap_or(u32::MAX),
                        next_at: row.maybe_at(3)?,
                        trouble: row.try_get(4)?,
                        at: row.at(5)?,
                    })
                })
                .collect()
        })
        .await
    }

    pub async fn in_its_state_since(&self, id: MailingId) -> Result<Option<Timestamp>, Error> {
        self.read(move |session| async move {
            let sql =
                "SELECT max(h.at) FROM happening h JOIN mailing m ON m.id = h.mailing AND m.state = h.state
                 WHERE m.id = $1";
            session.one(sql, &[&&id.0[..]]).await?.maybe_at(0)
        })
        .await
    }
}
