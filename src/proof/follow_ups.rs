//! Findings that only say again, elsewhere and with another remedy, what one fault has caused.

use std::collections::BTreeSet;

use crate::domain::{Lang, Place, Problem};

use super::{Facts, rules};

/// The languages whose subject could not be read, which has been said of the front matter.
pub fn unreadable_heads(brought: &[Problem]) -> BTreeSet<Lang> {
    let of_head = ["EDN001", "EDN002", "EDN003", "EDN004", "EDN005", "EDN006", "EDN012"];
    let said = brought.iter().filter(|problem| problem.blocks() && of_head.contains(&problem.rule));
    said.filter_map(|problem| problem.place.language.clone()).collect()
}

/// Drops what follows from a fault that is among the problems, or that was told while reading.
pub fn drop_those(facts: &Facts, unreadable: &BTreeSet<Lang>, problems: &mut Vec<Problem>) {
    let no_subject: BTreeSet<Lang> = facts
        .issue
        .editions
        .values()
        .filter(|edition| edition.subject.trim().is_empty())
        .map(|edition| edition.lang.clone())
        .collect();
    let of_fields = [rules::FLD001.id, rules::FLD002.id, rules::FLD003.id];
    let broken_fields: BTreeSet<Lang> = problems
        .iter()
        .filter(|problem| of_fields.contains(&problem.rule))
        .filter_map(|problem| problem.place.language.clone())
        .collect();
    problems.retain(|problem| {
        let Some(lang) = &problem.place.language else { return true };
        let unwritten = no_subject.contains(lang);
        let says_no_subject = problem.rule == rules::TRN001.id
            && problem.place.section.is_none()
            && facts.issue.editions.contains_key(lang);
        let says_braces = problem.rule == rules::OPS002.id && problem.what.contains("{{");
        !(unwritten && problem.rule == rules::A11Y08.id
            || unwritten && unreadable.contains(lang) && says_no_subject
            || broken_fields.contains(lang) && says_braces)
    });
    once_for_all_letters(facts, problems);
}

/// What can only come from a template or its style, which are the same in every language.
const OF_TEMPLATES: [&str; 7] = [
    rules::HTM003.id,
    rules::HTM004.id,
    rules::HTM005.id,
    rules::HTM007.id,
    rules::A11Y06.id,
    rules::A11Y07.id,
    rules::A11Y11.id,
];

fn once_for_all_letters(facts: &Facts, problems: &mut Vec<Problem>) {
    let mut told: Vec<String> = Vec::new();
    problems.retain_mut(|problem| {
        if !OF_TEMPLATES.contains(&problem.rule) {
            return true;
        }
        if told.contains(&problem.what) {
            return false;
        }
        told.push(problem.what.clone());
        if problem.place.file.is_none() && facts.issue.languages.len() > 1 {
            problem.place = Place::file("templates");
        }
        true
    });
}

/// Broken HTML is told of the template that has it; what is left of it in the finished pages is the same fault.
pub fn keep_the_template(problems: &mut Vec<Problem>) {
    let of_html = |problem: &Problem| problem.rule == rules::HTM002.id;
    if problems.iter().any(|problem| of_html(problem) && problem.place.file.is_some()) {
        problems.retain(|problem| !of_html(problem) || problem.place.file.is_some());
    }
}
