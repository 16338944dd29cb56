//! A copy of the ledger for a backup, and what a ledger that is replaced by one still has to say.

use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use rusqlite::Connection;

use super::columns::Moment;
use super::{Error, Ledger, mailings, place, schema};
use crate::domain::{HoldReason, MailingEvent, MailingId, MailingState};
use crate::ledger::Carried;

impl Ledger {
    /// Writes a sound copy to `to`, where nothing is yet, while others go on writing here. Wherever it is put back,
    /// nothing is sent from it before it is adopted. Blocks.
    pub fn copy_to(&self, to: &Path, now: Timestamp) -> Result<(), Error> {
        let name = to.to_str().ok_or(Error::Corrupt("a path that is no text"))?;
        schema::connect(self.path())?.execute("VACUUM INTO ?", [name])?;
        let copy = Connection::open(to).map_err(|source| opening(to, source))?;
        copy.execute_batch("PRAGMA journal_mode = DELETE")?;
        place::mark_as_backup(&copy, now)?;
        let said: String = copy.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        if said == "ok" { Ok(()) } else { Err(Error::Damaged(said)) }
    }
}

fn opening(path: &Path, source: rusqlite::Error) -> Error {
    Error::Open { path: path.to_owned(), source: Arc::new(source) }
}

/// Mailings that only the present ledger knows, whole: everything that happened stays known. The numbers of their claims
/// may stand for other claims in the backup.
const MAILINGS: &str = "
    CREATE TEMP TABLE unknown AS SELECT id FROM present.mailing WHERE id NOT IN (SELECT id FROM main.mailing);
    INSERT OR IGNORE INTO main.picture SELECT * FROM present.picture;
    CREATE TEMP TABLE more AS SELECT * FROM present.mailing WHERE id IN (SELECT id FROM unknown);
    UPDATE more SET name = name || '.' || lower(hex(id)) WHERE name IN (SELECT name FROM main.mailing);
    UPDATE more SET planned_after = NULL;
    INSERT INTO main.mailing SELECT * FROM more;
    INSERT INTO main.letter SELECT * FROM present.letter WHERE mailing IN (SELECT id FROM unknown);
    INSERT INTO main.letter_picture SELECT * FROM present.letter_picture WHERE mailing IN (SELECT id FROM unknown);
    CREATE TEMP TABLE row AS SELECT * FROM present.delivery WHERE mailing IN (SELECT id FROM unknown);
    CREATE TEMP TABLE shift AS SELECT coalesce(max(id), 0) AS by FROM main.batch;
    INSERT INTO main.batch (id, boot, claimed_at) SELECT id + by, boot, claimed_at FROM present.batch, shift
        WHERE id IN (SELECT batch FROM row);
    UPDATE row SET batch = batch + (SELECT by FROM shift);
    INSERT INTO main.delivery SELECT * FROM row;
    INSERT INTO main.alert SELECT * FROM present.alert WHERE mailing IN (SELECT id FROM unknown);
    INSERT INTO main.decision SELECT * FROM present.decision WHERE mailing IN (SELECT id FROM unknown);
    INSERT INTO main.attempt (mailing, addr_key, n, outcome, class, code, enhanced, reply, detail, relay, at)
        SELECT mailing, addr_key, n, outcome, class, code, enhanced, reply, detail, relay, at
        FROM present.attempt WHERE mailing IN (SELECT id FROM unknown) ORDER BY id;
    INSERT INTO main.happening (mailing, state, person, detail, at)
        SELECT mailing, state, person, detail, at
        FROM present.happening WHERE mailing IN (SELECT id FROM unknown) ORDER BY id;";

/// Who has left, and who was forgotten.
const WISHES: &str = "INSERT INTO main.suppression (addr_key, scope, reason, evidence, at)
     SELECT addr_key, scope, reason, evidence, at FROM present.suppression WHERE true
     ON CONFLICT (addr_key, scope) DO UPDATE SET reason = excluded.reason, evidence = excluded.evidence
     WHERE suppression.reason = 'manual' AND excluded.reason <> 'manual'";
