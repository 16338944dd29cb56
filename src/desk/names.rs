//! Names in an issue that mean nothing: fields that no template prints, columns that no list has, acceptances of
//! what is not there. Only whoever holds lists, templates and findings together can tell.

use std::path::PathBuf;

use crate::domain::{Edition, Issue, Place, Problem, Section, SectionId, SectionText, did_you_mean};
use crate::locale::say;
use crate::proof::{Findings, rules};
use crate::render::{Fact, SectionKind, Templates};
use crate::workspace::Workspace;

const NO_FIELD: &str = "ISS013";
const IDLE: &str = "ISS014";
const NO_COLUMN: &str = "EDN018";

/// Facts of sections that their kind does not declare, and fields of texts that no list can fill. `written` is
/// issue.toml as it stands.
pub fn unknown(workspace: &Workspace, templates: &Templates, issue: &Issue, written: &str) -> Vec<Problem> {
    let mut found = Vec::new();
    for section in &issue.sections {
        let Some(kind) = templates.kinds().iter().find(|kind| kind.kind == section.kind) else { continue };
        found.extend(undeclared(issue, section, kind, written));
    }
    let mut columns = Vec::new();
    for list in &issue.lists {
        // A list that can't be read has been told elsewhere; nothing is known of its columns then.
        let Ok(names) = workspace.list_columns(list) else { return found };
        for name in names {
            if !columns.contains(&name) {
                columns.push(name);
            }
        }
    }
    if !issue.lists.is_empty() {
        let editions = issue.editions.values().filter(|edition| issue.languages.contains(&edition.lang));
        found.extend(editions.flat_map(|edition| unfilled(edition, &columns)));
    }
    found
}

/// What a section says of itself and its kind does not show. Fields that are no fact of every section may be a slip.
fn undeclared(issue: &Issue, section: &Section, kind: &SectionKind, written: &str) -> Vec<Problem> {
    let name = section.kind.as_str();
    let problem = |key: &str, what: String, remedy: String| {
        let mut place = Place::file(file(issue)).in_section(&section.id);
        place.line = line_of(written, &section.id, key);
        Problem::should(NO_FIELD, place, what).because(say!("ISS013-why")).remedy(remedy)
    };
    let unknown = section.fields.keys().filter(|field| !kind.fields.contains(field)).map(|field| {
        let remedy = instead(field, &kind.fields, say!("ISS013-field-remedy"));
        problem(field, say!("ISS013-field", field = field.as_str(), kind = name), remedy)
    });
    let facts = [
        (Fact::Event, "event", "starts", say!("ISS013-no-event", kind = name), section.event.is_some()),
        (Fact::Link, "link", "link", say!("ISS013-no-link", kind = name), section.link.is_some()),
        (
            Fact::Pictures,
            "pictures",
            "picture",
            say!("ISS013-no-pictures", kind = name),
            !section.pictures.is_empty(),
        ),
    ];
    let facts = facts.into_iter().filter(|(fact, .., there)| *there && !kind.facts.contains(fact));
    let facts = facts.map(|(_, declared, key, what, _)| {
        problem(key, what, say!("ISS013-fact-remedy", declared = declared, kind = name))
    });
    unknown.chain(facts).collect()
}

/// The line of issue.toml on which a section says `key`; none where it is said in a way that only a parser reads.
fn line_of(written: &str, section: &SectionId, key: &str) -> Option<usize> {
    let value = |line: &str, key: &str| -> Option<String> {
        let rest = line.trim().strip_prefix(key)?.trim_start().strip_prefix('=')?;
        Some(rest.split('#').next()?.trim().trim_matches(['"', '\'']).to_owned())
    };
    let table = |line: &str| line.trim().trim_matches(['[', ']']) == format!("section.{key}");
    let lines: Vec<&str> = written.lines().collect();
    let opens = |line: &str| line.starts_with("[[") && !line.starts_with("[[section.");
    let id = lines.iter().position(|line| value(line, "id").as_deref() == Some(section.as_str()))?;
    let begin = lines[..id].iter().rposition(|line| opens(line)).unwrap_or(id);
    let end = lines[id..].iter().position(|line| opens(line)).map_or(lines.len(), |end| id + end);
    let at = lines[begin..end].iter().position(|line| value(line, key).is_some() || table(line))?;
    Some(begin + at + 1)
}

