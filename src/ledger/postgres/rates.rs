//! How fast letters are taken, by language and domain.

use jiff::Timestamp;

use super::Ledger;
use super::columns::Columns as _;
use super::line::Session;
use super::progress::going;
use crate::domain::MailingId;
use crate::ledger::{Error, Rates};

/// Walks back from the newest attempt, so it costs what the last minute holds.
async fn rates(session: &Session, id: MailingId, now: Timestamp) -> Result<Rates, Error> {
    let sql = "SELECT max(retry_at) FROM delivery WHERE mailing = $1 AND state = 'deferred'";
    let last_retry = session.one(sql, &[&&id.0[..]]).await?.maybe_at(0)?;
    let mut rates = Rates { last_retry, ..Rates::default() };
    let Some(going) = going(session, id, now).await? else { return Ok(rates) };
    let since = now.saturating_sub(going).unwrap_or(now);
    let mut before = i64::MAX;
    loop {
        let rows = session
            .rows(
                "SELECT a.id, a.mailing = $1 AND a.outcome = 'accepted', a.at, d.lang, d.addr
                 FROM attempt a LEFT JOIN delivery d ON d.mailing = a.mailing AND d.addr_key = a.addr_key
                 WHERE a.id < $2 ORDER BY a.id DESC LIMIT 5000",
                &[&&id.0[..], &before],
            )
            .await?;
        for row in &rows {
            if row.at(2)? < since {
                return Ok(rates.a_minute(going));
            }
            if row.try_get::<_, bool>(1)? {
                rates.add(row.maybe_word(3)?, row.try_get(4)?);
            }
            before = row.try_get(0)?;
        }
        if rows.is_empty() {
            return Ok(rates.a_minute(going));
        }
    }
}

impl Ledger {
    pub async fn rates(&self, id: MailingId, now: Timestamp) -> Result<Rates, Error> {
        self.read(move |session| async move { rates(&session, id, now).await }).await
    }
}
