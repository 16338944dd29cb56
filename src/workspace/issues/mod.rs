//! An issue on disk: `issue.toml` and one Markdown file per language. A half-written issue still opens, with
//! everything that is wrong with it beside it.

mod edition;
mod event;
mod layout;
mod pictures;
mod section;
mod sisters;
mod table;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

pub(super) use edition::read as read_edition;
pub(super) use layout::{FENCE, Part, blank_lines_off, heading_line, layout};

use super::error::SAVE_AS_UTF8;
use super::reading::Rules;
use super::{Error, Workspace, WorkspacePath};
use crate::domain::{Issue, IssueId, Lang, ListName, Place, Problem, Severity};
use crate::locale::say;

/// The file of an issue that is the same in every language.
pub(super) const FILE: &str = "issue.toml";

const RULES: Rules = Rules {
    syntax: "ISS001",
    unknown_key: "ISS002",
    wrong_type: "ISS003",
    missing: "ISS004",
    value: "ISS005",
    not_yet: "ISS008",
};
const UNREADABLE: &str = "ISS006";
/// An `issue.toml` that could not be read, or has a section that nothing can call by its id: which sections there are
/// is not known then.
pub const OUTLINE_UNREAD: [&str; 3] = [RULES.syntax, UNREADABLE, NAMELESS];
/// A fact of an `issue.toml` that can't be read, or stands there under another name.
pub const FACT_UNREAD: [&str; 4] = [RULES.unknown_key, RULES.wrong_type, RULES.missing, RULES.value];
/// An `issue.toml` or an edition that can't be read at all, whatever the reason.
pub const FILE_UNREAD: [&str; 2] = [UNREADABLE, edition::UNREADABLE];
/// The head of an edition that can't be read: its subject and inbox line are not known then, and not empty.
pub const HEAD_UNREAD: [&str; 2] = edition::HEAD_UNREAD;
const COMBINATION: &str = "ISS007";
const LIST: &str = "ISS009";
const LANGUAGE: &str = "ISS010";
const UNTRANSLATED: &str = "ISS012";
const NAMELESS: &str = "ISS015";

/// What every `issue.toml` is held against, read once for many.
#[derive(Debug)]
pub struct Around {
    lists: Vec<ListName>,
    /// The newsletter's, where the config could be read.
    languages: Option<Vec<Lang>>,
}

impl Workspace {
    /// An issue as it stands, and everything that is wrong with its files. Whether it may be sent is for the checks.
    pub fn issue(&self, id: &IssueId) -> Result<(Issue, Vec<Problem>), Error> {
        self.issue_among(id, &self.around()?)
    }

    /// What the issues are held against as it is now.
    pub fn around(&self) -> Result<Around, Error> {
        let languages = self.settings().0.map(|settings| settings.newsletter.languages);
        Ok(Around { lists: self.lists()?, languages })
    }

    /// The same as [`Self::issue`], for whoever reads many.
    pub fn issue_among(&self, id: &IssueId, around: &Around) -> Result<(Issue, Vec<Problem>), Error> {
        let folder = self.issue_folder(id);
        if !folder.is_dir() {
            return Err(Error::NoIssue { wanted: id.to_string(), there_are: self.issues()? });
        }
        let mut problems = Vec::new();
        let mut issue = self.issue_table(id, around, &mut problems);
        let read = sisters::Read::of(&problems);
        for lang in self.edition_languages(id)? {
            self.add_edition(&mut issue, &lang, &mut problems);
        }
        sisters::compare(&issue, read, &mut problems);
        pictures::check(&folder, &issue, &mut problems);
        Ok((issue, problems))
    }

    fn issue_table(&self, id: &IssueId, around: &Around, problems: &mut Vec<Problem>) -> Issue {
        let file = issue_path(id, FILE);
        let unread = || Problem::must(UNREADABLE, Place::file(&file), say!("ISS006-unreadable"));
        match self.read_text(&file) {
            // Whoever saves it may be between emptying and writing it; nobody takes everything out of an issue.
            Ok(text) if text.trim().is_empty() => {
                let problem = unread().because(say!("ISS006-empty-why"));
                problems.push(problem.remedy(say!("ISS006-empty-remedy")));
                table::empty(id)
            }
            Ok(text) => {
                let (issue, wrong) = table::read(id, (&file, &self.issue_folder(id)), &text, around);
                problems.extend(wrong);
                issue
            }
            Err(error) => {
                let mut problem = unread();
                problem.place.line = error.line();
                problems.push(if error.is_not_found() {
                    problem.because(say!("ISS006-none-why")).remedy(say!("ISS006-none-remedy"))
                } else {
                    unreadable(problem, &error)
                });
                table::empty(id)
            }
        }
    }

    fn add_edition(&self, issue: &mut Issue, lang: &Lang, problems: &mut Vec<Problem>) {
        let file = issue_path(&issue.id, &format!("{lang}.md"));
        let unread = |line| {
            let mut place = Place::file(&file).in_language(lang);
            place.line = line;
            Problem::must(edition::UNREADABLE, place, say!("EDN006-unreadable", lang = lang.as_str()))
        };
        match self.read_text(&file) {
            // As of issue.toml: what it said is not known. An edition that was never written has no file.
            Ok(text) if text.trim().is_empty() => {
                let mut problem = unread(None).because(say!("ISS006-empty-why"));
                if !issue.languages.contains(lang) {
                    problem.severity = Severity::ShouldFix;
                }
                problems.push(problem.remedy(say!("EDN006-empty-remedy")));
            }
            Ok(text) => {
                let (edition, mut wrong) = edition::read(lang, &file, &text);
                // No letter is made of an edition that the issue does not list, so nothing in it stops one.
                if !issue.languages.contains(lang) {
                    wrong.iter_mut().for_each(|problem| problem.severity = Severity::ShouldFix);
                }
                problems.extend(wrong);
                issue.editions.insert(lang.clone(), edition);
            }
            Err(error) => problems.push(unreadable(unread(error.line()), &error)),
        }
    }

    /// The languages that have a file in the issue's folder.
    fn edition_languages(&self, id: &IssueId) -> Result<Vec<Lang>, Error> {
        let folder = self.issue_folder(id);
        let mut languages = Vec::new();
        for entry in fs::read_dir(&folder).map_err(Error::io(&folder))? {
            let name = entry.map_err(Error::io(&folder))?.file_name();
            let tag = name.to_str().and_then(|name| name.strip_suffix(".md"));
            languages.extend(tag.and_then(|tag| Lang::parse(tag).ok().filter(|lang| lang.as_str() == tag)));
        }
        languages.sort();
        Ok(languages)
    }

    fn read_text(&self, file: &Path) -> Result<String, Error> {
        let path = file.to_str().ok_or_else(|| Error::NotUtf8(file.to_owned(), None))?;
        WorkspacePath::parse(path)?.read_text(&self.root)
    }
}

fn unreadable(problem: Problem, error: &Error) -> Problem {
    let remedy = match error {
        Error::NotUtf8(..) => SAVE_AS_UTF8.to_owned(),
        _ => say!("EDN006-unreadable-remedy"),
    };
    problem.because(error.fault()).remedy(remedy)
}

/// A file of an issue, relative to the workspace.
pub(super) fn issue_path(id: &IssueId, name: &str) -> PathBuf {
    ["issues", id.as_str(), name].iter().collect()
}

fn no_editions() -> BTreeMap<Lang, crate::domain::Edition> {
    BTreeMap::new()
}

#[cfg(test)]
mod tests;
