//! `issue.toml` while it is edited: keys and sections are changed in place; comments, order and spacing stay.

use std::path::PathBuf;

use jiff::civil::Date;
use toml_edit::{Document, Item, Table, Value};

use super::fact::same;
use super::issue_parts::{SectionPart, first_header, line_after, line_start, next_header, sections};
use super::text_file::TextFile;
use super::{EditError, Fact, Pieces, Stamp, line_end};
use crate::domain::{IssueId, Kind, Lang, ListName, SectionId};
use crate::workspace::issues::{FILE, issue_path};
use crate::workspace::reading::words_only;
use crate::workspace::{Error, Workspace};

/// The facts of an issue, with changes that may not be saved yet.
#[derive(Debug)]
pub struct IssueFile {
    held: TextFile,
}

/// A stretch of the text and what takes its place.
pub(super) type Change = (std::ops::Range<usize>, String);

impl IssueFile {
    pub fn open(workspace: &Workspace, issue: &IssueId) -> Result<Self, Error> {
        let file: PathBuf = issue_path(issue, FILE);
        Ok(Self { held: TextFile::open(workspace.root(), &file)? })
    }

    #[cfg(test)]
    pub(super) fn of_text(held: TextFile) -> Self {
        Self { held }
    }

    /// The whole file as it would be saved.
    pub fn text(&self) -> &str {
        &self.held.text
    }

    /// What was read, or saved last.
    pub fn stamp(&self) -> &Stamp {
        self.held.stamp()
    }

    pub fn is_changed(&self) -> bool {
        self.held.is_changed()
    }

    /// Whether somebody else has written the file since it was read.
    pub fn is_stale(&self) -> Result<bool, Error> {
        self.held.is_stale()
    }

    /// Writes what was changed. `Error::is_conflict` if somebody else wrote the file meanwhile; then nothing is
    /// written, and the changes are still here.
    pub fn save(&mut self) -> Result<(), Error> {
        self.held.save()
    }

    pub fn set_title(&mut self, title: &str) -> Result<(), EditError> {
        words_only(title)?;
        self.set("title", Some(&Fact::Text(title.to_owned())))
    }

    pub fn set_number(&mut self, number: Option<u32>) -> Result<(), EditError> {
        self.set("number", number.map(Fact::Number).as_ref())
    }

    pub fn set_date(&mut self, date: Option<Date>) -> Result<(), EditError> {
        self.set("date", date.map(Fact::Day).as_ref())
    }

    pub fn set_languages(&mut self, languages: &[Lang]) -> Result<(), EditError> {
        self.set("languages", Some(&Fact::Words(languages.iter().map(ToString::to_string).collect())))
    }

    pub fn set_lists(&mut self, lists: &[ListName]) -> Result<(), EditError> {
        self.set("lists", Some(&Fact::Words(lists.iter().map(ToString::to_string).collect())))
    }

    fn set(&mut self, key: &str, fact: Option<&Fact>) -> Result<(), EditError> {
        let change = {
            let text = &self.held.text;
            let document = parse(text)?;
            change(text, &document, document.as_table(), key, fact, first_header(text, &document))?
        };
        self.apply(change)
    }

    /// Sets one fact of a section, or takes it out.
    pub fn set_fact(&mut self, section: &SectionId, key: &str, fact: Option<&Fact>) -> Result<(), EditError> {
        let change = {
            let text = &self.held.text;
            let document = parse(text)?;
            let at = index(&sections(text, &document)?, section)?;
            let part = sections(text, &document)?.swap_remove(at);
            let tables = document.get("section").and_then(Item::as_array_of_tables);
            let table = tables
                .and_then(|tables| tables.get(at))
                .ok_or_else(|| EditError::NoSection(section.clone()))?;
            change(text, &document, table, key, fact, line_after(text, part.header))?
        };
        self.apply(change)
    }

    /// Puts a new section before the one that stands at `at`, or after the last.
    pub fn insert_section(&mut self, at: usize, id: &SectionId, kind: &Kind) -> Result<(), EditError> {
        let end = line_end(&self.held.text);
        self.bring_back(at, id, &format!("[[section]]{end}id = \"{id}\"{end}kind = \"{kind}\""))
    }

    /// Puts a section there that was taken out, as it was.
    pub fn bring_back(&mut self, at: usize, id: &SectionId, piece: &str) -> Result<(), EditError> {
        let text = &self.held.text;
        let document = parse(text)?;
        let parts = sections(text, &document)?;
        if index(&parts, id).is_ok() {
            return Err(EditError::SectionExists(id.clone()));
        }
        let new = pieces(text, &parts).with(at, piece, first_header(text, &document));
        self.replace(new)
    }

