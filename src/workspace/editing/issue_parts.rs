//! Where the parts of an `issue.toml` lie, in bytes: its own keys, its `[[section]]` tables.

use std::ops::Range;

use toml_edit::{Document, Item, Table};

use super::EditError;

/// A `[[section]]`, with the comment lines right above it and the tables below it.
#[derive(Debug)]
pub(super) struct SectionPart {
    pub id: Option<String>,
    /// To the end of the last line that says something.
    pub core: Range<usize>,
    pub end: usize,
    /// Where the line of `[[section]]` itself begins.
    pub header: usize,
}

/// The section tables in the order of the file.
pub(super) fn sections(text: &str, document: &Document<&str>) -> Result<Vec<SectionPart>, EditError> {
    let tables = match document.get("section") {
        None => return Ok(Vec::new()),
        Some(Item::ArrayOfTables(tables)) => tables,
        Some(_) => return Err(EditError::Form("section".to_owned())),
    };
    let own: Vec<usize> = tables.iter().filter_map(|table| table.span().map(|span| span.start)).collect();
    let mut others = Vec::new();
    for (_, item) in document.iter().filter(|(key, _)| *key != "section") {
        headers(item, &mut others);
    }
    let mut parts = Vec::new();
    for (table, &header) in tables.iter().zip(&own) {
        let after = own.iter().chain(&others).copied().filter(|at| *at > header).min();
        let end = after.map_or(text.len(), |at| above_comments(text, document, at));
        let mut below = Vec::new();
        table.iter().for_each(|(_, item)| headers(item, &mut below));
        if below.iter().any(|at| *at >= end) {
            return Err(EditError::Form("section".to_owned()));
        }
        let start = above_comments(text, document, header);
        let mut said = vec![header];
        value_ends(table, &mut said);
        let last = said.into_iter().max().unwrap_or(header);
        let core = start
            ..last + text[last..end].find('\n').map_or(end - last, |at| cut_return(&text[last..last + at]));
        let id = table.get("id").and_then(Item::as_str).map(str::to_owned);
        parts.push(SectionPart { id, core, end, header });
    }
    Ok(parts)
}

/// A line without the CR of its end.
fn cut_return(line: &str) -> usize {
    line.strip_suffix('\r').unwrap_or(line).len()
}

/// Where the headers and values of a table and of everything below it end.
fn value_ends(table: &Table, ends: &mut Vec<usize>) {
    ends.extend(table.span().filter(|_| !table.is_dotted()).map(|span| span.end));
    for (_, item) in table {
        match item {
            Item::Table(table) => value_ends(table, ends),
            Item::ArrayOfTables(tables) => tables.iter().for_each(|table| value_ends(table, ends)),
            Item::None | Item::Value(_) => ends.extend(item.span().map(|span| span.end)),
        }
    }
}

/// Where the headers of an item and of everything below it stand.
fn headers(item: &Item, found: &mut Vec<usize>) {
    let mut table = |table: &Table| {
        found.extend(table.span().filter(|_| !table.is_dotted()).map(|span| span.start));
        table.iter().for_each(|(_, item)| headers(item, found));
    };
    match item {
        Item::Table(one) => table(one),
        Item::ArrayOfTables(tables) => tables.iter().for_each(table),
        Item::None | Item::Value(_) => {}
    }
}

/// The first header of all, with the comments above it; the end of the text if there is none.
pub(super) fn first_header(text: &str, document: &Document<&str>) -> usize {
    next_header(text, document, None)
}

/// The header that comes next after `after`, with the comments above it, or the end of the text.
pub(super) fn next_header(text: &str, document: &Document<&str>, after: Option<usize>) -> usize {
    let mut found = Vec::new();
    document.iter().for_each(|(_, item)| headers(item, &mut found));
    let next = found.into_iter().filter(|start| after.is_none_or(|after| *start > after)).min();
    next.map_or(text.len(), |at| above_comments(text, document, at))
}

/// The start of the comment lines that stand right above a line.
pub(super) fn above_comments(text: &str, document: &Document<&str>, at: usize) -> usize {
    let mut ends = Vec::new();
    value_ends(document.as_table(), &mut ends);
    // The last line of a text over several lines may look like a comment.
    let said = ends.into_iter().filter(|end| *end <= at).max().unwrap_or(0);
    let mut start = line_start(text, at);
    while start > 0 {
        let above = line_start(text, start - 1);
        if !text[above..start].trim_start().starts_with('#') || above < said {
            break;
        }
        start = above;
    }
    start
}

pub(super) fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}

/// Where the next line begins.
pub(super) fn line_after(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end + 1)
}
