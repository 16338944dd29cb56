//! Whether the pictures that facts and texts name are files in the issue's folder.

use std::path::Path;

use super::super::{Error, WorkspacePath};
use crate::domain::prose::{self, Block};
use crate::domain::{Edition, Issue, Place, Problem, SectionText, quotable};

pub(super) const IN_FACTS: &str = "ISS011";
const IN_TEXT: &str = "EDN017";

/// A picture that can't be used is told once, where the first edition shows it: its facts and its translations
/// name the same file.
pub(super) fn check(folder: &Path, issue: &Issue, problems: &mut Vec<Problem>) {
    let mut found = Vec::new();
    for edition in issue.editions.values().filter(|edition| issue.languages.contains(&edition.lang)) {
        for text in &edition.sections {
            in_text(folder, edition, text, &mut found);
        }
    }
    let mut told: Vec<Problem> = Vec::new();
    for problem in found {
        match told.iter_mut().find(|other| other.what == problem.what) {
            Some(first) => also_in(first, &problem),
            None => told.push(problem),
        }
    }
    problems
        .retain(|problem| problem.rule != IN_FACTS || told.iter().all(|other| other.what != problem.what));
    problems.append(&mut told);
}

fn also_in(first: &mut Problem, again: &Problem) {
    let name = again.place.file.as_ref().and_then(|file| file.file_name()?.to_str()).unwrap_or_default();
    if again.place.file != first.place.file && !first.why.contains(name) {
        first.why.push_str(if first.why.contains("; also") { ", " } else { "; also named in " });
        first.why.push_str(name);
    }
}

fn in_text(folder: &Path, edition: &Edition, text: &SectionText, problems: &mut Vec<Problem>) {
    for block in prose::parse(&text.markdown).0 {
        let Block::Picture(picture) = block else { continue };
        if let Some(why) = fault(folder, &picture.file) {
            let line = text.body_line + text.markdown[..picture.span.start].matches('\n').count();
            let place = Place::line(&edition.file, line).in_language(&edition.lang).in_section(&text.id);
            problems.push(said(IN_TEXT, place, &picture.file, why));
        }
    }
}

pub(super) fn said(rule: &'static str, place: Place, file: &str, why: String) -> Problem {
    let what = format!("the picture \"{}\" can't be used", quotable(file));
    Problem::must(rule, place, what)
        .because(why)
        .remedy("put the file into the issue's images folder, or mend the path")
}

/// Why a picture can't be read, if so.
pub(super) fn fault(folder: &Path, file: &str) -> Option<String> {
    let opened = WorkspacePath::parse(file)
        .map_err(Error::from)
        .and_then(|path| path.resolve(folder))
        .and_then(|path| std::fs::File::open(&path).map_err(Error::io(&path)));
    match opened {
        Ok(_) => None,
        Err(error) if error.is_not_found() => Some("there is no such file".to_owned()),
        Err(Error::Io { source, .. }) => Some(source.to_string()),
        Err(error) => Some(error.to_string()),
    }
}