    /// Takes a section out; gives what stood there, so that it can come back as it was.
    pub fn remove_section(&mut self, id: &SectionId) -> Result<String, EditError> {
        let text = &self.held.text;
        let parts = sections(text, &parse(text)?)?;
        let at = index(&parts, id)?;
        let gone = text[parts[at].core.clone()].to_owned();
        let new = pieces(text, &parts).without(at);
        self.replace(new)?;
        Ok(gone)
    }

    /// Puts a section where the one at `to` stands.
    pub fn move_section(&mut self, id: &SectionId, to: usize) -> Result<(), EditError> {
        let text = &self.held.text;
        let parts = sections(text, &parse(text)?)?;
        let new = pieces(text, &parts).moved(index(&parts, id)?, to);
        self.replace(new)
    }

    pub(super) fn apply(&mut self, change: Option<Change>) -> Result<(), EditError> {
        let Some((place, with)) = change else { return Ok(()) };
        let text = &self.held.text;
        let new = [&text[..place.start], &with, &text[place.end..]].concat();
        self.replace(new)
    }

    /// Takes the new text only if it is still TOML.
    pub(super) fn replace(&mut self, new: String) -> Result<(), EditError> {
        parse(&new)?;
        self.held.text = new;
        Ok(())
    }
}

pub(super) fn parse(text: &str) -> Result<Document<&str>, EditError> {
    Document::parse(text).map_err(|error| EditError::NotUnderstood(error.message().to_owned()))
}

pub(super) fn index(parts: &[SectionPart], id: &SectionId) -> Result<usize, EditError> {
    let is_it = |part: &SectionPart| part.id.as_deref() == Some(id.as_str());
    parts.iter().position(is_it).ok_or_else(|| EditError::NoSection(id.clone()))
}

fn pieces<'t>(text: &'t str, parts: &[SectionPart]) -> Pieces<'t> {
    Pieces { text, places: parts.iter().map(|part| (part.core.clone(), part.end)).collect() }
}

/// How `key` of a table is changed; a key without a place goes below the table's last one, or to `first`.
pub(super) fn change(
    text: &str,
    document: &Document<&str>,
    table: &Table,
    key: &str,
    fact: Option<&Fact>,
    first: usize,
) -> Result<Option<Change>, EditError> {
    let form = || EditError::Form(key.to_owned());
    let value = fact.map(|fact| in_their_order(table.get(key), fact.to_value()));
    match (table.get(key), value) {
        (None | Some(Item::None), None) => Ok(None),
        (Some(Item::Value(there)), Some(value)) if same(there, &value) => Ok(None),
        (Some(Item::Value(there)), Some(value)) => {
            Ok(Some((there.span().ok_or_else(form)?, value.to_string().trim().to_owned())))
        }
        (Some(Item::Value(there)), None) => {
            let name = table.key(key).and_then(toml_edit::Key::span).ok_or_else(form)?;
            let end = there.span().ok_or_else(form)?.end;
            Ok(Some((line_start(text, name.start)..line_after(text, end), String::new())))
        }
        (None | Some(Item::None), Some(value)) => Ok(Some(new_line(text, table, key, &value, first))),
        (Some(Item::Table(below)), value) => {
            // `[section.link]` becomes a line of its own table, or goes.
            let start = below.span().filter(|_| !below.is_dotted()).ok_or_else(form)?.start;
            let end = next_header(text, document, Some(start));
            let cut = line_start(text, start)..end;
            let Some(value) = value else { return Ok(Some((cut, String::new()))) };
            let (place, line) = new_line(text, table, key, &value, first);
            Ok(Some((place.start..cut.end, [&line, &text[place.end..cut.start]].concat())))
        }
        (Some(Item::ArrayOfTables(_)), _) => Err(form()),
    }
}

/// A table of texts in the order in which they stand there; new ones come last.
fn in_their_order(there: Option<&Item>, value: Value) -> Value {
    let (Some(there), Value::InlineTable(new)) = (there.and_then(Item::as_table_like), &value) else {
        return value;
    };
    let known = there.iter().map(|(key, _)| key).filter(|key| new.contains_key(key));
    let added = new.iter().map(|(key, _)| key).filter(|key| !there.contains_key(key));
    let ordered = known.chain(added).filter_map(|key| Some((key, new.get(key)?.clone())));
    Value::InlineTable(ordered.collect())
}

fn new_line(text: &str, table: &Table, key: &str, value: &Value, first: usize) -> Change {
    let last = table.iter().filter_map(|(_, item)| item.as_value()?.span()).map(|span| span.end).max();
    let place = last.map_or(first, |end| line_after(text, end));
    let end = line_end(text);
    let open = if place > 0 && !text[..place].ends_with('\n') { end } else { "" };
    (place..place, format!("{open}{key} = {}{end}", value.to_string().trim()))
}

#[cfg(test)]
mod tests;
