//! What the sender before left behind, settled before the next one claims anything. Doing it twice changes nothing.

use jiff::Timestamp;
use rusqlite::Connection;

use super::columns::{Moment, count};
use super::{Boot, Error, mailings, suppressions};
use crate::domain::{AddrKey, MailingEvent, MailingId, crash_point};
use crate::ledger::Recovered;
use crate::ledger::heard::LEFT_BEHIND;

/// Looks whether the file is sound.
pub(super) fn check(conn: &Connection) -> Result<(), Error> {
    let said: String = conn.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if said == "ok" { Ok(()) } else { Err(Error::Damaged(said)) }
}

/// What is sent holds no row that is under way. In the same boot a mark is lost with the end of the log alone, and stands
/// in `marked` then, so a row without one was never handed over. After a power cut both can be lost.
pub(super) fn recover(
    conn: &Connection,
    boot: &Boot,
    marked: &[(MailingId, AddrKey)],
    now: Timestamp,
) -> Result<Recovered, Error> {
    let mut lost = conn.prepare(
        "UPDATE delivery SET state = 'submitting' WHERE mailing = ? AND addr_key = ? AND state = 'claimed'",
    )?;
    for letter in marked {
        lost.execute(*letter)?;
    }
    conn.execute(
        "INSERT INTO attempt (mailing, addr_key, n, outcome, detail, at)
         SELECT d.mailing, d.addr_key, d.attempt, 'unknown', ?3, ?1
         FROM mailing m JOIN delivery d ON d.mailing = m.id
         WHERE m.state <> 'sent' AND (d.state = 'submitting'
            OR (d.state = 'claimed' AND d.batch NOT IN (SELECT id FROM batch WHERE boot = ?2)))",
        (Moment(now), &boot.0, LEFT_BEHIND),
    )?;
    let unknown = conn.execute(
        "UPDATE delivery SET state = 'unknown', changed_at = ?1, attempt = attempt + 1,
             reason = ?3
         WHERE mailing IN (SELECT id FROM mailing WHERE mailing.state <> 'sent') AND (state = 'submitting'
            OR (state = 'claimed' AND batch NOT IN (SELECT id FROM batch WHERE boot = ?2)))",
        (Moment(now), &boot.0, LEFT_BEHIND),
    )?;
    let planned = conn.execute(
        "UPDATE delivery SET state = 'planned', changed_at = ?
         WHERE mailing IN (SELECT id FROM mailing WHERE mailing.state <> 'sent') AND state = 'claimed'",
        [Moment(now)],
    )?;
    let mut open = conn.prepare("SELECT id FROM mailing WHERE state <> 'sent'")?;
    let open: Vec<MailingId> = match unknown {
        0 => Vec::new(),
        _ => open.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?,
    };
    let mut settled = 0;
    for id in open {
        settled += suppressions::settle_all(conn, id, now)?;
    }
    end_pauses(conn, now)?;
    crash_point("R1");
    let rows = |n: usize| count(i64::try_from(n).unwrap_or(0));
    Ok(Recovered {
        planned: rows(planned),
        unknown: rows(unknown.saturating_sub(settled)),
        brought_in: 0,
        held: 0,
    })
}

/// What is to be paused is, unless a letter of it is under way still.
pub(super) fn end_pauses(conn: &Connection, now: Timestamp) -> Result<(), Error> {
    let mut pausing = conn.prepare("SELECT id FROM mailing WHERE state = 'pausing'")?;
    let pausing: Vec<MailingId> = pausing.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    for id in pausing {
        match mailings::happen(conn, id, MailingEvent::Drained, None, None, now) {
            Err(error) if !error.is_refusal() => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs::OpenOptions;
    use std::os::unix::fs::FileExt as _;

    use super::*;
    use crate::ledger::sqlite::{Ledger, schema};
    use crate::ledger::{Holder, SendingLock};

    #[test]
    fn what_is_uncertain_after_an_end_in_the_middle_is_written_as_an_attempt() {
        let folder = tempfile::tempdir().unwrap();
        let conn = schema::connect(&folder.path().join("ledger.db")).unwrap();
        conn.execute_batch(
            "INSERT INTO mailing (id, name, issue, kind, state, lists, confirmed, again, due_local, zone, due,
                                  created_at, person, letters_hash)
             VALUES (zeroblob(8), 'summer', 'summer', 'live', 'sending', '[]', 2, 0, '', '', 0, 0, 'anna', '');
             INSERT INTO batch (id, boot, claimed_at) VALUES (1, 'this', 0), (2, 'before', 0);",
        )
        .unwrap();
        for (n, state, batch) in
            [(1, "submitting", 1), (2, "claimed", 2), (3, "claimed", 1), (4, "planned", 1)]
        {
            conn.execute(
                "INSERT INTO delivery (mailing, addr_key, list, lang, state, batch, changed_at)
                 VALUES (zeroblob(8), ?, 'l', 'en', ?, ?, 0)",
                (crate::domain::AddrKey([n; 16]), state, batch),
            )
            .unwrap();
        }
        recover(&conn, &Boot("this".to_owned()), &[], Timestamp::UNIX_EPOCH).unwrap();
        let mut query = conn
            .prepare(
                "SELECT hex(substr(d.addr_key, 1, 1)), d.state, d.attempt, a.outcome
                 FROM delivery d LEFT JOIN attempt a USING (mailing, addr_key) ORDER BY 1",
            )
            .unwrap();
        let rows =
            query.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))).unwrap();
        let rows: Vec<(String, String, u32, Option<String>)> = rows.map(Result::unwrap).collect();
        let row = |n: &str, state: &str, attempt, outcome: Option<&str>| {
            (n.to_owned(), state.to_owned(), attempt, outcome.map(str::to_owned))
        };
        assert_eq!(
            rows,
            [
                row("01", "unknown", 1, Some("unknown")),
                row("02", "unknown", 1, Some("unknown")),
                row("03", "planned", 0, None),
                row("04", "planned", 0, None),
            ]
        );
    }

    #[tokio::test]
    async fn after_an_end_in_the_middle_a_damaged_file_is_not_sent_from() {
        for in_order in [false, true] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("ledger.db");
            let holder = || Holder::this(&Boot("boot".to_owned()), Timestamp::UNIX_EPOCH);
            let ledger = Ledger::open(&path, None).unwrap();
            let lock = SendingLock::take(&path, holder()).unwrap();
            let (turn, _) = ledger.take_over(&lock, Timestamp::UNIX_EPOCH).await.unwrap();
            if in_order {
                turn.end(Timestamp::UNIX_EPOCH).await.unwrap();
            }
            drop((turn, ledger));
            let page: i64 = schema::connect(&path)
                .unwrap()
                .query_row("SELECT rootpage FROM sqlite_schema WHERE name = 'picture'", [], |row| row.get(0))
                .unwrap();
            let file = OpenOptions::new().write(true).open(&path).unwrap();
            file.write_all_at(&[0xff; 4096], (page.cast_unsigned() - 1) * 4096).unwrap();
            let ledger = Ledger::open(&path, None).unwrap();
            let next = ledger.take_over(&lock, Timestamp::UNIX_EPOCH).await;
            // No look at the whole of a large file where nothing speaks for it.
            assert_eq!(matches!(next, Err(Error::Damaged(_))), !in_order, "{next:?}");
        }
    }
}
