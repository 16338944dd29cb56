//! Everything that the file holds about one mailing, or about one reader.

use jiff::Timestamp;
use rusqlite::{Connection, Row};

use super::columns::{Moment, count};
use super::{Error, Ledger, letters, mailings, schema};
use crate::domain::{AddrKey, Address, MailingId, SkipReason, Suppression};
use crate::ledger::audit::{
    Attempt, Audit, Auditor, DeliveryRow, Happened, Histories, History, Invariant, Left, Line, Noted, Past,
    Said, What, sql,
};
use crate::ledger::letters_hash;

fn said(row: &Row<'_>) -> rusqlite::Result<Said> {
    Ok(Said {
        told: row.get(5)?,
        class: row.get(6)?,
        code: row.get(7)?,
        enhanced: row.get(8)?,
        reply: row.get(9)?,
    })
}

fn line(row: &Row<'_>) -> rusqlite::Result<Line> {
    let (word, at): (String, Timestamp) = (row.get(4)?, row.get::<_, Moment>(13)?.0);
    let (mailing, key) = (row.get(0)?, row.get(1)?);
    let what = match row.get::<_, i64>(2)? {
        0 => What::Row(DeliveryRow {
            state: word,
            said: said(row)?,
            attempt: row.get(10)?,
            decided: row.get(11)?,
            retry_at: row.get::<_, Option<Moment>>(12)?.map(|moment| moment.0),
            changed_at: at,
            address: row.get::<_, Option<String>>(14)?.and_then(|text| Address::stored(&text)),
            list: row.get(15)?,
            lang: row.get(16)?,
        }),
        1 => What::Attempt(Attempt {
            id: row.get(3)?,
            n: row.get(10)?,
            outcome: word,
            said: said(row)?,
            relay: row.get(14)?,
            at,
        }),
        2 => {
            What::Decision(Noted { n: row.get(10)?, person: row.get(14)?, what: word, why: row.get(5)?, at })
        }
        _ => What::Left(Left {
            attempts: row.get(11)?,
            noted: Suppression {
                key,
                scope: row.get(14)?,
                reason: SkipReason::from_word(&word).unwrap_or(SkipReason::Manual),
                evidence: row.get(5)?,
                at,
            },
        }),
    };
    Ok(Line { mailing, key, what })
}

fn histories(conn: &Connection, only: &str, each: impl FnMut(History)) -> Result<(), Error> {
    let mut together = Histories::new(each);
    let mut query = conn.prepare(&sql(only))?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        together.take(line(row)?);
    }
    together.end();
    Ok(())
}

/// As SQL writes it.
fn literal(bytes: &[u8]) -> String {
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("x'{hex}'")
}

fn past(conn: &Connection, id: MailingId) -> Result<Past, Error> {
    let (planned_at, planned_rows, plan_sum) =
        conn.query_row("SELECT planned_at, planned_rows, plan_sum FROM mailing WHERE id = ?", [id], |row| {
            Ok((row.get::<_, Option<Moment>>(0)?, row.get::<_, Option<i64>>(1)?, row.get(2)?))
        })?;
    let mut happened =
        conn.prepare("SELECT state, at, attempts FROM happening WHERE mailing = ? ORDER BY id")?;
    let happened = happened.query_map([id], |row| {
        Ok(Happened { state: row.get(0)?, at: row.get::<_, Moment>(1)?.0, attempts: row.get(2)? })
    })?;
    Ok(Past {
        mailing: mailings::by_id(conn, id)?,
        planned_at: planned_at.map(|moment| moment.0),
        planned_rows: planned_rows.map(count),
        plan_sum,
        letters_hash: letters_hash(&letters::thaw(conn, id)?)?,
        happened: happened.collect::<Result<_, _>>()?,
    })
}

/// Who has the issue from another mailing as well, though the later of the two was not to reach them.
const TWICE: &str = "
    SELECT d.addr_key, d.addr, o.name
    FROM mailing m JOIN mailing o ON o.issue = m.issue AND o.kind = 'live' AND o.id <> m.id
    JOIN delivery d ON d.mailing = m.id JOIN delivery e ON e.mailing = o.id AND e.addr_key = d.addr_key
    WHERE m.id = ? AND m.kind = 'live'
      AND d.state IN ('claimed', 'submitting', 'accepted', 'deferred', 'unknown')
      AND e.state IN ('claimed', 'submitting', 'accepted', 'deferred', 'unknown')
      AND NOT (coalesce(m.planned_after >= o.planned_after, m.planned_at >= o.planned_at) AND (m.again OR m.got_of IS NOT NULL))
      AND NOT (coalesce(o.planned_after >= m.planned_after, o.planned_at >= m.planned_at) AND (o.again OR o.got_of IS NOT NULL))";

fn unsound(conn: &Connection) -> Result<Vec<String>, Error> {
    let mut query = conn.prepare("PRAGMA integrity_check(20)")?;
    let said: Vec<String> = query.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut found: Vec<String> = said.into_iter().filter(|line| line != "ok").collect();
    let mut query = conn.prepare("PRAGMA foreign_key_check")?;
    let lost =
        query.query_map([], |row| Ok(format!("a row of {} belongs to nothing", row.get::<_, String>(0)?)))?;
    found.extend(lost.take(20).collect::<Result<Vec<_>, _>>()?);
    Ok(found)
}

impl Ledger {
    /// On a connection of its own, at one moment of the ledger. Blocks.
    pub fn audit(&self, id: MailingId) -> Result<Audit, Error> {
        let conn = schema::connect(self.path())?;
        let look = conn.unchecked_transaction()?;
        let mut auditor = Auditor::new(past(&look, id)?, self.keys());
        for what in unsound(&look)? {
            auditor.whole(Invariant::Sound, what);
        }
        let only = format!("t.mailing = {}", literal(&id.0));
        histories(&look, &only, |history| auditor.reader(&history))?;
        let mut query = look.prepare(TWICE)?;
        let mut rows = query.query([id])?;
        while let Some(row) = rows.next()? {
            let address: Option<String> = row.get(1)?;
            let address = address.and_then(|text| Address::stored(&text));
            auditor.twice(row.get(0)?, address, &row.get::<_, String>(2)?);
        }
        Ok(auditor.finish())
    }

    /// Whatever the mailings hold about one reader.
    pub async fn histories_of(&self, key: AddrKey) -> Result<Vec<History>, Error> {
        self.read(move |conn| {
            // By its primary key in each of the few mailings; the attempts are walked through.
            let only = format!("t.addr_key = {} AND t.mailing IN (SELECT id FROM mailing)", literal(&key.0));
            let mut found = Vec::new();
            histories(conn, &only, |history| found.push(history))?;
            Ok(found)
        })
        .await
    }
}