const ERASED: &str = "
    UPDATE main.delivery SET addr = NULL, display_name = NULL, slots = NULL
    WHERE addr IS NOT NULL AND (
        addr_key IN (SELECT addr_key FROM main.suppression WHERE reason = 'erased')
        OR EXISTS (SELECT 1 FROM present.delivery p
                   WHERE p.mailing = delivery.mailing AND p.addr_key = delivery.addr_key AND p.addr IS NULL))";
const LEFT: &str = "
    UPDATE main.delivery SET retry_at = NULL, state = iif(decided > 0, 'unknown', 'skipped'), reason = (
        SELECT s.reason FROM main.suppression s
        WHERE s.addr_key = delivery.addr_key AND s.scope IN ('*', delivery.list) ORDER BY s.scope LIMIT 1)
    WHERE state IN ('planned', 'deferred') AND EXISTS (
        SELECT 1 FROM main.suppression s WHERE s.addr_key = delivery.addr_key AND s.scope IN ('*', delivery.list))";
/// Whose letter was handed over since, or may have been: as the present ledger has it, so that no other mailing of the issue
/// takes them for somebody without it.
const HAVE_IT: &str = "
    CREATE TEMP TABLE has AS SELECT p.* FROM present.delivery p
        JOIN main.delivery d ON d.mailing = p.mailing AND d.addr_key = p.addr_key
        WHERE d.state IN ('planned', 'deferred', 'claimed', 'submitting') AND d.mailing NOT IN (SELECT id FROM unknown)
          AND p.state IN ('claimed', 'submitting', 'accepted', 'unknown');
    INSERT OR IGNORE INTO main.batch (id, boot, claimed_at) SELECT id + by, boot, claimed_at FROM present.batch, shift
        WHERE id IN (SELECT batch FROM has);
    UPDATE has SET batch = batch + (SELECT by FROM shift);
    DELETE FROM main.delivery WHERE (mailing, addr_key) IN (SELECT mailing, addr_key FROM has);
    INSERT INTO main.decision SELECT * FROM present.decision
        WHERE (mailing, addr_key) IN (SELECT mailing, addr_key FROM has) ON CONFLICT DO NOTHING;
    INSERT INTO main.attempt (mailing, addr_key, n, outcome, class, code, enhanced, reply, detail, relay, at)
        SELECT mailing, addr_key, n, outcome, class, code, enhanced, reply, detail, relay, at
        FROM present.attempt p WHERE (mailing, addr_key) IN (SELECT mailing, addr_key FROM has)
          AND NOT EXISTS (SELECT 1 FROM main.attempt a WHERE a.mailing = p.mailing AND a.addr_key = p.addr_key
                          AND a.n = p.n AND a.outcome = p.outcome AND a.at = p.at) ORDER BY id;";
const PUT_BACK: &str = "INSERT INTO main.delivery SELECT * FROM has";

/// What was cancelled since, with who did it when. Its readers are not mailed by the backup's.
const CANCELLED: &str = "
    SELECT m.id, h.person, max(h.at)
    FROM main.mailing m JOIN present.mailing p USING (id)
    JOIN present.happening h ON h.mailing = p.id AND h.state = 'cancelled'
    WHERE p.state = 'cancelled' AND m.state NOT IN ('sent', 'cancelled')
    GROUP BY m.id ORDER BY m.name";

fn cancelled(conn: &Connection) -> Result<Vec<String>, Error> {
    let mut query = conn.prepare(CANCELLED)?;
    let found = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let found: Vec<(MailingId, Option<String>, Moment)> = found.collect::<Result<_, _>>()?;
    let mut names = Vec::new();
    for (id, person, at) in found {
        if mailings::by_id(conn, id)?.state == MailingState::Sending {
            mailings::happen(conn, id, MailingEvent::Pause, None, person.as_deref(), at.0)?;
        }
        names.push(mailings::happen(conn, id, MailingEvent::Cancel, None, person.as_deref(), at.0)?.name);
    }
    Ok(names)
}

