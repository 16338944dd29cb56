//! DOCX → texts. What can't be taken in is named with its row.

use std::collections::BTreeMap;

use super::DocxError;
use super::grey::{OfDocument, OfRow, RowText, SentOut};
use super::package::{self, Package, Part};
use super::table::{self, Beside, TableRow};
use crate::domain::quotable;
use crate::domain::translation::{Field, Passage, TextHash};
use crate::workspace::bitext::{Bitext, BitextPassage, Row, SegmentState};

/// So many letters of a text say which one is meant.
const SHOWN: usize = 30;

/// The texts of a document, and the rows of it that could not be taken in.
pub fn read(bytes: &[u8]) -> Result<(Bitext, Vec<DocxError>), DocxError> {
    let package = package::open(bytes)?;
    let beside = beside(&package)?;
    let comments = package.comments.as_ref().map(Part::parse).transpose()?;
    let comments = comments.as_ref().map(table::comments).unwrap_or_default();
    let document = package.document.parse()?;
    if !table::is(document.root_element(), "document") {
        let found = format!("a file with <{}>", document.root_element().tag_name().name());
        return Err(DocxError::AnotherKind(quotable(&found)));
    }
    let rows = table::rows(&document, &beside).ok_or(DocxError::NoTable)?;
    let first = rows.iter().find_map(|row| OfDocument::parse(grey_line(row).0.as_str()));
    let first = first.ok_or(DocxError::NoIssue)?;
    let mut found = Found::default();
    for (at, row) in rows.iter().enumerate() {
        found.row(at + 1, row, &comments);
    }
    Ok(found.whole(first))
}

fn beside(package: &Package) -> Result<Beside, DocxError> {
    let relations = package.relations.as_ref().map(Part::parse).transpose()?;
    let numbering = package.numbering.as_ref().map(Part::parse).transpose()?;
    Ok(Beside {
        links: relations.as_ref().map(package::links).unwrap_or_default(),
        numbered: numbering.as_ref().map(table::numbered).unwrap_or_default(),
    })
}

/// The first line of a row's first cell, and the text below it.
fn grey_line(row: &TableRow) -> (String, String) {
    let words = row.cells.first().map(super::cell::Cell::words).unwrap_or_default();
    let (line, text) = words.split_once('\n').unwrap_or((&words, ""));
    (line.to_owned(), text.trim().to_owned())
}

/// What there is so far.
#[derive(Default)]
struct Found {
    passages: Vec<BitextPassage>,
    /// So many rows each of them had.
    sent_out: Vec<usize>,
    strange: Vec<DocxError>,
    /// Of rows that have no name, until the next one that has.
    comments: Vec<String>,
}

impl Found {
    fn row(&mut self, number: usize, row: &TableRow, comments: &BTreeMap<String, String>) {
        self.comments.extend(row.comments.iter().filter_map(|name| comments.get(name).cloned()));
        let (line, below) = grey_line(row);
        if OfDocument::parse(&line).is_some() {
            return;
        }
        let Some((name, behind)) = OfRow::parse(&line) else {
            self.strange.extend(nameless(number, row, &line));
            return;
        };
        let at = self.passage(&name.passage);
        let passage = &mut self.passages[at];
        let remark = |remarks: &mut Vec<String>, text: String| {
            if !text.trim().is_empty() && !remarks.contains(&text) {
                remarks.push(text);
            }
        };
        self.comments.drain(..).for_each(|text| remark(&mut passage.remarks, text));
        // Whoever adds a column does so to say something.
        row.cells.iter().skip(2).for_each(|cell| remark(&mut passage.remarks, cell.words()));
        let Some(cell) = row.cells.get(1) else {
            self.strange.push(DocxError::OneColumn { row: number, name: name.name() });
            return;
        };
        let (field, sent_out) = match &name.text {
            RowText::Remarks => return remark(&mut passage.remarks, cell.words()),
            RowText::Field(field, sent_out) => (*field, sent_out),
        };
        if passage.rows.iter().any(|other| other.field == field) {
            self.strange.push(DocxError::Twice { row: number, name: name.name() });
            return;
        }
        let source = format!("{}\n{below}", behind.trim()).trim().to_owned();
        let target = if field == Field::Body { cell.markdown() } else { one_line(&cell.words()) };
        if let Some(SentOut { of, source: was, target_was }) = sent_out {
            self.sent_out[at] = self.sent_out[at].max(*of);
            passage.target_was = passage.target_was.take().or_else(|| target_was.clone());
            if *was != TextHash::of(&source) {
                self.strange.push(DocxError::SourceChanged { row: number, name: name.name() });
            }
        }
        let source_was = sent_out.as_ref().map(|sent_out| sent_out.source.clone());
        passage.rows.push(of_field(field, source, Some(target), source_was));
    }

    fn passage(&mut self, passage: &Passage) -> usize {
        self.passages.iter().position(|one| one.passage == *passage).unwrap_or_else(|| {
            let (name, remarks, rows) = (String::new(), Vec::new(), Vec::new());
            let passage = passage.clone();
            self.passages.push(BitextPassage { passage, name, target_was: None, remarks, rows });
            self.sent_out.push(0);
            self.passages.len() - 1
        })
    }

    /// With what is missing.
    fn whole(mut self, first: OfDocument) -> (Bitext, Vec<DocxError>) {
        if let Some(last) = self.passages.last_mut() {
            last.remarks.append(&mut self.comments);
        }
        for (passage, of) in self.passages.iter_mut().zip(&self.sent_out) {
            let missing = of.saturating_sub(passage.rows.len());
            if missing > 0 {
                let name = passage.passage.to_string();
                self.strange.push(DocxError::RowsGone { passage: name, missing, of: *of });
            }
            // Whichever they were: without them it is not translated as a whole.
            let fields: Vec<Field> = Field::ALL
                .into_iter()
                .filter(|one| passage.rows.iter().all(|row| row.field != *one))
                .collect();
            passage.rows.extend(
                fields.into_iter().take(missing).map(|field| of_field(field, String::new(), None, None)),
            );
        }
        for passage in &first.passages {
            if self.passages.iter().all(|one| one.passage != *passage) {
                self.strange.push(DocxError::Gone { passage: passage.to_string() });
            }
        }
        let OfDocument { issue, source, target, .. } = first;
        (Bitext { issue, source, target, passages: self.passages }, self.strange)
    }
}

/// A document has no place to say how far a text is: what comes back the same says nothing new, and what was changed was
/// translated by a person.
fn of_field(field: Field, source: String, target: Option<String>, source_was: Option<TextHash>) -> Row {
    let target = target.filter(|target| !target.trim().is_empty());
    Row {
        field,
        source,
        target,
        state: SegmentState::Translated,
        more: Some("written".to_owned()),
        source_was,
    }
}

fn nameless(row: usize, of: &TableRow, line: &str) -> Option<DocxError> {
    if OfRow::is_like_one(line) {
        let name = line.split_whitespace().next().unwrap_or_default();
        return Some(DocxError::Strange { row, name: quotable(name) });
    }
    // The name of a section goes across the whole table.
    let text = of.cells.get(1)?.words();
    let begins: String = one_line(&text).chars().take(SHOWN).collect();
    (!begins.is_empty()).then(|| DocxError::NoName { row, begins: quotable(&begins) })
}

fn one_line(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}
