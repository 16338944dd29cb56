//! Planning: everybody on the lists gets a row, in one transaction, without the plan ever standing in memory.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::{Connection, TransactionBehavior, named_params};

use super::columns::{Moment, count};
use super::{Error, Ledger, mailings, schema};
use crate::domain::{BadRows, HoldReason, Mailing, MailingEvent, MailingId, Recipient, SkipReason};

/// What a plan came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Planned {
    /// Whoever gets a letter.
    pub recipients: u64,
    pub left_out: BTreeMap<SkipReason, u64>,
    /// Rows that were on more than one list; they get it once.
    pub on_several_lists: u64,
}

/// Takes recipients one at a time into a file of its own; `finish` makes them rows. Dropped before that, it leaves
/// nothing behind. Blocking: belongs on a thread that may wait.
#[derive(Debug)]
pub struct Planner {
    pub(super) conn: Connection,
    mailing: MailingId,
    bad_rows: Vec<BadRows>,
}

const COUNTED: &str = "'planned', 'claimed', 'submitting', 'accepted', 'deferred', 'unknown'";

impl Ledger {
    /// Begins to plan a mailing, on a connection of its own: others go on writing meanwhile.
    pub fn planner(&self, mailing: MailingId) -> Result<Planner, Error> {
        let conn = schema::connect(self.path())?;
        conn.execute_batch(
            "CREATE TEMP TABLE incoming (
                 addr_key BLOB NOT NULL, addr TEXT NOT NULL, display_name TEXT, list TEXT NOT NULL,
                 list_rank INTEGER NOT NULL, lang TEXT NOT NULL, slots TEXT, skipped TEXT
             );
             BEGIN",
        )?;
        Ok(Planner { conn, mailing, bad_rows: Vec::new() })
    }
}

impl Planner {
    pub fn add(&mut self, reader: &Recipient) -> Result<(), Error> {
        let slots = if reader.slots.0.is_empty() {
            None
        } else {
            Some(serde_json::to_string(&reader.slots).map_err(|_| Error::Corrupt("the fields of a reader"))?)
        };
        self.conn.prepare_cached("INSERT INTO incoming VALUES (?, ?, ?, ?, ?, ?, ?, ?)")?.execute((
            reader.key,
            reader.address.as_str(),
            &reader.name,
            &reader.list,
            reader.list_rank,
            &reader.edition,
            slots,
            reader.skipped,
        ))?;
        Ok(())
    }

    /// Rows of the lists that could not be read: written down with the plan.
    pub fn leave_out(&mut self, bad_rows: Vec<BadRows>) {
        self.bad_rows = bad_rows;
    }

    /// Takes whoever `of` failed to reach, or came too late for, as they were planned there.
    pub fn add_missing_of(&mut self, of: MailingId) -> Result<(), Error> {
        self.conn.execute(
            "INSERT INTO incoming SELECT addr_key, addr, display_name, list, 0, lang, slots, NULL FROM delivery
             WHERE mailing = ? AND addr IS NOT NULL
               AND (state = 'failed' OR (state = 'skipped' AND reason = 'expired'))",
            [of],
        )?;
        Ok(())
    }

    /// Writes all rows and starts the mailing, or holds it if `judge` says so, in one durable transaction. Nobody gets
    /// two rows; whoever is suppressed or has the issue from another live mailing is left out with the reason.
    ///
    /// Refused if the mailing is not Scheduled any more.
    pub fn finish(
        self,
        now: Timestamp,
        judge: impl FnOnce(&Planned) -> Option<HoldReason>,
    ) -> Result<(Mailing, Planned), Error> {
        let bad_rows =
            serde_json::to_string(&self.bad_rows).map_err(|_| Error::Corrupt("rows that can't be read"))?;
        self.conn.execute_batch("COMMIT; PRAGMA synchronous = FULL")?;
        let transaction = rusqlite::Transaction::new_unchecked(&self.conn, TransactionBehavior::Immediate)?;
        let before = mailings::by_id(&transaction, self.mailing)?;
        let refused =
            Error::NotPossible { name: before.name.clone(), state: before.state, event: MailingEvent::Start };
        if before.state.next(MailingEvent::Start, false).is_none() {
            return Err(refused);
        }
        insert(&transaction, &before, now)?;
        let planned = count_rows(&transaction, self.mailing)?;
        transaction.execute(
            "UPDATE mailing SET planned_at = ?1, started_at = ?1, bad_rows = ?2 WHERE id = ?3",
            (Moment(now), bad_rows, self.mailing),
        )?;
        let held = judge(&planned);
        let event = if held.is_some() { MailingEvent::Hold } else { MailingEvent::Start };
        let after = mailings::happen(&transaction, self.mailing, event, held.as_ref(), None, now)?;
        transaction.commit()?;
        Ok((after, planned))
    }
}

fn insert(conn: &Connection, mailing: &Mailing, now: Timestamp) -> Result<(), Error> {
    let sql = format!(
        "INSERT INTO delivery (mailing, addr_key, addr, display_name, list, lang, slots, state, reason, changed_at)
         SELECT :mailing, addr_key, addr, display_name, list, lang, slots,
                iif(why IS NULL, 'planned', 'skipped'), why, :now
         FROM (
             SELECT i.*, coalesce(
                 i.skipped,
                 (SELECT s.reason FROM suppression s
                  WHERE s.addr_key = i.addr_key AND s.scope IN ('*', i.list) ORDER BY s.scope LIMIT 1),
                 iif(NOT :again AND EXISTS (
                     SELECT 1 FROM mailing o JOIN delivery d ON d.mailing = o.id AND d.addr_key = i.addr_key
                     WHERE o.issue = :issue AND o.kind = 'live' AND o.id <> :mailing AND d.state IN ({COUNTED})
                 ), 'already-has-it', NULL)
             ) AS why
             FROM incoming i
         )
         ORDER BY addr_key, why IS NOT NULL, list_rank
         ON CONFLICT (mailing, addr_key) DO NOTHING"
    );
    conn.execute(
        &sql,
        named_params! {
            ":mailing": mailing.id, ":issue": mailing.issue, ":again": mailing.again, ":now": Moment(now),
        },
    )?;
    Ok(())
}

fn count_rows(conn: &Connection, mailing: MailingId) -> Result<Planned, Error> {
    let number = |sql: &str| conn.query_row(sql, [], |row| row.get::<_, i64>(0)).map(count);
    let mut planned = Planned {
        on_several_lists: number("SELECT count(*) - count(DISTINCT addr_key) FROM incoming")?,
        ..Planned::default()
    };
    let mut groups =
        conn.prepare("SELECT reason, count(*) FROM delivery WHERE mailing = ? GROUP BY reason")?;
    let mut rows = groups.query([mailing])?;
    while let Some(row) = rows.next()? {
        let rows = count(row.get(1)?);
        match row.get::<_, Option<SkipReason>>(0)? {
            None => planned.recipients = rows,
            Some(reason) => {
                planned.left_out.insert(reason, rows);
            }
        }
    }
    Ok(planned)
}
