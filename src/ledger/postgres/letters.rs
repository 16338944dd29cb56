//! The frozen letters of a mailing. Pictures are kept once, under the hash of their bytes.

use super::Ledger;
use super::columns::Columns as _;
use super::line::Session;
use crate::domain::{InlinePicture, Lang, Letter, MailingId};
use crate::ledger::Error;
use crate::ledger::frozen::{Body, picture_id};

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
}
