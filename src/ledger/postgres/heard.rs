//! What mail servers have answered, as the attempts tell it.

use jiff::Timestamp;

use super::Ledger;
use super::columns::{Columns as _, moment};
use super::line::Session;
use crate::domain::MailingId;
use crate::ledger::heard::{FELL_SILENT, LEFT_BEHIND};
use crate::ledger::{Error, FirstAnswers};

async fn unanswered_since(session: &Session, id: MailingId) -> Result<Option<Timestamp>, Error> {
    let sql = "SELECT max(at) FROM happening WHERE mailing = $1 AND state = 'sending'";
    let began = session.one(sql, &[&&id.0[..]]).await?.maybe_at(0)?;
    let sql = "SELECT at FROM attempt WHERE mailing = $1 AND outcome <> 'unknown'
         AND coalesce(class, '') NOT IN ('throttle', 'line-broken') ORDER BY id DESC LIMIT 1";
    let answered = session.maybe(sql, &[&&id.0[..]]).await?.map(|row| row.at(0)).transpose()?;
    Ok(began.max(answered))
}

impl Ledger {
    pub async fn unanswered_since(&self, id: MailingId) -> Result<Option<Timestamp>, Error> {
        self.read(move |session| async move { unanswered_since(&session, id).await }).await
    }

    pub async fn first_answers(&self, id: MailingId, most: u32) -> Result<FirstAnswers, Error> {
        self.read(move |session| async move {
            let sql = "SELECT count(*), coalesce(sum(hard), 0),
            (SELECT count(*) FROM happening WHERE mailing = $1 AND detail LIKE '{\"kind\":\"many-bounces\"%')
         FROM (
             SELECT CASE WHEN outcome = 'failed' AND class = 'address-invalid' THEN 1 ELSE 0 END AS hard
             FROM attempt WHERE mailing = $1 AND outcome IN ('accepted', 'failed') AND id > coalesce((
                 SELECT id FROM attempt WHERE at < (SELECT started_at FROM mailing WHERE id = $1)
                 ORDER BY id DESC LIMIT 1), 0)
             ORDER BY id LIMIT $2) AS first";
            let row = session.one(sql, &[&&id.0[..], &i64::from(most)]).await?;
            Ok(FirstAnswers {
                settled: row.number(0)?,
                no_such_address: row.number(1)?,
                was_held: row.number(2)? > 0,
            })
        })
        .await
    }

    pub async fn nth_last_taken(
        &self,
        relay: String,
        nth: u32,
        since: Timestamp,
    ) -> Result<Option<Timestamp>, Error> {
        self.read(move |session| {
            let relay = relay.clone();
            async move {
                let sql = "SELECT at FROM attempt
                    WHERE relay = $1 AND at > $2 AND outcome IN ('accepted', 'unknown')
                    ORDER BY id DESC OFFSET $3 LIMIT 1";
                let before = i64::from(nth.saturating_sub(1));
                let row = session.maybe(sql, &[&relay, &moment(since), &before]).await?;
                row.map(|row| row.at(0)).transpose()
            }
        })
        .await
    }

    pub async fn last_heard(&self) -> Result<Option<Timestamp>, Error> {
        self.read(|session| async move {
            let sql =
                "SELECT at FROM attempt WHERE coalesce(detail, '') NOT IN ($1, $2) ORDER BY id DESC LIMIT 1";
            session.maybe(sql, &[&LEFT_BEHIND, &FELL_SILENT]).await?.map(|row| row.at(0)).transpose()
        })
        .await
    }
}
