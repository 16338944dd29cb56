//! Mailings that wait for the same readers.

use super::Ledger;
use super::columns::kind as word;
use super::line::Session;
use crate::domain::{IssueId, Lang, MailingKind};
use crate::ledger::{Correction, Error, NewMailing};

async fn waits(
    session: &Session,
    issue: &IssueId,
    kind: MailingKind,
    corrects: Option<&Correction>,
) -> Result<Option<String>, Error> {
    let of = corrects.map(|to| &to.of.0[..]);
    let lang = corrects.and_then(|to| to.lang.as_ref()).map(Lang::as_str);
    let sql = "SELECT name FROM mailing
         WHERE issue = $1 AND kind = $2 AND planned_at IS NULL AND state NOT IN ('sent', 'cancelled')
           AND CASE WHEN $3::bytea IS NULL THEN missing_of IS NOT NULL
                    ELSE got_of = $3 AND (got_lang IS NULL OR $4::text IS NULL OR got_lang = $4) END
         ORDER BY created_at LIMIT 1";
    let found = session.maybe(sql, &[&issue.as_str(), &word(kind), &of, &lang]).await?;
    Ok(found.map(|row| row.try_get(0)).transpose()?)
}

/// Refused if one waits for the readers of a new one that goes to no lists.
pub(super) async fn refuse(session: &Session, new: &NewMailing) -> Result<(), Error> {
    if new.again || new.missing_of.is_none() && new.corrects.is_none() {
        return Ok(());
    }
    let name = waits(session, &new.issue, new.kind, new.corrects.as_ref()).await?;
    name.map_or(Ok(()), |name| Err(Error::SameReaders(name)))
}

impl Ledger {
    pub async fn waits_for_the_same(
        &self,
        issue: &IssueId,
        kind: MailingKind,
        corrects: Option<&Correction>,
    ) -> Result<Option<String>, Error> {
        let (issue, corrects) = (issue.clone(), corrects.cloned());
        self.read(move |session| {
            let (issue, corrects) = (issue.clone(), corrects.clone());
            async move { waits(&session, &issue, kind, corrects.as_ref()).await }
        })
        .await
    }
}
