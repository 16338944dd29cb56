//! Everybody who does not have it, with the reason.

use std::collections::HashSet;

use tokio_postgres::Row;

use super::Ledger;
use super::columns::Columns as _;
use super::line::Session;
use crate::domain::{AddrKey, Address, EditionChoice, IssueId, Lang, MailingId, Recipient};
use crate::ledger::{Corrected, Correction, Error, HandedOver, MissingRow, slots_in};

async fn missing(session: &Session, id: MailingId) -> Result<Vec<MissingRow>, Error> {
    let rows = session
        .rows(
            r#"SELECT d.addr_key, d.addr, d.display_name, d.list, d.lang, d.state,
                    CASE WHEN d.state = 'skipped' THEN coalesce(d.reason, '')
                         ELSE trim(coalesce(d.code || ' ', '') || coalesce(d.enhanced || ' ', '') ||
                                   coalesce(nullif(d.reply, ''), d.reason, d.class, '')) END,
                    d.retry_at, d.changed_at, d.class,
                    (SELECT o.name FROM mailing o JOIN delivery e ON e.mailing = o.id AND e.addr_key = d.addr_key
                     WHERE o.issue = m.issue AND o.kind = 'live' AND o.id <> m.id AND e.state = 'accepted'
                     ORDER BY o.created_at DESC, o.id LIMIT 1)
             FROM delivery d JOIN mailing m ON m.id = d.mailing
             WHERE d.mailing = $1 AND d.state <> 'accepted'
             ORDER BY d.state COLLATE "C", d.addr COLLATE "C""#,
            &[&&id.0[..]],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(MissingRow {
                key: row.key(0)?,
                address: row.try_get::<_, Option<&str>>(1)?.and_then(|text| Address::parse(text).ok()),
                name: row.try_get(2)?,
                list: row.word(3)?,
                lang: row.word(4)?,
                state: row.word(5)?,
                reason: row.try_get(6)?,
                retry_at: row.maybe_at(7)?,
                changed_at: row.at(8)?,
                class: row.try_get(9)?,
                has_it_by: row.try_get(10)?,
            })
        })
        .collect()
}

/// As somebody who is to get a correction in the language of what it corrects.
fn corrected(row: &Row) -> Result<Recipient, Error> {
    let lang: Lang = row.word(4)?;
    Ok(Recipient {
        key: row.key(0)?,
        address: Address::stored(row.try_get(1)?).ok_or(Error::Corrupt("an address that is none"))?,
        name: row.try_get(2)?,
        list: row.word(3)?,
        list_rank: 0,
        wants: Some(lang.clone()),
        edition: lang,
        why: EditionChoice::Exact,
        slots: slots_in(row.try_get(5)?)?,
        skipped: row.maybe_word(6)?,
    })
}

/// Mailings that correct or try again one another have one letter, in the end.
const CORRECTIONS_SINCE: &str = "WITH RECURSIVE family (id) AS (
        SELECT $1::bytea
        UNION
        SELECT CASE WHEN a.id = f.id THEN b.id ELSE a.id END FROM family f
        JOIN mailing a ON a.id = f.id OR coalesce(a.missing_of, a.got_of) = f.id
        JOIN mailing b ON b.id = coalesce(a.missing_of, a.got_of) AND b.issue = a.issue
    )
    SELECT c.id, c.name, c.got_lang FROM mailing c JOIN mailing m ON m.id = $1
    WHERE c.id IN (SELECT id FROM family) AND c.got_of IS NOT NULL AND c.kind = m.kind
      AND c.created_at > m.created_at AND (c.state <> 'cancelled' OR c.started_at IS NOT NULL)
    ORDER BY c.created_at";

/// Whom a new mailing to those whom one has missed would reach.
macro_rules! again {
    ($head:literal, $tail:literal) => {
        concat!(
            $head,
            "FROM delivery d JOIN mailing m ON m.id = d.mailing
             WHERE d.mailing = $1 AND d.addr IS NOT NULL
               AND (d.state = 'failed' OR (d.state = 'skipped' AND d.reason = 'expired'))
               AND NOT EXISTS (
                   SELECT 1 FROM suppression s WHERE s.addr_key = d.addr_key AND s.scope IN ('*', d.list))
               AND NOT EXISTS (
                   SELECT 1 FROM mailing o JOIN delivery e ON e.mailing = o.id AND e.addr_key = d.addr_key
                   WHERE o.issue = m.issue AND o.kind = 'live' AND e.state NOT IN ('failed', 'skipped'))",
            $tail
        )
    };
}
pub(super) use again;

