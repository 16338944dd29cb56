//! Mailings that wait for the same readers.

use rusqlite::{Connection, OptionalExtension as _};

use super::missing::AGAIN;
use super::{Error, Ledger};
use crate::domain::{IssueId, MailingId, MailingKind};
use crate::ledger::{Correction, NewMailing};

fn waits(
    conn: &Connection,
    issue: &IssueId,
    kind: MailingKind,
    corrects: Option<&Correction>,
) -> Result<Option<String>, Error> {
    let (of, lang) = corrects.map(|to| (to.of, to.lang.as_ref())).unzip();
    let name = conn
        .prepare_cached(
            "SELECT name FROM mailing
             WHERE issue = ?1 AND kind = ?2 AND planned_at IS NULL AND state NOT IN ('sent', 'cancelled')
               AND CASE WHEN ?3 IS NULL THEN missing_of IS NOT NULL
                        ELSE got_of = ?3 AND (got_lang IS NULL OR ?4 IS NULL OR got_lang = ?4) END
             ORDER BY created_at LIMIT 1",
        )?
        .query_row((issue, kind, of, lang.flatten()), |row| row.get(0))
        .optional()?;
    Ok(name)
}

/// The newest mailing that has readers whom `of` missed, if it is others that have every one of them.
fn taken_by(conn: &Connection, of: MailingId) -> Result<Option<String>, Error> {
    let sql = format!("SELECT EXISTS (SELECT 1 {AGAIN})");
    if conn.query_row(&sql, [of], |row| row.get(0))? {
        return Ok(None);
    }
    let name = conn
        .prepare_cached(
            "SELECT o.name FROM delivery d JOIN mailing m ON m.id = d.mailing
             JOIN mailing o ON o.issue = m.issue AND o.kind = 'live'
             JOIN delivery e ON e.mailing = o.id AND e.addr_key = d.addr_key
             WHERE d.mailing = ? AND d.state IN ('failed', 'skipped') AND e.state NOT IN ('failed', 'skipped')
             ORDER BY o.created_at DESC LIMIT 1",
        )?
        .query_row([of], |row| row.get(0))
        .optional()?;
    Ok(name)
}

/// Refused if the readers of a new one that goes to no lists are those of one that waits, or became those of another
/// since they were counted.
pub(super) fn refuse(conn: &Connection, new: &NewMailing) -> Result<(), Error> {
    if new.again || new.missing_of.is_none() && new.corrects.is_none() {
        return Ok(());
    }
    if let Some(name) = waits(conn, &new.issue, new.kind, new.corrects.as_ref())? {
        return Err(Error::SameReaders(name));
    }
    let taken = new.missing_of.map(|of| taken_by(conn, of)).transpose()?.flatten();
    taken.map_or(Ok(()), |name| Err(Error::TakenBy(name)))
}

impl Ledger {
    pub async fn waits_for_the_same(
        &self,
        issue: &IssueId,
        kind: MailingKind,
        corrects: Option<&Correction>,
    ) -> Result<Option<String>, Error> {
        let (issue, corrects) = (issue.clone(), corrects.cloned());
        self.read(move |conn| waits(conn, &issue, kind, corrects.as_ref())).await
    }
}
