//! A letter as one reader sees it: with their words in its gaps, and its pictures under names that a browser can ask for.

use crate::domain::prose::{Inline, parse_words};
use crate::domain::settings::Settings;
use crate::domain::{InlinePicture, Letter, Slot, SlotWhat, Slots};
use crate::render::{Templates, default_reason};

/// Where the link to leave leads in a preview: to a page that says so.
pub const UNSUBSCRIBE: &str = "/u/preview";

/// What a mail program would show.
#[derive(Debug)]
pub struct ReaderCopy {
    pub subject: String,
    pub html: String,
    pub text: String,
}

/// The letter of whoever has these `slots`; the reason why they get it is that of most readers where they have none.
pub fn reader_copy(letter: &Letter, settings: &Settings, templates: &Templates, slots: &Slots) -> ReaderCopy {
    let page = settings.web.as_ref().map_or("https://example.org", |web| web.public_url.as_str());
    let reason = default_reason(templates, settings, &letter.lang);
    let fill = |slot: &Slot| match &slot.what {
        SlotWhat::Unsubscribe => format!("{page}{UNSUBSCRIBE}"),
        SlotWhat::Reason => slots.0.get(Slots::REASON).unwrap_or(&reason).clone(),
        SlotWhat::Field { .. } => slots.value(slot).unwrap_or_default().to_owned(),
    };
    let mut html = letter.html.fill(fill);
    let domain = settings.sender.address.domain();
    for picture in &letter.pictures {
        html = html.replace(&format!("cid:{}@{domain}", picture.cid), &picture_name(picture));
    }
    ReaderCopy { subject: letter.subject.fill(fill), html, text: letter.text.fill(fill) }
}

/// What a picture is called beside the page. The name holds a mark of the bytes, so editions share a picture and never mix
/// two up.
pub fn picture_name(picture: &InlinePicture) -> String {
    let ending = picture.file_name.rsplit('.').next().unwrap_or("png");
    format!("{}.{ending}", picture.cid)
}

/// A subject or an inbox line as it was written, with the words of whoever has these `slots`.
pub fn line_for(written: &str, slots: &Slots) -> String {
    let words = |part: &Inline| match part {
        Inline::Text(text) => text.clone(),
        Inline::Field { name, fallback } => slots.0.get(name).unwrap_or(fallback).clone(),
        _ => String::new(),
    };
    parse_words(written).0.iter().map(words).collect()
}
