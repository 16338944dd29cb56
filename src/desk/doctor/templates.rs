//! Templates, style and catalogues: a letter without any text, and the pages, are made of them in every language.

use std::collections::BTreeMap;

use super::{Finding, Health, counted};
use crate::desk::check::missing_strings;
use crate::desk::press::read_assets;
use crate::domain::settings::Settings;
use crate::domain::{Edition, Glossary, Issue, IssueId, Lang, Problem, Severity};
use crate::proof::rules;
use crate::render::{self, Page, Templates};
use crate::workspace::Workspace;

const WHAT: &str = "Templates";
const PAGES: [Page; 5] = [Page::Unsubscribe, Page::Done, Page::Test, Page::Unknown, Page::Failed];

/// Without settings only what can be seen in the files themselves.
pub(super) fn look(workspace: &Workspace, settings: Option<&Settings>) -> Finding {
    let own = match workspace.template_overrides() {
        Ok(own) => own,
        Err(error) => return Finding::new(WHAT, Health::Bad, error.to_string()),
    };
    let (templates, mut problems) = Templates::compile(&own);
    if let (Some(templates), Some(settings)) = (&templates, settings) {
        problems.extend(tried(workspace, templates, settings));
        problems.extend(lacking(&settings.newsletter.languages, &own));
    }
    let must = problems.iter().filter(|problem| problem.blocks()).count();
    let (health, detail) = match (must, problems.len()) {
        (0, 0) if own.is_empty() => (Health::Good, "those that come with the program".to_owned()),
        (0, 0) => (Health::Good, format!("{} of your own, nothing to be mended", files(own.len()))),
        (0, remarks) => (Health::Remark, counted(remarks, "remark", "remarks")),
        (must, _) => (Health::Bad, format!("{must} to be mended before a letter can be made")),
    };
    Finding::new(WHAT, health, detail).with_problems(problems)
}

fn files(number: usize) -> String {
    counted(number, "file", "files")
}

/// What goes wrong in making a letter that says nothing, and the pages behind its link.
fn tried(workspace: &Workspace, templates: &Templates, settings: &Settings) -> Vec<Problem> {
    let languages = &settings.newsletter.languages;
    let mut found: Vec<Problem> = Vec::new();
    let mut note = |problem: Problem| {
        let of_templates = problem.rule.starts_with("TPL");
        if of_templates && !found.iter().any(|known| known.what == problem.what) {
            found.push(problem);
        }
    };
    if let Some(issue) = nothing(languages) {
        let assets = read_assets(workspace, settings, &issue);
        for lang in languages {
            let (_, problems) = render::letter(
                templates,
                settings,
                &issue,
                lang,
                BTreeMap::new(),
                &Glossary::default(),
                &assets,
            );
            problems.into_iter().for_each(&mut note);
        }
    }
    for lang in languages {
        PAGES
            .iter()
            .filter_map(|page| render::page(templates, settings, lang, *page).err())
            .for_each(|problem| note(*problem));
    }
    found
}

/// An issue with no section in any language.
fn nothing(languages: &[Lang]) -> Option<Issue> {
    let edition = |lang: &Lang| Edition {
        lang: lang.clone(),
        file: format!("{lang}.md").into(),
        title: None,
        subject: "Subject".to_owned(),
        preheader: "Inbox line".to_owned(),
        sections: Vec::new(),
    };
    Some(Issue {
        id: IssueId::parse("sample").ok()?,
        title: "Sample".to_owned(),
        number: None,
        date: None,
        expires_at: None,
        languages: languages.to_vec(),
        lists: Vec::new(),
        sections: Vec::new(),
        accepted: Vec::new(),
        editions: languages.iter().map(|lang| (lang.clone(), edition(lang))).collect(),
    })
}

/// Catalogues without all their strings stop the issues in that language, and nothing else.
fn lacking(languages: &[Lang], own: &BTreeMap<String, String>) -> Vec<Problem> {
    let lacking = missing_strings(languages, own).into_iter().filter(|(_, keys)| !keys.is_empty());
    let told = lacking.map(|(lang, keys)| {
        let what = format!("The fixed strings of {lang} lack {}.", keys.join(", "));
        let place = crate::domain::Place::file(format!("templates/locales/{lang}.ftl")).in_language(&lang);
        Problem { severity: Severity::ShouldFix, ..rules::TRN007.at(place, what) }
    });
    told.collect()
}
