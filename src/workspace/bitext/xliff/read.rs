//! XLIFF 2.0 → texts. Written by others: what is not ours is passed over, what can't be taken in is an error with its line.

use roxmltree::Node;

use super::{METADATA, NAMESPACE, OURS};
use crate::domain::translation::{Field, Passage, TextHash};
use crate::domain::{IssueId, Lang, quotable};
use crate::workspace::bitext::{Bitext, BitextPassage, Row, SegmentState, xml};

/// Why a file, or a row of it, can't be taken in. Lines count from 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum XliffError {
    #[error("it is not XML: {0}")]
    NotXml(String),
    #[error("it is not XLIFF 2.0 but {0}; let the translation tool write version 2.0")]
    AnotherFormat(String),
    #[error("line {line}: {what}")]
    NotOurs { line: u32, what: String },
    #[error("line {line}: the unit \"{id}\" is not of this issue: its id was changed, or is of another file")]
    Strange { line: u32, id: String },
    #[error(
        "line {line}: \"{id}\" holds a mark (<{element}>) that was not in the text; take it out in the tool"
    )]
    Mark { line: u32, id: String, element: String },
}

/// The file, and the rows of it that could not be taken in.
pub fn read(text: &str) -> Result<(Bitext, Vec<XliffError>), XliffError> {
    let document = xml::parse(text).map_err(XliffError::NotXml)?;
    let root = document.root_element();
    if !is(root, "xliff") {
        let version = root.attribute("version").unwrap_or_default();
        let found = format!("<{}> {}", root.tag_name().name(), quotable(version));
        return Err(XliffError::AnotherFormat(found.trim_end().to_owned()));
    }
    let file = root.children().find(|node| is(*node, "file"));
    let file = file.ok_or_else(|| not_ours(root, "there is no <file> in it"))?;
    let issue = file.attribute("id").and_then(|id| IssueId::parse(id).ok());
    let lang = |name: &str| root.attribute(name).and_then(|tag| Lang::parse(tag).ok());
    let mut strange = Vec::new();
    let bitext = Bitext {
        issue: issue.ok_or_else(|| not_ours(file, "the id of <file> is no issue"))?,
        source: lang("srcLang").ok_or_else(|| not_ours(root, "srcLang is no language"))?,
        target: lang("trgLang").ok_or_else(|| not_ours(root, "trgLang is no language"))?,
        passages: passages(file, &mut strange),
    };
    Ok((bitext, strange))
}

fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.has_tag_name((NAMESPACE, name))
}

fn line(node: Node<'_, '_>) -> u32 {
    node.document().text_pos_at(node.range().start).row
}

fn not_ours(node: Node<'_, '_>, what: &str) -> XliffError {
    XliffError::NotOurs { line: line(node), what: what.to_owned() }
}

/// Units by the passage that their id names, wherever a tool has put them.
fn passages(file: Node<'_, '_>, strange: &mut Vec<XliffError>) -> Vec<BitextPassage> {
    let mut found: Vec<BitextPassage> = Vec::new();
    for unit in file.descendants().filter(|node| is(*node, "unit")) {
        let id = unit.attribute("id").unwrap_or_default();
        let Some((passage, field)) = named(id) else {
            strange.push(XliffError::Strange { line: line(unit), id: quotable(id) });
            continue;
        };
        let row = match row(unit, field) {
            Ok(row) => row,
            Err(error) => {
                strange.push(error);
                continue;
            }
        };
        let at = found.iter().position(|one| one.passage == passage).unwrap_or_else(|| {
            let group = unit.ancestors().find(|node| is(*node, "group"));
            let name = group.and_then(|group| group.attribute("name")).unwrap_or_default().to_owned();
            let target_was = group.and_then(target_was);
            let remarks = group.into_iter().flat_map(notes).collect();
            found.push(BitextPassage { passage, name, target_was, remarks, rows: Vec::new() });
            found.len() - 1
        });
        let passage = &mut found[at];
        for note in notes(unit) {
            if !passage.remarks.contains(&note) {
                passage.remarks.push(note);
            }
        }
        if passage.rows.iter().any(|other| other.field == field) {
            strange.push(not_ours(unit, &format!("the unit \"{}\" stands in it twice", quotable(id))));
        } else {
            passage.rows.push(row);
        }
    }
    found
}

