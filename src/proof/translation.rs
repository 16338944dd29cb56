//! Languages: what an edition lacks.

use crate::domain::{Place, Problem};

use super::{Facts, place, rules};

/// TRN001: an edition, or a section of it, that is not there.
pub fn missing(facts: &Facts) -> Vec<Problem> {
    let issue = facts.issue;
    let mut found = Vec::new();
    for lang in &issue.languages {
        let file = place::edition_file(issue, lang);
        let Some(edition) = issue.editions.get(lang) else {
            let what = format!("The issue is to be in {lang}, and there is no {lang}.md that can be read.");
            found.push(rules::TRN001.at(Place::file(file).in_language(lang), what).remedy(format!(
                "Write issues/{}/{lang}.md, or take \"{lang}\" out of the languages in issue.toml; its readers then fall back.",
                issue.id
            )));
            continue;
        };
        let whole = || Place::line(&edition.file, 1).in_language(lang);
        if edition.subject.trim().is_empty() {
            found.push(rules::TRN001.at(whole(), format!("The {lang} edition has no subject.")));
        }
        for section in issue.sections_for(lang) {
            if edition.section(&section.id).is_none() {
                let place = Place::file(&file).in_section(&section.id).in_language(lang);
                let what = format!("Section {} is missing in {lang}.", section.id);
                found.push(rules::TRN001.at(place, what));
            }
        }
    }
    found
}

/// TRN007
pub fn catalogue(facts: &Facts) -> Vec<Problem> {
    facts
        .issue
        .languages
        .iter()
        .filter_map(|lang| Some((lang, facts.missing_strings.get(lang)?)))
        .filter(|(_, keys)| !keys.is_empty())
        .map(|(lang, keys)| {
            let place = Place::file(format!("templates/locales/{lang}.ftl")).in_language(lang);
            let named = keys.iter().take(5).cloned().collect::<Vec<_>>().join(", ");
            let more = keys.len().saturating_sub(5);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            rules::TRN007.at(place, format!("The fixed strings of {lang} lack {named}{more}."))
        })
        .collect()
}
