//! Counts for whoever watches from outside. They only read.

use super::columns::Columns as _;
use super::line::Session;
use super::{Ledger, mailings, workers};
use crate::domain::{Counts, DeliveryState, MailingId, SkipReason};
use crate::ledger::tally::{Counted, PIECE};
use crate::ledger::{Error, Pulse, Tally, Tried};

async fn counts(session: &Session, id: MailingId) -> Result<Counts, Error> {
    let sql = "SELECT state, count(*) FROM delivery WHERE mailing = $1 GROUP BY state";
    let mut counts = Counts::default();
    for row in session.rows(sql, &[&&id.0[..]]).await? {
        counts.by_state.insert(row.word::<DeliveryState>(0)?, row.number(1)?);
    }
    Ok(counts)
}

async fn piece(session: &Session, before: i64) -> Result<Vec<Counted>, Error> {
    let rows = session
        .rows(
            "SELECT mailing, coalesce(relay, ''), outcome, coalesce(class, ''), count(*), min(id), max(at)
             FROM (SELECT * FROM attempt WHERE id < $1 ORDER BY id DESC LIMIT $2) AS piece GROUP BY 1, 2, 3, 4",
            &[&before, &PIECE],
        )
        .await?;
    let counted = rows.iter().map(|row| {
        Ok(Counted {
            mailing: row.mailing(0)?,
            tried: Tried { relay: row.try_get(1)?, outcome: row.try_get(2)?, class: row.try_get(3)? },
            attempts: row.number(4)?,
            first: row.try_get(5)?,
            newest: row.at(6)?,
        })
    });
    counted.collect()
}

async fn tally(session: &Session) -> Result<Tally, Error> {
    let mut open = Vec::new();
    for mailing in mailings::open(session).await? {
        let counts = counts(session, mailing.id).await?;
        open.push((mailing, counts));
    }
    let sql = "SELECT count(DISTINCT addr_key) FROM suppression WHERE reason = $1";
    let unsubscribed = session.one(sql, &[&SkipReason::Unsubscribed.as_str()]).await?.number(0)?;
    let mut tally = Tally::new(open, unsubscribed);
    let mut before = i64::MAX;
    while let Some(first) = tally.add(piece(session, before).await?) {
        before = first;
    }
    Ok(tally)
}

impl Ledger {
    /// One try.
    pub async fn answers(&self) -> Result<(), Error> {
        let lines = self.lines();
        self.run(async move {
            let session = lines.asking.session(&lines.door).await?;
            session.execute("SELECT 1", &[]).await.map(drop)
        })
        .await
    }

    pub async fn pulse(&self) -> Result<Pulse, Error> {
        self.read(|session| async move {
            let sql = "SELECT max(heartbeat_at) FROM worker";
            Ok(Pulse {
                alive: workers::living(&session).await?.is_some(),
                beat_at: session.one(sql, &[]).await?.maybe_at(0)?,
                in_trouble: workers::trouble(&session).await?.is_some(),
            })
        })
        .await
    }

    pub async fn tally(&self) -> Result<Tally, Error> {
        self.read(|session| async move { tally(&session).await }).await
    }
}
