//! Taking rows to send: durable before anything is said to a mail server.

use jiff::Timestamp;
use rusqlite::{Connection, Row};

use super::columns::Moment;
use super::{Boot, Error};
use crate::domain::{Address, MailingId, Slots};
use crate::ledger::Claimed;

/// With the index named: SQLite would rather walk through the mailing from its beginning.
const ROW: &str =
    "SELECT addr_key, addr, display_name, lang, slots, attempt, first_at FROM delivery INDEXED BY";

fn claimed(row: &Row<'_>, mailing: MailingId, now: Timestamp) -> Result<Claimed, Error> {
    let address =
        row.get_ref(1)?.as_str().map_err(|_| Error::Corrupt("a row to send to without an address"))?;
    let slots = match row.get_ref(4)?.as_str_or_null().map_err(rusqlite::Error::from)? {
        Some(text) => serde_json::from_str(text).map_err(|_| Error::Corrupt("the fields of a reader"))?,
        None => Slots::default(),
    };
    Ok(Claimed {
        mailing,
        key: row.get(0)?,
        address: Address::stored(address).ok_or(Error::Corrupt("an address that is none"))?,
        name: row.get(2)?,
        lang: row.get(3)?,
        slots,
        attempt: row.get(5)?,
        first_at: row.get::<_, Option<Moment>>(6)?.map_or(now, |moment| moment.0),
    })
}

pub(super) fn claim(
    conn: &Connection,
    mailing: MailingId,
    n: u32,
    boot: &Boot,
    now: Timestamp,
) -> Result<Vec<Claimed>, Error> {
    let state: String = conn
        .prepare_cached("SELECT state FROM mailing WHERE id = ?")?
        .query_row([mailing], |row| row.get(0))?;
    if state != "sending" {
        return Ok(Vec::new());
    }
    let mut taken = Vec::with_capacity(usize::try_from(n.min(1024)).unwrap_or(0));
    {
        let sql = format!(
            "{ROW} delivery_planned WHERE mailing = ? AND state = 'planned' ORDER BY addr_key LIMIT ?"
        );
        let mut first = conn.prepare_cached(&sql)?;
        let mut rows = first.query((mailing, n))?;
        while let Some(row) = rows.next()? {
            taken.push(claimed(row, mailing, now)?);
        }
    }
    let first_attempts = taken.len();
    let left = n.saturating_sub(u32::try_from(taken.len()).unwrap_or(n));
    if left > 0 {
        let sql = format!(
            "{ROW} delivery_deferred WHERE mailing = ? AND state = 'deferred' AND retry_at <= ? ORDER BY retry_at LIMIT ?"
        );
        let mut again = conn.prepare_cached(&sql)?;
        let mut rows = again.query((mailing, Moment(now), left))?;
        while let Some(row) = rows.next()? {
            taken.push(claimed(row, mailing, now)?);
        }
    }
    if taken.is_empty() {
        return Ok(taken);
    }
    conn.prepare_cached("INSERT INTO batch (boot, claimed_at) VALUES (?, ?)")?
        .execute((&boot.0, Moment(now)))?;
    let batch = conn.last_insert_rowid();
    let (planned, deferred) = taken.split_at(first_attempts);
    let mut marked = 0;
    if let (Some(first), Some(last)) = (planned.first(), planned.last()) {
        // They are all that is planned between the first and the last. The sign keeps SQLite from walking the index that
        // it takes them out of.
        marked += conn
            .prepare_cached(
                "UPDATE delivery SET state = 'claimed', batch = ?1, changed_at = ?2
                 WHERE mailing = ?3 AND +state = 'planned' AND addr_key BETWEEN ?4 AND ?5",
            )?
            .execute((batch, Moment(now), mailing, first.key, last.key))?;
    }
    let mut mark = conn.prepare_cached(
        "UPDATE delivery SET state = 'claimed', batch = ?1, retry_at = NULL, changed_at = ?2
         WHERE mailing = ?3 AND addr_key = ?4",
    )?;
    for row in deferred {
        marked += mark.execute((batch, Moment(now), mailing, row.key))?;
    }
    if marked != taken.len() {
        return Err(Error::Corrupt("a claim that marked other rows than it took"));
    }
    Ok(taken)
}
