//! TRN003: paragraphs that are word for word those of another edition, so that one of the two is not translated.

use std::collections::BTreeMap;

use super::foreign::identify;
use super::left_over::{is_same_by_intent, overlap, shortened};
use super::passages::{Passage, Texts};
use super::tokens::tokens;
use super::vocabulary::vocabulary;
use crate::domain::{Lang, Problem, mentions};
use crate::locale::{language_name, say};
use crate::proof::{Facts, rules};

/// Shorter texts may well be the same in two languages: names, places, "Programme".
const WORDS: usize = 4;

/// What is the same in two editions and not among the findings `told`. The edition that it is right in is left alone.
pub fn same_as_another(facts: &Facts, texts: &Texts, told: &[Problem]) -> Vec<Problem> {
    let mut first_in: BTreeMap<(String, String), Vec<&Passage>> = BTreeMap::new();
    for passage in texts.all() {
        let section = passage.section.map_or_else(String::new, |section| section.id.to_string());
        if passage.section.is_some() && passage.marked.is_empty() && enough(facts, passage) {
            first_in.entry((section, folded(&passage.text))).or_default().push(passage);
        }
    }
    let mut found = Vec::new();
    for same in first_in.values().filter(|same| same.len() > 1) {
        let source = same.iter().position(|passage| is_right(facts, texts, passage, same)).unwrap_or(0);
        let right = same[source];
        let others = same.iter().filter(|passage| passage.lang() != right.lang());
        for passage in
            others.filter(|other| ![**other, right].iter().any(|one| is_same_by_intent(facts, one)))
        {
            let place = passage.place(&passage.whole());
            let whole = |problem: &&Problem| {
                problem.place.section == place.section && problem.place.language == place.language
            };
            if told
                .iter()
                .any(|problem| whole(&problem) && (problem.place.line == place.line || says_all(problem)))
            {
                continue;
            }
            let words = shortened(&passage.text);
            let what = say!("TRN003-same", words = words, other = language_name(right.lang()));
            found.push(rules::TRN003.at(place, what));
        }
    }
    found
}

fn says_all(problem: &Problem) -> bool {
    problem.remedy == say!("TRN003-section-remedy")
}

/// Whether the words are in the language of the passage's edition: what they look like says so, or else the section's source.
fn is_right(facts: &Facts, texts: &Texts, passage: &Passage, same: &[&Passage]) -> bool {
    let candidates: Vec<usize> =
        same.iter().filter_map(|one| vocabulary().index(one.lang().primary())).collect();
    let looks = (candidates.len() > 1).then(|| identify(texts.scale(), &passage.text, &candidates)).flatten();
    if let Some(looks) = looks {
        return vocabulary().language(looks) == passage.lang().primary();
    }
    let of_section = passage.section.and_then(|section| facts.issue.section(&section.id)?.source.as_ref());
    of_section.or(facts.issue.source()) == Some(passage.lang())
}

/// Whether it has so many words that they can't be the same by chance: names, terms and addresses are none.
fn enough(facts: &Facts, passage: &Passage) -> bool {
    let terms: Vec<_> = all_forms(facts).flat_map(|form| mentions(&passage.text, form)).collect();
    let words = tokens(&passage.text);
    let plain = words.iter().filter(|word| {
        word.tells() >= 0.8
            && word.text.chars().count() > 1
            && !terms.iter().any(|term| overlap(term, &word.range))
            && !passage.is_address(&word.range)
    });
    plain.count() >= WORDS
}

fn all_forms<'f>(facts: &Facts<'f>) -> impl Iterator<Item = &'f str> {
    let every = |lang: &'f Lang| facts.glossary.forms(lang);
    facts.issue.languages.iter().flat_map(every)
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
