//! Reading an issue with everything that its screens need to begin with.

use std::sync::Arc;

use super::{Place, held, post, steps};
use crate::domain::{IssueId, List};
use crate::render::{Fact, SectionKind, Templates};
use crate::tui::event::{KindCard, OpenedIssue};
use crate::workspace::{Error, Workspace};

pub fn opened(place: &Place, workspace: &Workspace, id: &IssueId) -> Result<OpenedIssue, Error> {
    let (issue, mut problems) = workspace.issue(id)?;
    let unread = held::unread(workspace, &issue, &problems);
    let mut lists: Vec<List> = Vec::new();
    for name in workspace.lists()? {
        let (list, wrong) = workspace.list(&name)?;
        problems.extend(wrong.into_iter().filter(|_| issue.lists.contains(&name)));
        lists.push(list);
    }
    let mut mailings = post::mailings(place, workspace);
    mailings.retain(|mailing| mailing.issue == *id);
    let templates = templates(workspace).map(Arc::new);
    let kinds = templates.as_deref().map(kinds).unwrap_or_default();
    let ever = workspace.sections_ever(&issue);
    // What is wrong with these two the checks say.
    let (translations, glossary) = (workspace.translations(id).0, workspace.glossary().0);
    Ok(OpenedIssue {
        issue,
        problems,
        unread,
        mailings,
        lists,
        kinds,
        ever,
        templates,
        translations,
        glossary,
        steps: steps::kept(workspace, id),
    })
}

fn templates(workspace: &Workspace) -> Option<Templates> {
    Templates::compile(&workspace.template_overrides().ok()?).0
}

/// The kinds of section that the templates have, with a word on each.
fn kinds(templates: &Templates) -> Vec<KindCard> {
    let word = |kind: &str| match kind {
        "progress" => "where the project stands",
        "save-the-date" => "an event, with its date and place",
        "story" => "a text, with or without a picture",
        _ => "",
    };
    let card = |kind: &SectionKind| KindCard {
        kind: kind.kind.clone(),
        what: word(kind.kind.as_str()).to_owned(),
        event: kind.facts.contains(&Fact::Event),
    };
    templates.kinds().iter().map(card).collect()
}
