//! How far a mailing is, in numbers that add up to its rows.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use rusqlite::Connection;

use super::columns::{Moment, count};
use super::{Error, Ledger, instance, mailings};
use crate::domain::{BadRows, Counts, DeliveryState, Lang, MailingId, MailingState, Progress, SkipReason};
use crate::ledger::WorkLeft;
use crate::ledger::taken::Taken;

/// How many kinds of failure are told apart.
const FAILURES: u32 = 20;

fn by_language(conn: &Connection, id: MailingId) -> Result<BTreeMap<Lang, Counts>, Error> {
    let mut each: BTreeMap<Lang, Counts> = BTreeMap::new();
    let mut query = conn.prepare_cached(
        "SELECT lang, state, count(*) FROM delivery WHERE mailing = ? GROUP BY lang, state",
    )?;
    let mut rows = query.query([id])?;
    while let Some(row) = rows.next()? {
        let state: DeliveryState = row.get(1)?;
        each.entry(row.get(0)?).or_default().by_state.insert(state, count(row.get(2)?));
    }
    Ok(each)
}

fn sum(each: &BTreeMap<Lang, Counts>) -> Counts {
    let mut whole = Counts::default();
    for (state, rows) in each.values().flat_map(|counts| &counts.by_state) {
        *whole.by_state.entry(*state).or_default() += rows;
    }
    whole
}

fn left_out(conn: &Connection, id: MailingId) -> Result<BTreeMap<SkipReason, u64>, Error> {
    let mut query = conn.prepare_cached(
        "SELECT reason, count(*) FROM delivery WHERE mailing = ? AND state = 'skipped' GROUP BY reason",
    )?;
    let rows = query.query_map([id], |row| Ok((row.get(0)?, count(row.get(1)?))))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn bad_rows(conn: &Connection, id: MailingId) -> Result<Vec<BadRows>, Error> {
    let written: Option<String> = conn
        .prepare_cached("SELECT bad_rows FROM mailing WHERE id = ?")?
        .query_row([id], |row| row.get(0))?;
    let rows = written.map(|text| serde_json::from_str(&text)).transpose();
    Ok(rows.map_err(|_| Error::Corrupt("rows that can't be read"))?.unwrap_or_default())
}

fn failures(conn: &Connection, id: MailingId) -> Result<Vec<(String, u64)>, Error> {
    let mut query = conn.prepare_cached(
        "SELECT trim(coalesce(code || ' ', '') || coalesce(enhanced || ' ', '') ||
                     coalesce(nullif(reply, ''), reason, class, '')) AS words, count(*)
         FROM delivery WHERE mailing = ? AND state = 'failed' GROUP BY words ORDER BY count(*) DESC, words LIMIT ?",
    )?;
    let rows = query.query_map((id, FAILURES), |row| Ok((row.get(0)?, count(row.get(1)?))))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Walks back from the newest attempt, so it costs what the last minute holds.
fn accepted_since(conn: &Connection, id: MailingId, since: Timestamp) -> Result<Taken, Error> {
    let mut query =
        conn.prepare_cached("SELECT mailing, outcome = 'accepted', at, relay FROM attempt ORDER BY id DESC")?;
    let mut rows = query.query([])?;
    let mut taken = Taken::default();
    while let Some(row) = rows.next()? {
        let at = row.get::<_, Moment>(2)?.0;
        if at < since {
            break;
        }
        if row.get::<_, MailingId>(0)? != id || !row.get::<_, bool>(1)? {
            continue;
        }
        taken.add(at, row.get_ref(3)?.as_str_or_null().map_err(rusqlite::Error::from)?);
    }
    Ok(taken)
}

/// How long it must have been going before that says how fast it goes.
const AT_LEAST: SignedDuration = SignedDuration::from_secs(10);

/// How far back is counted: the last minute, or the time since it began or went on or its sender was started, whichever is
/// shorter; none in the beginning. While no sender ran nothing could leave.
pub(super) fn going(
    conn: &Connection,
    id: MailingId,
    now: Timestamp,
) -> Result<Option<SignedDuration>, Error> {
    let begun: Option<Moment> = conn
        .prepare_cached(
            "SELECT max(at) FROM (SELECT max(at) AS at FROM happening WHERE mailing = ? AND state = 'sending'
                                  UNION ALL SELECT started_at FROM instance)",
        )?
        .query_row([id], |row| row.get(0))?;
    let minute = SignedDuration::from_mins(1);
    let going = begun.map_or(minute, |begun| now.duration_since(begun.0)).min(minute);
    Ok((going >= AT_LEAST).then_some(going))
}

/// Of all and of each relay; 0 in the beginning.
fn per_minute(
    conn: &Connection,
    id: MailingId,
    now: Timestamp,
) -> Result<(u64, BTreeMap<String, u64>), Error> {
    let Some(going) = going(conn, id, now)? else { return Ok((0, BTreeMap::new())) };
    Ok(accepted_since(conn, id, now.saturating_sub(going).unwrap_or(now))?.a_minute(going, now))
}

