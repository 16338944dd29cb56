//! One section of an issue: its kind and its facts, the same in every language.

use std::collections::BTreeMap;

use super::{Event, Kind, Lang, Localized, Picture, SectionId};

/// What `[[section]]` of `issue.toml` says.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    pub id: SectionId,
    pub kind: Kind,
    /// The language it was written in first, where that is not the issue's.
    pub source: Option<Lang>,
    /// The only languages it is meant for; none means all.
    pub languages: Option<Vec<Lang>>,
    /// The button's address.
    pub link: Option<Localized>,
    pub event: Option<Event>,
    /// Where an event is to be that has no date yet.
    pub undated_place: Option<Localized>,
    pub pictures: Vec<Picture>,
    /// Further fields that the kind's template declares.
    pub fields: BTreeMap<String, Localized>,
}

impl Section {
    /// A section of a kind, without any facts yet.
    pub fn new(id: SectionId, kind: Kind) -> Self {
        Self {
            id,
            kind,
            source: None,
            languages: None,
            link: None,
            event: None,
            undated_place: None,
            pictures: Vec::new(),
            fields: BTreeMap::new(),
        }
    }

    /// Whether the edition in `lang` is to have it.
    pub fn is_for(&self, lang: &Lang) -> bool {
        self.languages.as_ref().is_none_or(|only| only.contains(lang))
    }
}
