//! Taking rows to send: durable before anything is said to a mail server.

use jiff::Timestamp;
use rusqlite::{Connection, Row};

use super::columns::Moment;
use super::{Boot, Error};
use crate::domain::{Address, MailingId};
use crate::ledger::{Claimed, slots_in};

/// With the index named: SQLite would rather walk through the mailing from its beginning.
const ROW: &str =
    "SELECT addr_key, addr, display_name, lang, slots, attempt, first_at FROM delivery INDEXED BY";

fn claimed(row: &Row<'_>, mailing: MailingId, now: Timestamp) -> Result<Claimed, Error> {
    let address =
        row.get_ref(1)?.as_str().map_err(|_| Error::Corrupt("a row to send to without an address"))?;
    let slots = slots_in(row.get_ref(4)?.as_str_or_null().map_err(rusqlite::Error::from)?)?;
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

/// Walks through the rows that a query finds.
fn find(
    conn: &Connection,
    sql: &str,
    values: impl rusqlite::Params,
    mailing: MailingId,
    now: Timestamp,
    taken: &mut Vec<Claimed>,
) -> Result<(), Error> {
    let mut query = conn.prepare_cached(sql)?;
    let mut rows = query.query(values)?;
    while let Some(row) = rows.next()? {
        taken.push(claimed(row, mailing, now)?);
    }
    Ok(())
}

fn is_sending(conn: &Connection, mailing: MailingId) -> Result<bool, Error> {
    let state: String = conn
        .prepare_cached("SELECT state FROM mailing WHERE id = ?")?
        .query_row([mailing], |row| row.get(0))?;
    Ok(state == "sending")
}

/// How many more than those taken.
fn left(n: u32, taken: &[Claimed]) -> u32 {
    n.saturating_sub(u32::try_from(taken.len()).unwrap_or(n))
}

pub(super) fn claim(
    conn: &Connection,
    mailing: MailingId,
    n: u32,
    boot: &Boot,
    now: Timestamp,
) -> Result<Vec<Claimed>, Error> {
    if !is_sending(conn, mailing)? {
        return Ok(Vec::new());
    }
    let mut taken = Vec::with_capacity(usize::try_from(n.min(1024)).unwrap_or(0));
    let sql =
        format!("{ROW} delivery_planned WHERE mailing = ? AND state = 'planned' ORDER BY addr_key LIMIT ?");
    find(conn, &sql, (mailing, n), mailing, now, &mut taken)?;
    let planned = taken.len();
    let left = left(n, &taken);
    if left > 0 {
        let sql = format!(
            "{ROW} delivery_deferred WHERE mailing = ? AND state = 'deferred' AND retry_at <= ? ORDER BY retry_at LIMIT ?"
        );
        find(conn, &sql, (mailing, Moment(now), left), mailing, now, &mut taken)?;
    }
    let (planned, deferred) = taken.split_at(planned);
    mark(conn, mailing, planned, deferred, boot, now)?;
    Ok(taken)
}

/// `claim`, of those alone who were tried before.
pub(super) fn claim_tried(
    conn: &Connection,
    mailing: MailingId,
    n: u32,
    boot: &Boot,
    now: Timestamp,
) -> Result<Vec<Claimed>, Error> {
    if !is_sending(conn, mailing)? {
        return Ok(Vec::new());
    }
    let mut taken = Vec::new();
    let sql = format!(
        "{ROW} delivery_tried WHERE mailing = ? AND state = 'planned' AND first_at IS NOT NULL LIMIT ?"
    );
    find(conn, &sql, (mailing, n), mailing, now, &mut taken)?;
    let left = left(n, &taken);
    if left > 0 {
        let sql = format!(
            "{ROW} delivery_deferred WHERE mailing = ? AND state = 'deferred' AND retry_at <= ? AND first_at IS NOT NULL
             ORDER BY retry_at LIMIT ?"
        );
        find(conn, &sql, (mailing, Moment(now), left), mailing, now, &mut taken)?;
    }
    mark(conn, mailing, &[], &taken, boot, now)?;
    Ok(taken)
}

/// `run` is all that is planned between its first row and its last; the others are marked one by one.
fn mark(
    conn: &Connection,
    mailing: MailingId,
    run: &[Claimed],
    others: &[Claimed],
    boot: &Boot,
    now: Timestamp,
) -> Result<(), Error> {
    if run.is_empty() && others.is_empty() {
        return Ok(());
    }
    conn.prepare_cached("INSERT INTO batch (boot, claimed_at) VALUES (?, ?)")?
        .execute((&boot.0, Moment(now)))?;
    let batch = conn.last_insert_rowid();
    let mut marked = 0;
    if let (Some(first), Some(last)) = (run.first(), run.last()) {
        // The sign keeps SQLite from walking the index that it takes them out of.
        marked += conn
            .prepare_cached(
                "UPDATE delivery SET state = 'claimed', batch = ?1, changed_at = ?2
                 WHERE mailing = ?3 AND +state = 'planned' AND addr_key BETWEEN ?4 AND ?5",
            )?
            .execute((batch, Moment(now), mailing, first.key, last.key))?;
    }
    let mut one = conn.prepare_cached(
        "UPDATE delivery SET state = 'claimed', batch = ?1, retry_at = NULL, changed_at = ?2
         WHERE mailing = ?3 AND addr_key = ?4",
    )?;
    for row in others {
        marked += one.execute((batch, Moment(now), mailing, row.key))?;
    }
    if marked != run.len() + others.len() {
        return Err(Error::Corrupt("a claim that marked other rows than it took"));
    }
    Ok(())
}
