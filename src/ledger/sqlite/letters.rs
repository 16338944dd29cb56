//! The frozen letters of a mailing. Pictures are kept once, under the hash of their bytes.

use std::sync::Arc;

use aws_lc_rs::digest::{Context, SHA256};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::{Error, Ledger};
use crate::domain::{InlinePicture, Lang, Letter, MailingId, Spliced};

/// A letter without its pictures, as it stands in the ledger.
#[derive(Serialize, Deserialize)]
struct Body {
    subject: Spliced,
    html: Spliced,
    text: Spliced,
}

fn body(letter: &Letter) -> Result<String, Error> {
    let Letter { subject, html, text, .. } = letter.clone();
    serde_json::to_string(&Body { subject, html, text }).map_err(|_| Error::Corrupt("a letter"))
}

fn sha256(parts: &[&[u8]]) -> [u8; 32] {
    let mut context = Context::new(&SHA256);
    for part in parts {
        context.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        context.update(part);
    }
    let mut out = [0; 32];
    out.copy_from_slice(context.finish().as_ref());
    out
}

/// What tells two texts of a mailing apart: the hash over all letters, in hexadecimal. The order does not matter.
pub fn letters_hash(letters: &[Letter]) -> Result<String, Error> {
    let mut each = Vec::new();
    for letter in letters {
        let body = body(letter)?;
        let mut parts: Vec<&[u8]> = vec![letter.lang.as_str().as_bytes(), body.as_bytes()];
        for picture in &letter.pictures {
            parts.extend([picture.cid.as_bytes(), picture.mime.as_bytes(), &picture.bytes]);
        }
        each.push(sha256(&parts));
    }
    each.sort_unstable();
    let whole = sha256(&[each.as_flattened()]);
    Ok(whole.iter().map(|byte| format!("{byte:02x}")).collect())
}

pub(super) fn freeze(conn: &Connection, mailing: MailingId, letters: &[Letter]) -> Result<(), Error> {
    for letter in letters {
        conn.execute(
            "INSERT INTO letter (mailing, lang, body) VALUES (?, ?, ?)",
            (mailing, &letter.lang, body(letter)?),
        )?;
        for (n, picture) in letter.pictures.iter().enumerate() {
            let id = sha256(&[&picture.bytes]);
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

fn thaw(conn: &Connection, mailing: MailingId) -> Result<Vec<Letter>, Error> {
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
        let Body { subject, html, text } =
            serde_json::from_str(&body).map_err(|_| Error::Corrupt("a letter that can't be read"))?;
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
        whole.push(Letter { lang, subject, html, text, pictures });
    }
    Ok(whole)
}

impl Ledger {
    /// The letters of a mailing, as they were frozen.
    pub async fn letters(&self, mailing: MailingId) -> Result<Vec<Letter>, Error> {
        self.read(move |conn| thaw(conn, mailing)).await
    }
}
