//! Changes one text of an edition's front matter; comments, order and spacing of the rest stay.

use toml_edit::{Document, Item, Value};

use super::{EditError, line_end};
use crate::workspace::issues::{FENCE, layout};

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
