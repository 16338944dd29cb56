//! An edition rendered once, with slots where the reader's own words go.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{CalendarEntry, Lang, SectionId, Spliced};

/// What is frozen with a mailing, one per language; the sender never renders.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Letter {
    pub lang: Lang,
    pub subject: Spliced,
    /// The finished page: styles inlined, `cid:` references to `pictures`.
    pub html: Spliced,
    pub text: Spliced,
    pub pictures: Vec<InlinePicture>,
    /// What readers can put into their calendars.
    #[serde(default)]
    pub calendar: Vec<CalendarEntry>,
    /// The sections that its edition lacks and that stand in it in another language, marked as such.
    #[serde(default)]
    pub lent: BTreeMap<SectionId, Lang>,
}

/// A picture that travels with the letter.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct InlinePicture {
    /// Without the domain: `ward-1f3a`. HTML refers to it as `cid:ward-1f3a@<from domain>`.
    pub cid: String,
    /// ASCII, for Content-Disposition.
    pub file_name: String,
    pub mime: String,
    pub bytes: Arc<[u8]>,
}
