//! The frozen letters of a mailing. Pictures are kept once, under the hash of their bytes.

use super::Ledger;
use super::columns::Columns as _;
use super::line::Session;
use crate::domain::{InlinePicture, IssueId, Lang, Letter, MailingId};
use crate::ledger::frozen::{Body, picture_id};
use crate::ledger::{Error, FrozenEntry};

pub(super) async fn freeze(session: &Session, mailing: MailingId, letters: &[Letter]) -> Result<(), Error> {
    let id = &&mailing.0[..];
    for letter in letters {
        session
            .execute(
                "INSERT INTO letter (mailing, lang, body) VALUES ($1, $2, $3)",
                &[id, &letter.lang.as_str(), &Body::written(letter)?],
            )
            .await?;
        for (n, picture) in letter.pictures.iter().enumerate() {
            let of = picture_id(&picture.bytes);
            session
                .execute(
                    "INSERT INTO picture (id, bytes) VALUES ($1, $2) ON CONFLICT DO NOTHING",
                    &[&&of[..], &&*picture.bytes],
                )
                .await?;
            session
                .execute(
                    "INSERT INTO letter_picture (mailing, lang, n, cid, file_name, mime, picture)
                     VALUES ($1, $2, $3, $4, $5, $6, $7)",
                    &[
                        id,
                        &letter.lang.as_str(),
                        &i64::try_from(n).unwrap_or(i64::MAX),
                        &picture.cid,
                        &picture.file_name,
                        &picture.mime,
                        &&of[..],
                    ],
                )
                .await?;
        }
    }
    Ok(())
}

pub(super) async fn thaw(session: &Session, mailing: MailingId) -> Result<Vec<Letter>, Error> {
    let id = &&mailing.0[..];
    let mut whole = Vec::new();
    for row in session.rows("SELECT lang, body FROM letter WHERE mailing = $1 ORDER BY lang", &[id]).await? {
        let lang: Lang = row.word(0)?;
        let found = session
            .rows(
                "SELECT cid, file_name, mime, bytes FROM letter_picture JOIN picture ON picture.id = picture
                 WHERE mailing = $1 AND lang = $2 ORDER BY n",
                &[id, &lang.as_str()],
            )
            .await?;
        let mut pictures = Vec::new();
        for picture in found {
            pictures.push(InlinePicture {
                cid: picture.try_get(0)?,
                file_name: picture.try_get(1)?,
                mime: picture.try_get(2)?,
                bytes: picture.try_get::<_, &[u8]>(3)?.into(),
            });
        }
        whole.push(Body::read(row.try_get(1)?)?.into_letter(lang, pictures));
    }
    Ok(whole)
}

impl Ledger {
    pub async fn letters(&self, mailing: MailingId) -> Result<Vec<Letter>, Error> {
        self.read(move |session| async move { thaw(&session, mailing).await }).await
    }

    pub async fn calendar(&self, issue: &IssueId, lang: Option<&Lang>) -> Result<Vec<FrozenEntry>, Error> {
        let (issue, lang) = (issue.clone(), lang.cloned());
        self.read(move |session| {
            let (issue, lang) = (issue.clone(), lang.clone());
            async move { calendar(&session, &issue, lang.as_ref()).await }
        })
        .await
    }
}

async fn calendar(
    session: &Session,
    issue: &IssueId,
    lang: Option<&Lang>,
) -> Result<Vec<FrozenEntry>, Error> {
    let sql = "SELECT l.lang, l.body,
                      EXISTS (SELECT 1 FROM happening h WHERE h.mailing = m.id AND h.state = 'sending')
               FROM mailing m JOIN letter l ON l.mailing = m.id
               WHERE m.issue = $1 AND m.kind = 'live' AND ($2::text IS NULL OR l.lang = $2)
               ORDER BY m.created_at, l.lang";
    let mut entries = Vec::new();
    for row in session.rows(sql, &[&issue.as_str(), &lang.map(Lang::as_str)]).await? {
        let (lang, begun): (Lang, bool) = (row.word(0)?, row.try_get(2)?);
        let calendar = Body::read(row.try_get(1)?)?.into_calendar();
        entries.extend(calendar.into_iter().map(|entry| FrozenEntry { lang: lang.clone(), begun, entry }));
    }
    Ok(entries)
}
