//! Languages: translations of texts that are other ones by now, or that no person has looked over.

use crate::domain::translation::{Changed, FactChange, Passage, Standing, TranslationState, standing};
use crate::domain::{Issue, Lang, Place, Problem};

use super::fact_changes::fact_changes;
use super::{Facts, place, rules};
use crate::locale::{language_name, say};

/// TRN001, for what is there: what is missing is told by `translation::missing`, what is empty by OPS002.
pub fn outdated(facts: &Facts) -> Vec<Problem> {
    let issue = facts.issue;
    let mut found = Vec::new();
    for passage in Passage::all(issue) {
        for lang in &issue.languages {
            let stands = standing(issue, facts.translations, &passage, lang, fact_changes);
            found.extend(stands.and_then(|stands| problem(issue, &passage, lang, &stands)));
        }
    }
    found
}

fn problem(issue: &Issue, passage: &Passage, lang: &Lang, stands: &Standing) -> Option<Problem> {
    let place = place_of(issue, passage, lang);
    let (name, own) = (name(issue, passage, lang), language_name(lang));
    let done = format!("courant translate done {} {lang} {passage}", issue.id);
    if stands.state == TranslationState::Machine {
        let what = say!("TRN001-machine", name = name, lang = own);
        return Some(rules::TRN001.should(place, what).remedy(say!("TRN001-machine-remedy", done = done)));
    }
    // A head that can't be read, or is empty, is told of its own edition.
    let written = |changed: &&Changed| {
        passage.section().is_some()
            || issue.editions.get(changed.lang).is_some_and(|edition| passage.is_written(edition))
    };
    let changed = stands.changed.as_ref().filter(written)?;
    let what = sentences(&name, &own, changed);
    let (id, tag) = (issue.id.as_str(), lang.as_str());
    let remedy = match changed.through.first().map(|lang| language_name(lang)) {
        None => say!("TRN001-stale-remedy", lang = own, done = done, issue = id, tag = tag),
        Some(first) => {
            say!("TRN001-stale-remedy-first", first = first, lang = own, done = done, issue = id, tag = tag)
        }
    };
    let found = match stands.state {
        TranslationState::StaleInFacts => rules::TRN001.at(place, what),
        _ => rules::TRN001.should(place, what),
    };
    Some(found.because(say!("TRN001-stale-why")).remedy(remedy))
}

/// The first facts that changed, in words for whoever translates; the rest by number.
fn sentences(name: &str, own: &str, changed: &Changed) -> String {
    const NAMED: usize = 3;
    let other = language_name(changed.lang);
    let through: Vec<String> = changed.through.iter().map(|lang| language_name(lang)).collect();
    let whose = match through.as_slice() {
        [] => String::new(),
        some => format!(" {}", say!("TRN001-through", name = name, lang = own, through = some.join(", "))),
    };
    if changed.facts.is_empty() {
        let kept = if changed.was.is_none() { "no" } else { "yes" };
        return match through.is_empty() {
            true => say!("TRN001-changed", other = other, name = name, lang = own, kept = kept),
            false => {
                format!("{}{whose}", say!("TRN001-changed-through", other = other, name = name, kept = kept))
            }
        };
    }
    let mut said: Vec<String> = changed.facts.iter().take(NAMED).map(|fact| sentence(&other, fact)).collect();
    let more = changed.facts.len().saturating_sub(NAMED);
    if more > 0 {
        said.push(say!("TRN001-more-facts", number = more));
    }
    format!("{}{whose}", said.join(" "))
}

fn sentence(other: &str, fact: &FactChange) -> String {
    match (&fact.was, &fact.is) {
        (Some(was), Some(is)) => say!("TRN001-fact-changed", other = other, is = is, was = was),
        (None, Some(is)) => say!("TRN001-fact-new", other = other, is = is),
        (Some(was), None) => say!("TRN001-fact-gone", other = other, was = was),
        (None, None) => String::new(),
    }
}

fn name(issue: &Issue, passage: &Passage, lang: &Lang) -> String {
    let section = passage.section().and_then(|id| issue.section(id));
    section.map_or_else(
        || say!("name-of-head"),
        |section| say!("name-of-section", name = issue.name_of(lang, section)),
    )
}

fn place_of(issue: &Issue, passage: &Passage, lang: &Lang) -> Place {
    let Some(edition) = issue.editions.get(lang) else { return Place::default() };
    match passage.section().and_then(|id| edition.section(id)) {
        Some(text) => place::of_heading(edition, text),
        None => Place::line(&edition.file, 1).in_language(lang),
    }
}
