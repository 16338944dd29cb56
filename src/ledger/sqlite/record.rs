//! What became of a letter: the row's new state, and a line in the attempts.

use jiff::Timestamp;
use rusqlite::Connection;

use super::columns::{Moment, count};
use super::{Error, suppressions};
use crate::domain::{AddrKey, DeliveryState, MailingId, Outcome, SkipReason};
use crate::ledger::{NOT_ITS_TURN, NOT_SENT_AGAIN, Written};

/// Where an outcome puts a row, and when it is due again. A marked row that was not handed over can't be planned again:
/// it is due at once instead.
fn settled(written: &Written<'_>, from: DeliveryState, now: Timestamp) -> (DeliveryState, Option<Timestamp>) {
    match written.state {
        Some(state) => (state, written.retry_at),
        None if from == DeliveryState::Submitting => (DeliveryState::Deferred, Some(now)),
        None => (DeliveryState::Planned, None),
    }
}

/// Its state, and whether the mailing is cancelled.
fn state_of(conn: &Connection, mailing: MailingId, key: AddrKey) -> Result<(DeliveryState, bool), Error> {
    Ok(conn
        .prepare_cached(
            "SELECT d.state, m.state = 'cancelled' FROM delivery d JOIN mailing m ON m.id = d.mailing
             WHERE d.mailing = ? AND d.addr_key = ?",
        )?
        .query_row((mailing, key), |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// Settles a claimed or submitting row; says where it stands then.
pub(super) fn record(
    conn: &Connection,
    mailing: MailingId,
    key: AddrKey,
    outcome: &Outcome,
    relay: Option<&str>,
    now: Timestamp,
) -> Result<DeliveryState, Error> {
    write_down(conn, mailing, key, &Written::of(outcome), relay, now)
}

/// `record`, of what is to be written already.
pub(super) fn write_down(
    conn: &Connection,
    mailing: MailingId,
    key: AddrKey,
    written: &Written<'_>,
    relay: Option<&str>,
    now: Timestamp,
) -> Result<DeliveryState, Error> {
    if written.state == Some(DeliveryState::Accepted) {
        // Nothing but a letter on its way can be accepted, and nothing can come between.
        if write(conn, mailing, key, written, (DeliveryState::Accepted, None), relay, now)? {
            return Ok(DeliveryState::Accepted);
        }
    }
    let (from, cancelled) = state_of(conn, mailing, key)?;
    match from {
        DeliveryState::Claimed | DeliveryState::Submitting => {}
        // Cancelled between the claim and the first word to the server: there is nothing to write.
        DeliveryState::Skipped => return Ok(from),
        _ if cancelled && was_to_be_sent_again(conn, mailing, key)? => return Ok(from),
        other => return Err(Error::NotUnderWay(other.as_str())),
    }
    let (state, retry_at) = settled(written, from, now);
    if !write(conn, mailing, key, written, (state, retry_at), relay, now)? {
        return Err(Error::NotUnderWay(from.as_str()));
    }
    if cancelled && matches!(state, DeliveryState::Planned | DeliveryState::Deferred) {
        skip(conn, mailing, key, SkipReason::Cancelled, now)?;
        return Ok(state_of(conn, mailing, key)?.0);
    }
    if state == DeliveryState::Unknown && suppressions::settle(conn, mailing, key, now)? {
        return Ok(DeliveryState::Accepted);
    }
    Ok(state)
}

/// Writes row and attempt. False, and nothing is written, if the row is not under way, or is not marked and would have
/// to be.
fn write(
    conn: &Connection,
    mailing: MailingId,
    key: AddrKey,
    written: &Written<'_>,
    (state, retry_at): (DeliveryState, Option<Timestamp>),
    relay: Option<&str>,
    now: Timestamp,
) -> Result<bool, Error> {
    let enhanced = written.enhanced();
    let (code, reply) = (written.reply.map(|reply| reply.code), written.reply.map(|reply| &reply.text));
    let rows = conn
        .prepare_cached(
            "UPDATE delivery SET state = ?3, class = ?4, code = ?5, enhanced = ?6, reply = ?7, reason = ?8,
                 retry_at = ?9, attempt = attempt + ?10, changed_at = ?11,
                 first_at = iif(?12, first_at, coalesce(first_at, ?11))
             WHERE mailing = ?1 AND addr_key = ?2
               AND (state = 'submitting' OR (state = 'claimed' AND ?3 <> 'accepted'))",
        )?
        .execute((
            mailing,
            key,
            state,
            written.class,
            code,
            &enhanced,
            reply,
            written.detail,
            retry_at.map(Moment),
            written.counts,
            Moment(now),
            written.state.is_none(),
        ))?;
    if rows == 1 && written.state.is_some() {
        conn.prepare_cached(
            "INSERT INTO attempt (mailing, addr_key, n, outcome, class, code, enhanced, reply, detail, relay, at)
             SELECT ?1, ?2, attempt, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10
             FROM delivery WHERE mailing = ?1 AND addr_key = ?2",
        )?
        .execute((
            mailing,
            key,
            state,
            written.class,
            code,
            &enhanced,
            reply,
            written.detail,
            relay,
            Moment(now),
        ))?;
    }
    Ok(rows == 1)
}

/// Claimed → planned. A row that somebody else has settled meanwhile stays as it is.
pub(super) fn release(
    conn: &Connection,
    mailing: MailingId,
    key: AddrKey,
    now: Timestamp,
) -> Result<(), Error> {
    let (from, cancelled) = state_of(conn, mailing, key)?;
    if from == DeliveryState::Claimed && cancelled {
        return skip(conn, mailing, key, SkipReason::Cancelled, now);
    }
    conn.prepare_cached(
        "UPDATE delivery SET state = 'planned', changed_at = ? WHERE mailing = ? AND addr_key = ? AND state = 'claimed'",
    )?
    .execute((Moment(now), mailing, key))?;
    Ok(())
}

/// Claimed → deferred until then, with no attempt: it was not its turn. The same exceptions as `release`.
pub(super) fn postpone(
    conn: &Connection,
    mailing: MailingId,
    key: AddrKey,
    until: Timestamp,
    now: Timestamp,
) -> Result<(), Error> {
    let (from, cancelled) = state_of(conn, mailing, key)?;
    if from == DeliveryState::Claimed && cancelled {
        return skip(conn, mailing, key, SkipReason::Cancelled, now);
    }
    conn.prepare_cached(
        "UPDATE delivery SET state = 'deferred', retry_at = ?, reason = ?, class = NULL, code = NULL, enhanced = NULL,
             reply = NULL, changed_at = ?
         WHERE mailing = ? AND addr_key = ? AND state = 'claimed'",
    )?
    .execute((Moment(until), NOT_ITS_TURN, Moment(now), mailing, key))?;
    Ok(())
}

/// Whether somebody has decided so. A row that hangs on a decision and is still open was uncertain before.
pub(super) fn was_to_be_sent_again(
    conn: &Connection,
    mailing: MailingId,
    key: AddrKey,
) -> Result<bool, Error> {
    let sql = "SELECT decided > 0 FROM delivery WHERE mailing = ? AND addr_key = ?";
    Ok(conn.prepare_cached(sql)?.query_row((mailing, key), |row| row.get(0))?)
}

/// What becomes of who is left out for ?1, at ?3. Whose letter was handed over before and was to be sent once more is
/// uncertain again, with the words ?2: that it may have arrived is as true as it was.
pub(super) const LEFT_OUT: &str = "state = iif(decided > 0, 'unknown', 'skipped'),
    reason = iif(decided > 0, ?2, ?1), retry_at = NULL, changed_at = ?3";

pub(super) fn skip(
    conn: &Connection,
    mailing: MailingId,
    key: AddrKey,
    reason: SkipReason,
    now: Timestamp,
) -> Result<(), Error> {
    conn.prepare_cached(&format!(
        "UPDATE delivery SET {LEFT_OUT} WHERE mailing = ?4 AND addr_key = ?5 AND state <> 'unknown'"
    ))?
    .execute((reason, NOT_SENT_AGAIN, Moment(now), mailing, key))?;
    if state_of(conn, mailing, key)?.0 == DeliveryState::Unknown {
        suppressions::settle(conn, mailing, key, now)?;
    }
    Ok(())
}

/// The same of all rows of a mailing that are in one of these states. Says how many it was.
pub(super) fn skip_all(
    conn: &Connection,
    mailing: MailingId,
    states: &str,
    reason: SkipReason,
    now: Timestamp,
) -> Result<u64, Error> {
    let rows = conn
        .prepare_cached(&format!(
            "UPDATE delivery SET {LEFT_OUT} WHERE mailing = ?4 AND state IN ({states})"
        ))?
        .execute((reason, NOT_SENT_AGAIN, Moment(now), mailing))?;
    if rows > 0 {
        suppressions::settle_all(conn, mailing, now)?;
    }
    Ok(count(i64::try_from(rows).unwrap_or(0)))
}

pub(super) fn expire(conn: &Connection, mailing: MailingId, now: Timestamp) -> Result<u64, Error> {
    let late = conn
        .prepare_cached("SELECT coalesce(expires_at <= ?, 0) FROM mailing WHERE id = ?")?
        .query_row((Moment(now), mailing), |row| row.get::<_, bool>(0))?;
    if !late {
        return Ok(0);
    }
    skip_all(conn, mailing, "'planned', 'deferred'", SkipReason::Expired, now)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::sqlite::schema;

    #[test]
    fn a_busy_mailbox_is_written_as_an_attempt_that_does_not_count() {
        let folder = tempfile::tempdir().unwrap();
        let conn = schema::connect(&folder.path().join("ledger.db")).unwrap();
        conn.execute_batch(
            "INSERT INTO mailing (id, name, issue, kind, state, lists, confirmed, again, due_local, zone, due,
                                  created_at, person, letters_hash)
             VALUES (zeroblob(8), 'summer', 'summer', 'live', 'sending', '[]', 2, 0, '', '', 0, 0, 'anna', '');",
        )
        .unwrap();
        let now = Timestamp::UNIX_EPOCH;
        for (n, class, counted) in [(1, "mailbox-busy", 0), (2, "throttle", 0), (3, "temporary", 1)] {
            let key = AddrKey([n; 16]);
            conn.execute(
                "INSERT INTO delivery (mailing, addr_key, list, lang, state, changed_at)
                 VALUES (zeroblob(8), ?, 'l', 'en', 'claimed', 0)",
                [key],
            )
            .unwrap();
            let outcome = Outcome::Deferred { class, reply: None, retry_at: now };
            record(&conn, MailingId([0; 8]), key, &outcome, None, now).unwrap();
            let written: (u32, String) = conn
                .query_row(
                    "SELECT d.attempt, a.class FROM delivery d JOIN attempt a USING (mailing, addr_key)
                     WHERE d.addr_key = ?",
                    [key],
                    |row| Ok((row.get(0)?, row.get(1)?)),
                )
                .unwrap();
            assert_eq!(written, (counted, class.to_owned()));
        }
    }
}
