//! What a person says about a letter whose fate nobody can know.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::columns::{Columns as _, moment};
use super::line::Session;
use super::{Ledger, mailings};
use crate::domain::{Decision, DeliveryState, MailingEvent};
use crate::ledger::{Decided, Error};

async fn decide(session: &Session, said: &Decided, now: Timestamp) -> Result<DeliveryState, Error> {
    mailings::lock(session, said.mailing).await?;
    let mailing = mailings::by_id(session, said.mailing).await?;
    let (id, key) = (&said.mailing.0[..], &said.key.0[..]);
    let state: DeliveryState = session
        .maybe("SELECT state FROM delivery WHERE mailing = $1 AND addr_key = $2 FOR UPDATE", &[&id, &key])
        .await?
        .ok_or_else(|| Error::NoSuchReader(mailing.name.clone()))?
        .word(0)?;
    if state != DeliveryState::Unknown {
        return Err(Error::NotUncertain(state.as_str()));
    }
    said.is_in_time(&mailing, now)?;
    if said.decision == Decision::Resend {
        still_gets_mail(session, said).await?;
        has_no_newer(session, said).await?;
    }
    let n: i64 = session
        .one(
            "INSERT INTO decision (mailing, addr_key, n, person, what, why, at)
             SELECT $1::bytea, $2::bytea, 1 + count(*), $3::text, $4::text, $5::text, $6::bigint
             FROM decision WHERE mailing = $1 AND addr_key = $2
             RETURNING n",
            &[&id, &key, &said.by, &said.word(), &said.why, &moment(now)],
        )
        .await?
        .try_get(0)?;
    let Some(to) = said.leads_to() else { return Ok(state) };
    if to == DeliveryState::Planned && said.must_reopen(mailing.state) {
        mailings::happen(session, said.mailing, MailingEvent::Resend, None, Some(&said.by), now).await?;
    }
    session
        .execute(
            "UPDATE delivery SET state = $1, decided = $2, changed_at = $3,
                 reason = CASE WHEN $1 = 'failed' THEN $6::text END,
                 first_at = CASE WHEN $1 = 'planned' THEN NULL ELSE first_at END,
                 attempt = CASE WHEN $1 = 'planned' THEN 0 ELSE attempt END
             WHERE mailing = $4 AND addr_key = $5",
            &[&to.as_str(), &n, &moment(now), &id, &key, &said.why],
        )
        .await?;
    Ok(to)
}

/// Whoever has left would be left out of the sending, and that their letter may have arrived would be forgotten.
async fn still_gets_mail(session: &Session, said: &Decided) -> Result<(), Error> {
    let sql = "SELECT s.reason, s.at FROM suppression s JOIN delivery d USING (addr_key)
         WHERE d.mailing = $1 AND d.addr_key = $2 AND s.scope IN ('*', d.list) ORDER BY s.at LIMIT 1";
    let Some(left) = session.maybe(sql, &[&&said.mailing.0[..], &&said.key.0[..]]).await? else {
        return Ok(());
    };
    Err(Error::HasLeft { why: left.word(0)?, since: left.at(1)?.to_zoned(TimeZone::UTC).date() })
}

/// Whoever got a correction since, or the issue again, is not to get the old letter after it.
async fn has_no_newer(session: &Session, said: &Decided) -> Result<(), Error> {
    let sql = "SELECT later.name FROM mailing this
         JOIN mailing later ON later.issue = this.issue AND later.created_at > this.created_at
         JOIN delivery d ON d.mailing = later.id AND d.addr_key = $2
         WHERE this.id = $1 AND d.state IN ('submitting', 'accepted', 'unknown')
         ORDER BY later.created_at DESC LIMIT 1";
    match session.maybe(sql, &[&&said.mailing.0[..], &&said.key.0[..]]).await? {
        Some(newer) => Err(Error::HasNewer(newer.try_get(0)?)),
        None => Ok(()),
    }
}

impl Ledger {
    pub async fn decide(&self, said: Decided, now: Timestamp) -> Result<DeliveryState, Error> {
        self.transact(move |transaction| async move {
            let state = decide(transaction.session()?, &said, now).await?;
            transaction.commit().await.map(|()| state)
        })
        .await
    }
}
