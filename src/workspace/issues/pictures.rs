//! Whether the pictures that facts and texts name are files in the issue's folder.

use std::io;
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
        if let Some(fault) = fault(folder, &picture.file) {
            let line = text.body_line + text.markdown[..picture.span.start].matches('\n').count();
            let place = Place::line(&edition.file, line).in_language(&edition.lang).in_section(&text.id);
            problems.push(said(IN_TEXT, place, &picture.file, fault));
        }
    }
}

pub(super) fn said(rule: &'static str, place: Place, file: &str, fault: Fault) -> Problem {
    let what = say!("ISS011-unusable", picture = quotable(file));
    Problem::must(rule, place, what).because(fault.why).remedy(fault.remedy)
}

/// Why a picture can't be read, and what is to be done about it.
pub(super) struct Fault {
    why: String,
    remedy: String,
}

/// What is the matter with a picture that can't be read; none if it can.
pub(super) fn fault(folder: &Path, file: &str) -> Option<Fault> {
    let opened = WorkspacePath::parse(file)
        .map_err(Error::from)
        .and_then(|path| path.resolve(folder))
        .and_then(|path| std::fs::File::open(&path).map_err(Error::io(&path)));
    opened.err().map(about)
}

fn about(error: Error) -> Fault {
    let why = match error {
        Error::Io { source, .. } if source.kind() == io::ErrorKind::PermissionDenied => {
            let (why, remedy) = (say!("ISS011-locked"), say!("ISS011-locked-remedy"));
            return Fault { why, remedy };
        }
        error if error.is_not_found() => say!("ISS011-no-file"),
        Error::Io { source, .. } => source.to_string(),
        error => error.to_string(),
    };
    Fault { why, remedy: say!("ISS011-unusable-remedy") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_may_not_read_a_picture_is_told_what_lets_them() {
        for (kind, why, remedy) in [
            (io::ErrorKind::PermissionDenied, "you may not read it", "chmod"),
            (io::ErrorKind::NotFound, "there is no such file", "images folder"),
        ] {
            let fault = about(Error::io(Path::new("images/a.png"))(kind.into()));
            assert_eq!(fault.why, why);
            assert!(fault.remedy.contains(remedy), "{}", fault.remedy);
        }
    }
}
