//! When a mailing is due, after the rules of its zone have changed.

use jiff::Timestamp;

use rusqlite::OptionalExtension as _;

use super::columns::Moment;
use super::turn::Turn;
use super::{Durable, Error, Ledger, instance, mailings};
use crate::domain::{DstShift, MailingId, MailingState, Schedule};

impl Turn {
    pub async fn reschedule(
        &self,
        id: MailingId,
        from: Timestamp,
        to: Schedule,
        why: String,
        now: Timestamp,
    ) -> Result<bool, Error> {
        let epoch = self.epoch;
        self.ledger
            .write(Durable::PowerCut, move |conn| {
                instance::fence(conn, epoch)?;
                let waits = MailingState::Scheduled;
                let sql = "UPDATE mailing SET due = ?, shift = ? WHERE id = ? AND state = ? AND due = ?";
                let shift = to.shift.map(DstShift::as_str);
                let moved =
                    conn.prepare_cached(sql)?.execute((Moment(to.due), shift, id, waits, Moment(from)))?;
                if moved > 0 {
                    mailings::happened(conn, id, waits, None, Some(&why), now)?;
                }
                Ok(moved > 0)
            })
            .await
    }
}

impl Ledger {
    pub async fn moved_by_rules(&self, id: MailingId) -> Result<Option<Timestamp>, Error> {
        self.read(move |conn| {
            let sql = "SELECT iif(person IS NULL, at, NULL) FROM happening
                       WHERE mailing = ? AND state = 'scheduled' ORDER BY id DESC LIMIT 1";
            let at = conn.prepare_cached(sql)?.query_row([id], |row| row.get::<_, Option<Moment>>(0));
            Ok(at.optional()?.flatten().map(|moment| moment.0))
        })
        .await
    }
}
