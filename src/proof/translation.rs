//! Languages: what an edition lacks, and what of it is not up to date.

use crate::domain::{Issue, Lang, Place, Problem, SectionId};

use super::{Facts, place, rules, staleness};
use crate::locale::own_name;

/// TRN001
pub fn whole(facts: &Facts) -> Vec<Problem> {
    [missing(facts), staleness::outdated(facts)].concat()
}

/// An edition, or a section of it, that is not there.
fn missing(facts: &Facts) -> Vec<Problem> {
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
            let what = format!("The {lang} edition has no subject.");
            let remedy = format!("Write subject = \"…\" above the second +++ of {lang}.md.");
            found.push(rules::TRN001.at(whole(), what).remedy(remedy));
        }
        for section in issue.sections_for(lang) {
            if edition.section(&section.id).is_none() {
                let place = Place::file(&file).in_section(&section.id).in_language(lang);
                let what = format!("\"{}\" is missing in {}.", issue.name_of(lang, section), own_name(lang));
                found.push(rules::TRN001.at(place, what).remedy(write_or_leave_out(
                    issue,
                    lang,
                    &section.id,
                )));
            }
        }
    }
    found
}

/// The languages that are offered are those that have the section, never one that lacks it: all of these are named, or
/// somebody would take out another one unseen.
fn write_or_leave_out(issue: &Issue, lang: &Lang, id: &SectionId) -> String {
    let has = |other: &&Lang| issue.editions.get(*other).is_some_and(|edition| edition.section(id).is_some());
    let (others, lack): (Vec<&Lang>, Vec<&Lang>) = issue.languages.iter().partition(has);
    let meant = |other: &&&Lang| issue.sections_for(other).any(|section| section.id == *id);
    let lack: Vec<&str> = lack.iter().filter(meant).map(|other| other.as_str()).collect();
    let others: Vec<String> = others.iter().map(|other| format!("\"{other}\"")).collect();
    let write = format!("Write it in {lang}.md below a line ## … {{#{id}}}");
    if others.is_empty() {
        return format!("{write}, or take the section out of issue.toml.");
    }
    format!(
        "{write}; or, if it is not for readers of {}, say so in its [[section]]: languages = [{}].",
        lack.join(" or "),
        others.join(", ")
    )
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
