//! Holds the editions against `issue.toml`: which are missing, which lack a section, which have one too many.

use super::RULES;
use crate::domain::{Edition, Issue, Lang, Place, Problem};

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
    let problem = Problem::must(
        MISSING,
        Place::file(file).in_language(lang),
        format!("the {lang} edition is not there"),
    );
    let why = "issue.toml lists the language, so the issue is to be complete in it";
    problems
        .push(problem.because(why).remedy(format!("write {lang}.md, or take \"{lang}\" out of languages")));
}

fn lacking(issue: &Issue, edition: &Edition, problems: &mut Vec<Problem>) {
    let lang = &edition.lang;
    for section in issue.sections_for(lang).filter(|section| edition.section(&section.id).is_none()) {
        let id = &section.id;
        let place = Place::file(&edition.file).in_language(lang).in_section(id);
        let problem = Problem::must(MISSING, place, format!("the {lang} edition has no section \"{id}\""));
        problems.push(
            problem.remedy(format!("write it below a line ## … {{#{id}}}, or take it out of issue.toml")),
        );
    }
}

fn too_many(issue: &Issue, edition: &Edition, problems: &mut Vec<Problem>) {
    let lang = &edition.lang;
    for text in &edition.sections {
        let (id, known) = (&text.id, issue.section(&text.id));
        let place = Place::line(&edition.file, text.heading_line).in_language(lang).in_section(id);
        if known.is_none() {
            let problem = Problem::must(TOO_MANY, place, format!("issue.toml has no section \"{id}\""));
            let remedy = format!("add a [[section]] with id = \"{id}\" to issue.toml, or take the text out");
            problems.push(problem.because("a text without its section is in no letter").remedy(remedy));
        } else if known.is_some_and(|section| !section.is_for(lang)) {
            let what = format!("the section \"{id}\" is not meant for {lang}");
            let remedy =
                format!("add \"{lang}\" to the section's languages in issue.toml, or take the text out");
            problems.push(Problem::should(NOT_FOR, place, what).because("it is in no letter").remedy(remedy));
        }
    }
}
