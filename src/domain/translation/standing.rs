//! How a passage stands in a language: one question to the texts and to what is written down of them.

use super::{FactChange, How, Made, Passage, Record, TextHash, TranslationState, Translations, same_words};
use crate::domain::{Issue, Lang};

/// The facts in which two texts of one language differ: the old one first.
pub type FactsChanged = fn(&Lang, &str, &str) -> Vec<FactChange>;

/// The state, and what led to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing<'a> {
    pub state: TranslationState,
    /// What it is a translation of; none for the original.
    pub from: Option<&'a Lang>,
    pub record: Option<&'a Record>,
    /// For one that is stale.
    pub changed: Option<Changed<'a>>,
}

/// A text that is another one since a translation was made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed<'a> {
    pub lang: &'a Lang,
    /// None if the old text is not kept any more.
    pub was: Option<&'a str>,
    pub now: String,
    pub facts: Vec<FactChange>,
    /// The translations between it and the one that was asked about, the nearest first; empty for one made from it.
    pub through: Vec<&'a Lang>,
}

impl Changed<'_> {
    fn state(&self) -> TranslationState {
        if self.facts.is_empty() { TranslationState::Stale } else { TranslationState::StaleInFacts }
    }
}

/// How `passage` stands in `lang`; none if it is not meant for that language.
pub fn standing<'a>(
    issue: &'a Issue,
    translations: &'a Translations,
    passage: &Passage,
    lang: &Lang,
    facts: FactsChanged,
) -> Option<Standing<'a>> {
    if !passage.is_for(issue, lang) {
        return None;
    }
    let record = translations.record(passage, lang);
    let from = translations.from(issue, passage, lang);
    let is = |state| Some(Standing { state, from, record, changed: None });
    let Some(edition) = issue.editions.get(lang) else { return is(TranslationState::Missing) };
    let Some(text) = passage.text(edition) else { return is(TranslationState::Missing) };
    if !passage.is_written(edition) {
        return is(TranslationState::NotStarted);
    }
    let Some(from_lang) = from else { return is(TranslationState::Original) };
    let other = issue.editions.get(from_lang).and_then(|edition| passage.text(edition));
    let is_same = other.is_some_and(|other| TextHash::of(&other) == TextHash::of(&text));
    let Some(made) = record.and_then(|record| record.made.as_ref()) else {
        return is(if is_same { TranslationState::NotStarted } else { TranslationState::NotRecorded });
    };
    let asked = Asked { issue, translations, passage, facts };
    if let Some(changed) = asked.changed(made, &mut vec![lang]) {
        return Some(Standing { state: changed.state(), from, record, changed: Some(changed) });
    }
    is(match made.how {
        How::Automated => TranslationState::Machine,
        How::Human => TranslationState::Translated,
        How::Reviewed => TranslationState::Reviewed,
        How::Same if is_same => TranslationState::SameByIntent,
        // Somebody has written something else there since.
        How::Same => TranslationState::Translated,
        How::Adapted => TranslationState::Adapted,
    })
}

/// One passage, to be followed through its translations.
#[derive(Clone, Copy)]
struct Asked<'a, 'p> {
    issue: &'a Issue,
    translations: &'a Translations,
    passage: &'p Passage,
    facts: FactsChanged,
}

impl<'a> Asked<'a, '_> {
    /// What changed in the text that a translation was made from or, if that is a translation too, in the text behind
    /// it; changed facts weigh more than what is nearer. `seen` keeps translations of each other from going round.
    fn changed<'s>(self, made: &'a Made, seen: &mut Vec<&'s Lang>) -> Option<Changed<'a>>
    where
        'a: 's,
    {
        let own = self.own_change(made);
        if own.as_ref().is_some_and(|own| !own.facts.is_empty()) || seen.contains(&&made.from) {
            return own;
        }
        seen.push(&made.from);
        let is_translation = self.passage.source(self.issue).is_some_and(|source| *source != made.from);
        let behind = self.translations.made(self.passage, &made.from).filter(|_| is_translation);
        let behind = behind.and_then(|behind| self.changed(behind, seen)).map(|mut changed| {
            changed.through.insert(0, &made.from);
            changed
        });
        // A text of its own follows the facts alone.
        let behind = behind.filter(|behind| made.how != How::Adapted || !behind.facts.is_empty());
        match (own, behind) {
            (Some(own), Some(behind)) if behind.facts.is_empty() => Some(own),
            (own, behind) => behind.or(own),
        }
    }

    fn own_change(self, made: &'a Made) -> Option<Changed<'a>> {
        let now = self.passage.text(self.issue.editions.get(&made.from)?)?;
        if TextHash::of(&now) == made.of {
            return None;
        }
        let was = self.translations.texts.get(&made.of).map(String::as_str);
        if was.is_some_and(|was| same_words(was, &now)) {
            return None;
        }
        let facts = was.map_or_else(Vec::new, |was| (self.facts)(&made.from, was, &now));
        if made.how == How::Adapted && was.is_some() && facts.is_empty() {
            return None;
        }
        Some(Changed { lang: &made.from, was, now, facts, through: Vec::new() })
    }
}
