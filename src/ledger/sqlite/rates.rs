//! How fast letters are taken, by language and domain.

use jiff::Timestamp;
use rusqlite::Connection;

use super::columns::Moment;
use super::progress::going;
use super::{Error, Ledger};
use crate::domain::MailingId;
use crate::ledger::Rates;

/// Walks back from the newest attempt, so it costs what the last minute holds.
fn rates(conn: &Connection, id: MailingId, now: Timestamp) -> Result<Rates, Error> {
    let last_retry = conn
        .prepare_cached("SELECT max(retry_at) FROM delivery WHERE mailing = ? AND retry_at IS NOT NULL")?
        .query_row([id], |row| row.get::<_, Option<Moment>>(0))?;
    let mut rates = Rates { last_retry: last_retry.map(|moment| moment.0), ..Rates::default() };
    let Some(going) = going(conn, id, now)? else { return Ok(rates) };
    let since = now.saturating_sub(going).unwrap_or(now);
    let mut query = conn.prepare_cached(
        "SELECT a.mailing, a.outcome = 'accepted', a.at, d.lang, d.addr
         FROM attempt a LEFT JOIN delivery d ON d.mailing = a.mailing AND d.addr_key = a.addr_key ORDER BY a.id DESC",
    )?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        if row.get::<_, Moment>(2)?.0 < since {
            break;
        }
        if row.get::<_, MailingId>(0)? == id && row.get::<_, bool>(1)? {
            rates.add(row.get(3)?, row.get_ref(4)?.as_str_or_null().map_err(rusqlite::Error::from)?);
        }
    }
    Ok(rates.a_minute(going))
}

impl Ledger {
    pub async fn rates(&self, id: MailingId, now: Timestamp) -> Result<Rates, Error> {
        self.read(move |conn| rates(conn, id, now)).await
    }
}
