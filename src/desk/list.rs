//! The issues of a workspace, and how far each of their languages is.

use jiff::Timestamp;
use jiff::civil::Date;

use super::frozen::old_text;
use super::lists::digest;
use super::opened::ledger_if_any;
use super::press::press;
use super::reach::somebody_sends;
use super::{check, send};
use crate::domain::{Edition, Issue, IssueId, Lang, Mailing, Problem};
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

/// A mailing of an issue, as the list shows it.
#[derive(Debug, Clone)]
pub struct Sending {
    pub mailing: Mailing,
    pub sender_alive: bool,
    /// In words, where it waits with another text than the issue has by now.
    pub old_text: Option<String>,
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
    /// Complete, checked, and nothing of it must be fixed.
    pub ready: bool,
}

/// Every issue, in the order of the folders' names.
pub fn list(workspace: &Workspace, now: Timestamp) -> Result<Vec<Listed>, Error> {
    let one = |id| {
        let issue = workspace.issue(id)?;
        Ok(listed(&issue.0, &found(workspace, id, now)?, own(&issue.1)))
    };
    workspace.issues()?.iter().map(one).collect()
}

/// Every mailing, the latest first. Makes no ledger; none where config.toml does not say where it is.
pub async fn sendings(workspace: &Workspace, now: Timestamp) -> Result<Vec<Sending>, send::Error> {
    let (Some(settings), _) = workspace.settings() else { return Ok(Vec::new()) };
    let place = workspace.clone();
    let ledger = tokio::task::spawn_blocking(move || ledger_if_any(&place, &settings)).await;
    let ledger = ledger.map_err(|error| send::Error::Bug(error.to_string()))??;
    let Some(ledger) = ledger else { return Ok(Vec::new()) };
    let mailings = ledger.mailings().await?;
    let sender_alive = somebody_sends(&ledger, &mailings, now).await?;
    let one = |mailing: Mailing| Sending { old_text: old_text(workspace, &mailing), sender_alive, mailing };
    Ok(mailings.into_iter().rev().map(one).collect())
}

/// What must be fixed in an issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub must_fix: Vec<Problem>,
    /// Whether the checks could run; else this is what is in their way.
    pub checked: bool,
}

impl Found {
    /// How many, as `check` counts them; `own`: those that the files of the issue have by themselves.
    fn count(&self, own: usize) -> usize {
        if self.checked { self.must_fix.len() } else { own }
    }

    fn spares(&self, lang: &Lang) -> bool {
        self.checked && !self.must_fix.iter().any(|problem| concerns(problem, lang))
    }
}

/// Whether a problem is one of a language: its own, or one of the whole issue.
pub fn concerns(problem: &Problem, lang: &Lang) -> bool {
    problem.place.language.as_ref().is_none_or(|of| of == lang)
}

/// What must be fixed, as `check` says it. The lists are not looked at.
pub fn found(workspace: &Workspace, id: &IssueId, now: Timestamp) -> Result<Found, Error> {
    let blocking = |mut problems: Vec<Problem>| {
        problems.retain(Problem::blocks);
        problems
    };
    match check::check_pressed(workspace, press(workspace, id, None)?, Gate::Writing, now) {
        Ok(findings) => Ok(Found { must_fix: blocking(findings.problems), checked: true }),
        Err(check::Error::Broken(problems)) => Ok(Found { must_fix: blocking(problems), checked: false }),
        Err(check::Error::Workspace(error)) => Err(error),
    }
}

fn own(problems: &[Problem]) -> usize {
    problems.iter().filter(|problem| problem.blocks()).count()
}

/// How many things in an issue must be fixed, as `check` counts them; behind a broken config or template only what
/// its own files say. The lists are not looked at.
pub fn must_fix(workspace: &Workspace, id: &IssueId, now: Timestamp) -> Result<usize, Error> {
    let found = found(workspace, id, now)?;
    let own = if found.checked { 0 } else { own(&workspace.issue(id)?.1) };
    Ok(found.count(own))
}

/// Everything that is wrong with the config and the lists.
pub fn surroundings(workspace: &Workspace) -> Result<Vec<Problem>, Error> {
    let mut problems = workspace.settings().1;
    for name in workspace.lists()? {
        problems.extend(digest(workspace.read_subscribers(&name, &mut |_| ())?));
    }
    Ok(problems)
}

fn listed(issue: &Issue, found: &Found, own: usize) -> Listed {
    Listed {
        id: issue.id.clone(),
        title: issue.title.clone(),
        number: issue.number,
        date: issue.date,
        languages: issue.languages.iter().map(|lang| state(issue, lang, found)).collect(),
        must_fix: found.count(own),
    }
}

fn state(issue: &Issue, lang: &Lang, found: &Found) -> LanguageState {
    let edition = issue.editions.get(lang);
    let has_text = |edition: &Edition, id| edition.section(id).is_some_and(|text| !text.markdown.is_empty());
    let of = issue.sections_for(lang).count();
    let written = edition.map_or(0, |edition| {
        issue.sections_for(lang).filter(|section| has_text(edition, &section.id)).count()
    });
    let headed = edition.is_some_and(|edition| !edition.subject.is_empty() && !edition.preheader.is_empty());
    let complete = headed && written == of;
    LanguageState { language: lang.clone(), written, of, complete, ready: complete && found.spares(lang) }
}
