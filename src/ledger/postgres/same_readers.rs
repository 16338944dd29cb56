//! Mailings that wait for the same readers.

use super::Ledger;
use super::columns::kind as word;
use super::line::Session;
use super::missing::again;
use crate::domain::{IssueId, Lang, MailingId, MailingKind};
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

/// The newest mailing that has readers whom `of` missed, if it is others that have every one of them.
async fn taken_by(session: &Session, of: MailingId) -> Result<Option<String>, Error> {
    if session.one(again!("SELECT EXISTS (SELECT 1 ", ")"), &[&&of.0[..]]).await?.try_get(0)? {
        return Ok(None);
    }
    let sql = "SELECT o.name FROM delivery d JOIN mailing m ON m.id = d.mailing
         JOIN mailing o ON o.issue = m.issue AND o.kind = 'live'
         JOIN delivery e ON e.mailing = o.id AND e.addr_key = d.addr_key
         WHERE d.mailing = $1 AND d.state IN ('failed', 'skipped') AND e.state NOT IN ('failed', 'skipped')
         ORDER BY o.created_at DESC LIMIT 1";
    let found = session.maybe(sql, &[&&of.0[..]]).await?;
    Ok(found.map(|row| row.try_get(0)).transpose()?)
}

/// Refused if the readers of a new one that goes to no lists are those of one that waits, or became those of another
/// since they were counted. Nobody else may make or plan one of this issue meanwhile.
pub(super) async fn refuse(session: &Session, new: &NewMailing) -> Result<(), Error> {
    if new.again || new.missing_of.is_none() && new.corrects.is_none() {
        return Ok(());
    }
    if let Some(name) = waits(session, &new.issue, new.kind, new.corrects.as_ref()).await? {
        return Err(Error::SameReaders(name));
    }
    let Some(of) = new.missing_of else { return Ok(()) };
    taken_by(session, of).await?.map_or(Ok(()), |name| Err(Error::TakenBy(name)))
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
