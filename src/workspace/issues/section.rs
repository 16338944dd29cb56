//! `[[section]]` of `issue.toml`: kind, facts, pictures, and the further fields that its template declares.

use std::collections::BTreeMap;
use std::path::Path;

use toml_edit::Value;

use super::super::reading::{Node, Readable as _, Table, WebAddress};
use super::{NAMELESS, RULES, event, pictures, table};
use crate::domain::{Kind, Lang, Localized, Picture, Problem, Section, SectionId};
use crate::locale::say;

/// None only where there is no id to call it by.
pub(super) fn read(table: &Table<'_>, folder: &Path, known: &[Lang]) -> Option<Section> {
    let since = table.reading.count();
    let id = table.optional::<SectionId>("id");
    table.reading.breaks(NAMELESS, since);
    let kind = table.demand("kind", "\"story\"").and_then(|node| kind(&node));
    let source = table.get("source").and_then(|node| source(&node, known));
    let languages = table.get("languages").map(|node| only_for(&node, known));
    let link = table.get("link").and_then(|node| link(&node));
    let (event, undated_place) = event::read(table);
    let pictures = table.tables("picture").iter().filter_map(|table| picture(table, folder)).collect();
    let fields = fields(table);
    finish(table);
    // What can't be read as a kind is taken for the plainest one: the text stays where it belongs.
    let kind = kind.or_else(|| Kind::parse("story").ok())?;
    Some(Section { id: id?, kind, source, languages, link, event, undated_place, pictures, fields })
}

fn source(node: &Node<'_>, known: &[Lang]) -> Option<Lang> {
    let lang = Lang::read(node)?;
    table::of_issue(node, &lang, known);
    Some(lang)
}

fn only_for(node: &Node<'_>, known: &[Lang]) -> Vec<Lang> {
    for member in node.members().unwrap_or_default() {
        if let Some(lang) = member.as_str().and_then(|tag| Lang::parse(tag).ok()) {
            table::of_issue(&member, &lang, known);
        }
    }
    table::languages(node, None)
}

fn kind(node: &Node<'_>) -> Option<Kind> {
    let text = String::read(node)?;
    Kind::parse(&text).map_or_else(|error| node.wrong(error, say!("ISS-like-kind")), Some)
}

/// Where the button leads: a web address, or mailto:.
fn link(node: &Node<'_>) -> Option<Localized> {
    let texts = Localized::read(node)?;
    for (_, text) in texts.iter() {
        if text.starts_with("mailto:") {
            continue;
        }
        if let Err(error) = WebAddress::parse(text) {
            return node.wrong(error, say!("ISS-like-link"));
        }
    }
    Some(texts)
}

fn picture(table: &Table<'_>, folder: &Path) -> Option<Picture> {
    let file = table.demand("file", "\"images/ward.jpg\"").and_then(|node| {
        let path = String::read(&node)?;
        if let Some(fault) = pictures::fault(folder, &path) {
            let place = node.reading.place(&node.span);
            node.reading.report(pictures::said(pictures::IN_FACTS, place, &path, fault));
        }
        Some(path)
    });
    let credit = table.optional::<String>("credit");
    let people = table.optional::<String>("people");
    table.finish();
    Some(Picture { file: file?, credit, people })
}

/// What nobody here knows is the template's; only a slip of a known key is not.
fn fields(table: &Table<'_>) -> BTreeMap<String, Localized> {
    let mut fields = BTreeMap::new();
    for (key, _, node) in table.unasked() {
        if table.near(&key).is_none()
            && let Some(text) = field(&node)
        {
            fields.insert(key, text);
        }
    }
    fields
}

fn field(node: &Node<'_>) -> Option<Localized> {
    match node.as_value() {
        Some(Value::Integer(number)) => Some(Localized::One(number.value().to_string())),
        Some(Value::Float(number)) => Some(Localized::One(number.value().to_string())),
        Some(Value::Boolean(truth)) => Some(Localized::One(truth.value().to_string())),
        Some(Value::Datetime(date)) => Some(Localized::One(date.value().to_string())),
        _ => Localized::read(node),
    }
}

fn finish(table: &Table<'_>) {
    let mut nameless = table.get("id").is_none();
    for (key, span, _) in table.unasked() {
        if let Some(near) = table.near(&key) {
            let place = table.reading.place(&span);
            let meant = nameless && near == "id";
            let rule = if meant { NAMELESS } else { RULES.unknown_key };
            let problem =
                Problem::must(rule, place, say!("reading-unknown-in", key = key, table = "section"));
            table.reading.report(problem.remedy(say!("reading-did-you-mean", near = near)));
            nameless &= !meant;
        }
    }
    if nameless {
        table.wrong(
            NAMELESS,
            say!("reading-missing-in", table = "section", key = "id"),
            say!("ISS015-no-id-remedy"),
        );
    }
    table.finish_missing();
}
