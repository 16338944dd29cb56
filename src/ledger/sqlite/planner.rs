//! Planning: everybody on the lists gets a row, in one transaction, without the plan ever standing in memory.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::{Connection, ToSql, TransactionBehavior, named_params};

use super::columns::{Moment, count};
use super::{Error, Ledger, mailings, schema};
use crate::domain::{BadRows, HoldReason, Mailing, MailingEvent, MailingId, Recipient, SkipReason};
use crate::ledger::audit::share;
use crate::ledger::{Planned, slots_text};

/// Takes recipients one at a time into a file of its own; `finish` makes them rows. Dropped before that, it leaves
/// nothing behind. Blocking: belongs on a thread that may wait.
#[derive(Debug)]
pub struct Planner {
    pub(super) conn: Connection,
    mailing: MailingId,
    bad_rows: Vec<BadRows>,
}

const COUNTED: &str = "'planned', 'claimed', 'submitting', 'accepted', 'deferred', 'unknown'";

/// Of a mailing `m`: whoever has the issue from one made after this moment gets nothing. For a correction these are those
/// that are newer than what it corrects.
const SINCE: &str =
    "coalesce((SELECT c.created_at FROM mailing c WHERE c.id = m.got_of AND c.issue = m.issue), -1)";

impl Ledger {
    /// Begins to plan a mailing, on a connection of its own: others go on writing meanwhile.
    pub fn planner(&self, mailing: MailingId) -> Result<Planner, Error> {
        let conn = schema::connect(self.path())?;
        conn.execute_batch(
            "CREATE TEMP TABLE incoming (
                 addr_key BLOB NOT NULL, addr TEXT NOT NULL, display_name TEXT, list TEXT NOT NULL,
                 list_rank INTEGER NOT NULL, lang TEXT NOT NULL, slots TEXT, skipped TEXT
             );
             -- The only reference of its rows is the mailing, which is there.
             PRAGMA foreign_keys = OFF;
             PRAGMA cache_size = -2000;
             BEGIN",
        )?;
        Ok(Planner { conn, mailing, bad_rows: Vec::new() })
    }
}

impl Planner {
    pub fn add(&mut self, reader: &Recipient) -> Result<(), Error> {
        let slots = slots_text(&reader.slots)?;
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

    /// Of those who were added keeps whoever `of` failed to reach, or came too late for; if this mailing corrects it, whoever
    /// has its letter or may have it, as they were planned there. The others of these are left out.
    pub fn only_missing_of(&mut self, of: MailingId) -> Result<(), Error> {
        let whom = "d.mailing = ?1 AND d.addr IS NOT NULL
               AND iif(m.got_of IS NULL,
                       d.state = 'failed' OR (d.state = 'skipped' AND d.reason = 'expired'),
                       d.state IN ('accepted', 'unknown') AND d.lang = coalesce(m.got_lang, d.lang))";
        self.conn.execute_batch("CREATE INDEX temp.incoming_of ON incoming (addr_key)")?;
        for step in [
            format!(
                "INSERT INTO incoming SELECT addr_key, addr, display_name, list, 0, lang, slots, 'off-the-lists'
                 FROM delivery d JOIN mailing m ON m.id = ?2
                 WHERE {whom} AND NOT EXISTS (SELECT 1 FROM incoming i WHERE i.addr_key = d.addr_key)"
            ),
            format!(
                "DELETE FROM incoming WHERE NOT EXISTS (
                     SELECT 1 FROM delivery d JOIN mailing m ON m.id = ?2
                     WHERE d.addr_key = incoming.addr_key AND {whom})"
            ),
            "UPDATE incoming SET addr = d.addr, display_name = d.display_name, list = d.list, list_rank = 0,
                 lang = d.lang, slots = d.slots, skipped = nullif(skipped, 'no-edition')
             FROM delivery d JOIN mailing m ON m.id = ?2
             WHERE d.mailing = ?1 AND d.addr_key = incoming.addr_key AND m.got_of IS NOT NULL"
                .to_owned(),
        ] {
            self.conn.execute(&step, (of, self.mailing))?;
        }
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
        let planned = insert(&transaction, &before, now)?;
        transaction.execute(
            "UPDATE mailing SET planned_at = ?1, started_at = ?1, bad_rows = ?2, planned_rows = ?3, plan_sum = ?4,
                 planned_after = (SELECT max(id) FROM happening)
             WHERE id = ?5",
            (
                Moment(now),
                bad_rows,
                i64::try_from(planned.rows()).unwrap_or(i64::MAX),
                plan_sum(&transaction, self.mailing)?,
                self.mailing,
            ),
        )?;
        let held = judge(&planned);
        let event = if held.is_some() { MailingEvent::Hold } else { MailingEvent::Start };
        let after = mailings::happen(&transaction, self.mailing, event, held.as_ref(), None, now)?;
        transaction.commit()?;
        Ok((after, planned))
    }
}

