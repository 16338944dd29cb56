//! One fact of an issue or a section, as it is written into `issue.toml`.

use std::collections::BTreeMap;

use jiff::civil::Date;
use toml_edit::{Array, Datetime, InlineTable, Value};

use crate::domain::Lang;

/// What may stand behind a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    Text(String),
    /// A text per language.
    Each(BTreeMap<Lang, String>),
    Number(u32),
    Day(Date),
    /// `["en", "hu"]`.
    Words(Vec<String>),
}

impl Fact {
    pub(super) fn to_value(&self) -> Value {
        match self {
            Self::Text(text) => Value::from(text),
            Self::Each(texts) => {
                let table: InlineTable = texts.iter().map(|(lang, text)| (lang.as_str(), text)).collect();
                Value::InlineTable(table)
            }
            Self::Number(number) => Value::from(i64::from(*number)),
            // A date that jiff prints is one that TOML knows; if not, it is no worse in quotes.
            Self::Day(day) => {
                day.to_string().parse::<Datetime>().map_or_else(|_| Value::from(day.to_string()), Value::from)
            }
            Self::Words(words) => Value::Array(words.iter().collect::<Array>()),
        }
    }
}

/// Whether two values mean the same, however they are written.
pub(super) fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::String(one), Value::String(other)) => one.value() == other.value(),
        (Value::Integer(one), Value::Integer(other)) => one.value() == other.value(),
        (Value::Datetime(one), Value::Datetime(other)) => one.value() == other.value(),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::InlineTable(one), Value::InlineTable(other)) => {
            one.len() == other.len()
                && one.iter().all(|(key, value)| other.get(key).is_some_and(|other| same(value, other)))
        }
        _ => false,
    }
}
