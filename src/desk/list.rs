//! The issues of a workspace, and how far each of their languages is.

use jiff::civil::Date;

use crate::domain::{Edition, Issue, IssueId, Lang, Problem};
use crate::workspace::{Error, Workspace};

/// One issue, as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub id: IssueId,
    pub title: String,
    pub number: Option<u32>,
    pub date: Option<Date>,
    pub languages: Vec<LanguageState>,
    /// How many things in its files must be fixed.
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
pub fn list(workspace: &Workspace) -> Result<Vec<Listed>, Error> {
    let ids = workspace.issues()?;
    ids.iter().map(|id| workspace.issue(id).map(|(issue, problems)| listed(&issue, &problems))).collect()
}

fn listed(issue: &Issue, problems: &[Problem]) -> Listed {
    Listed {
        id: issue.id.clone(),
        title: issue.title.clone(),
        number: issue.number,
        date: issue.date,
        languages: issue.languages.iter().map(|lang| state(issue, lang)).collect(),
        must_fix: problems.iter().filter(|problem| problem.blocks()).count(),
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