/// What the rows come to, for whoever looks whether they are still the same.
fn plan_sum(conn: &Connection, mailing: MailingId) -> Result<i64, Error> {
    let mut query = conn.prepare("SELECT addr_key, lang FROM delivery WHERE mailing = ?")?;
    let mut rows = query.query([mailing])?;
    let mut sum = 0;
    while let Some(row) = rows.next()? {
        sum += share(row.get(0)?, row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?);
    }
    Ok(sum)
}

/// Writes the row of everybody who gets a letter, then of everybody else who has none yet. Each is decided once, and
/// what is counted was counted while it was written.
fn insert(conn: &Connection, mailing: &Mailing, now: Timestamp) -> Result<Planned, Error> {
    leave_out(conn, mailing)?;
    let rows = |who: &str, state: &str| -> Result<u64, Error> {
        let sql = format!(
            "INSERT INTO delivery (mailing, addr_key, addr, display_name, list, lang, slots, state, reason, changed_at)
             SELECT ?, addr_key, addr, display_name, list, lang, slots, '{state}', skipped, ?
             FROM incoming WHERE {who} ORDER BY addr_key, list_rank
             ON CONFLICT (mailing, addr_key) DO NOTHING"
        );
        let rows = conn.execute(&sql, (mailing.id, Moment(now)))?;
        Ok(count(i64::try_from(rows).unwrap_or(0)))
    };
    let recipients = rows("skipped IS NULL", "planned")?;
    let skipped = rows("skipped IS NOT NULL", "skipped")?;
    let incoming = conn.query_row("SELECT count(*) FROM incoming", [], |row| row.get(0)).map(count)?;
    let left_out = if skipped == 0 { BTreeMap::new() } else { reasons(conn, mailing.id)? };
    Ok(Planned { recipients, on_several_lists: incoming.saturating_sub(recipients + skipped), left_out })
}

/// Notes beside the incoming who gets nothing, and why.
fn leave_out(conn: &Connection, mailing: &Mailing) -> Result<(), Error> {
    // Where there is nothing to look for, it is not looked for a million times.
    let exists = |sql: &str, parameters: &[&dyn ToSql]| {
        conn.query_row(&format!("SELECT EXISTS ({sql})"), parameters, |row| row.get::<_, bool>(0))
    };
    let suppressed = exists("SELECT 1 FROM suppression", &[])?;
    let since: i64 =
        conn.query_row(&format!("SELECT {SINCE} FROM mailing m WHERE m.id = ?"), [mailing.id], |row| {
            row.get(0)
        })?;
    let others = "SELECT 1 FROM mailing WHERE issue = ? AND kind = 'live' AND id <> ? AND created_at > ?";
    let earlier = !mailing.again && exists(others, &[&mailing.issue, &mailing.id, &since])?;
    if !suppressed && !earlier {
        return Ok(());
    }
    conn.execute(
        &format!(
            "UPDATE incoming SET skipped = found.why FROM (
                 SELECT i.rowid AS row, coalesce(
                     (SELECT s.reason FROM suppression s
                      WHERE s.addr_key = i.addr_key AND s.scope IN ('*', i.list) ORDER BY s.scope LIMIT 1),
                     iif(:earlier, (
                         SELECT CASE max(d.state IN ('submitting', 'accepted', 'unknown'))
                                    WHEN 1 THEN 'already-has-it' WHEN 0 THEN 'already-scheduled' END
                         FROM mailing o JOIN delivery d ON d.mailing = o.id AND d.addr_key = i.addr_key
                         WHERE o.issue = :issue AND o.kind = 'live' AND o.id <> :mailing AND o.created_at > :since
                           AND d.state IN ({COUNTED})
                     ), NULL)
                 ) AS why
                 FROM incoming i WHERE i.skipped IS NULL OR i.skipped IN ('no-edition', 'off-the-lists')
             ) AS found WHERE incoming.rowid = found.row AND found.why IS NOT NULL"
        ),
        named_params! {
            ":mailing": mailing.id, ":issue": mailing.issue, ":earlier": earlier, ":since": since,
        },
    )?;
    Ok(())
}

fn reasons(conn: &Connection, mailing: MailingId) -> Result<BTreeMap<SkipReason, u64>, Error> {
    let mut groups = conn.prepare(
        "SELECT reason, count(*) FROM delivery WHERE mailing = ? AND state = 'skipped' GROUP BY reason",
    )?;
    let rows = groups.query_map([mailing], |row| Ok((row.get(0)?, count(row.get(1)?))))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
