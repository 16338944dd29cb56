//! The compare-and-set before a letter is handed over: the last moment at which anybody can still stop it.

use jiff::Timestamp;
use rusqlite::Connection;

use super::columns::Moment;
use super::{Error, record};
use crate::domain::{AddrKey, DeliveryState, MailingId, SkipReason};
use crate::ledger::Submit;

pub(super) fn submit(
    conn: &Connection,
    mailing: MailingId,
    key: AddrKey,
    now: Timestamp,
) -> Result<Submit, Error> {
    // Nearly always nothing stands against it: then this is all.
    let marked = conn
        .prepare_cached(
            "UPDATE delivery SET state = 'submitting', changed_at = ?3
             WHERE mailing = ?1 AND addr_key = ?2 AND state = 'claimed'
               AND EXISTS (SELECT 1 FROM mailing m WHERE m.id = ?1 AND m.state = 'sending'
                           AND (m.expires_at IS NULL OR m.expires_at > ?3))
               AND NOT EXISTS (SELECT 1 FROM suppression s
                               WHERE s.addr_key = ?2 AND (+s.scope = '*' OR +s.scope = delivery.list))",
        )?
        .execute((mailing, key, Moment(now)))?;
    if marked == 1 { Ok(Submit::Go) } else { against(conn, mailing, key, now) }
}

/// What stands against it, and what becomes of the row then.
fn against(conn: &Connection, mailing: MailingId, key: AddrKey, now: Timestamp) -> Result<Submit, Error> {
    let (state, list, why, sending, expired) = conn
        .prepare_cached(
            "SELECT d.state, d.list, d.reason, m.state = 'sending', coalesce(m.expires_at <= ?3, 0)
             FROM delivery d JOIN mailing m ON m.id = d.mailing WHERE d.mailing = ?1 AND d.addr_key = ?2",
        )?
        .query_row((mailing, key, Moment(now)), |row| {
            Ok((
                row.get::<_, DeliveryState>(0)?,
                row.get::<_, String>(1)?,
                row.get::<_, Option<String>>(2)?,
                row.get::<_, bool>(3)?,
                row.get::<_, bool>(4)?,
            ))
        })?;
    if state == DeliveryState::Skipped {
        let reason = why.as_deref().and_then(SkipReason::from_word);
        return Ok(Submit::Skipped(reason.unwrap_or(SkipReason::Cancelled)));
    }
    if state != DeliveryState::Claimed {
        // Cancelled since, it is as uncertain as it was before somebody decided, or settled by now.
        let open =
            [DeliveryState::Planned, DeliveryState::Deferred, DeliveryState::Submitting].contains(&state);
        if !open && record::was_to_be_sent_again(conn, mailing, key)? {
            return Ok(Submit::Lost);
        }
        return Err(Error::NotUnderWay(state.as_str()));
    }
    let suppressed = conn
        .prepare_cached(
            "SELECT reason FROM suppression WHERE addr_key = ? AND scope IN ('*', ?) ORDER BY scope LIMIT 1",
        )?
        .query_map((key, list), |row| row.get::<_, SkipReason>(0))?
        .next()
        .transpose()?;
    if let Some(reason) = suppressed.or(expired.then_some(SkipReason::Expired)) {
        record::skip(conn, mailing, key, reason, now)?;
        return Ok(Submit::Skipped(reason));
    }
    if sending {
        return Err(Error::Corrupt("a row that could not be marked for no reason"));
    }
    record::release(conn, mailing, key, now)?;
    Ok(Submit::Stop)
}
