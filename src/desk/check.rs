//! Checks an issue: reads it, renders its letters, composes a sample message of each, and asks every rule.
//!
//! The same findings come out of the command, the composer and the gate before a send.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::approve;
use super::lists::{self, digest, unusable};
use super::names;
use super::network;
use super::press::{Pressed, press};
use super::sample::Sample;
use super::send;
use crate::domain::{IssueId, Lang, List, Place, Problem};
use crate::locale::{Catalogue, say};
use crate::proof::{Facts, Findings, Gate, check_issue, rules};
use crate::workspace::{self, Workspace};

/// Why there are no findings at all.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Workspace(#[from] workspace::Error),
    /// Every problem met, those of config and templates among them.
    #[error("config.toml or a template can't be used as it stands")]
    Broken(Vec<Problem>),
}

/// Checks an issue as it stands on disk, and the lists that it names.
pub fn check(workspace: &Workspace, issue: &IssueId, gate: Gate, now: Timestamp) -> Result<Findings, Error> {
    with_lists(workspace, press(workspace, issue, None)?, gate, now)
}

/// The same, and what the network says.
pub async fn check_asking(
    workspace: &Workspace,
    issue: &IssueId,
    gate: Gate,
    now: Timestamp,
) -> Result<Findings, Error> {
    let pressed = press(workspace, issue, None)?;
    let accepted = pressed.issue.accepted.clone();
    let asked = match &pressed.settings {
        Some(settings) => network::all(workspace, settings, &pressed.issue, &pressed.letters, now).await,
        None => Vec::new(),
    };
    let mut findings = with_lists(workspace, pressed, gate, now)?;
    findings.network(asked, &accepted);
    Ok(findings)
}

fn with_lists(
    workspace: &Workspace,
    pressed: Pressed,
    gate: Gate,
    now: Timestamp,
) -> Result<Findings, Error> {
    let (issue, named) = (pressed.issue.id.clone(), pressed.issue.lists.clone());
    let editions: Vec<Lang> = pressed.issue.written().cloned().collect();
    let mut findings = check_pressed(workspace, pressed, gate, now)?;
    for list in &named {
        let facts = workspace.list(list).map(|(facts, _)| facts).ok();
        let (mut held, mut countries) = (BTreeMap::new(), BTreeMap::new());
        let read = workspace.read_subscribers(list, &mut |reader| {
            let written = reader.language.as_ref().filter(|_| reader.names_language);
            if let Some(meant) =
                written.and_then(|lang| Some((lang.clone(), lists::country(lang, &editions)?)))
            {
                *countries.entry(meant).or_default() += 1;
            }
            if let Some(lang) = facts.as_ref().and_then(|list| send::held(list, &reader, &editions)) {
                *held.entry(lang.clone()).or_default() += 1;
            }
        });
        match read {
            Ok(problems) => {
                findings.problems.extend(digest(problems));
                findings.problems.extend(lists::held(list, &held));
                findings.problems.extend(lists::countries(list, &countries));
            }
            Err(why) => findings.problems.push(unusable(workspace, &issue, list, &why)),
        }
    }
    findings.sort();
    Ok(findings)
}

/// Whether a list can't be used, which is no fault of the issue.
pub fn lists_block(findings: &Findings) -> bool {
    findings.problems.iter().any(|problem| problem.blocks() && problem.rule.starts_with("SUB"))
}

/// Checks an issue and the letters that were made of it.
pub fn check_pressed(
    workspace: &Workspace,
    pressed: Pressed,
    gate: Gate,
    now: Timestamp,
) -> Result<Findings, Error> {
    let release = approve::release(workspace, &pressed);
    let Pressed { settings, templates, issue, glossary, letters, problems: mut brought, workspace_broken } =
        pressed;
    let Some(settings) = settings.filter(|_| !workspace_broken) else { return Err(Error::Broken(brought)) };
    let written = workspace.issue_asset(&issue.id, "issue.toml").unwrap_or_default();
    let written = String::from_utf8_lossy(&written);
    let unknown = |templates| names::unknown(workspace, templates, &issue, &written);
    brought.extend(templates.iter().flat_map(unknown));
    let sample = Sample::new(workspace, &settings, &issue.id, now);
    brought.extend(sample.problems.iter().cloned());
    let (translations, wrong) = workspace.translations(&issue.id);
    brought.extend(wrong);
    let mut composed = Vec::new();
    for letter in letters.values() {
        match sample.compose(letter) {
            Ok(bytes) => composed.push((bytes, sample.expected(&letter.lang))),
            Err(problem) => brought.push(*problem),
        }
    }
    brought.extend(settings.web.is_none().then(no_way_out));
    // One that can't be read is told by whoever counts its readers.
    let there = issue.lists.iter().filter(|name| workspace.list_columns(name).is_ok());
    let facts_of = |name| workspace.list(name).ok().filter(|(_, wrong)| !wrong.iter().any(Problem::blocks));
    let lists: Vec<List> = there.filter_map(|name| Some(facts_of(name)?.0)).collect();
    let facts = Facts {
        settings: &settings,
        issue: &issue,
        translations: &translations,
        glossary: &glossary,
        letters: &letters,
        lists: &lists,
        missing_strings: &missing_strings(&issue.languages, &workspace.template_overrides()?),
        templates: templates.as_ref(),
        release: &release,
        gate,
        now,
    };
    let mut findings = check_issue(&facts, brought);
    for (bytes, expected) in &composed {
        findings.message(bytes, expected, &issue.accepted);
    }
    if composed.len() < issue.languages.len() {
        findings.not_every_message();
    }
    if settings.web.is_none() {
        let follows = [rules::LST001.id, rules::LST002.id, rules::LST006.id];
        let of_a_letter = |problem: &Problem| problem.place.language.is_some();
        findings.problems.retain(|problem| !(follows.contains(&problem.rule) && of_a_letter(problem)));
    }
    let remembered = network::remembered(workspace, &settings, &issue, &letters, now);
    findings.network(remembered, &issue.accepted);
    findings.problems.extend(names::idle(&issue, &findings, &written));
    add_lines(&written, &mut findings);
    findings.sort();
    Ok(findings)
}

/// Without `[web]` no letter has an unsubscribe link: said once, not for each letter.
fn no_way_out() -> Problem {
    rules::LST001.at(Place::file("config.toml"), say!("LST001-no-web")).remedy(say!("LST001-no-web-remedy"))
}

/// Findings about a section's facts get the line of issue.toml on which the section is named.
fn add_lines(text: &str, findings: &mut Findings) {
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
pub(super) fn missing_strings(
    languages: &[Lang],
    overrides: &BTreeMap<String, String>,
) -> BTreeMap<Lang, Vec<String>> {
    let Ok(english) = Lang::parse("en") else { return BTreeMap::new() };
    let reference = Catalogue::load(&english, &BTreeMap::new()).0;
    let missing = |lang: &Lang| Catalogue::load(lang, overrides).0.missing_keys(&reference);
    languages.iter().map(|lang| (lang.clone(), missing(lang))).collect()
}
