//! When a mailing is due, after the rules of its zone have changed.

use jiff::Timestamp;

use super::columns::moment;
use super::mailings;
use super::turn::Turn;
use crate::domain::{DstShift, MailingId, MailingState, Schedule};
use crate::ledger::Error;

impl Turn {
    pub async fn reschedule(
        &self,
        id: MailingId,
        from: Timestamp,
        to: Schedule,
        why: String,
        now: Timestamp,
    ) -> Result<bool, Error> {
        self.ledger
            .transact(move |transaction| async move {
                let session = transaction.session()?;
                mailings::lock(session, id).await?;
                let waits = MailingState::Scheduled;
                let sql = "UPDATE mailing SET due = $1, shift = $2 WHERE id = $3 AND state = $4 AND due = $5";
                let (due, shift) = (moment(to.due), to.shift.map(DstShift::as_str));
                let values: super::line::Params<'_> =
                    &[&due, &shift, &&id.0[..], &waits.as_str(), &moment(from)];
                let moved = session.execute(sql, values).await? > 0;
                if moved {
                    mailings::happened(session, id, waits, None, Some(&why), now).await?;
                }
                transaction.commit().await.map(|()| moved)
            })
            .await
    }
}
