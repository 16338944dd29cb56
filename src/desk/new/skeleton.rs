//! What an issue begins with when it is like no other: a section of each built-in kind, with a heading.

use crate::domain::{Kind, Lang, Section, SectionId};

/// Id, kind.
const SECTIONS: [(&str, &str); 3] =
    [("where-we-stand", "progress"), ("save-the-date", "save-the-date"), ("story", "story")];

/// Kind, language, heading.
const HEADINGS: &[(&str, &str, &str)] = &[
    ("progress", "en", "Where we stand"),
    ("progress", "hu", "Itt tartunk"),
    ("progress", "sv", "Här står vi"),
    ("progress", "nb", "Her står vi"),
    ("progress", "nl", "Waar we staan"),
    ("save-the-date", "en", "Save the date"),
    ("save-the-date", "hu", "Írja be a naptárába"),
    ("save-the-date", "sv", "Boka datumet"),
    ("save-the-date", "nb", "Sett av datoen"),
    ("save-the-date", "nl", "Noteer de datum"),
    ("story", "en", "A story"),
    ("story", "hu", "Egy történet"),
    ("story", "sv", "En berättelse"),
    ("story", "nb", "En historie"),
    ("story", "nl", "Een verhaal"),
];

pub(super) fn sections() -> Vec<Section> {
    let section =
        |(id, kind): (&str, &str)| Some(Section::new(SectionId::parse(id).ok()?, Kind::parse(kind).ok()?));
    SECTIONS.into_iter().filter_map(section).collect()
}

/// The heading in a language, its parent language, or English.
pub(super) fn heading(kind: &Kind, lang: &Lang) -> &'static str {
    let words = |lang: &str| HEADINGS.iter().find(|(of, tag, _)| *of == kind.as_str() && *tag == lang);
    words(lang.primary()).or_else(|| words("en")).map_or("", |(.., heading)| heading)
}
