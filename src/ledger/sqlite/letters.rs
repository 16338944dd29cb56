//! The frozen letters of a mailing. Pictures are kept once, under the hash of their bytes.

use std::sync::Arc;

use rusqlite::Connection;

use super::{Error, Ledger};
use crate::domain::{InlinePicture, IssueId, Lang, Letter, MailingId};
use crate::ledger::FrozenEntry;
use crate::ledger::frozen::{Body, picture_id};

pub(super) fn freeze(conn: &Connection, mailing: MailingId, letters: &[Letter]) -> Result<(), Error> {
    for letter in letters {
        conn.execute(
            "INSERT INTO letter (mailing, lang, body) VALUES (?, ?, ?)",
            (mailing, &letter.lang, Body::written(letter)?),
        )?;
        for (n, picture) in letter.pictures.iter().enumerate() {
            let id = picture_id(&picture.bytes);
            conn.execute(
                "INSERT INTO picture (id, bytes) VALUES (?, ?) ON CONFLICT DO NOTHING",
                (id, &*picture.bytes),
            )?;
            conn.execute(
                "INSERT INTO letter_picture (mailing, lang, n, cid, file_name, mime, picture)
                 VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    mailing,
                    &letter.lang,
                    i64::try_from(n).unwrap_or(i64::MAX),
                    &picture.cid,
                    &picture.file_name,
                    &picture.mime,
                    id,
                ),
            )?;
        }
    }
    Ok(())
}

pub(super) fn thaw(conn: &Connection, mailing: MailingId) -> Result<Vec<Letter>, Error> {
    let mut letters = conn.prepare("SELECT lang, body FROM letter WHERE mailing = ? ORDER BY lang")?;
    let found = letters
        .query_map([mailing], |row| Ok((row.get::<_, Lang>(0)?, row.get::<_, String>(1)?)))?
        .collect::<Result<Vec<_>, _>>()?;
    let mut pictures = conn.prepare(
        "SELECT cid, file_name, mime, bytes FROM letter_picture JOIN picture ON picture.id = picture
         WHERE mailing = ? AND lang = ? ORDER BY n",
    )?;
    let mut whole = Vec::new();
    for (lang, body) in found {
        let pictures = pictures
            .query_map((mailing, &lang), |row| {
                Ok(InlinePicture {
                    cid: row.get(0)?,
                    file_name: row.get(1)?,
                    mime: row.get(2)?,
                    bytes: row.get::<_, Arc<[u8]>>(3)?,
                })
            })?
            .collect::<Result<_, _>>()?;
        whole.push(Body::read(&body)?.into_letter(lang, pictures));
    }
    Ok(whole)
}

impl Ledger {
    /// The letters of a mailing, as they were frozen.
    pub async fn letters(&self, mailing: MailingId) -> Result<Vec<Letter>, Error> {
        self.read(move |conn| thaw(conn, mailing)).await
    }

    pub async fn calendar(&self, issue: &IssueId, lang: Option<&Lang>) -> Result<Vec<FrozenEntry>, Error> {
        let (issue, lang) = (issue.clone(), lang.cloned());
        self.read(move |conn| calendar(conn, &issue, lang.as_ref())).await
    }
}

fn calendar(conn: &Connection, issue: &IssueId, lang: Option<&Lang>) -> Result<Vec<FrozenEntry>, Error> {
    let mut bodies = conn.prepare(
        "SELECT l.lang, l.body,
                EXISTS (SELECT 1 FROM happening h WHERE h.mailing = m.id AND h.state = 'sending')
         FROM mailing m JOIN letter l ON l.mailing = m.id
         WHERE m.issue = ?1 AND m.kind = 'live' AND (?2 IS NULL OR l.lang = ?2) ORDER BY m.created_at, l.lang",
    )?;
    let bodies = bodies.query_map((issue, lang), |row| {
        Ok((row.get::<_, Lang>(0)?, row.get::<_, String>(1)?, row.get::<_, bool>(2)?))
    })?;
    let mut entries = Vec::new();
    for body in bodies {
        let (lang, body, begun) = body?;
        let calendar = Body::read(&body)?.into_calendar();
        entries.extend(calendar.into_iter().map(|entry| FrozenEntry { lang: lang.clone(), begun, entry }));
    }
    Ok(entries)
}
