//! `translations.toml` → records: a table per passage and language, empty where nothing is recorded.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;

use super::RULES;
use crate::domain::translation::{How, Made, Passage, Record, TextHash};
use crate::domain::{Lang, Problem};
use crate::locale::say;
use crate::workspace::reading::{Node, Reading, Table};

pub(super) type Records = BTreeMap<(Passage, Lang), Record>;

/// Reads as much as can be read.
pub(super) fn records(file: &Path, text: &str) -> (Records, Vec<Problem>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let reading = Reading::new(file, text, &RULES);
    let mut records = Records::new();
    if let Some(document) = reading.parse(text) {
        let table = Table::new(&reading, document.as_table(), String::new(), 0..0);
        for (name, span, node) in table.entries() {
            let passage = match Passage::parse(&name) {
                Ok(passage) => passage,
                Err(error) => {
                    node.at(span).wrong::<()>(error, say!("EDN013-remedy"));
                    continue;
                }
            };
            let since = reading.count();
            of_passage(&node, &passage, &mut records);
            passage.section().inspect(|id| reading.about_section(since, id));
        }
    }
    (records, reading.into_problems())
}

fn of_passage(node: &Node<'_>, passage: &Passage, records: &mut Records) {
    let Some(languages) = node.as_table() else {
        node.wrong_type::<()>(say!("TRF-wanted-languages"));
        return;
    };
    for (tag, span, node) in languages.entries() {
        let Ok(lang) = Lang::parse(&tag) else {
            let remedy = say!("TRF005-no-language-remedy");
            node.at(span).wrong::<()>(say!("TRF005-no-language"), remedy);
            continue;
        };
        match node.as_table() {
            Some(table) => _ = records.insert((passage.clone(), lang.clone()), record(&table, &lang)),
            None => _ = node.wrong_type::<()>(say!("TRF-wanted-record")),
        }
    }
}

/// What of it can't be read is as if nobody had said what the translation was made from.
fn record(table: &Table<'_>, lang: &Lang) -> Record {
    let remarks = table.optional::<Vec<String>>("remarks").unwrap_or_default();
    let is_made = table.entries().iter().any(|(key, ..)| key != "remarks");
    let made = is_made.then(|| made(table, lang)).flatten();
    table.finish();
    Record { made, remarks }
}

fn made(table: &Table<'_>, lang: &Lang) -> Option<Made> {
    let from = table.demand("from", "\"en\"").and_then(|node| {
        let from = <Lang as crate::workspace::reading::Readable>::read(&node)?;
        let itself = || node.wrong(say!("TRF005-itself"), say!("TRF005-itself-remedy"));
        if from == *lang { itself() } else { Some(from) }
    });
    table.demand("of", "\"0123456789abcdef\"");
    let remedy = say!("TRF005-hash-remedy");
    let of = table.parsed("of", &remedy, TextHash::parse);
    let words = How::ALL.map(|how| (how.as_str(), how));
    let how = table.demand("how", "\"reviewed\"").and_then(|node| node.one_of(&words));
    let by = table.required::<String>("by", "\"anna\"");
    let on = table.required::<Date>("on", "2026-11-22");
    Some(Made { from: from?, of: of?, how: how?, by: by?, on: on? })
}
