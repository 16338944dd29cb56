//! What a value of a TOML file can be read as. Each reader reports for itself what is wrong.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::{Node, Translated};
use crate::domain::{Address, Lang, ListName, Localized, Mailbox, SectionId, quotable};
use crate::locale::say;

pub(in crate::workspace) trait Readable: Sized {
    /// Nothing, if it can't be read; then a problem has been reported.
    fn read(node: &Node<'_>) -> Option<Self>;
}

/// The first character that can't be shown or sent: controls other than a line's end, and those that turn the
/// direction of writing.
pub(in crate::workspace) fn unsafe_character(text: &str) -> Option<char> {
    text.chars().find(|&c| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{2028}' | '\u{2029}')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    })
}

/// Why a text can't stand in a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextFault {
    #[error("it holds a line break")]
    LineBreak,
    #[error("it holds the invisible character U+{:04X}", u32::from(*.0))]
    Invisible(char),
}

/// Whether a text may stand in a header.
pub fn words_only(text: &str) -> Result<(), TextFault> {
    if text.contains('\n') {
        return Err(TextFault::LineBreak);
    }
    // In running text a soft hyphen has its use; in a header these three only hide words from searches and filters.
    let hidden = text.chars().find(|c| matches!(c, '\u{200b}' | '\u{feff}' | '\u{ad}'));
    unsafe_character(text).or(hidden).map_or(Ok(()), |bad| Err(TextFault::Invisible(bad)))
}

impl Readable for String {
    fn read(node: &Node<'_>) -> Option<Self> {
        let Some(text) = node.as_str() else { return node.wrong_type(say!("reading-wanted-text")) };
        let text = text.replace("\r\n", "\n");
        if let Some(bad) = unsafe_character(&text) {
            return node.wrong(TextFault::Invisible(bad), say!("reading-without-it"));
        }
        if text.trim().is_empty() {
            return node.wrong(say!("reading-empty"), say!("reading-empty-remedy"));
        }
        Some(text)
    }
}

impl Readable for bool {
    fn read(node: &Node<'_>) -> Option<Self> {
        node.as_value()
            .and_then(toml_edit::Value::as_bool)
            .or_else(|| node.wrong_type(say!("reading-wanted-boolean")))
    }
}

fn number<T: TryFrom<i64>>(node: &Node<'_>, highest: i64) -> Option<T> {
    let Some(number) = node.as_value().and_then(toml_edit::Value::as_integer) else {
        return node.wrong_type(say!("reading-wanted-number"));
    };
    T::try_from(number).ok().or_else(|| {
        let what = say!("reading-out-of-range", number = number.to_string());
        node.wrong(what, say!("reading-range-remedy", highest = highest.to_string()))
    })
}

impl Readable for u16 {
    fn read(node: &Node<'_>) -> Option<Self> {
        number(node, i64::from(Self::MAX))
    }
}

impl Readable for u32 {
    fn read(node: &Node<'_>) -> Option<Self> {
        number(node, i64::from(Self::MAX))
    }
}

fn from_text<T, E: std::fmt::Display>(
    node: &Node<'_>,
    remedy: String,
    parse: impl Fn(&str) -> Result<T, E>,
) -> Option<T> {
    let text = String::read(node)?;
    parse(&text).map_or_else(|error| node.wrong(error, remedy), Some)
}

impl Readable for Lang {
    fn read(node: &Node<'_>) -> Option<Self> {
        from_text(node, say!("reading-like-tag"), Self::parse)
    }
}

impl Readable for Address {
    fn read(node: &Node<'_>) -> Option<Self> {
        from_text(node, say!("reading-like-address"), Self::parse)
    }
}

impl Readable for Mailbox {
    fn read(node: &Node<'_>) -> Option<Self> {
        from_text(node, say!("reading-like-mailbox"), Self::parse)
    }
}

impl Readable for ListName {
    fn read(node: &Node<'_>) -> Option<Self> {
        from_text(node, say!("reading-like-list"), Self::parse)
    }
}

impl Readable for SectionId {
    fn read(node: &Node<'_>) -> Option<Self> {
        from_text(node, say!("reading-like-section"), Self::parse)
    }
}

impl Readable for TimeZone {
    fn read(node: &Node<'_>) -> Option<Self> {
        from_text(node, say!("reading-like-zone"), |text| {
            Self::get(text).map_err(|_| say!("reading-no-zone"))
        })
    }
}

impl Readable for Date {
    fn read(node: &Node<'_>) -> Option<Self> {
        let written = match node.as_value() {
            Some(toml_edit::Value::Datetime(date)) => date.value().to_string(),
            Some(toml_edit::Value::String(text)) => text.value().clone(),
            _ => return node.wrong_type(say!("reading-wanted-date")),
        };
        match written.parse() {
            Ok(date) if written.len() == 10 => Some(date),
            _ => node.wrong(say!("reading-no-date", written = quotable(&written)), say!("reading-like-date")),
        }
    }
}

impl<T: Readable> Readable for Vec<T> {
    fn read(node: &Node<'_>) -> Option<Self> {
        let Some(members) = node.members() else { return node.wrong_type(say!("reading-wanted-list")) };
        let read: Self = members.iter().filter_map(T::read).collect();
        (read.len() == members.len()).then_some(read)
    }
}

impl Readable for Localized {
    fn read(node: &Node<'_>) -> Option<Self> {
        if node.as_str().is_some() {
            return String::read(node).map(Self::One);
        }
        let Some(table) = node.as_table() else {
            return node.wrong_type(say!("reading-wanted-text-per-language"));
        };
        let mut texts = BTreeMap::new();
        let mut whole = true;
        for (key, span, value) in table.entries() {
            let lang = match Lang::parse(&key) {
                Ok(lang) => Some(lang),
                Err(error) => value.at(span).wrong(error, say!("reading-like-language-key")),
            };
            match (lang, String::read(&value)) {
                (Some(lang), Some(text)) => {
                    texts.insert(lang, text);
                }
                _ => whole = false,
            }
        }
        if whole && texts.is_empty() {
            return node.wrong(say!("reading-no-language"), say!("reading-no-language-remedy"));
        }
        node.reading.remember(Translated {
            key: node.key.clone(),
            span: node.span.clone(),
            languages: texts.keys().cloned().collect(),
        });
        whole.then_some(Self::Each(texts))
    }
}
