//! Rows into blocks.

use std::ops::Range;

use super::super::{Block, Inline, ListItem, PictureBlock, PullQuote, Table};
use super::inlines::Reader;
use super::links;
use super::rows::{Marker, Row};

/// All blocks of a text, from top to bottom.
pub fn read(reader: &mut Reader<'_>, rows: &[Row<'_>]) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut at = 0;
    while at < rows.len() {
        at = if rows[at].is_blank() { at + 1 } else { next(reader, rows, at, &mut blocks) };
    }
    blocks
}

/// Reads what begins at row `at`; answers the first row after it.
fn next(reader: &mut Reader<'_>, rows: &[Row<'_>], at: usize, blocks: &mut Vec<Block>) -> usize {
    if let Some((level, words)) = rows[at].heading() {
        blocks.push(heading(reader, rows[at], level, words));
        return at + 1;
    }
    if rows[at].quoted().is_some() {
        let mut end = end_of(rows, at, |row| row.quoted().is_some());
        if names_the_speaker(&rows[end..]) {
            end += 2;
        }
        blocks.push(quote(reader, &rows[at..end]));
        return end;
    }
    if opens_table(rows, at) {
        let end = end_of(rows, at, |row| !row.is_blank());
        blocks.push(table(reader, &rows[at..end]));
        return end;
    }
    if let Some((ordered, points)) = list_at(rows, at) {
        let end = points.last().map_or(at + 1, |last| last.end);
        blocks.push(list(reader, rows, ordered, &points));
        return end;
    }
    let mut end = at + 1;
    while end < rows.len() && !rows[end].is_blank() && !opens_block(rows, end) {
        end += 1;
    }
    paragraph(reader, &rows[at..end], blocks);
    end
}

/// Whether an empty line and a quoted line with a dash follow a quote: whose it is, set off from it.
fn names_the_speaker(rows: &[Row<'_>]) -> bool {
    let [blank, named, after @ ..] = rows else { return false };
    blank.is_blank()
        && named.quoted().is_some_and(|row| DASHES.iter().any(|dash| row.text.starts_with(dash)))
        && after.first().is_none_or(|row| row.quoted().is_none())
}

fn opens_block(rows: &[Row<'_>], at: usize) -> bool {
    rows[at].heading().is_some()
        || rows[at].quoted().is_some()
        || opens_table(rows, at)
        || list_at(rows, at).is_some()
}

fn opens_table(rows: &[Row<'_>], at: usize) -> bool {
    rows[at].text.contains('|') && rows.get(at + 1).is_some_and(Row::is_table_rule)
}

fn end_of(rows: &[Row<'_>], at: usize, belongs: impl Fn(&Row<'_>) -> bool) -> usize {
    rows[at..].iter().position(|row| !belongs(row)).map_or(rows.len(), |many| at + many)
}

/// The rows of each point, if a list begins at row `at`: two points or more, numbers from 1 on.
fn list_at(rows: &[Row<'_>], at: usize) -> Option<(bool, Vec<Range<usize>>)> {
    let (first, _) = rows[at].marker()?;
    if matches!(first, Marker::Number(number) if number != 1) {
        return None;
    }
    let mut points: Vec<Range<usize>> = std::iter::once(at..at + 1).collect();
    let mut last = first;
    for (number, row) in rows.iter().enumerate().skip(at + 1) {
        if row.is_blank() || row.heading().is_some() || row.quoted().is_some() {
            break;
        }
        match row.marker().map(|(marker, _)| marker) {
            Some(marker) if follows(last, marker) => {
                points.push(number..number + 1);
                last = marker;
            }
            _ => {
                if let Some(point) = points.last_mut() {
                    point.end = number + 1;
                }
            }
        }
    }
    (points.len() > 1).then_some((first != Marker::Bullet, points))
}

fn follows(last: Marker, marker: Marker) -> bool {
    match (last, marker) {
        (Marker::Bullet, Marker::Bullet) => true,
        (Marker::Number(last), Marker::Number(number)) => number == last.saturating_add(1) || number == 1,
        _ => false,
    }
}

fn span(reader: &Reader<'_>, rows: &[Row<'_>]) -> Range<usize> {
    match (rows.first(), rows.last()) {
        (Some(first), Some(last)) => reader.written(first.start..last.end()),
        _ => 0..0,
    }
}

fn heading(reader: &mut Reader<'_>, row: Row<'_>, level: u8, words: Row<'_>) -> Block {
    let span = reader.written(row.start..row.end());
    if level < 3 {
        reader.problem(span.clone(), "STR010-no-id");
    }
    let content = reader.read(std::slice::from_ref(&words));
    Block::Heading { level: level.max(3), content: links::find(content), span }
}

/// What opens the name of the one who is quoted.
const DASHES: [&str; 3] = ["— ", "– ", "-- "];

fn quote(reader: &mut Reader<'_>, rows: &[Row<'_>]) -> Block {
    let mut inside: Vec<Row<'_>> = rows.iter().filter_map(Row::quoted).collect();
    while inside.last().is_some_and(Row::is_blank) {
        inside.pop();
    }
    let named = inside.last().filter(|_| inside.len() > 1).and_then(|last| {
        let dash = DASHES.into_iter().find(|dash| last.text.starts_with(dash))?;
        Some(last.after(dash.len()))
    });
    if named.is_some() {
        inside.pop();
    }
    let mut blocks = Vec::new();
    for paragraph in inside.split(Row::is_blank).filter(|rows| !rows.is_empty()) {
        let content = links::find(reader.read(paragraph));
        blocks.push(Block::Paragraph { content, span: span(reader, paragraph) });
    }
    let attribution = named.map(|row| links::find(reader.read(&[row])));
    Block::Quote(PullQuote { blocks, attribution, span: span(reader, rows) })
}

fn table(reader: &mut Reader<'_>, rows: &[Row<'_>]) -> Block {
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        let cells: Vec<Vec<Inline>> =
            row.cells().iter().map(|cell| links::find(reader.read(std::slice::from_ref(cell)))).collect();
        lines.push(cells);
    }
    let widest =
        lines.iter().enumerate().filter(|&(n, _)| n != 1).map(|(_, cells)| cells.len()).max().unwrap_or(0);
    for line in &mut lines {
        line.resize(widest, Vec::new());
    }
    let mut lines = lines.into_iter();
    let head = lines.next().unwrap_or_default();
    Block::Table(Table { head, rows: lines.skip(1).collect(), span: span(reader, rows) })
}