fn progress(
    conn: &Connection,
    path: &std::path::Path,
    id: MailingId,
    now: Timestamp,
) -> Result<Progress, Error> {
    let mailing = mailings::by_id(conn, id)?;
    let by_language = by_language(conn, id)?;
    let next_retry = conn
        .prepare_cached("SELECT min(retry_at) FROM delivery WHERE mailing = ? AND state = 'deferred'")?
        .query_row([id], |row| row.get::<_, Option<Moment>>(0))?;
    let (sender, sender_starting) = instance::alive_or_starting(conn, path)?;
    let sender_alive = sender.is_some();
    let (per_minute, by_relay) = if sender_alive { per_minute(conn, id, now)? } else { (0, BTreeMap::new()) };
    let under_way = matches!(mailing.state, MailingState::Sending | MailingState::Pausing);
    Ok(Progress {
        trouble: if under_way { instance::trouble(conn)? } else { None },
        counts: sum(&by_language),
        by_language,
        left_out: left_out(conn, id)?,
        bad_rows: bad_rows(conn, id)?,
        failures: failures(conn, id)?,
        next_retry: next_retry.map(|moment| moment.0),
        per_minute,
        by_relay,
        sender_alive,
        // The next sender, of this machine, settles them as it starts.
        left_behind: None,
        sender_starting,
        sender_detached: sender.is_some_and(|sender| sender.detached),
        mailing: mailing.name,
        state: mailing.state,
        held: mailing.held,
        held_on: mailing.held_on,
        due: mailing.schedule.due,
        started_at: mailing.started_at,
    })
}

impl Ledger {
    /// One look at a mailing, at one moment of the ledger.
    pub async fn progress(&self, id: MailingId, now: Timestamp) -> Result<Progress, Error> {
        let path = self.path().to_owned();
        self.read(move |conn| {
            let snapshot = conn.unchecked_transaction()?;
            progress(&snapshot, &path, id, now)
        })
        .await
    }

    /// Walks back from the newest attempt.
    pub async fn taken_by(&self, relay: String, since: Timestamp) -> Result<(u64, Option<Timestamp>), Error> {
        self.read(move |conn| {
            let mut query = conn.prepare_cached(
                "SELECT at, relay = ? AND outcome IN ('accepted', 'unknown') FROM attempt ORDER BY id DESC",
            )?;
            let mut rows = query.query([relay])?;
            let (mut letters, mut first) = (0, None);
            while let Some(row) = rows.next()? {
                let at = row.get::<_, Moment>(0)?.0;
                if at <= since {
                    break;
                }
                if row.get::<_, Option<bool>>(1)?.unwrap_or(false) {
                    (letters, first) = (letters + 1, Some(at));
                }
            }
            Ok((letters, first))
        })
        .await
    }

    /// The rows by state.
    pub async fn counts(&self, id: MailingId) -> Result<Counts, Error> {
        self.read(move |conn| Ok(sum(&by_language(conn, id)?))).await
    }

    pub async fn tried_due(&self, id: MailingId) -> Result<Option<Timestamp>, Error> {
        self.read(move |conn| {
            let sql =
                "SELECT CASE WHEN EXISTS (SELECT 1 FROM delivery INDEXED BY delivery_tried
                                          WHERE mailing = ?1 AND state = 'planned' AND first_at IS NOT NULL) THEN 0
                        ELSE (SELECT min(retry_at) FROM delivery INDEXED BY delivery_deferred
                              WHERE mailing = ?1 AND retry_at IS NOT NULL AND first_at IS NOT NULL) END";
            let due =
                conn.prepare_cached(sql)?.query_row([id], |row| row.get::<_, Option<Moment>>(0))?;
            Ok(due.map(|moment| moment.0))
        })
        .await
    }

    /// Whether something of a mailing can be sent now, later, or never again.
    pub async fn work_left(&self, id: MailingId, now: Timestamp) -> Result<WorkLeft, Error> {
        self.read(move |conn| work_left(conn, id, now)).await
    }
}

fn work_left(conn: &Connection, id: MailingId, now: Timestamp) -> Result<WorkLeft, Error> {
    let sql =
        "SELECT EXISTS (SELECT 1 FROM delivery INDEXED BY delivery_planned WHERE mailing = ?1 AND state = 'planned'),
                (SELECT min(retry_at) FROM delivery INDEXED BY delivery_deferred WHERE mailing = ?1 AND retry_at IS NOT NULL),
                (SELECT coalesce(expires_at <= ?2, 0) FROM mailing WHERE id = ?1)";
    let (planned, retry, expired): (bool, Option<Moment>, bool) = conn
        .prepare_cached(sql)?
        .query_row((id, Moment(now)), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    // Where a moment is known anyway, a walk is not worth it.
    let under_way = !planned && retry.is_none() && mailings::is_under_way(conn, id)?;
    Ok(WorkLeft::of(planned, under_way, retry.map(|moment| moment.0), expired, now))
}
