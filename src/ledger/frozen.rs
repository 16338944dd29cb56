//! A letter without its pictures, as it stands in the ledger, and what tells two texts of a mailing apart.

use std::collections::BTreeMap;

use aws_lc_rs::digest::{Context, SHA256};
use serde::{Deserialize, Serialize};

use super::Error;
use crate::domain::{CalendarEntry, InlinePicture, Lang, Letter, SectionId, Spliced};

#[derive(Serialize, Deserialize)]
pub(super) struct Body {
    subject: Spliced,
    html: Spliced,
    text: Spliced,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    calendar: Vec<CalendarEntry>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    lent: BTreeMap<SectionId, Lang>,
}

impl Body {
    pub fn written(letter: &Letter) -> Result<String, Error> {
        let Letter { subject, html, text, calendar, lent, .. } = letter.clone();
        let body = Self { subject, html, text, calendar, lent };
        serde_json::to_string(&body).map_err(|_| Error::Corrupt("a letter"))
    }

    pub fn read(text: &str) -> Result<Self, Error> {
        serde_json::from_str(text).map_err(|_| Error::Corrupt("a letter that can't be read"))
    }

    pub fn into_calendar(self) -> Vec<CalendarEntry> {
        self.calendar
    }

    pub fn into_letter(self, lang: Lang, pictures: Vec<InlinePicture>) -> Letter {
        let Self { subject, html, text, calendar, lent } = self;
        Letter { lang, subject, html, text, pictures, calendar, lent }
    }
}

/// A picture's name: the hash of its bytes.
pub(super) fn picture_id(bytes: &[u8]) -> [u8; 32] {
    sha256(&[bytes])
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

/// What tells two texts of a mailing apart: the hash over all letters, in hexadecimal. The order does not matter, nor
/// when and how often an event was said.
pub fn letters_hash(letters: &[Letter]) -> Result<String, Error> {
    let mut each = Vec::new();
    for letter in letters {
        let calendar = letter.calendar.iter().map(CalendarEntry::facts).collect();
        let body = Body::written(&Letter { calendar, ..letter.clone() })?;
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
