//! `<lang>.md` → `Edition`: front matter, and the sections between the level-2 headings.

use std::path::Path;

use super::super::reading::{Node, Readable as _, Reading, Rules, Table, words_only};
use super::layout::{FENCE, layout};
use crate::domain::{Edition, Lang, Problem, SectionText};
use crate::locale::say;

const RULES: Rules = Rules {
    syntax: "EDN001",
    unknown_key: "EDN002",
    wrong_type: "EDN003",
    missing: "EDN004",
    value: "EDN005",
    not_yet: "EDN014",
};
pub(super) const UNREADABLE: &str = "EDN006";
const TWICE: &str = "EDN009";
const NO_ID: &str = "EDN010";
const BEFORE: &str = "EDN011";
const NO_FRONT: &str = "EDN012";
const BAD_ID: &str = "EDN013";

pub(super) const HEAD_UNREAD: [&str; 2] = [RULES.syntax, NO_FRONT];

/// Reads as much as can be read; what is missing is empty.
pub(in crate::workspace) fn read(lang: &Lang, file: &Path, text: &str) -> (Edition, Vec<Problem>) {
    let parts = layout(text);
    let mut edition = Edition {
        lang: lang.clone(),
        file: file.to_owned(),
        title: None,
        subject: String::new(),
        preheader: String::new(),
        sections: sections(text),
    };
    let mut reading = Reading::new(file, text, &RULES);
    match parts.front {
        Some(front) => {
            reading = reading.starting_at(front.start);
            front_matter(&reading, &text[front], &mut edition);
        }
        None => {
            let open = text
                .trim_start_matches('\u{feff}')
                .lines()
                .next()
                .is_some_and(|line| line.trim_end() == FENCE);
            let (what, remedy) = if open {
                (say!("EDN012-unclosed"), say!("EDN012-unclosed-remedy", fence = FENCE))
            } else {
                (say!("EDN012-none"), say!("EDN012-none-remedy", fence = FENCE))
            };
            let problem = Problem::must(NO_FRONT, reading.place(&(0..first_line(text))), what);
            reading.report(problem.because(say!("EDN012-why")).remedy(remedy));
        }
    }
    let mut problems = reading.into_problems();
    headings(file, text, &mut problems);
    for problem in &mut problems {
        problem.place.language = Some(lang.clone());
    }
    problems.sort_by_key(|problem| (problem.place.line, problem.place.column));
    (edition, problems)
}

fn first_line(text: &str) -> usize {
    text.find('\n').unwrap_or(text.len())
}

fn front_matter<'a>(reading: &Reading<'a>, toml: &'a str, edition: &mut Edition) {
    let Some(document) = reading.parse(toml) else { return };
    let table = Table::new(reading, document.as_table(), String::new(), 0..0);
    edition.title = table.get("title").and_then(|node| one_line(&node));
    edition.subject = table.demand("subject", "\"…\"").and_then(|node| one_line(&node)).unwrap_or_default();
    edition.preheader =
        table.demand("preheader", "\"…\"").and_then(|node| one_line(&node)).unwrap_or_default();
    table.finish();
}

/// A text for a header. One that is empty is not written yet: that is for the checks to say.
fn one_line(node: &Node<'_>) -> Option<String> {
    if node.as_str().is_some_and(|text| text.trim().is_empty()) {
        return Some(String::new());
    }
    let text = String::read(node)?;
    words_only(&text)
        .map_or_else(|fault| node.wrong(fault, say!("reading-one-line")), |()| Some(text.trim().to_owned()))
}

/// The sections in the order of the file.
fn sections(text: &str) -> Vec<SectionText> {
    let line_of = |at: usize| text[..at].matches('\n').count() + 1;
    layout(text)
        .sections
        .iter()
        .map(|part| SectionText {
            id: part.id.clone(),
            heading: text[part.heading.clone()].to_owned(),
            markdown: text[part.body.clone()].replace("\r\n", "\n"),
            heading_line: line_of(part.whole.start),
            body_line: line_of(part.body.start),
        })
        .collect()
}

fn headings(file: &Path, text: &str, problems: &mut Vec<Problem>) {
    let reading = Reading::new(file, text, &RULES);
    let parts = layout(text);
    for stray in &parts.stray {
        let place = reading.place(&stray.span);
        reading.report(match &stray.error {
            None => Problem::must(NO_ID, place, say!("EDN010-no-id"))
                .because(say!("EDN010-no-id-why"))
                .remedy(say!("EDN010-no-id-remedy")),
            Some(error) => Problem::must(BAD_ID, place, error.to_string()).remedy(say!("EDN013-remedy")),
        });
    }
    for (at, part) in parts.sections.iter().enumerate() {
        if parts.sections[..at].iter().any(|other| other.id == part.id) {
            let place = reading.place(&part.id_span).in_section(&part.id);
            let problem = Problem::must(TWICE, place, say!("EDN009-twice", id = part.id.as_str()));
            reading.report(problem.because(say!("EDN009-twice-why")).remedy(say!("EDN009-twice-remedy")));
        }
    }
    if parts.front.is_some() {
        let lead = &text[parts.preamble.clone()];
        let blank = lead.len() - lead.trim_start().len();
        if !lead.trim().is_empty() {
            let start = parts.preamble.start + blank;
            let end = start + first_line(&text[start..]);
            let problem = Problem::must(BEFORE, reading.place(&(start..end)), say!("EDN011-before"));
            reading.report(problem.because(say!("EDN-in-no-letter")).remedy(say!("EDN011-before-remedy")));
        }
    }
    problems.extend(reading.into_problems());
}
