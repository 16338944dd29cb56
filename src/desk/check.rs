//! Checks an issue: reads it, renders its letters, composes a sample message of each, and asks every rule.
//!
//! The same findings come out of the command, the composer and the gate before a send.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::domain::settings::Settings;
use crate::domain::{Issue, IssueId, Lang, Letter, Problem};
use crate::locale::Catalogue;
use crate::proof::{Facts, Findings, Gate, check_issue};
use crate::workspace::{self, Workspace};

/// Why there are no findings at all.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Workspace(#[from] workspace::Error),
    #[error("config.toml can't be used as it stands")]
    Config(Vec<Problem>),
    #[error("the templates can't be used as they stand")]
    Templates(Vec<Problem>),
}

/// Checks an issue as it stands on disk.
pub fn check(workspace: &Workspace, id: &IssueId, gate: Gate, now: Timestamp) -> Result<Findings, Error> {
    let (settings, mut brought) = workspace.settings();
    let Some(settings) = settings else { return Err(Error::Config(brought)) };
    let (issue, wrong) = workspace.issue(id)?;
    brought.extend(wrong);
    check_read(workspace, &settings, &issue, brought, gate, now)
}

/// Checks an issue as it stands in memory; `brought` is what was wrong with its files.
pub fn check_read(
    workspace: &Workspace,
    settings: &Settings,
    issue: &Issue,
    brought: Vec<Problem>,
    gate: Gate,
    now: Timestamp,
) -> Result<Findings, Error> {
    let overrides = workspace.template_overrides()?;
    let letters: BTreeMap<Lang, Letter> = BTreeMap::new();
    let missing_strings = missing_strings(&issue.languages, &overrides);
    let facts = Facts { settings, issue, letters: &letters, missing_strings: &missing_strings, gate, now };
    let mut findings = check_issue(&facts, brought);
    add_lines(workspace, issue, &mut findings);
    Ok(findings)
}

/// Findings about a section's facts get the line of issue.toml on which the section is named.
fn add_lines(workspace: &Workspace, issue: &Issue, findings: &mut Findings) {
    let Ok(bytes) = workspace.issue_asset(&issue.id, "issue.toml") else { return };
    let text = String::from_utf8_lossy(&bytes);
    let places = findings.problems.iter_mut().map(|problem| &mut problem.place);
    for place in places.chain(findings.accepted.iter_mut().map(|one| &mut one.problem.place)) {
        let of_facts = place.file.as_ref().is_some_and(|file| file.ends_with("issue.toml"));
        let Some(section) = place.section.as_ref().filter(|_| of_facts && place.line.is_none()) else {
            continue;
        };
        let names = |line: &str| {
            line.split_once('=').is_some_and(|(key, value)| {
                key.trim() == "id"
                    && value.trim_start().get(1..).is_some_and(|value| {
                        value.strip_prefix(section.as_str()).is_some_and(|rest| rest.starts_with(['"', '\'']))
                    })
            })
        };
        place.line = text.lines().position(names).map(|at| at + 1);
    }
}

/// What the catalogue of each language lacks of the English one.
fn missing_strings(languages: &[Lang], overrides: &BTreeMap<String, String>) -> BTreeMap<Lang, Vec<String>> {
    let load = |lang: &Lang| {
        let file = format!("templates/locales/{lang}.ftl");
        let own = overrides.get(&format!("locales/{lang}.ftl"));
        Catalogue::load(lang, own.map(|text| (file.as_str(), text.as_str()))).0
    };
    let Ok(english) = Lang::parse("en") else { return BTreeMap::new() };
    let reference = Catalogue::load(&english, None).0;
    languages.iter().map(|lang| (lang.clone(), load(lang).missing_keys(&reference))).collect()
}
