//! One value of a TOML file with its name and its place, so that whoever reads it can say what is wrong with it.

use std::fmt;
use std::ops::Range;

use toml_edit::{Array, ArrayOfTables, Item, TableLike, Value};

use super::{Reading, Table};
use crate::domain::did_you_mean;
use crate::domain::{Problem, quotable};
use crate::locale::say;

/// What stands behind a key.
#[derive(Clone, Copy)]
enum Found<'a> {
    Value(&'a Value),
    Table(&'a dyn TableLike),
    Tables(&'a ArrayOfTables),
}

#[derive(Clone)]
pub(in crate::workspace) struct Node<'a> {
    pub reading: &'a Reading<'a>,
    found: Found<'a>,
    /// `delivery.rate`.
    pub key: String,
    pub span: Range<usize>,
}

impl<'a> Node<'a> {
    pub fn of_item(
        reading: &'a Reading<'a>,
        item: &'a Item,
        key: String,
        key_span: Range<usize>,
    ) -> Option<Self> {
        let found = match item {
            Item::None => return None,
            Item::Value(value) => Found::Value(value),
            Item::Table(table) => Found::Table(table),
            Item::ArrayOfTables(tables) => Found::Tables(tables),
        };
        let span = match item {
            Item::Value(_) => item.span().unwrap_or(key_span),
            _ => key_span,
        };
        Some(Self { reading, found, key, span })
    }

    fn of_value(&self, value: &'a Value) -> Self {
        let span = value.span().unwrap_or_else(|| self.span.clone());
        Self { reading: self.reading, found: Found::Value(value), key: self.key.clone(), span }
    }

    /// The same at another place: its key's.
    pub fn at(&self, span: Range<usize>) -> Self {
        Self { span, ..self.clone() }
    }

    pub fn as_value(&self) -> Option<&'a Value> {
        match self.found {
            Found::Value(value) => Some(value),
            _ => None,
        }
    }

    pub fn as_str(&self) -> Option<&'a str> {
        self.as_value().and_then(Value::as_str)
    }

    fn as_array(&self) -> Option<&'a Array> {
        self.as_value().and_then(Value::as_array)
    }

    /// The members of an array of values.
    pub fn members(&self) -> Option<Vec<Self>> {
        self.as_array().map(|array| array.iter().map(|value| self.of_value(value)).collect())
    }

    /// A table, inline or under its own header.
    pub fn as_table(&self) -> Option<Table<'a>> {
        let entries: &dyn TableLike = match self.found {
            Found::Table(table) => table,
            Found::Value(Value::InlineTable(table)) => table,
            _ => return None,
        };
        Some(Table::new(self.reading, entries, self.key.clone(), self.span.clone()))
    }

    /// `[[key]]` tables, or an array of inline ones.
    pub fn as_tables(&self) -> Option<Vec<Table<'a>>> {
        match self.found {
            Found::Tables(tables) => Some(
                tables
                    .iter()
                    .map(|table| {
                        let span = table.span().unwrap_or_else(|| self.span.clone());
                        Table::new(self.reading, table, self.key.clone(), span)
                    })
                    .collect(),
            ),
            _ => self.members()?.iter().map(Self::as_table).collect(),
        }
    }

    /// Reports that the value is not of the type that is wanted, and returns nothing.
    pub fn wrong_type<T>(&self, wanted: String) -> Option<T> {
        let is = match self.found {
            Found::Table(_) => say!("reading-is-table"),
            Found::Tables(_) => say!("reading-is-tables"),
            Found::Value(value) => match value {
                Value::String(_) => say!("reading-is-text"),
                Value::Integer(_) => say!("reading-is-number"),
                Value::Float(_) => say!("reading-is-decimal"),
                Value::Boolean(_) => say!("reading-is-boolean"),
                Value::Datetime(_) => say!("reading-is-date"),
                Value::Array(_) => say!("reading-is-list"),
                Value::InlineTable(_) => say!("reading-is-table"),
            },
        };
        let problem = Problem::must(
            self.reading.rules.wrong_type,
            self.reading.place(&self.span),
            say!("reading-wrong-type", key = self.key.as_str(), is = is, wanted = wanted.as_str()),
        );
        self.reading.report(problem.remedy(say!("reading-wrong-type-remedy", wanted = wanted)));
        None
    }

    /// Reports that the value is not one that can be used, and returns nothing.
    pub fn wrong<T>(&self, what: impl fmt::Display, remedy: impl Into<String>) -> Option<T> {
        let problem = Problem::must(
            self.reading.rules.value,
            self.reading.place(&self.span),
            say!("reading-value", key = self.key.as_str(), what = what.to_string()),
        );
        self.reading.report(problem.remedy(remedy));
        None
    }

    /// Reports something that should be mended, and goes on.
    pub fn doubtful(&self, what: impl fmt::Display, remedy: impl Into<String>) {
        let problem = Problem::should(
            self.reading.rules.value,
            self.reading.place(&self.span),
            say!("reading-value", key = self.key.as_str(), what = what.to_string()),
        );
        self.reading.report(problem.remedy(remedy));
    }

    /// Reports that the value asks for something that this version can't do yet.
    pub fn not_yet<T>(&self, instead: impl Into<String>) -> Option<T> {
        let problem = Problem::must(
            self.reading.rules.not_yet,
            self.reading.place(&self.span),
            say!("reading-not-yet", key = self.key.as_str()),
        );
        self.reading.report(problem.because(say!("reading-not-yet-why")).remedy(instead));
        None
    }

    /// One of a few words.
    pub fn one_of<T: Copy>(&self, words: &[(&str, T)]) -> Option<T> {
        let all: Vec<_> = words.iter().map(|(word, _)| format!("\"{word}\"")).collect();
        let Some(written) = self.as_str() else {
            return self.wrong_type(say!("reading-wanted-one-of", words = all.join(", ")));
        };
        if let Some((_, meant)) = words.iter().find(|(word, _)| *word == written) {
            return Some(*meant);
        }
        let remedy = match did_you_mean(written, words.iter().map(|(word, _)| *word)) {
            Some(near) => say!("reading-did-you-mean", near = near),
            None => {
                let wanted = say!("reading-wanted-one-of", words = all.join(", "));
                say!("reading-wrong-type-remedy", wanted = wanted)
            }
        };
        self.wrong(say!("reading-unknown-word", word = quotable(written)), remedy)
    }
}
