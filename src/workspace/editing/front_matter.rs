//! Changes one text of an edition's front matter; comments, order and spacing of the rest stay.

use toml_edit::{Document, Item, Value};

use super::{EditError, line_end};
use crate::workspace::issues::{FENCE, layout};
use crate::workspace::reading::words_only;

/// Where `key` can't be read: its line, or none where it may be anywhere. `None` if it can be read, or isn't there.
pub(super) fn unread(text: &str, key: &str) -> Option<Option<usize>> {
    let parts = layout(text);
    let Some(front) = parts.front else {
        // Without front matter nothing is written yet, unless it may be what stands before the sections.
        let preamble = &text[parts.preamble];
        return (!preamble.trim().is_empty()).then_some(None);
    };
    let Ok(document) = Document::parse(&text[front.clone()]) else { return Some(None) };
    let there = document.get(key)?;
    let words = there.as_str().is_some_and(|words| words.trim().is_empty() || words_only(words).is_ok());
    let at = front.start + there.span().map_or(0, |span| span.start);
    (!words).then(|| Some(text[..at].matches('\n').count() + 1))
}

/// The whole file with `key` set; the file unchanged, if it says so already.
pub(super) fn set(text: &str, key: &str, value: &str) -> Result<String, EditError> {
    let end = line_end(text);
    let line = format!("{key} = {}{end}", Value::from(value));
    let Some(front) = layout(text).front else {
        let start = text.len() - text.trim_start_matches('\u{feff}').len();
        let rest = &text[start..];
        if rest.lines().next().is_some_and(|first| first.trim_end() == FENCE) {
            return Err(EditError::NotUnderstood(format!("the front matter has no closing {FENCE}")));
        }
        return Ok([&text[..start], FENCE, end, &line, FENCE, end, rest].concat());
    };
    let toml = &text[front.clone()];
    let document =
        Document::parse(toml).map_err(|error| EditError::NotUnderstood(error.message().to_owned()))?;
    let (place, with) = match document.get(key) {
        Some(Item::Value(there)) => {
            if there.as_str() == Some(value) {
                return Ok(text.to_owned());
            }
            let span = there.span().ok_or_else(|| EditError::Form(key.to_owned()))?;
            (front.start + span.start..front.start + span.end, Value::from(value).to_string())
        }
        Some(_) => return Err(EditError::Form(key.to_owned())),
        // A new key may not fall into a table.
        None if document.iter().all(|(_, item)| item.is_value()) => (front.end..front.end, line),
        None => (front.start..front.start, line),
    };
    Ok([&text[..place.start], &with, &text[place.end..]].concat())
}
