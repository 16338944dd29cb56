//! `translations.toml` while it is written: a table per passage and language, in order, and every other byte as it was.
//!
//! Tables of what is not recorded yet stand there empty: so each mark changes lines between two headers that stay, and
//! marks that two people made apart merge.

use std::fmt::Write as _;
use std::ops::Range;

use toml_edit::{Document, Value};

use super::read::{self, Records};
use super::{FILE, issue_path};
use crate::domain::translation::{Made, Passage, Record};
use crate::domain::{Issue, IssueId, Lang, Problem};
use crate::workspace::editing::{TextFile, line_end};
use crate::workspace::reading::unsafe_character;
use crate::workspace::{EditError, Error, Workspace};

const PREFACE: &str = "\
# Which text each translation was made from. `courant translate` writes this file, so that it can say
# what has changed since. An empty table: nobody has said.
";

/// The records of an issue, with changes that may not be saved yet.
#[derive(Debug)]
pub struct TranslationsFile {
    held: TextFile,
    records: Records,
}

/// One table with its header, up to the next one.
struct Block {
    passage: Passage,
    lang: Lang,
    whole: Range<usize>,
}

impl TranslationsFile {
    /// Opens the file; one that is not there comes with the first save. The problems of one that can't be read whole
    /// are the second error: nothing is written over it then.
    pub fn open(workspace: &Workspace, issue: &IssueId) -> Result<Result<Self, Vec<Problem>>, Error> {
        let file = issue_path(issue, FILE);
        let held = TextFile::open(workspace.root(), &file)?;
        let (records, problems) = read::records(&file, &held.text);
        Ok(if problems.is_empty() { Ok(Self { held, records }) } else { Err(problems) })
    }

    /// The whole file as it would be saved.
    pub fn text(&self) -> &str {
        &self.held.text
    }

    pub fn record(&self, passage: &Passage, lang: &Lang) -> Option<&Record> {
        self.records.get(&(passage.clone(), lang.clone()))
    }

    /// Writes down what is known of a passage in a language. One that says the same stays as it is, with its day.
    pub fn set(&mut self, passage: &Passage, lang: &Lang, record: &Record) -> Result<(), EditError> {
        let record = readable(record);
        if self.record(passage, lang).is_some_and(|old| says_the_same(old, &record)) {
            return Ok(());
        }
        let text = body(&record, line_end(&self.held.text));
        self.put(passage, lang, &text)?;
        self.records.insert((passage.clone(), lang.clone()), record);
        Ok(())
    }

    /// Gives every passage of the issue an empty table in every language that it has to be translated into.
    pub fn make_room(&mut self, issue: &Issue) -> Result<(), EditError> {
        for passage in Passage::all(issue) {
            let source = passage.source(issue);
            let languages = issue.languages.iter().filter(|lang| passage.is_for(issue, lang));
            for lang in languages.filter(|lang| source != Some(*lang)) {
                if self.record(&passage, lang).is_none() {
                    self.put(&passage, lang, "")?;
                    self.records.insert((passage.clone(), lang.clone()), Record::default());
                }
            }
        }
        Ok(())
    }

    /// Writes what was changed. `Error::is_conflict` if somebody else wrote the file meanwhile; then nothing is
    /// written.
    pub fn save(&mut self) -> Result<(), Error> {
        self.held.save()
    }

    fn put(&mut self, passage: &Passage, lang: &Lang, body: &str) -> Result<(), EditError> {
        let text = &self.held.text;
        let end = line_end(text);
        let blocks = blocks(text)?;
        let key = |block: &Block| (block.passage.clone(), block.lang.clone());
        let wanted = (passage.clone(), lang.clone());
        let (place, new) = if let Some(block) = blocks.iter().find(|block| key(block) == wanted) {
            let old = &text[block.whole.clone()];
            let head = old.find('\n').map_or(old.len(), |at| at + 1);
            let said: String = comments(&old[head..]);
            let gap = if block.whole.end < text.len() { end } else { "" };
            (block.whole.clone(), format!("{}{end}{said}{body}{gap}", old[..head].trim_end()))
        } else {
            let header = format!("[{passage}.{lang}]{end}{body}");
            match blocks.iter().find(|block| key(block) > wanted) {
                Some(next) => (next.whole.start..next.whole.start, format!("{header}{end}")),
                None => {
                    let preface = if text.is_empty() { PREFACE.replace('\n', end) } else { String::new() };
                    let open = if text.is_empty() || text.ends_with('\n') { "" } else { end };
                    (text.len()..text.len(), format!("{preface}{open}{end}{header}"))
                }
            }
        };
        self.held.text.replace_range(place, &new);
        Ok(())
    }
}

/// Without characters that nobody sees, which would be refused when it is read again.
fn readable(record: &Record) -> Record {
    let clean = |text: &str| {
        let mut text = text.replace(['\t', '\r'], " ");
        while let Some(bad) = unsafe_character(&text) {
            text = text.replace(bad, "");
        }
        text.trim().to_owned()
    };
    let made = record.made.clone().map(|made| Made { by: clean(&made.by), ..made });
    let remarks =
        record.remarks.iter().map(|remark| clean(remark)).filter(|remark| !remark.is_empty()).collect();
    Record { made, remarks }
}

/// Whoever said it first, and when, stays.
fn says_the_same(old: &Record, new: &Record) -> bool {
    let made = match (&old.made, &new.made) {
        (Some(old), Some(new)) => old.agrees(new),
        (None, None) => true,
        _ => false,
    };
    made && old.remarks == new.remarks
}

fn body(record: &Record, end: &str) -> String {
    let mut text = String::new();
    let quoted = |text: &str| Value::from(text).to_string();
    if let Some(made) = &record.made {
        // Writing into a text can't fail.
        _ = write!(text, "from = {}{end}of = {}{end}", quoted(made.from.as_str()), quoted(made.of.as_str()));
        _ = write!(text, "how = {}{end}by = {}{end}", quoted(made.how.as_str()), quoted(&made.by));
        _ = write!(text, "on = {}{end}", made.on);
    }
    if !record.remarks.is_empty() {
        let lines: String =
            record.remarks.iter().map(|remark| format!("  {},{end}", one_line(remark))).collect();
        _ = write!(text, "remarks = [{end}{lines}]{end}");
    }
    text
}

/// A text in quotes on a line of its own, whatever it holds: remarks that two people added must merge.
fn one_line(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

/// The lines that people wrote into a table.
fn comments(body: &str) -> String {
    body.split_inclusive('\n').filter(|line| line.trim_start().starts_with('#')).collect()
}

/// The tables of a file that was read without a problem, in its order.
fn blocks(text: &str) -> Result<Vec<Block>, EditError> {
    let strange = |what: String| EditError::NotUnderstood(what);
    let document = Document::parse(text).map_err(|error| strange(error.message().to_owned()))?;
    let mut blocks = Vec::new();
    for (name, item) in document.iter() {
        let passage = Passage::parse(name).map_err(|error| strange(error.to_string()))?;
        for (tag, item) in item.as_table().into_iter().flatten() {
            let lang = Lang::parse(tag).map_err(|error| strange(error.to_string()))?;
            let span = item.as_table().and_then(toml_edit::Table::span);
            let Some(span) = span else { return Err(EditError::Form(format!("{name}.{tag}"))) };
            blocks.push(Block {
                passage: passage.clone(),
                lang,
                whole: line_start(text, span.start)..text.len(),
            });
        }
    }
    blocks.sort_by_key(|block| block.whole.start);
    for at in 1..blocks.len() {
        blocks[at - 1].whole.end = blocks[at].whole.start;
    }
    Ok(blocks)
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}
