//! A mailing's newest attempts, and since when a relay has taken none of its letters.

use jiff::Timestamp;
use rusqlite::{Connection, Row};

use super::columns::Moment;
use super::{Error, Ledger};
use crate::domain::MailingId;
use crate::ledger::put_offs::{NEWEST, Tried, WALK};

fn tried(row: &Row<'_>) -> rusqlite::Result<Tried> {
    Ok(Tried {
        relay: row.get(0)?,
        key: row.get(1)?,
        outcome: row.get(2)?,
        said: row.get(3)?,
        at: row.get::<_, Moment>(4)?.0,
    })
}

/// Walks back from the newest of all.
fn newest(conn: &Connection, id: MailingId) -> Result<Vec<Tried>, Error> {
    let mut query = conn.prepare_cached(
        "SELECT relay, addr_key, outcome,
             code || coalesce(' ' || enhanced, '') || coalesce(' ' || nullif(reply, ''), ''), at
         FROM (SELECT * FROM attempt ORDER BY id DESC LIMIT ?2) WHERE mailing = ?1 ORDER BY id DESC LIMIT ?3",
    )?;
    let rows = query.query_map((id, WALK, NEWEST), tried)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Walks back to where the mailing began.
fn since(conn: &Connection, id: MailingId, relay: Option<&str>) -> Result<(Option<Timestamp>, bool), Error> {
    let mut query = conn.prepare_cached(
        "WITH begun AS (SELECT coalesce((SELECT id FROM attempt WHERE at < (SELECT started_at FROM mailing WHERE id = ?1)
                                         ORDER BY id DESC LIMIT 1), 0) AS id),
              took AS (SELECT max(attempt.id) AS id FROM attempt, begun
                       WHERE mailing = ?1 AND relay IS ?2 AND outcome = 'accepted' AND attempt.id > begun.id)
         SELECT (SELECT min(at) FROM attempt
                 WHERE mailing = ?1 AND relay IS ?2 AND outcome = 'deferred' AND code IS NOT NULL
                   AND id > coalesce(took.id, begun.id)), took.id IS NOT NULL
         FROM begun, took",
    )?;
    let row = query.query_row((id, relay), |row| Ok((row.get::<_, Option<Moment>>(0)?, row.get(1)?)))?;
    Ok((row.0.map(|moment| moment.0), row.1))
}

impl Ledger {
    pub async fn newest_attempts(&self, id: MailingId) -> Result<Vec<Tried>, Error> {
        self.read(move |conn| newest(conn, id)).await
    }

    /// When it put off the first letter since it took one, and whether it ever took one.
    pub async fn put_off_since(
        &self,
        id: MailingId,
        relay: Option<String>,
    ) -> Result<(Option<Timestamp>, bool), Error> {
        self.read(move |conn| since(conn, id, relay.as_deref())).await
    }
}