fn list(reader: &mut Reader<'_>, rows: &[Row<'_>], ordered: bool, points: &[Range<usize>]) -> Block {
    let mut items = Vec::with_capacity(points.len());
    let outermost = points.first().map_or(0, |point| rows[point.start].indent);
    for point in points {
        let first = rows[point.start];
        if first.indent > outermost + 1 {
            reader.problem(reader.written(first.start..first.end()), "STR011-set-in");
        }
        let mut inside: Vec<Row<'_>> = rows[point.clone()].to_vec();
        if let (Some(head), Some((_, words))) = (inside.first_mut(), first.marker()) {
            *head = words;
        }
        let span = span(reader, &inside);
        let content = links::find(reader.read(&inside));
        items.push(ListItem { blocks: vec![Block::Paragraph { content, span }] });
    }
    let last = points.last().map_or(0, |point| point.end);
    let first = points.first().map_or(0, |point| point.start);
    Block::List { ordered, items, span: span(reader, &rows[first..last]) }
}

/// Marks that other Markdown takes for lists, code or headings, and this one for text.
fn trap(reader: &mut Reader<'_>, row: Row<'_>) {
    let text = row.text;
    let looks_like = if text.starts_with("* ") || text.starts_with("+ ") {
        "STR012-point"
    } else if text.starts_with("```") || text.starts_with("~~~") {
        "STR012-code"
    } else if text.len() > 2 && text.bytes().all(|b| b == b'=') {
        "STR012-underline"
    } else {
        return;
    };
    reader.problem(reader.written(row.start..row.end()), looks_like);
}

/// Running text; a picture with its caption, or a button, if that is all there is.
fn paragraph(reader: &mut Reader<'_>, rows: &[Row<'_>], blocks: &mut Vec<Block>) {
    let Some((first, rest)) = rows.split_first() else { return };
    if let Some(picture) = reader.picture(first) {
        let below = if rest.is_empty() { Vec::new() } else { reader.read(rest) };
        let (caption, text) = match <[Inline; 1]>::try_from(below) {
            Ok([Inline::Emphasis(words)]) => (Some(links::find(words)), Vec::new()),
            Ok([other]) => (None, vec![other]),
            Err(other) => (None, other),
        };
        blocks.push(Block::Picture(PictureBlock {
            file: picture.file,
            alt: picture.alt,
            decorative: picture.decorative,
            span: span(reader, if text.is_empty() { rows } else { &rows[..1] }),
            caption,
        }));
        if !text.is_empty() {
            blocks.push(Block::Paragraph { content: links::find(text), span: span(reader, rest) });
        }
        return;
    }
    for row in rows {
        trap(reader, *row);
    }
    let span = span(reader, rows);
    match <[Inline; 1]>::try_from(reader.read(rows)) {
        Ok([Inline::Link { target, content }]) => {
            blocks.push(Block::Button { label: content, target, span });
        }
        Ok([other]) => blocks.push(Block::Paragraph { content: links::find(vec![other]), span }),
        Err(content) => blocks.push(Block::Paragraph { content: links::find(content), span }),
    }
}