fn file(issue: &Issue) -> PathBuf {
    PathBuf::from(format!("issues/{}/issue.toml", issue.id))
}

fn unfilled(edition: &Edition, columns: &[String]) -> Vec<Problem> {
    let head = || Place::file(&edition.file).in_language(&edition.lang);
    let mut names: Vec<(String, Place)> = [&edition.subject, &edition.preheader]
        .into_iter()
        .flat_map(|text| fields(text).into_iter().map(|(_, name)| (name, head())))
        .collect();
    for section in &edition.sections {
        let heading = || Place::line(&edition.file, section.heading_line).in_language(&edition.lang);
        names.extend(fields(&section.heading).into_iter().map(|(_, name)| (name, heading())));
        names.extend(fields(&section.markdown).into_iter().map(|(at, name)| {
            let place = in_body(edition, section, at, name.len());
            (name, place)
        }));
    }
    names.retain(|(name, _)| !columns.contains(name));
    let told = names.into_iter().map(|(name, place)| {
        let what = say!("EDN018-no-column", name = name.as_str());
        let remedy = instead(&name, columns, say!("EDN018-no-column-remedy", columns = columns.join(", ")));
        Problem::should(NO_COLUMN, place, what).because(say!("EDN018-no-column-why")).remedy(remedy)
    });
    told.collect()
}

fn in_body(edition: &Edition, section: &SectionText, at: usize, length: usize) -> Place {
    let mut place = Place::span(&edition.file, &section.markdown, at, at + length)
        .in_section(&section.id)
        .in_language(&edition.lang);
    place.line = place.line.map(|line| line + section.body_line - 1);
    place
}

/// The names of the fields in a text, and where they stand.
fn fields(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("{{") {
        let inside = text[at + 2..].split(['\n', '{']).next().unwrap_or_default();
        let Some((inside, _)) = inside.split_once("}}") else { continue };
        let name = inside.split('|').next().unwrap_or_default();
        let lead = name.len() - name.trim_start().len();
        if !name.trim().is_empty() {
            found.push((at + 2 + lead, name.trim().to_owned()));
        }
    }
    found
}

fn instead(written: &str, known: &[String], otherwise: String) -> String {
    match did_you_mean(written, known.iter().map(String::as_str)) {
        Some(near) => say!("did-you-mean", near = near),
        None => otherwise,
    }
}

/// Acceptances that accept nothing. `written` is issue.toml as it stands.
pub fn idle(issue: &Issue, findings: &Findings, written: &str) -> Vec<Problem> {
    let lines: Vec<usize> = written
        .lines()
        .enumerate()
        .filter(|(_, line)| line.trim() == "[[accept]]")
        .map(|(at, _)| at + 1)
        .collect();
    let mut found = Vec::new();
    for (number, acceptance) in issue.accepted.iter().enumerate() {
        let used = findings.accepted.iter().any(|one| one.acceptance == *acceptance);
        let unasked = findings.not_checked.iter().any(|one| one.rule == acceptance.rule);
        if used || unasked {
            continue;
        }
        let rule = &acceptance.rule;
        let missing = acceptance.section.as_ref().filter(|id| issue.section(id).is_none());
        let what = if rules::find(rule).is_none() && rules::find_of_files(rule).is_none() {
            say!("ISS014-no-rule", rule = rule.as_str())
        } else if let Some(id) = missing {
            say!("ISS014-no-section", section = id.as_str())
        } else if rules::BY_NAME.contains(&rule.as_str()) && acceptance.value.is_none() {
            say!("ISS014-unnamed")
        } else {
            say!("ISS014-nothing", rule = rule.as_str())
        };
        let mut place = Place::file(file(issue));
        place.line = lines.get(number).filter(|_| lines.len() == issue.accepted.len()).copied();
        found.push(Problem::should(IDLE, place, what).remedy(say!("ISS014-remedy")));
    }
    found
}
