//! Everything that the database holds about one mailing, or about one reader.

use std::sync::Arc;

use tokio_postgres::Row;

use super::columns::{Columns as _, count};
use super::line::Session;
use super::{Ledger, letters, mailings};
use crate::domain::{AddrKey, Address, MailingId, SkipReason, Suppression};
use crate::ledger::audit::{
    Attempt, Audit, Auditor, DeliveryRow, Happened, Histories, History, Left, Line, Noted, Past, Said, What,
    sql,
};
use crate::ledger::{Error, letters_hash};

/// So many lines are fetched at once.
const PIECE: usize = 5000;

fn said(row: &Row) -> Result<Said, Error> {
    Ok(Said {
        told: row.try_get(5)?,
        class: row.try_get(6)?,
        code: row.try_get::<_, Option<i32>>(7)?.and_then(|code| u16::try_from(code).ok()),
        enhanced: row.try_get(8)?,
        reply: row.try_get(9)?,
    })
}

fn line(row: &Row) -> Result<Line, Error> {
    let (word, at): (String, _) = (row.try_get(4)?, row.at(13)?);
    let (mailing, key) = (row.mailing(0)?, row.key(1)?);
    let what = match row.try_get::<_, i32>(2)? {
        0 => What::Row(DeliveryRow {
            state: word,
            said: said(row)?,
            attempt: row.try_get(10)?,
            decided: row.try_get(11)?,
            retry_at: row.maybe_at(12)?,
            changed_at: at,
            address: row.try_get::<_, Option<&str>>(14)?.and_then(Address::stored),
            list: row.try_get(15)?,
            lang: row.try_get(16)?,
        }),
        1 => What::Attempt(Attempt {
            id: row.try_get(3)?,
            n: row.try_get(10)?,
            outcome: word,
            said: said(row)?,
            relay: row.try_get(14)?,
            at,
        }),
        2 => What::Decision(Noted {
            n: row.try_get(10)?,
            person: row.try_get(14)?,
            what: word,
            why: row.try_get(5)?,
            at,
        }),
        _ => What::Left(Left {
            attempts: row.try_get(11)?,
            noted: Suppression {
                key,
                scope: row.try_get(14)?,
                reason: SkipReason::from_word(&word).unwrap_or(SkipReason::Manual),
                evidence: row.try_get(5)?,
                at,
            },
        }),
    };
    Ok(Line { mailing, key, what })
}

/// As SQL writes it.
fn literal(bytes: &[u8]) -> String {
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("'\\x{hex}'::bytea")
}

async fn past(session: &Session, id: MailingId) -> Result<Past, Error> {
    let sql = "SELECT planned_at, planned_rows, plan_sum FROM mailing WHERE id = $1";
    let planned = session.one(sql, &[&&id.0[..]]).await?;
    let sql = "SELECT state, at, attempts FROM happening WHERE mailing = $1 ORDER BY id";
    let happened = session.rows(sql, &[&&id.0[..]]).await?;
    Ok(Past {
        mailing: mailings::by_id(session, id).await?,
        planned_at: planned.maybe_at(0)?,
        planned_rows: planned.try_get::<_, Option<i64>>(1)?.map(count),
        plan_sum: planned.try_get(2)?,
        letters_hash: letters_hash(&letters::thaw(session, id).await?)?,
        happened: happened
            .iter()
            .map(|row| Ok(Happened { state: row.try_get(0)?, at: row.at(1)?, attempts: row.try_get(2)? }))
            .collect::<Result<_, Error>>()?,
    })
}

/// Who has the issue from another mailing as well, though the later of the two was not to reach them.
const TWICE: &str = "
    SELECT d.addr_key, d.addr, o.name
    FROM mailing m JOIN mailing o ON o.issue = m.issue AND o.kind = 'live' AND o.id <> m.id
    JOIN delivery d ON d.mailing = m.id JOIN delivery e ON e.mailing = o.id AND e.addr_key = d.addr_key
    WHERE m.id = $1 AND m.kind = 'live'
      AND d.state IN ('claimed', 'submitting', 'accepted', 'deferred', 'unknown')
      AND e.state IN ('claimed', 'submitting', 'accepted', 'deferred', 'unknown')
      AND NOT (coalesce(m.planned_after >= o.planned_after, m.planned_at >= o.planned_at) AND (m.again OR m.got_of IS NOT NULL))
      AND NOT (coalesce(o.planned_after >= m.planned_after, o.planned_at >= m.planned_at) AND (o.again OR o.got_of IS NOT NULL))";

impl Ledger {
    /// On a line of its own, at one moment of the database. Blocks.
    pub fn audit(&self, id: MailingId) -> Result<Audit, Error> {
        let lines = self.lines();
        let driver = &self.0.driver;
        let declare =
            format!("DECLARE line NO SCROLL CURSOR FOR {}", sql(&format!("t.mailing = {}", literal(&id.0))));
        let (session, past) = driver.wait(async move {
            let session = lines.door.open().await?;
            session.client().batch_execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
            let past = past(&session, id).await?;
            session.client().batch_execute(&declare).await?;
            Ok((Arc::new(session), past))
        })?;
        let mut auditor = Auditor::new(past, self.keys());
        let mut together = Histories::new(|history| auditor.reader(&history));
        loop {
            let session = Arc::clone(&session);
            let fetch = format!("FETCH {PIECE} FROM line");
            let piece = driver.wait(async move { Ok(session.client().query(&fetch, &[]).await?) })?;
            for row in &piece {
                together.take(line(row)?);
            }
            if piece.len() < PIECE {
                break;
            }
        }
        together.end();
        drop(together);
        let twice = driver.wait(async move { session.rows(TWICE, &[&&id.0[..]]).await })?;
        for row in &twice {
            let address = row.try_get::<_, Option<&str>>(1)?.and_then(Address::stored);
            auditor.twice(row.key(0)?, address, row.try_get(2)?);
        }
        Ok(auditor.finish())
    }

    pub async fn histories_of(&self, key: AddrKey) -> Result<Vec<History>, Error> {
        let only = format!("t.addr_key = {}", literal(&key.0));
        let question = sql(&format!("{only} AND t.mailing IN (SELECT id FROM mailing)"));
        self.read(move |session| {
            let question = question.clone();
            async move {
                let mut found = Vec::new();
                let mut together = Histories::new(|history| found.push(history));
                for row in session.client().query(&question, &[]).await? {
                    together.take(line(&row)?);
                }
                together.end();
                drop(together);
                Ok(found)
            }
        })
        .await
    }
}
