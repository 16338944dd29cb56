//! `<lang>.md` → `Edition`: front matter, and the sections between the level-2 headings.

use std::path::Path;

use super::super::reading::{Node, Readable as _, Reading, Rules, Table, words_only};
use super::layout::{FENCE, layout};
use crate::domain::{Edition, Lang, Problem, SectionText};

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
                let what = "the edition has no front matter: nothing closes it";
                (what, format!("put a line of {FENCE} below subject and preheader"))
            } else {
                let remedy =
                    format!("begin the file with {FENCE}, subject = \"…\", preheader = \"…\", {FENCE}");
                ("the edition has no front matter", remedy)
            };
            let problem = Problem::must(NO_FRONT, reading.place(&(0..first_line(text))), what);
            let why = "subject and inbox line stand between two lines of +++ at the top of the file";
            reading.report(problem.because(why).remedy(remedy));
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
        .map_or_else(|fault| node.wrong(fault, "write it on one line"), |()| Some(text.trim().to_owned()))
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
            None => Problem::must(NO_ID, place, "a level-2 heading has no id")
                .because("without one its text belongs to the section above it")
                .remedy("add {#the-id} of issue.toml at its end, or make it ### inside a section"),
            Some(error) => Problem::must(BAD_ID, place, error.to_string())
                .remedy("write the id that the section has in issue.toml"),
        });
    }
    for (at, part) in parts.sections.iter().enumerate() {
        if parts.sections[..at].iter().any(|other| other.id == part.id) {
            let place = reading.place(&part.id_span).in_section(&part.id);
            let problem = Problem::must(
                TWICE,
                place,
                format!("the section \"{}\" stands in this edition twice", part.id),
            );
            reading.report(
                problem.because("only the first one is used").remedy("join the two, or give one another id"),
            );
        }
    }
    if parts.front.is_some() {
        let lead = &text[parts.preamble.clone()];
        let blank = lead.len() - lead.trim_start().len();
        if !lead.trim().is_empty() {
            let start = parts.preamble.start + blank;
            let end = start + first_line(&text[start..]);
            let problem =
                Problem::must(BEFORE, reading.place(&(start..end)), "text stands before the first section");
            reading.report(problem.because("it is in no letter").remedy("put it below a heading with an id"));
        }
    }
    problems.extend(reading.into_problems());
}