/// What people have paused since, or the program held, with who did it when: it would go on by itself.
const STOPPED: &str = "
    SELECT m.id, h.person, h.at, iif(p.state = 'held', p.held, NULL)
    FROM main.mailing m JOIN present.mailing p USING (id)
    JOIN present.happening h ON h.id = (
        SELECT max(id) FROM present.happening WHERE mailing = p.id
          AND state IN ('held', 'pausing', 'paused') AND (person IS NOT NULL OR p.state = 'held'))
    WHERE p.state IN ('held', 'pausing', 'paused') AND m.state IN ('scheduled', 'sending')
    ORDER BY m.name";

fn stopped(conn: &Connection) -> Result<Vec<String>, Error> {
    let mut query = conn.prepare(STOPPED)?;
    let found = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    let found: Vec<(MailingId, Option<String>, Moment, Option<String>)> = found.collect::<Result<_, _>>()?;
    let mut names = Vec::new();
    for (id, person, at, held) in found {
        let held: Option<HoldReason> =
            held.map(|why| serde_json::from_str(&why).map_err(|_| Error::Corrupt("a reason"))).transpose()?;
        // Doubt about the ledger that was here says nothing of this one, which has its own.
        if matches!(held, Some(HoldReason::Copied { .. })) {
            continue;
        }
        let event = if held.is_some() { MailingEvent::Hold } else { MailingEvent::Pause };
        names.push(mailings::happen(conn, id, event, held.as_ref(), person.as_deref(), at.0)?.name);
    }
    Ok(names)
}

/// Tells the ledger `into`, which takes the place of `present`, what that one knows and it does not. Nobody is sending
/// from either. Refused if they are not of the same newsletter, or if what a sound ledger knows has no place in the other.
/// Blocks.
pub fn carry_over(present: &Path, into: &Path) -> Result<Carried, Error> {
    carried(present, into).map_err(|error| if error.is_constraint() { MISFIT } else { error })
}

/// A fault of this program. Who went on would mail those who left or have their letter.
const MISFIT: Error = Error::Unfit(
    "what the ledger that is here knows has no place in the backup's: who has left and who has a letter would be forgotten; \
     nothing was changed; restore it into an empty folder to look at it",
);

fn carried(present: &Path, into: &Path) -> Result<Carried, Error> {
    // As old as they may be, both have the same tables from here on.
    drop(schema::connect(present)?);
    let conn = schema::connect(into)?;
    let name = present.to_str().ok_or(Error::Corrupt("a path that is no text"))?;
    conn.execute("ATTACH ? AS present", [name])?;
    let knows: bool = conn.query_row(
        "SELECT EXISTS (SELECT 1 FROM present.suppression) OR EXISTS (SELECT 1 FROM present.mailing)",
        [],
        |row| row.get(0),
    )?;
    if !knows {
        return Ok(Carried::default());
    }
    let same: bool = conn.query_row(
        "SELECT EXISTS (SELECT 1 FROM main.secret a JOIN present.secret b USING (purpose, kid)
                        WHERE a.purpose = 'address' AND a.key = b.key)",
        [],
        |row| row.get(0),
    )?;
    if !same {
        return Err(Error::Unfit(
            "the backup is of another newsletter than the one that is here: who has left this one could not be told \
             from others; restore it into an empty folder",
        ));
    }
    conn.execute_batch("BEGIN IMMEDIATE")?;
    let rows =
        |sql: &str| Ok::<_, Error>(super::columns::count(i64::try_from(conn.execute(sql, [])?).unwrap_or(0)));
    conn.execute_batch(MAILINGS)?;
    let mut names =
        conn.prepare("SELECT name FROM main.mailing WHERE id IN (SELECT id FROM unknown) ORDER BY name")?;
    let mailings = names.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    conn.execute_batch(HAVE_IT)?;
    let have_it = rows(PUT_BACK)?;
    let wishes = rows(WISHES)?;
    let erased = rows(ERASED)?;
    rows(LEFT)?;
    let cancelled = cancelled(&conn)?;
    let stopped = stopped(&conn)?;
    conn.execute_batch("COMMIT")?;
    Ok(Carried { mailings, cancelled, stopped, wishes, erased, have_it })
}
