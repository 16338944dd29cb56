//! Everything a letter is made from, read once, and the letters of an issue made from it.

use std::collections::BTreeMap;

use crate::domain::settings::Settings;
use crate::domain::{
    FallbackPolicy, Glossary, Issue, IssueId, Lang, Letter, List, Problem, SectionId, Severity,
};
use crate::proof::rules::TRN001;
use crate::render::{self, Assets, Templates};
use crate::workspace::{Error, Workspace};

/// An issue with its letters. What could not be made is missing here and explained in `problems`.
#[derive(Debug)]
pub struct Pressed {
    pub settings: Option<Settings>,
    pub templates: Option<Templates>,
    pub issue: Issue,
    pub glossary: Glossary,
    pub letters: BTreeMap<Lang, Letter>,
    pub problems: Vec<Problem>,
    /// Whether the config or a template stands in the way, rather than the issue.
    pub workspace_broken: bool,
}

/// Renders the editions that the issue names, or only one.
pub fn press(workspace: &Workspace, issue: &IssueId, only: Option<&Lang>) -> Result<Pressed, Error> {
    let (settings, mut problems) = workspace.settings();
    let (templates, wrong) = Templates::compile(&workspace.template_overrides()?);
    problems.extend(wrong);
    let (glossary, wrong) = workspace.glossary();
    problems.extend(wrong);
    let workspace_broken = settings.is_none() || templates.is_none();
    let (issue, wrong) = workspace.issue(issue)?;
    problems.extend(wrong);
    let mut letters = BTreeMap::new();
    if let (Some(settings), Some(templates)) = (&settings, &templates) {
        let assets = read_assets(workspace, settings, &issue);
        problems.extend(render::unknown_kinds(templates, &issue));
        // An edition that is not there was missed when the issue was read.
        for lang in issue.written().filter(|lang| only.is_none_or(|only| only == *lang)) {
            let lent = lent(workspace, settings, &issue, lang);
            problems
                .iter_mut()
                .filter(|one| is_lent(one, lang, &lent))
                .for_each(|one| one.severity = Severity::ShouldFix);
            let (letter, wrong) = render::letter(templates, settings, &issue, lang, lent, &glossary, &assets);
            problems.extend(wrong);
            if let Some(letter) = letter {
                letters.insert(lang.clone(), letter);
            }
        }
    }
    let mut known = Vec::with_capacity(problems.len());
    for problem in problems {
        if !known.contains(&problem) {
            known.push(problem);
        }
    }
    Ok(Pressed { settings, templates, issue, glossary, letters, problems: known, workspace_broken })
}

/// The sections that the edition in `lang` lacks and that its readers get in another language, marked as such: if every
/// list of the issue wants it so.
pub fn lent(
    workspace: &Workspace,
    settings: &Settings,
    issue: &Issue,
    lang: &Lang,
) -> BTreeMap<SectionId, Lang> {
    let lists: Vec<List> = issue.lists.iter().filter_map(|name| Some(workspace.list(name).ok()?.0)).collect();
    match FallbackPolicy::of_all(&lists) {
        FallbackPolicy::Sections => {
            let chain = settings.newsletter.fallback.get(lang);
            issue.lent(lang, chain.map_or(&[], Vec::as_slice))
        }
        FallbackPolicy::Whole | FallbackPolicy::Hold => BTreeMap::new(),
    }
}

/// Whether reading missed a section that another edition has lent since.
fn is_lent(problem: &Problem, lang: &Lang, lent: &BTreeMap<SectionId, Lang>) -> bool {
    problem.rule == TRN001.id
        && problem.place.language.as_ref() == Some(lang)
        && problem.place.section.as_ref().is_some_and(|id| lent.contains_key(id))
}

/// The pictures that are there; the letter tells about those that are not.
pub fn read_assets(workspace: &Workspace, settings: &Settings, issue: &Issue) -> Assets {
    let mut assets = Assets::default();
    for path in render::wanted_assets(settings, issue) {
        if let Ok(bytes) = workspace.asset(&path) {
            assets.insert(path, bytes);
        }
    }
    assets
}
