//! Languages: what an edition lacks, and what of it is not up to date.

use crate::domain::{Issue, Lang, Place, Problem, SectionId};

use super::{Facts, place, rules, staleness};
use crate::locale::{language_name, say};

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
            let what = say!("TRN001-no-edition", lang = lang.as_str());
            let remedy = say!("TRN001-no-edition-remedy", issue = issue.id.as_str(), lang = lang.as_str());
            found.push(rules::TRN001.at(Place::file(file).in_language(lang), what).remedy(remedy));
            continue;
        };
        let whole = || Place::line(&edition.file, 1).in_language(lang);
        if edition.subject.trim().is_empty() {
            let what = say!("TRN001-no-subject", lang = lang.as_str());
            let remedy = say!("TRN001-no-subject-remedy", lang = lang.as_str());
            found.push(rules::TRN001.at(whole(), what).remedy(remedy));
        }
        for section in issue.sections_for(lang) {
            if edition.section(&section.id).is_none() {
                let place = Place::file(&file).in_section(&section.id).in_language(lang);
                let name = issue.name_of(lang, section);
                let lacks = language_name(lang);
                let lent = facts.letters.get(lang).and_then(|letter| letter.lent.get(&section.id));
                let problem = match lent.map(language_name) {
                    Some(other) => {
                        let what = say!("TRN001-missing-lent", name = name, lang = lacks, other = other);
                        rules::TRN001.should(place, what).because(say!("TRN001-lent-why"))
                    }
                    None => rules::TRN001.at(place, say!("TRN001-missing", name = name, lang = lacks)),
                };
                found.push(problem.remedy(write_or_leave_out(issue, lang, &section.id)));
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
    if others.is_empty() {
        return say!("TRN001-write-or-remove", lang = lang.as_str(), id = id.as_str());
    }
    let lack = lack.join(&format!(" {} ", say!("list-or")));
    let others = others.join(", ");
    say!("TRN001-write-or-leave-out", lang = lang.as_str(), id = id.as_str(), lack = lack, others = others)
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
            rules::TRN007.at(place, say!("TRN007-lacks", lang = lang.as_str(), named = named, more = more))
        })
        .collect()
}