impl Ledger {
    pub async fn missing(&self, id: MailingId) -> Result<Vec<MissingRow>, Error> {
        self.read(move |session| async move { missing(&session, id).await }).await
    }

    pub async fn handed_over(&self, id: MailingId) -> Result<Vec<HandedOver>, Error> {
        self.read(move |session| async move {
            let rows = session
                .rows(
                    "SELECT DISTINCT ON (d.addr_key) d.addr_key, d.addr, d.state = 'unknown', a.relay, a.at
                     FROM attempt a JOIN delivery d ON d.mailing = a.mailing AND d.addr_key = a.addr_key
                     WHERE a.mailing = $1 AND a.outcome = d.state AND d.state IN ('accepted', 'unknown')
                     ORDER BY d.addr_key, a.at DESC, a.id DESC",
                    &[&&id.0[..]],
                )
                .await?;
            rows.iter()
                .map(|row| {
                    Ok(HandedOver {
                        key: row.key(0)?,
                        address: row.try_get::<_, Option<&str>>(1)?.and_then(Address::stored),
                        uncertain: row.try_get(2)?,
                        relay: row.try_get(3)?,
                        at: row.at(4)?,
                    })
                })
                .collect()
        })
        .await
    }

    pub async fn would_correct(
        &self,
        correction: &Correction,
        issue: &IssueId,
        again: bool,
    ) -> Result<Corrected, Error> {
        let (correction, issue) = (correction.clone(), issue.clone());
        self.read(move |session| {
            let (correction, issue) = (correction.clone(), issue.clone());
            async move {
                let rows = session
                    .rows(
                        r#"SELECT d.addr_key, d.addr, d.display_name, d.list, d.lang, d.slots, coalesce(
                             (SELECT s.reason FROM suppression s WHERE s.addr_key = d.addr_key
                                AND s.scope IN ('*', d.list) ORDER BY s.scope COLLATE "C" LIMIT 1),
                             (SELECT CASE bool_or(e.state IN ('submitting', 'accepted', 'unknown'))
                                         WHEN true THEN 'already-has-it' WHEN false THEN 'already-scheduled' END
                              FROM mailing o JOIN delivery e ON e.mailing = o.id AND e.addr_key = d.addr_key
                              WHERE NOT $4::boolean AND o.issue = $3::text AND o.kind = 'live'
                                AND o.created_at > CASE WHEN m.issue = $3 THEN m.created_at ELSE -1 END
                                AND e.state NOT IN ('failed', 'skipped'))), d.state = 'unknown'
                         FROM delivery d JOIN mailing m ON m.id = d.mailing
                         WHERE d.mailing = $1 AND d.addr IS NOT NULL AND d.state IN ('accepted', 'unknown')
                           AND d.lang = coalesce($2::text, d.lang)
                         ORDER BY d.addr_key"#,
                        &[
                            &&correction.of.0[..],
                            &correction.lang.as_ref().map(Lang::as_str),
                            &issue.as_str(),
                            &again,
                        ],
                    )
                    .await?;
                let mut found = Corrected::default();
                for row in rows {
                    found.add(corrected(&row)?, row.try_get(7)?);
                }
                Ok(found)
            }
        })
        .await
    }

    pub async fn can_be_sent_again(&self, id: MailingId) -> Result<HashSet<AddrKey>, Error> {
        self.read(move |session| async move {
            let rows = session.rows(again!("SELECT d.addr_key ", ""), &[&&id.0[..]]).await?;
            rows.iter().map(|row| row.key(0)).collect()
        })
        .await
    }

    pub async fn corrections_since(
        &self,
        id: MailingId,
    ) -> Result<Vec<(MailingId, String, Option<Lang>)>, Error> {
        self.read(move |session| async move {
            let rows = session.rows(CORRECTIONS_SINCE, &[&&id.0[..]]).await?;
            rows.iter().map(|row| Ok((row.mailing(0)?, row.try_get(1)?, row.maybe_word(2)?))).collect()
        })
        .await
    }
}
