//! When a mailing is due, after the rules of its zone have changed.

use jiff::Timestamp;

use super::columns::Moment;
use super::turn::Turn;
use super::{Durable, Error, instance, mailings};
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
