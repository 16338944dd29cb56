//! Whether the pictures that facts and texts name are files in the issue's folder.

use std::path::Path;

use super::super::{Error, WorkspacePath};
use crate::domain::prose::{self, Block};
use crate::domain::{Edition, Issue, Place, Problem, SectionText};

pub(super) const IN_FACTS: &str = "ISS011";
const IN_TEXT: &str = "EDN017";

pub(super) fn check(folder: &Path, issue: &Issue, problems: &mut Vec<Problem>) {
    for edition in issue.editions.values() {
        for text in &edition.sections {
            in_text(folder, edition, text, problems);
        }
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
    let what = format!("the picture \"{}\" can't be used", file.escape_debug());
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
