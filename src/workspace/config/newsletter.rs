//! `[newsletter]`: name, languages, zone, mode; and which texts lack one of its languages.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use super::super::reading::{Node, Readable as _, Reading, Table, words_only};
use super::LANGUAGE;
use crate::domain::{CalendarWay, Lang, Localized, Mode, Newsletter, Problem};
use crate::locale::say;

pub(super) fn newsletter(file: &Table<'_>) -> Option<Newsletter> {
    let node = file.demand("newsletter", "… under a line [newsletter]")?;
    let table = node.as_table().or_else(|| node.wrong_type(say!("reading-wanted-table")))?;
    let name = table.demand("name", "\"Our news\"").and_then(|node| header_text(&node));
    let list_id = table.demand("list_id", "\"news.example.eu\"").and_then(|node| list_id(&node));
    let languages = table.demand("languages", "[\"en\"]").and_then(|node| languages(&node));
    let timezone = table.required::<TimeZone>("timezone", "\"Europe/Brussels\"");
    let mode = match table.get("mode") {
        Some(node) => node.one_of(&[("test", Mode::Test), ("live", Mode::Live)]),
        None => Some(Mode::Test),
    };
    let calendar = match table.get("calendar") {
        Some(node) => node.one_of(&[
            ("link", CalendarWay::Link),
            ("attach", CalendarWay::Attach),
            ("none", CalendarWay::Off),
        ]),
        None => Some(CalendarWay::default()),
    };
    let fallback = table.table("fallback").map_or_else(BTreeMap::new, |table| fallback(&table));
    table.finish();
    Some(Newsletter {
        name: name?,
        list_id: list_id?,
        languages: languages?,
        timezone: timezone?,
        mode: mode?,
        calendar: calendar?,
        fallback,
    })
}

/// A text per language that goes into a header: one line, nothing invisible.
pub(super) fn header_text(node: &Node<'_>) -> Option<Localized> {
    let texts = Localized::read(node)?;
    for (_, text) in texts.iter() {
        if let Err(fault) = words_only(text) {
            return node.wrong(fault, "write it on one line");
        }
    }
    Some(texts)
}

/// The domain-like name of RFC 2919: labels of letters, digits and hyphens with full stops between them.
fn list_id(node: &Node<'_>) -> Option<String> {
    let text = String::read(node)?;
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    if text.len() > 255 || !text.contains('.') || !text.split('.').all(label) {
        return node.wrong("it is not a list identifier", "write it like a domain name, \"news.example.eu\"");
    }
    Some(text)
}

/// A list of languages: none twice, at least one.
pub(super) fn languages(node: &Node<'_>) -> Option<Vec<Lang>> {
    let languages = Vec::<Lang>::read(node)?;
    if languages.is_empty() {
        return node.wrong("it names no language", "write at least one, like [\"en\"]");
    }
    for (at, lang) in languages.iter().enumerate() {
        if languages[..at].contains(lang) {
            return node.wrong(format_args!("{lang} stands in it twice"), "take one of them out");
        }
    }
    Some(languages)
}

fn fallback(table: &Table<'_>) -> BTreeMap<Lang, Vec<Lang>> {
    let mut chains = BTreeMap::new();
    for (key, span, node) in table.entries() {
        let lang = match Lang::parse(&key) {
            Ok(lang) => Some(lang),
            Err(error) => node.at(span).wrong(error, "write the reader's language, like da = [\"nb\"]"),
        };
        if let (Some(lang), Some(chain)) = (lang, languages(&node)) {
            chains.insert(lang, chain);
        }
    }
    chains
}

/// Says of every text that was given by language which of the newsletter's languages it lacks.
pub(super) fn missing_languages(reading: &Reading<'_>, languages: &[Lang]) {
    for text in reading.translated() {
        let lacks: Vec<_> =
            languages.iter().filter(|lang| !text.languages.contains(lang)).map(Lang::as_str).collect();
        if !lacks.is_empty() {
            let what = format!("\"{}\" has no text for {}", text.key, lacks.join(", "));
            let problem = Problem::should(LANGUAGE, reading.place(&text.span), what);
            let fallback =
                languages.iter().find(|lang| text.languages.contains(lang)).or(text.languages.first());
            let why =
                fallback.map_or_else(String::new, |lang| format!("readers of these get the text in {lang}"));
            reading.report(problem.because(why).remedy("add the text in these languages"));
        }
        for lang in text.languages.iter().filter(|lang| !languages.contains(lang)) {
            let what =
                format!("\"{}\" has a text for {lang}, which is not a language of the newsletter", text.key);
            let problem = Problem::should(LANGUAGE, reading.place(&text.span), what);
            reading.report(problem.remedy("mend the tag, or add the language to newsletter.languages"));
        }
    }
}
