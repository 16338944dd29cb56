//! Everybody who does not have it, with the reason.

use std::collections::HashSet;

use rusqlite::{Connection, Row};

use super::columns::Moment;
use super::{Error, Ledger};
use crate::domain::{AddrKey, Address, EditionChoice, IssueId, Lang, MailingId, Recipient};
use crate::ledger::{Corrected, Correction, HandedOver, MissingRow, slots_in};

fn missing(conn: &Connection, id: MailingId) -> Result<Vec<MissingRow>, Error> {
    let mut query = conn.prepare(
        "SELECT d.addr_key, d.addr, d.display_name, d.list, d.lang, d.state,
                iif(d.state = 'skipped', coalesce(d.reason, ''),
                    trim(coalesce(d.code || ' ', '') || coalesce(d.enhanced || ' ', '') ||
                         coalesce(nullif(d.reply, ''), d.reason, d.class, ''))),
                d.retry_at, d.changed_at, d.class,
                (SELECT o.name FROM mailing o JOIN delivery e ON e.mailing = o.id AND e.addr_key = d.addr_key
                 WHERE o.issue = m.issue AND o.kind = 'live' AND o.id <> m.id AND e.state = 'accepted'
                 ORDER BY o.created_at DESC, o.id LIMIT 1)
         FROM delivery d JOIN mailing m ON m.id = d.mailing
         WHERE d.mailing = ? AND d.state <> 'accepted' ORDER BY d.state, d.addr",
    )?;
    let rows = query.query_map([id], |row| {
        Ok(MissingRow {
            key: row.get(0)?,
            address: row.get::<_, Option<String>>(1)?.and_then(|text| Address::parse(&text).ok()),
            name: row.get(2)?,
            list: row.get(3)?,
            lang: row.get(4)?,
            state: row.get(5)?,
            reason: row.get(6)?,
            retry_at: row.get::<_, Option<Moment>>(7)?.map(|moment| moment.0),
            changed_at: row.get::<_, Moment>(8)?.0,
            class: row.get(9)?,
            has_it_by: row.get(10)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// As somebody who is to get a correction in the language of what it corrects.
fn corrected(row: &Row<'_>) -> Result<Recipient, Error> {
    let address: String = row.get(1)?;
    let lang: Lang = row.get(4)?;
    Ok(Recipient {
        key: row.get(0)?,
        address: Address::stored(&address).ok_or(Error::Corrupt("an address that is none"))?,
        name: row.get(2)?,
        list: row.get(3)?,
        list_rank: 0,
        wants: Some(lang.clone()),
        edition: lang,
        why: EditionChoice::Exact,
        slots: slots_in(row.get_ref(5)?.as_str_or_null().map_err(rusqlite::Error::from)?)?,
        skipped: row.get(6)?,
    })
}

/// Mailings that correct or try again one another have one letter, in the end.
const CORRECTIONS_SINCE: &str = "WITH RECURSIVE family (id) AS (
        SELECT ?1
        UNION
        SELECT CASE WHEN a.id = f.id THEN b.id ELSE a.id END FROM family f
        JOIN mailing a ON a.id = f.id OR coalesce(a.missing_of, a.got_of) = f.id
        JOIN mailing b ON b.id = coalesce(a.missing_of, a.got_of) AND b.issue = a.issue
    )
    SELECT c.id, c.name, c.got_lang FROM mailing c JOIN mailing m ON m.id = ?1
    WHERE c.id IN (SELECT id FROM family) AND c.got_of IS NOT NULL AND c.kind = m.kind
      AND c.created_at > m.created_at AND (c.state <> 'cancelled' OR c.started_at IS NOT NULL)
    ORDER BY c.created_at";

/// Whom a new mailing to those whom one has missed would reach.
pub(super) const AGAIN: &str = "FROM delivery d JOIN mailing m ON m.id = d.mailing
    WHERE d.mailing = ? AND d.addr IS NOT NULL
      AND (d.state = 'failed' OR (d.state = 'skipped' AND d.reason = 'expired'))
      AND NOT EXISTS (
          SELECT 1 FROM suppression s WHERE s.addr_key = d.addr_key AND s.scope IN ('*', d.list))
      AND NOT EXISTS (
          SELECT 1 FROM mailing o JOIN delivery e ON e.mailing = o.id AND e.addr_key = d.addr_key
          WHERE o.issue = m.issue AND o.kind = 'live' AND e.state NOT IN ('failed', 'skipped'))";

impl Ledger {
    /// Every row that is not accepted, by state, then by address.
    pub async fn missing(&self, id: MailingId) -> Result<Vec<MissingRow>, Error> {
        self.read(move |conn| missing(conn, id)).await
    }

    /// Every letter of a mailing that a mail server has answered for, and every uncertain one, each once.
    pub async fn handed_over(&self, id: MailingId) -> Result<Vec<HandedOver>, Error> {
        self.read(move |conn| {
            let mut query = conn.prepare(
                "SELECT d.addr_key, d.addr, d.state = 'unknown', a.relay, max(a.at)
                 FROM attempt a JOIN delivery d ON d.mailing = a.mailing AND d.addr_key = a.addr_key
                 WHERE a.mailing = ? AND a.outcome = d.state AND d.state IN ('accepted', 'unknown')
                 GROUP BY d.addr_key",
            )?;
            let rows = query.query_map([id], |row| {
                let address: Option<String> = row.get(1)?;
                Ok(HandedOver {
                    key: row.get(0)?,
                    address: address.and_then(|text| Address::stored(&text)),
                    uncertain: row.get(2)?,
                    relay: row.get(3)?,
                    at: row.get::<_, Moment>(4)?.0,
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
        .await
    }

    /// Whom a correction that is a mailing of `issue` would reach.
    pub async fn would_correct(
        &self,
        correction: &Correction,
        issue: &IssueId,
        again: bool,
    ) -> Result<Corrected, Error> {
        let (correction, issue) = (correction.clone(), issue.clone());
        self.read(move |conn| {
            let mut query = conn.prepare(
                "SELECT d.addr_key, d.addr, d.display_name, d.list, d.lang, d.slots, coalesce(
                     (SELECT s.reason FROM suppression s
                      WHERE s.addr_key = d.addr_key AND s.scope IN ('*', d.list) ORDER BY s.scope LIMIT 1),
                     iif(?4, NULL, (
                         SELECT CASE max(e.state IN ('submitting', 'accepted', 'unknown'))
                                    WHEN 1 THEN 'already-has-it' WHEN 0 THEN 'already-scheduled' END
                         FROM mailing o JOIN delivery e ON e.mailing = o.id AND e.addr_key = d.addr_key
                         WHERE o.issue = ?3 AND o.kind = 'live' AND o.created_at > iif(m.issue = ?3, m.created_at, -1)
                           AND e.state NOT IN ('failed', 'skipped')))), d.state = 'unknown'
                 FROM delivery d JOIN mailing m ON m.id = d.mailing
                 WHERE d.mailing = ?1 AND d.addr IS NOT NULL AND d.state IN ('accepted', 'unknown')
                   AND d.lang = coalesce(?2, d.lang)
                 ORDER BY d.addr_key",
            )?;
            let mut rows = query.query((correction.of, &correction.lang, &issue, again))?;
            let mut found = Corrected::default();
            while let Some(row) = rows.next()? {
                found.add(corrected(row)?, row.get(7)?);
            }
            Ok(found)
        })
        .await
    }

    pub async fn can_be_sent_again(&self, id: MailingId) -> Result<HashSet<AddrKey>, Error> {
        self.read(move |conn| {
            let mut query = conn.prepare(&format!("SELECT d.addr_key {AGAIN}"))?;
            Ok(query.query_map([id], |row| row.get(0))?.collect::<Result<_, _>>()?)
        })
        .await
    }

    pub async fn corrections_since(
        &self,
        id: MailingId,
    ) -> Result<Vec<(MailingId, String, Option<Lang>)>, Error> {
        self.read(move |conn| {
            let mut query = conn.prepare(CORRECTIONS_SINCE)?;
            let rows = query.query_map([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
        .await
    }
}
