//! What the sender before left behind, settled before the next one claims anything. Doing it twice changes nothing.

use jiff::Timestamp;
use rusqlite::Connection;

use super::columns::{Moment, count};
use super::{Boot, Error, mailings};
use crate::domain::{MailingEvent, MailingId, crash_point};
use crate::ledger::Recovered;

/// Looks whether the file is sound.
pub(super) fn check(conn: &Connection) -> Result<(), Error> {
    let said: String = conn.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if said == "ok" { Ok(()) } else { Err(Error::Damaged(said)) }
}

/// What is sent holds no row that is under way. In the same boot a mark can't have been lost, so a row without one was never handed over. After a power cut it can.
pub(super) fn recover(conn: &Connection, boot: &Boot, now: Timestamp) -> Result<Recovered, Error> {
    conn.execute(
        "INSERT INTO attempt (mailing, addr_key, n, outcome, detail, at)
         SELECT d.mailing, d.addr_key, d.attempt, 'unknown', 'the sender ended before the answer came', ?1
         FROM mailing m JOIN delivery d ON d.mailing = m.id
         WHERE m.state <> 'sent' AND (d.state = 'submitting'
            OR (d.state = 'claimed' AND d.batch NOT IN (SELECT id FROM batch WHERE boot = ?2)))",
        (Moment(now), &boot.0),
    )?;
    let unknown = conn.execute(
        "UPDATE delivery SET state = 'unknown', changed_at = ?1, attempt = attempt + 1,
             reason = 'the sender ended before the answer came'
         WHERE mailing IN (SELECT id FROM mailing WHERE mailing.state <> 'sent') AND (state = 'submitting'
            OR (state = 'claimed' AND batch NOT IN (SELECT id FROM batch WHERE boot = ?2)))",
        (Moment(now), &boot.0),
    )?;
    let planned = conn.execute(
        "UPDATE delivery SET state = 'planned', changed_at = ?
         WHERE mailing IN (SELECT id FROM mailing WHERE mailing.state <> 'sent') AND state = 'claimed'",
        [Moment(now)],
    )?;
    let mut pausing = conn.prepare("SELECT id FROM mailing WHERE state = 'pausing'")?;
    let pausing: Vec<MailingId> = pausing.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    for id in pausing {
        mailings::happen(conn, id, MailingEvent::Drained, None, None, now)?;
    }
    crash_point("R1");
    let rows = |n: usize| count(i64::try_from(n).unwrap_or(0));
    Ok(Recovered { planned: rows(planned), unknown: rows(unknown), brought_in: 0, held: 0 })
}
