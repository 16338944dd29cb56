//! How each text stands beside those in the other languages: whether what it was made from is another text by now, and
//! whether both say the same facts. Known while somebody types, before any check has looked.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use crate::domain::translation::{Passage, TranslationState, Translations, standing};
use crate::domain::{Glossary, Issue, Lang, Problem};
use crate::proof::{disagreements, fact_changes};

/// A text beside the one that it was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    pub state: TranslationState,
    /// Facts that the two do not share, as the checks say it.
    pub disagreements: Vec<Problem>,
}

impl Beside {
    /// Whether nothing can be sent as the two stand: one of them is wrong.
    pub fn blocks(&self) -> bool {
        self.state == TranslationState::StaleInFacts || self.disagreements.iter().any(Problem::blocks)
    }
}

/// All texts of an issue.
#[derive(Debug, Clone, Default)]
pub struct Standings {
    of: BTreeMap<Passage, Known>,
}

/// One passage, and the mark of the texts that this was worked out of.
#[derive(Debug, Clone)]
struct Known {
    mark: u64,
    in_each: BTreeMap<Lang, Beside>,
}

impl Standings {
    /// Works out anew what is another text than it was.
    pub fn follow(&mut self, issue: &Issue, translations: &Translations, glossary: &Glossary) {
        let passages: Vec<Passage> = Passage::all(issue).collect();
        self.of.retain(|passage, _| passages.contains(passage));
        for passage in passages {
            let mark = mark(issue, &passage);
            if self.of.get(&passage).is_none_or(|known| known.mark != mark) {
                let in_each = in_each(issue, translations, glossary, &passage);
                self.of.insert(passage, Known { mark, in_each });
            }
        }
    }

    /// Everything is to be worked out anew: what is written down of translations, or the glossary, is another one.
    pub fn forget(&mut self) {
        self.of.clear();
    }

    /// None where a text is not meant for the language.
    pub fn of(&self, passage: &Passage, lang: &Lang) -> Option<&Beside> {
        self.of.get(passage)?.in_each.get(lang)
    }

    /// All texts of an edition, in no order that counts.
    pub fn of_edition<'s>(&'s self, lang: &'s Lang) -> impl Iterator<Item = &'s Beside> {
        self.of.values().filter_map(|known| known.in_each.get(lang))
    }
}

fn mark(issue: &Issue, passage: &Passage) -> u64 {
    let mut hasher = DefaultHasher::new();
    let section = passage.section().and_then(|id| issue.section(id));
    section.map(|section| (&section.source, &section.languages)).hash(&mut hasher);
    for lang in &issue.languages {
        lang.hash(&mut hasher);
        issue.editions.get(lang).and_then(|edition| passage.fields(edition)).hash(&mut hasher);
    }
    hasher.finish()
}

fn in_each(
    issue: &Issue,
    translations: &Translations,
    glossary: &Glossary,
    passage: &Passage,
) -> BTreeMap<Lang, Beside> {
    let disagreements = disagreements(issue, passage, glossary);
    let of = |lang: &Lang| {
        let state = standing(issue, translations, passage, lang, fact_changes)?.state;
        let here = |problem: &&Problem| problem.place.language.as_ref() == Some(lang);
        Some((
            lang.clone(),
            Beside { state, disagreements: disagreements.iter().filter(here).cloned().collect() },
        ))
    };
    issue.languages.iter().filter_map(of).collect()
}
