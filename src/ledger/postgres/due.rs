//! When a mailing is due, after the rules of its zone have changed.

use jiff::Timestamp;

use super::columns::{Columns as _, moment};
use super::turn::Turn;
use super::{Ledger, mailings};
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

impl Ledger {
    pub async fn moved_by_rules(&self, id: MailingId) -> Result<Option<Timestamp>, Error> {
        self.read(move |session| async move {
            let sql = "SELECT max(at) FILTER (WHERE person IS NULL) FROM
                (SELECT person, at FROM happening WHERE mailing = $1 AND state = 'scheduled' ORDER BY id DESC LIMIT 1) last";
            session.one(sql, &[&&id.0[..]]).await?.maybe_at(0)
        })
        .await
    }
}
