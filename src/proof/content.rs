//! Text that somebody meant to finish: placeholders and empty sections.

use crate::domain::prose::{Inline, parse_words};
use crate::domain::{Edition, Issue, Place, Problem, SectionId};
use crate::locale::{language_name, say};

use super::page::{Page, fold};
use super::{Facts, place, rules, words};

/// OPS002, as written.
pub fn unfinished(facts: &Facts) -> Vec<Problem> {
    let issue = facts.issue;
    let mut found = Vec::new();
    for edition in issue.editions.values().filter(|edition| issue.languages.contains(&edition.lang)) {
        let whole = Place::file(&edition.file).in_language(&edition.lang);
        let left =
            |text: Option<&String>| text.and_then(|text| placeholder(text, edition)).map(|(_, word)| word);
        let head = [
            left(Some(&edition.subject)).map(|word| say!("OPS002-in-subject", word = word)),
            left(Some(&edition.preheader)).map(|word| say!("OPS002-in-inbox-line", word = word)),
            left(edition.title.as_ref()).map(|word| say!("OPS002-in-title", word = word)),
        ];
        found.extend(head.into_iter().flatten().map(|what| rules::OPS002.at(whole.clone(), what)));
        for section in &edition.sections {
            if let Some((at, word)) = placeholder(&section.markdown, edition) {
                let place = place::of_body(edition, section, at, word.len());
                found.push(rules::OPS002.at(place, say!("OPS002-in-text", word = word)));
            }
            let place = || place::of_heading(edition, section);
            if let Some((_, word)) = placeholder(&section.heading, edition) {
                found.push(rules::OPS002.at(place(), say!("OPS002-in-heading", word = word)));
            }
            let name = || {
                let known = issue.section(&section.id);
                known.map_or(section.id.to_string(), |known| issue.name_of(&edition.lang, known))
            };
            let lang = || language_name(&edition.lang);
            if section.heading.trim().is_empty() {
                found
                    .push(rules::OPS002.at(place(), say!("OPS002-no-heading", name = name(), lang = lang())));
            }
            if section.markdown.trim().is_empty() && !is_date_alone(issue, &section.id) {
                found.push(rules::OPS002.at(place(), say!("OPS002-empty", name = name(), lang = lang())));
            }
        }
    }
    found
}

/// Whether a section is a date and a place that no language says anything about: they need no text.
fn is_date_alone(issue: &Issue, section: &SectionId) -> bool {
    let written = |edition: &Edition| {
        edition.section(section).is_some_and(|section| !section.markdown.trim().is_empty())
    };
    let of_issue = |edition: &&Edition| issue.languages.contains(&edition.lang);
    let has_date = issue.section(section).is_some_and(|section| section.event.is_some());
    has_date && !issue.editions.values().filter(of_issue).any(written)
}

/// HDR011: should be 78 characters, and must be 250, as readers without a name see it.
pub fn subject_length(facts: &Facts) -> Vec<Problem> {
    let issue = facts.issue;
    let mut found = Vec::new();
    for edition in issue.editions.values().filter(|edition| issue.languages.contains(&edition.lang)) {
        let (words, _) = parse_words(&edition.subject);
        let long: usize = words
            .iter()
            .map(|word| match word {
                Inline::Field { fallback, .. } => fallback.chars().count(),
                Inline::Text(text) => text.chars().count(),
                _ => 0,
            })
            .sum();
        let place = Place::file(&edition.file).in_language(&edition.lang);
        let what = say!("HDR011-long", lang = edition.lang.as_str(), long = long);
        match long {
            251.. => found.push(rules::HDR011.at(place, what)),
            79.. => found.push(rules::HDR011.should(place, what)),
            _ => {}
        }
    }
    found
}

/// OPS002, as rendered: braces that no template filled.
pub fn unresolved(facts: &Facts, page: &Page) -> Vec<Problem> {
    let texts =
        [("subject", page.subject.as_str()), ("html", page.html.as_str()), ("text", page.text.as_str())];
    let Some((name, at, text)) = texts.iter().find_map(|(name, text)| Some((name, text.find("{{")?, text)))
    else {
        return Vec::new();
    };
    let length = text[at..].find("}}").map_or(2, |end| end + 2).min(60);
    let braces = fold(&text[at..text.floor_char_boundary(at + length)]);
    let place = place::of_written(facts, page.lang, &braces);
    vec![rules::OPS002.at(place, say!("OPS002-unfilled", part = *name, braces = braces))]
}

/// The first placeholder in a text, and where.
fn placeholder(text: &str, edition: &Edition) -> Option<(usize, String)> {
    words::of(&words::words().placeholders, &edition.lang)
        .filter_map(|word| words::find_word(text, word))
        .chain(crosses(text))
        .min_by_key(|range| range.start)
        .map(|range| (range.start, text[range].to_owned()))
}

/// `xxx` as a word of its own, three or more. XXX with a full stop or a hyphen is thirty.
fn crosses(text: &str) -> Option<std::ops::Range<usize>> {
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, c.is_alphanumeric()) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                let word = &text[from..at];
                let numeral = word == "XXX" && matches!(c, '.' | '-');
                if word.len() >= 3 && word.bytes().all(|b| matches!(b, b'x' | b'X')) && !numeral {
                    return Some(from..at);
                }
                start = None;
            }
            _ => {}
        }
    }
    None
}
