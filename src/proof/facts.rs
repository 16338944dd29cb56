//! What the checks are told: the issue as written, its letters as rendered, the settings, and the moment.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::domain::settings::Settings;
use crate::domain::translation::{How, Passage, TextHash, Translations};
use crate::domain::{Glossary, Issue, Lang, Letter, List, SectionId};
use crate::render::Templates;

use super::Release;

/// Everything `check_issue` reads.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    pub settings: &'a Settings,
    pub issue: &'a Issue,
    /// What each edition was made from, as far as somebody said so.
    pub translations: &'a Translations,
    /// The project's terms.
    pub glossary: &'a Glossary,
    /// One per language of the issue; one that could not be rendered is absent.
    pub letters: &'a BTreeMap<Lang, Letter>,
    /// What is known of the lists that the issue names and that are there.
    pub lists: &'a [List],
    /// The keys of fixed strings that a language's catalogue lacks.
    pub missing_strings: &'a BTreeMap<Lang, Vec<String>>,
    /// What the letters were made with, to name the file that a fault comes from.
    pub templates: Option<&'a Templates>,
    /// Who said yes to the issue, and whether it was tested.
    pub release: &'a Release,
    pub gate: Gate,
    pub now: Timestamp,
}

/// Who asks: a past date is a warning for somebody who writes, and blocks whoever sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gate {
    Writing,
    /// The letters leave at `due`.
    Sending {
        due: Timestamp,
    },
}

impl<'a> Facts<'a> {
    /// The present day in the newsletter's time zone.
    pub fn today(&self) -> Date {
        self.day(self.now)
    }

    /// The day on which the letters leave, for whoever sends.
    pub fn leaves(&self) -> Option<Date> {
        match self.gate {
            Gate::Writing => None,
            Gate::Sending { due } => Some(self.day(due)),
        }
    }

    /// How the text of a section, or the head for none, came about in a language, as far as somebody said so. Words that
    /// are to be the same as in another language are so only until one of the two is changed.
    pub fn how(&self, section: Option<&SectionId>, lang: &Lang) -> Option<How> {
        let passage = passage(section);
        let made = self.translations.made(&passage, lang)?;
        let hash = |lang: &Lang| {
            let edition = self.issue.editions.get(lang)?;
            passage.text(edition).map(|text| TextHash::of(&text))
        };
        (made.how != How::Same || hash(lang) == hash(&made.from)).then_some(made.how)
    }

    /// The language that a section was or would be translated from; none for the original.
    pub fn made_from(&self, section: &SectionId, lang: &Lang) -> Option<&'a Lang> {
        self.translations.from(self.issue, &passage(Some(section)), lang)
    }

    fn day(&self, at: Timestamp) -> Date {
        at.to_zoned(self.settings.newsletter.timezone.clone()).date()
    }
}

fn passage(section: Option<&SectionId>) -> Passage {
    section.map_or(Passage::Head, |id| Passage::Section(id.clone()))
}
