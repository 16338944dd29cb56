//! The issues of a workspace, and how far each of their languages is.

use jiff::Timestamp;
use jiff::civil::Date;

use super::check;
use super::lists::digest;
use super::press::press;
use crate::domain::{Edition, Issue, IssueId, Lang, Problem, Severity};
use crate::proof::Gate;
use crate::workspace::{Error, Workspace};

/// One issue, as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub id: IssueId,
    pub title: String,
    pub number: Option<u32>,
    pub date: Option<Date>,
    pub languages: Vec<LanguageState>,
    /// How many things must be fixed, as `check` counts them.
    pub must_fix: usize,
}

/// How far one language is.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct LanguageState {
    pub language: Lang,
    /// Sections with a text.
    pub written: usize,
    /// Sections that it is to have.
    pub of: usize,
    /// Every section, subject and inbox line are written.
    pub complete: bool,
}

/// Every issue, in the order of the folders' names.
pub fn list(workspace: &Workspace, now: Timestamp) -> Result<Vec<Listed>, Error> {
    let one = |id| Ok(listed(&workspace.issue(id)?.0, must_fix(workspace, id, now)?));
    workspace.issues()?.iter().map(one).collect()
}

/// How many things in an issue must be fixed, as `check` counts them; behind a broken config or template only what
/// its own files say. The lists are not looked at.
pub fn must_fix(workspace: &Workspace, id: &IssueId, now: Timestamp) -> Result<usize, Error> {
    match check::check_pressed(workspace, press(workspace, id, None)?, Gate::Writing, now) {
        Ok(findings) => Ok(findings.count(Severity::MustFix)),
        Err(check::Error::Broken(_)) => {
            Ok(workspace.issue(id)?.1.iter().filter(|problem| problem.blocks()).count())
        }
        Err(check::Error::Workspace(error)) => Err(error),
    }
}

/// Everything that is wrong with the config and the lists.
pub fn surroundings(workspace: &Workspace) -> Result<Vec<Problem>, Error> {
    let mut problems = workspace.settings().1;
    for name in workspace.lists()? {
        problems.extend(digest(workspace.read_subscribers(&name, &mut |_| ())?));
    }
    Ok(problems)
}

fn listed(issue: &Issue, must_fix: usize) -> Listed {
    Listed {
        id: issue.id.clone(),
        title: issue.title.clone(),
        number: issue.number,
        date: issue.date,
        languages: issue.languages.iter().map(|lang| state(issue, lang)).collect(),
        must_fix,
    }
}

fn state(issue: &Issue, lang: &Lang) -> LanguageState {
    let edition = issue.editions.get(lang);
    let has_text = |edition: &Edition, id| edition.section(id).is_some_and(|text| !text.markdown.is_empty());
    let of = issue.sections_for(lang).count();
    let written = edition.map_or(0, |edition| {
        issue.sections_for(lang).filter(|section| has_text(edition, &section.id)).count()
    });
    let headed = edition.is_some_and(|edition| !edition.subject.is_empty() && !edition.preheader.is_empty());
    LanguageState { language: lang.clone(), written, of, complete: headed && written == of }
}
