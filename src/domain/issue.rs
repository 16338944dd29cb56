//! One number of the newsletter, with everything that is the same in every language, and its editions.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Acceptance, Edition, IssueId, Lang, ListName, Section, SectionId, When};

/// An issue as it stands on disk; it may be half written.
#[derive(Debug, Clone, PartialEq)]
pub struct Issue {
    pub id: IssueId,
    pub title: String,
    pub number: Option<u32>,
    pub date: Option<Date>,
    /// After it no letter of the issue leaves; without it that follows from its events.
    pub expires_at: Option<When>,
    /// The languages it is to be complete in; the first is the source, unless a section says otherwise.
    pub languages: Vec<Lang>,
    pub lists: Vec<ListName>,
    /// In the order of the letter.
    pub sections: Vec<Section>,
    pub accepted: Vec<Acceptance>,
    /// What is written so far, by language; also languages that `languages` does not name.
    pub editions: BTreeMap<Lang, Edition>,
}

impl Issue {
    pub fn section(&self, id: &SectionId) -> Option<&Section> {
        self.sections.iter().find(|section| section.id == *id)
    }

    /// The edition that others are translated from.
    pub fn source(&self) -> Option<&Lang> {
        self.languages.first()
    }

    /// The languages that readers can get it in: those it is to have, as far as they are written.
    pub fn written(&self) -> impl Iterator<Item = &Lang> {
        self.languages.iter().filter(|lang| self.editions.contains_key(*lang))
    }

    /// What people call a section: its heading in this language, else in any other, else its kind.
    pub fn name_of(&self, lang: &Lang, section: &Section) -> String {
        let heading = |lang: &Lang| {
            let text = self.editions.get(lang)?.section(&section.id)?;
            Some(text.heading.trim().to_owned()).filter(|heading| !heading.is_empty())
        };
        let own = heading(lang).or_else(|| self.languages.iter().find_map(heading));
        own.unwrap_or_else(|| section.kind.in_words())
    }

    /// The sections that the edition in `lang` lacks, and which one has them: one that readers of `lang` get by `chain`,
    /// else the one that the section is translated from, else any.
    pub fn lent(&self, lang: &Lang, chain: &[Lang]) -> BTreeMap<SectionId, Lang> {
        let Some(edition) = self.editions.get(lang) else { return BTreeMap::new() };
        let has = |lang: &Lang, id: &SectionId| {
            self.editions.get(lang).is_some_and(|other| other.section(id).is_some())
        };
        let lacks = |section: &&Section| edition.section(&section.id).is_none();
        let lender = |section: &Section| {
            let made_from = section.source.as_ref().into_iter().chain(self.source());
            let mut tried = chain.iter().chain(made_from).chain(&self.languages);
            tried.find(|other| self.languages.contains(other) && has(other, &section.id)).cloned()
        };
        let missing = self.sections_for(lang).filter(lacks);
        missing.filter_map(|section| Some((section.id.clone(), lender(section)?))).collect()
    }

    /// The sections that the edition in `lang` is to have, in order.
    pub fn sections_for(&self, lang: &Lang) -> impl Iterator<Item = &Section> {
        self.sections.iter().filter(move |section| section.is_for(lang))
    }
}
