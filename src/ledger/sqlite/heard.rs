//! What mail servers have answered, as the attempts tell it.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _};

use super::columns::{Moment, count};
use super::{Error, Ledger};
use crate::domain::MailingId;
use crate::ledger::FirstAnswers;
use crate::ledger::heard::LEFT_BEHIND;

fn last(conn: &Connection) -> Result<Option<Timestamp>, Error> {
    let sql = "SELECT at FROM attempt WHERE detail IS NOT ? ORDER BY id DESC LIMIT 1";
    let at = conn.query_row(sql, [LEFT_BEHIND], |row| row.get::<_, Moment>(0)).optional()?;
    Ok(at.map(|moment| moment.0))
}

fn first(conn: &Connection, id: MailingId, most: u32) -> Result<FirstAnswers, Error> {
    let mut query = conn.prepare_cached(
        "SELECT count(*), coalesce(sum(hard), 0),
            (SELECT count(*) FROM happening WHERE mailing = ?1 AND detail LIKE '{\"kind\":\"many-bounces\"%')
         FROM (
             SELECT CASE WHEN outcome = 'failed' AND class = 'address-invalid' THEN 1 ELSE 0 END AS hard
             FROM attempt WHERE mailing = ?1 AND outcome IN ('accepted', 'failed') AND id > coalesce((
                 SELECT id FROM attempt WHERE at < (SELECT started_at FROM mailing WHERE id = ?1)
                 ORDER BY id DESC LIMIT 1), 0)
             ORDER BY id LIMIT ?2) AS first",
    )?;
    let first = |row: &rusqlite::Row<'_>| {
        Ok(FirstAnswers {
            settled: count(row.get(0)?),
            no_such_address: count(row.get(1)?),
            was_held: row.get::<_, i64>(2)? > 0,
        })
    };
    Ok(query.query_row((id, most), first)?)
}

impl Ledger {
    pub async fn first_answers(&self, id: MailingId, most: u32) -> Result<FirstAnswers, Error> {
        self.read(move |conn| first(conn, id, most)).await
    }

    /// Walks back from the newest attempt.
    pub async fn nth_last_taken(
        &self,
        relay: String,
        nth: u32,
        since: Timestamp,
    ) -> Result<Option<Timestamp>, Error> {
        self.read(move |conn| {
            let mut query = conn.prepare_cached(
                "SELECT at, coalesce(relay = ? AND outcome IN ('accepted', 'unknown'), 0) FROM attempt ORDER BY id DESC",
            )?;
            let mut rows = query.query([relay])?;
            let mut letters = 0;
            while let Some(row) = rows.next()? {
                let at = row.get::<_, Moment>(0)?.0;
                letters += u32::from(row.get::<_, bool>(1)?);
                if at <= since || letters == nth {
                    return Ok((at > since).then_some(at));
                }
            }
            Ok(None)
        })
        .await
    }

    pub async fn last_heard(&self) -> Result<Option<Timestamp>, Error> {
        self.read(last).await
    }
}