fn named(id: &str) -> Option<(Passage, Field)> {
    let (passage, field) = id.rsplit_once('.')?;
    let passage = Passage::parse(passage).ok()?;
    let field = Field::ALL.into_iter().find(|one| one.as_str() == field)?;
    let of_head = matches!(field, Field::Title | Field::Subject | Field::InboxLine);
    (of_head == (passage == Passage::Head)).then_some((passage, field))
}

fn target_was(group: Node<'_, '_>) -> Option<TextHash> {
    let metadata = group.children().find(|node| node.has_tag_name((METADATA, "metadata")))?;
    let ours = metadata.children().find(|node| node.attribute("category") == Some(OURS))?;
    let target = ours.children().find(|node| node.attribute("type") == Some("target"))?;
    TextHash::parse(target.text()?.trim()).ok()
}

fn notes(node: Node<'_, '_>) -> impl Iterator<Item = String> {
    let notes = node.children().filter(|node| is(*node, "notes")).flat_map(|notes| notes.children());
    let texts = notes.filter(|note| is(*note, "note")).filter_map(|note| note.text());
    texts.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()).collect::<Vec<_>>().into_iter()
}

fn row(unit: Node<'_, '_>, field: Field) -> Result<Row, XliffError> {
    let mut row = Row {
        field,
        source: String::new(),
        target: Some(String::new()),
        state: SegmentState::Final,
        more: None,
        source_was: None,
    };
    let parts = unit.children().filter(|node| is(*node, "segment") || is(*node, "ignorable"));
    for (at, part) in parts.enumerate() {
        let text =
            |name| part.children().find(|node| is(*node, name)).map(|node| words(unit, node)).transpose();
        let (source, target) = (text("source")?.unwrap_or_default(), text("target")?);
        let is_gap = is(part, "ignorable");
        let target = if is_gap { Some(target.unwrap_or_else(|| source.clone())) } else { target };
        let target = target.filter(|target| source.trim().is_empty() || !target.trim().is_empty());
        row.source.push_str(&source);
        row.target = row.target.zip(target).map(|(whole, target)| whole + &target);
        if !is_gap {
            let state = part.attribute("state").unwrap_or_default();
            let state = SegmentState::ALL.into_iter().find(|one| one.as_str() == state);
            row.state = row.state.min(state.unwrap_or(SegmentState::Initial));
            let more = part.attribute("subState").and_then(|more| more.strip_prefix(OURS)?.strip_prefix(':'));
            // A tool that took it off one of them has touched the text.
            row.more =
                if at == 0 { more.map(str::to_owned) } else { row.more.filter(|one| more == Some(one)) };
        }
    }
    row.target = row.target.filter(|target| !target.trim().is_empty());
    Ok(row)
}

/// The text of a source or target. What marks words without saying anything is passed over.
fn words(unit: Node<'_, '_>, node: Node<'_, '_>) -> Result<String, XliffError> {
    let mut text = String::new();
    let mut open: Vec<Node<'_, '_>> = node.children().rev().collect();
    while let Some(node) = open.pop() {
        if node.is_text() {
            text.push_str(node.text().unwrap_or_default());
        } else if is(node, "cp") {
            let letter = node.attribute("hex").and_then(|hex| u32::from_str_radix(hex, 16).ok());
            text.extend(letter.and_then(char::from_u32));
        } else if is(node, "pc") || is(node, "mrk") {
            open.extend(node.children().rev());
        } else if is(node, "sm") || is(node, "em") {
            // Where an annotation begins and ends.
        } else if node.is_element() {
            let id = unit.attribute("id").unwrap_or_default().to_owned();
            return Err(XliffError::Mark {
                line: line(node),
                id,
                element: node.tag_name().name().to_owned(),
            });
        }
    }
    Ok(text)
}
