//! Holds the editions against `issue.toml`: which are missing, which lack a section, which have one too many.

use super::RULES;
use crate::domain::{Edition, Issue, Lang, Place, Problem};
use crate::locale::say;

/// The rule that the checks ask about this too: one fault has one name wherever it is told.
const MISSING: &str = "TRN001";
const TOO_MANY: &str = "EDN015";
const NOT_FOR: &str = "EDN016";

/// How much of `issue.toml` could be read. What could not be read is not compared: the one slip has been said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Read {
    All,
    /// There may be sections that are not known.
    InPart,
}

impl Read {
    /// As the problems of `issue.toml` tell; one inside a section does not hide others.
    pub fn of(problems: &[Problem]) -> Self {
        let slips = [
            RULES.syntax,
            RULES.unknown_key,
            RULES.wrong_type,
            RULES.missing,
            RULES.value,
            super::UNREADABLE,
            super::NAMELESS,
        ];
        let slip = |problem: &Problem| slips.contains(&problem.rule) && problem.place.section.is_none();
        if problems.iter().any(slip) { Self::InPart } else { Self::All }
    }
}

pub(super) fn compare(issue: &Issue, read: Read, problems: &mut Vec<Problem>) {
    for lang in &issue.languages {
        match issue.editions.get(lang) {
            Some(edition) => lacking(issue, edition, problems),
            None => no_edition(issue, lang, problems),
        }
    }
    let listed = |edition: &&Edition| read == Read::All && issue.languages.contains(&edition.lang);
    for edition in issue.editions.values().filter(listed) {
        too_many(issue, edition, problems);
    }
}

fn no_edition(issue: &Issue, lang: &Lang, problems: &mut Vec<Problem>) {
    let file = super::issue_path(&issue.id, &format!("{lang}.md"));
    if problems.iter().any(|problem| problem.place.file.as_ref() == Some(&file)) {
        return; // it is there and can't be read, which has been said
    }
    let (place, tag) = (Place::file(file).in_language(lang), lang.as_str());
    let problem = Problem::must(MISSING, place, say!("TRN001-not-there", lang = tag));
    let remedy = say!("TRN001-not-there-remedy", lang = tag);
    problems.push(problem.because(say!("TRN001-not-there-why")).remedy(remedy));
}

fn lacking(issue: &Issue, edition: &Edition, problems: &mut Vec<Problem>) {
    let lang = &edition.lang;
    for section in issue.sections_for(lang).filter(|section| edition.section(&section.id).is_none()) {
        let id = &section.id;
        let place = Place::file(&edition.file).in_language(lang).in_section(id);
        let what = say!("TRN001-no-section", lang = lang.as_str(), id = id.as_str());
        let remedy = say!("TRN001-no-section-remedy", id = id.as_str());
        problems.push(Problem::must(MISSING, place, what).remedy(remedy));
    }
}

fn too_many(issue: &Issue, edition: &Edition, problems: &mut Vec<Problem>) {
    let lang = &edition.lang;
    for text in &edition.sections {
        let (id, known) = (&text.id, issue.section(&text.id));
        let place = Place::line(&edition.file, text.heading_line).in_language(lang).in_section(id);
        if known.is_none() {
            let problem = Problem::must(TOO_MANY, place, say!("EDN015-unknown", id = id.as_str()));
            let remedy = say!("EDN015-unknown-remedy", id = id.as_str());
            problems.push(problem.because(say!("EDN015-unknown-why")).remedy(remedy));
        } else if known.is_some_and(|section| !section.is_for(lang)) {
            let what = say!("EDN016-not-for", id = id.as_str(), lang = lang.as_str());
            let remedy = say!("EDN016-not-for-remedy", lang = lang.as_str());
            let problem = Problem::should(NOT_FOR, place, what).because(say!("EDN-in-no-letter"));
            problems.push(problem.remedy(remedy));
        }
    }
}
