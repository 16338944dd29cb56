//! A table of a TOML file: hands out what is asked for, and reports the keys that nobody asked for.

use std::cell::RefCell;
use std::fmt;
use std::ops::Range;

use toml_edit::TableLike;

use super::{Node, Readable, Reading};
use crate::domain::did_you_mean;
use crate::domain::{Problem, quotable};
use crate::locale::say;

pub(in crate::workspace) struct Table<'a> {
    pub reading: &'a Reading<'a>,
    entries: &'a dyn TableLike,
    /// `delivery.relay`; empty for the file itself.
    pub name: String,
    pub span: Range<usize>,
    asked: RefCell<Vec<&'static str>>,
    /// Keys of those that are refused, because their part is not built yet: they are not offered.
    refused: RefCell<Vec<&'static str>>,
    /// Keys that must be there and are not, each with an example.
    missing: RefCell<Vec<(&'static str, String)>>,
}

impl<'a> Table<'a> {
    pub fn new(
        reading: &'a Reading<'a>,
        entries: &'a dyn TableLike,
        name: String,
        span: Range<usize>,
    ) -> Self {
        let (asked, refused, missing) = (RefCell::default(), RefCell::default(), RefCell::default());
        Self { reading, entries, name, span, asked, refused, missing }
    }

    fn full_name(&self, key: &str) -> String {
        if self.name.is_empty() { key.to_owned() } else { format!("{}.{key}", self.name) }
    }

    fn node(&self, key: &str) -> Option<Node<'a>> {
        let (name, item) = self.entries.get_key_value(key)?;
        let span = name.span().unwrap_or_else(|| self.span.clone());
        Node::of_item(self.reading, item, self.full_name(key), span)
    }

    /// What stands behind a key, if it is there.
    pub fn get(&self, key: &'static str) -> Option<Node<'a>> {
        if !self.asked.borrow().contains(&key) {
            self.asked.borrow_mut().push(key);
        }
        self.node(key)
    }

    pub fn optional<T: Readable>(&self, key: &'static str) -> Option<T> {
        T::read(&self.get(key)?)
    }

    /// The value of a key that must be there.
    pub fn required<T: Readable>(&self, key: &'static str, example: &str) -> Option<T> {
        T::read(&self.demand(key, example)?)
    }

    /// What stands behind a key that must be there; `finish` reports it if it is not.
    pub fn demand(&self, key: &'static str, example: &str) -> Option<Node<'a>> {
        let found = self.get(key);
        if found.is_none() {
            self.missing.borrow_mut().push((key, example.to_owned()));
        }
        found
    }

    /// A text that `parse` understands.
    pub fn parsed<T, E: fmt::Display>(
        &self,
        key: &'static str,
        remedy: &str,
        parse: impl Fn(&str) -> Result<T, E>,
    ) -> Option<T> {
        let node = self.get(key)?;
        let text = String::read(&node)?;
        parse(&text).map_or_else(|error| node.wrong(error, remedy), Some)
    }

    /// A table of its own.
    pub fn table(&self, key: &'static str) -> Option<Table<'a>> {
        let node = self.get(key)?;
        node.as_table().or_else(|| node.wrong_type(say!("reading-wanted-table")))
    }

    /// `[[key]]`, as often as it is there.
    pub fn tables(&self, key: &'static str) -> Vec<Table<'a>> {
        let Some(node) = self.get(key) else { return Vec::new() };
        node.as_tables().or_else(|| node.wrong_type(say!("reading-wanted-tables"))).unwrap_or_default()
    }

    /// Refuses a key whose part is not built yet.
    pub fn not_yet(&self, key: &'static str, instead: &str) {
        self.refused.borrow_mut().push(key);
        if let Some(node) = self.get(key) {
            node.not_yet::<()>(instead);
        }
    }

    /// Every entry with its key's own place: for tables whose keys are names.
    pub fn entries(&self) -> Vec<(String, Range<usize>, Node<'a>)> {
        self.entries
            .iter()
            .filter_map(|(key, _)| {
                let span =
                    self.entries.key(key).and_then(toml_edit::Key::span).unwrap_or_else(|| self.span.clone());
                Some((key.to_owned(), span, self.node(key)?))
            })
            .collect()
    }

    /// The entries that nobody asked for.
    pub fn unasked(&self) -> Vec<(String, Range<usize>, Node<'a>)> {
        let asked = self.asked.borrow();
        self.entries().into_iter().filter(|(key, ..)| !asked.contains(&key.as_str())).collect()
    }

    /// The key that was asked for and is nearest to `written`.
    pub fn near(&self, written: &str) -> Option<&'static str> {
        did_you_mean(written, self.offered())
    }

    fn offered(&self) -> Vec<&'static str> {
        let refused = self.refused.borrow();
        self.asked.borrow().iter().copied().filter(|key| !refused.contains(key)).collect()
    }

    /// Reports every key that nobody asked for, and every one that is missing; a misspelled key is not missing too.
    pub fn finish(&self) {
        self.finish_by(|_| self.reading.rules.unknown_key);
    }

    /// `finish`, where the rule that a key breaks hangs on the known one that is near to it.
    pub fn finish_by(&self, rule: impl Fn(Option<&str>) -> &'static str) {
        let mut misspelled = Vec::new();
        for (key, span, _) in self.unasked() {
            let near = self.near(&key);
            misspelled.extend(near);
            let remedy = match near {
                Some(near) => say!("reading-did-you-mean", near = near),
                None => say!("reading-unknown-remedy", known = self.offered().join(", ")),
            };
            let key = quotable(&key);
            let what = match self.name.as_str() {
                "" => say!("reading-unknown", key = key),
                table => say!("reading-unknown-in", key = key, table = table),
            };
            let problem = Problem::must(rule(near), self.reading.place(&span), what);
            self.reading.report(problem.remedy(remedy));
        }
        self.report_missing(&misspelled);
    }

    /// Reports what is missing, where further keys are allowed.
    pub fn finish_missing(&self) {
        let misspelled: Vec<_> = self.unasked().iter().filter_map(|(key, ..)| self.near(key)).collect();
        self.report_missing(&misspelled);
    }

    fn report_missing(&self, misspelled: &[&'static str]) {
        let missing = self.missing.take();
        for (key, example) in missing.iter().filter(|(key, _)| !misspelled.contains(key)) {
            let what = match self.name.as_str() {
                "" => say!("reading-missing", key = *key),
                table => say!("reading-missing-in", table = table, key = *key),
            };
            let remedy = say!("reading-missing-remedy", key = *key, example = example.as_str());
            self.wrong(self.reading.rules.missing, what, remedy);
        }
    }

    /// Reports something about the table as a whole.
    pub fn wrong(&self, rule: &'static str, what: impl Into<String>, remedy: impl Into<String>) {
        self.reading.report(Problem::must(rule, self.reading.place(&self.span), what).remedy(remedy));
    }
}
