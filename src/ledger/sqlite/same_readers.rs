//! Mailings that wait for the same readers.

use rusqlite::{Connection, OptionalExtension as _};

use super::{Error, Ledger};
use crate::domain::{IssueId, MailingKind};
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

/// Refused if one waits for the readers of a new one that goes to no lists.
pub(super) fn refuse(conn: &Connection, new: &NewMailing) -> Result<(), Error> {
    if new.again || new.missing_of.is_none() && new.corrects.is_none() {
        return Ok(());
    }
    waits(conn, &new.issue, new.kind, new.corrects.as_ref())?
        .map_or(Ok(()), |name| Err(Error::SameReaders(name)))
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
