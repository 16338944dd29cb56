//! Whether the pictures that facts and texts name are files in the issue's folder.

use std::path::Path;

use super::super::{Error, WorkspacePath};
use crate::domain::prose::{self, Block};
use crate::domain::{Edition, Issue, Place, Problem, SectionText, quotable};
use crate::locale::say;

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
    let mut told: Vec<(Problem, Vec<String>)> = Vec::new();
    for problem in found {
        match told.iter_mut().find(|(other, _)| other.what == problem.what) {
            Some((first, also)) => {
                let name = elsewhere(first, &problem).filter(|name| !also.contains(name));
                also.extend(name);
            }
            None => told.push((problem, Vec::new())),
        }
    }
    problems.retain(|problem| {
        problem.rule != IN_FACTS || told.iter().all(|(other, _)| other.what != problem.what)
    });
    problems.extend(told.into_iter().map(|(problem, also)| {
        if also.is_empty() {
            return problem;
        }
        let why = say!("ISS011-also", why = problem.why.as_str(), files = also.join(", "));
        problem.because(why)
    }));
}

/// The name of the file in which a picture is named again.
fn elsewhere(first: &Problem, again: &Problem) -> Option<String> {
    let file = again.place.file.as_ref().filter(|file| first.place.file.as_ref() != Some(file))?;
    Some(file.file_name()?.to_string_lossy().into_owned())
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
    let what = say!("ISS011-unusable", picture = quotable(file));
    Problem::must(rule, place, what).because(why).remedy(say!("ISS011-unusable-remedy"))
}

/// Why a picture can't be read, if so.
pub(super) fn fault(folder: &Path, file: &str) -> Option<String> {
    let opened = WorkspacePath::parse(file)
        .map_err(Error::from)
        .and_then(|path| path.resolve(folder))
        .and_then(|path| std::fs::File::open(&path).map_err(Error::io(&path)));
    match opened {
        Ok(_) => None,
        Err(error) if error.is_not_found() => Some(say!("ISS011-no-file")),
        Err(Error::Io { source, .. }) => Some(source.to_string()),
        Err(error) => Some(error.to_string()),
    }
}
