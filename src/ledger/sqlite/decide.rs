//! What a person says about a letter whose fate nobody can know.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rusqlite::{Connection, OptionalExtension as _};

use super::columns::Moment;
use super::{Durable, Error, Ledger, mailings};
use crate::domain::{Decision, DeliveryState, MailingEvent};
use crate::ledger::Decided;

pub(super) fn decide(conn: &Connection, said: &Decided, now: Timestamp) -> Result<DeliveryState, Error> {
    let mailing = mailings::by_id(conn, said.mailing)?;
    let state = conn
        .query_row(
            "SELECT state FROM delivery WHERE mailing = ? AND addr_key = ?",
            (said.mailing, said.key),
            |row| row.get::<_, DeliveryState>(0),
        )
        .optional()?
        .ok_or_else(|| Error::NoSuchReader(mailing.name.clone()))?;
    if state != DeliveryState::Unknown {
        return Err(Error::NotUncertain(state.as_str()));
    }
    said.is_in_time(&mailing, now)?;
    if said.decision == Decision::Resend {
        still_gets_mail(conn, said)?;
        has_no_newer(conn, said)?;
    }
    let n: i64 = conn.query_row(
        "INSERT INTO decision (mailing, addr_key, n, person, what, why, at)
         SELECT ?1, ?2, 1 + count(*), ?3, ?4, ?5, ?6 FROM decision WHERE mailing = ?1 AND addr_key = ?2
         RETURNING n",
        (said.mailing, said.key, &said.by, said.word(), &said.why, Moment(now)),
        |row| row.get(0),
    )?;
    let Some(to) = said.leads_to() else { return Ok(state) };
    if to == DeliveryState::Planned && said.must_reopen(mailing.state) {
        mailings::happen(conn, said.mailing, MailingEvent::Resend, None, Some(&said.by), now)?;
    }
    conn.execute(
        "UPDATE delivery SET state = ?1, decided = ?2, reason = iif(?1 = 'failed', ?6, NULL), changed_at = ?3,
             first_at = iif(?1 = 'planned', NULL, first_at), attempt = iif(?1 = 'planned', 0, attempt)
         WHERE mailing = ?4 AND addr_key = ?5",
        (to, n, Moment(now), said.mailing, said.key, &said.why),
    )?;
    Ok(to)
}

/// Whoever has left would be left out of the sending, and that their letter may have arrived would be forgotten.
fn still_gets_mail(conn: &Connection, said: &Decided) -> Result<(), Error> {
    let left = conn
        .query_row(
            "SELECT s.reason, s.at FROM suppression s JOIN delivery d USING (addr_key)
             WHERE d.mailing = ? AND d.addr_key = ? AND s.scope IN ('*', d.list) ORDER BY s.at LIMIT 1",
            (said.mailing, said.key),
            |row| Ok((row.get(0)?, row.get::<_, Moment>(1)?.0)),
        )
        .optional()?;
    left.map_or(Ok(()), |(why, at)| Err(Error::HasLeft { why, since: at.to_zoned(TimeZone::UTC).date() }))
}

/// Whoever got a correction since, or the issue again, is not to get the old letter after it.
fn has_no_newer(conn: &Connection, said: &Decided) -> Result<(), Error> {
    let newer: Option<String> = conn
        .query_row(
            "SELECT later.name FROM mailing this
             JOIN mailing later ON later.issue = this.issue AND later.created_at > this.created_at
             JOIN delivery d ON d.mailing = later.id AND d.addr_key = ?2
             WHERE this.id = ?1 AND d.state IN ('submitting', 'accepted', 'unknown')
             ORDER BY later.created_at DESC LIMIT 1",
            (said.mailing, said.key),
            |row| row.get(0),
        )
        .optional()?;
    newer.map_or(Ok(()), |name| Err(Error::HasNewer(name)))
}

impl Ledger {
    pub async fn decide(&self, said: Decided, now: Timestamp) -> Result<DeliveryState, Error> {
        self.write(Durable::PowerCut, move |conn| decide(conn, &said, now)).await
    }
}
