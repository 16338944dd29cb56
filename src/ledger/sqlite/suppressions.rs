//! Who gets nothing more. Written durably before anybody is told that it is so.

use jiff::Timestamp;
use rusqlite::{Connection, Row};

use super::columns::Moment;
use super::decide::decide;
use super::record::LEFT_OUT;
use super::{Durable, Error, Ledger, spool};
use crate::domain::{AddrKey, Lang, MailingId, Suppression};
use crate::ledger::{Decided, NOT_SENT_AGAIN};

/// Notes it, and takes the reader out of whatever waits to be sent; the letter whose link they left by has arrived. Who is
/// noted already stays as first noted; only what a colleague noted, and could take back, gives way to what says more.
pub(super) fn suppress(conn: &Connection, new: &Suppression) -> Result<bool, Error> {
    let added = conn
        .prepare_cached(
            "INSERT INTO suppression (addr_key, scope, reason, evidence, at, attempts)
             VALUES (?, ?, ?, ?, ?, (SELECT coalesce(max(id), 0) FROM attempt))
             ON CONFLICT (addr_key, scope) DO UPDATE SET reason = excluded.reason, evidence = excluded.evidence
             WHERE suppression.reason = 'manual' AND excluded.reason <> 'manual'",
        )?
        .execute((new.key, &new.scope, new.reason, &new.evidence, Moment(new.at)))?;
    conn.prepare_cached(&format!(
        "UPDATE delivery SET {LEFT_OUT}
         WHERE addr_key = ?4 AND +state IN ('planned', 'deferred') AND ?5 IN ('*', list)
           AND mailing IN (SELECT id FROM mailing WHERE state NOT IN ('sent', 'cancelled'))"
    ))?
    .execute((new.reason, NOT_SENT_AGAIN, Moment(new.at), new.key, &new.scope))?;
    if let Some(said) = Decided::by_the_link(new)
        && is_uncertain(conn, &said)?
    {
        decide(conn, &said, new.at)?;
    }
    Ok(added == 1)
}

/// Settles a letter that has just become uncertain, if its reader has left by the link in it. Says whether it did.
pub(super) fn settle(
    conn: &Connection,
    mailing: MailingId,
    key: AddrKey,
    now: Timestamp,
) -> Result<bool, Error> {
    let sql = "SELECT EXISTS (SELECT 1 FROM suppression WHERE addr_key = ? AND evidence = ?)";
    let has_left: bool =
        conn.prepare_cached(sql)?.query_row((key, Suppression::by_the_link_of(mailing)), |row| row.get(0))?;
    if has_left {
        decide(conn, &Decided::has_left(mailing, key), now)?;
    }
    Ok(has_left)
}

/// `settle`, of all uncertain letters of a mailing. Says how many it were.
pub(super) fn settle_all(conn: &Connection, mailing: MailingId, now: Timestamp) -> Result<usize, Error> {
    let mut query = conn.prepare(
        "SELECT s.addr_key FROM suppression s CROSS JOIN delivery d ON d.mailing = ?1 AND d.addr_key = s.addr_key
         WHERE s.evidence = ?2 AND d.state = 'unknown'",
    )?;
    let rows = query.query_map((mailing, Suppression::by_the_link_of(mailing)), |row| row.get(0))?;
    let left: Vec<AddrKey> = rows.collect::<Result<_, _>>()?;
    for key in &left {
        decide(conn, &Decided::has_left(mailing, *key), now)?;
    }
    Ok(left.len())
}

fn is_uncertain(conn: &Connection, said: &Decided) -> Result<bool, Error> {
    let sql =
        "SELECT EXISTS (SELECT 1 FROM delivery WHERE mailing = ? AND addr_key = ? AND state = 'unknown')";
    Ok(conn.prepare_cached(sql)?.query_row((said.mailing, said.key), |row| row.get(0))?)
}

fn suppression(row: &Row<'_>) -> rusqlite::Result<Suppression> {
    Ok(Suppression {
        key: row.get(0)?,
        scope: row.get(1)?,
        reason: row.get(2)?,
        evidence: row.get(3)?,
        at: row.get::<_, Moment>(4)?.0,
    })
}

impl Ledger {
    /// From here on nothing is handed over to this reader, also not what is planned already: when this returns, that is
    /// on disk. Says whether it was news.
    pub async fn suppress(&self, new: Suppression) -> Result<bool, Error> {
        self.is_in_place()?;
        self.write(Durable::PowerCut, move |conn| suppress(conn, &new)).await
    }

    pub async fn take_back(&self, key: AddrKey, by: &str, now: Timestamp) -> Result<bool, Error> {
        self.is_in_place()?;
        let by = by.to_owned();
        self.write(Durable::PowerCut, move |conn| {
            let sql = "UPDATE suppression SET scope = ?1, evidence = evidence || '; ' || ?2
                 WHERE addr_key = ?3 AND scope = '*' AND reason = 'manual'";
            Ok(conn.execute(sql, (Suppression::taken_back(now), &by, key))? == 1)
        })
        .await
    }

    /// What was noted against one reader, also what waits beside the ledger.
    pub async fn suppressions_of(&self, key: AddrKey) -> Result<Vec<Suppression>, Error> {
        let spool = self.spool_path();
        self.read(move |conn| {
            let waiting = spool::waiting(&spool, key);
            let mut query = conn.prepare_cached(
                "SELECT addr_key, scope, reason, evidence, at FROM suppression WHERE addr_key = ? ORDER BY scope",
            )?;
            let mut noted: Vec<Suppression> = query.query_map([key], suppression)?.collect::<Result<_, _>>()?;
            for wish in waiting {
                if noted.iter().all(|one| one.scope != wish.scope) {
                    noted.push(wish);
                }
            }
            Ok(noted)
        })
        .await
    }

    /// Whether a letter to this reader is being handed over at this moment.
    pub async fn is_being_handed_over(&self, key: AddrKey) -> Result<bool, Error> {
        self.read(move |conn| {
            // The few mailings first, then one row of each by its key.
            let mut query = conn.prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM mailing m CROSS JOIN delivery d ON d.mailing = m.id AND d.addr_key = ?
                 WHERE d.state = 'submitting' AND m.state NOT IN ('sent', 'cancelled'))",
            )?;
            Ok(query.query_row([key], |row| row.get(0))?)
        })
        .await
    }

    /// The language of the letter that this reader got, or was to get.
    pub async fn language_of(&self, mailing: MailingId, key: AddrKey) -> Result<Option<Lang>, Error> {
        self.read(move |conn| {
            let mut query =
                conn.prepare_cached("SELECT lang FROM delivery WHERE mailing = ? AND addr_key = ?")?;
            Ok(query.query_map((mailing, key), |row| row.get(0))?.next().transpose()?)
        })
        .await
    }
}
