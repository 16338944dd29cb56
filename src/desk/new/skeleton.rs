//! What an issue begins with when it is like no other: a section of each built-in kind, with a heading.

use std::collections::BTreeMap;

use crate::domain::{Kind, Lang, Section, SectionId};
use crate::locale::Catalogue;

/// Id, kind.
const SECTIONS: [(&str, &str); 3] =
    [("where-we-stand", "progress"), ("save-the-date", "save-the-date"), ("story", "story")];

pub(super) fn sections() -> Vec<Section> {
    let section =
        |(id, kind): (&str, &str)| Some(Section::new(SectionId::parse(id).ok()?, Kind::parse(kind).ok()?));
    SECTIONS.into_iter().filter_map(section).collect()
}

/// The headings of the sections, each for its kind, in a language; in English where nobody has written them in it.
pub(super) fn headings(lang: &Lang, own: &BTreeMap<String, String>) -> BTreeMap<Kind, String> {
    let english = Lang::parse("en").map(|english| Catalogue::load(&english, own).0);
    let catalogue = Catalogue::load(lang, own).0;
    let heading = |section: Section| {
        let key = format!("heading-{}", section.kind);
        let words = catalogue.text(&key, &[]).or_else(|| english.as_ref().ok()?.text(&key, &[]));
        (section.kind, words.unwrap_or_default())
    };
    sections().into_iter().map(heading).collect()
}
