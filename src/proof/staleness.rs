//! Languages: translations of texts that are other ones by now, or that no person has looked over.

use crate::domain::translation::{Changed, FactChange, Passage, Standing, TranslationState, standing};
use crate::domain::{Issue, Lang, Place, Problem};

use super::fact_changes::fact_changes;
use super::{Facts, place, rules};
use crate::locale::own_name;

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
    let (name, own) = (name(issue, passage, lang), own_name(lang));
    let done = format!("courant translate done {} {lang} {passage}", issue.id);
    if stands.state == TranslationState::Machine {
        let what = format!("{name} in {own} was translated by a machine, and no person has looked over it.");
        return Some(
            rules::TRN001.should(place, what).remedy(format!("Read it, mend it, and say so: {done}")),
        );
    }
    let changed = stands.changed.as_ref()?;
    let what = sentences(&name, &own, changed);
    let first = changed.through.first().map_or_else(String::new, |lang| {
        format!("First the {} one, from which it was made; then m", own_name(lang))
    });
    let mend = if first.is_empty() { "M" } else { first.as_str() };
    let remedy = format!(
        "{mend}end the {own} text, and: {done}. `courant translate status {} --lang {lang} --diff` shows what changed.",
        issue.id
    );
    let found = match stands.state {
        TranslationState::StaleInFacts => rules::TRN001.at(place, what),
        _ => rules::TRN001.should(place, what),
    };
    Some(found.because("Readers of that language would read what is not so any more.").remedy(remedy))
}

/// The first facts that changed, in words for whoever translates; the rest by number.
fn sentences(name: &str, own: &str, changed: &Changed) -> String {
    const NAMED: usize = 3;
    let other = own_name(changed.lang);
    let through: Vec<String> = changed.through.iter().map(|lang| own_name(lang)).collect();
    let whose = match through.as_slice() {
        [] => String::new(),
        some => format!(" {name} in {own} was made from it through {}.", some.join(", ")),
    };
    if changed.facts.is_empty() {
        let kept =
            if changed.was.is_none() { "; the text it was made from is not kept any more" } else { "" };
        return match through.is_empty() {
            true => {
                format!("The {other} text of {name} has changed since the {own} one was made from it{kept}.")
            }
            false => format!("The {other} text of {name} has changed{kept}.{whose}"),
        };
    }
    let mut said: Vec<String> = changed.facts.iter().take(NAMED).map(|fact| sentence(&other, fact)).collect();
    let more = changed.facts.len().saturating_sub(NAMED);
    if more > 0 {
        said.push(format!("{more} more of its facts changed."));
    }
    format!("{}{whose}", said.join(" "))
}

fn sentence(other: &str, fact: &FactChange) -> String {
    let when = "when this was translated";
    match (&fact.was, &fact.is) {
        (Some(was), Some(is)) => format!("The {other} text now says {is} where it said {was} {when}."),
        (None, Some(is)) => format!("The {other} text now says {is}, which it did not say {when}."),
        (Some(was), None) => format!("The {other} text no longer says {was}, as it did {when}."),
        (None, None) => String::new(),
    }
}

fn name(issue: &Issue, passage: &Passage, lang: &Lang) -> String {
    let section = passage.section().and_then(|id| issue.section(id));
    section.map_or_else(
        || "the head (title, subject, inbox line)".to_owned(),
        |section| format!("\"{}\"", issue.name_of(lang, section)),
    )
}

fn place_of(issue: &Issue, passage: &Passage, lang: &Lang) -> Place {
    let Some(edition) = issue.editions.get(lang) else { return Place::default() };
    match passage.section().and_then(|id| edition.section(id)) {
        Some(text) => place::of_heading(edition, text),
        None => Place::line(&edition.file, 1).in_language(lang),
    }
}
