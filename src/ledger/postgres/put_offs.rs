//! A mailing's newest attempts, and since when a relay has taken none of its letters.

use jiff::Timestamp;

use super::Ledger;
use super::columns::Columns as _;
use crate::domain::MailingId;
use crate::ledger::Error;
use crate::ledger::put_offs::{NEWEST, Tried, WALK};

impl Ledger {
    pub async fn newest_attempts(&self, id: MailingId) -> Result<Vec<Tried>, Error> {
        self.read(move |session| async move {
            let sql = "SELECT relay, addr_key, outcome,
                    code || coalesce(' ' || enhanced, '') || coalesce(' ' || nullif(reply, ''), ''), at
                FROM (SELECT * FROM attempt ORDER BY id DESC LIMIT $2) AS newest
                WHERE mailing = $1 ORDER BY id DESC LIMIT $3";
            let rows = session.rows(sql, &[&&id.0[..], &WALK, &NEWEST]).await?;
            rows.iter()
                .map(|row| {
                    Ok(Tried {
                        relay: row.try_get(0)?,
                        key: row.key(1)?,
                        outcome: row.word(2)?,
                        said: row.try_get(3)?,
                        at: row.at(4)?,
                    })
                })
                .collect()
        })
        .await
    }

    /// When it put off the first letter since it took one, and whether it ever took one.
    pub async fn put_off_since(
        &self,
        id: MailingId,
        relay: Option<String>,
    ) -> Result<(Option<Timestamp>, bool), Error> {
        self.read(move |session| {
            let relay = relay.clone();
            async move {
                let sql = "WITH took AS (
                        SELECT max(id) AS id FROM attempt
                        WHERE mailing = $1 AND relay IS NOT DISTINCT FROM $2 AND outcome = 'accepted')
                    SELECT (SELECT min(at) FROM attempt
                            WHERE mailing = $1 AND relay IS NOT DISTINCT FROM $2 AND outcome = 'deferred'
                              AND code IS NOT NULL AND id > coalesce(took.id, 0)), took.id IS NOT NULL
                    FROM took";
                let row = session.one(sql, &[&&id.0[..], &relay]).await?;
                Ok((row.maybe_at(0)?, row.try_get(1)?))
            }
        })
        .await
    }
}
