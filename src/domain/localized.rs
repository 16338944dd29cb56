//! A display string that may be one for all readers or one per language.

use std::collections::BTreeMap;

use super::Lang;

/// One text for everybody, or one per language (`name = "…"` or `name = { en = "…", hu = "…" }`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Localized {
    One(String),
    Each(BTreeMap<Lang, String>),
}

impl Localized {
    /// The text written for exactly this language, or the one for all.
    pub fn get(&self, lang: &Lang) -> Option<&str> {
        match self {
            Self::One(text) => Some(text),
            Self::Each(texts) => texts.get(lang).map(String::as_str),
        }
    }

    /// The text for `lang`, else the source language's, else the first there is.
    pub fn get_or_source(&self, lang: &Lang, source: &Lang) -> &str {
        match self {
            Self::One(text) => text,
            Self::Each(texts) => texts
                .get(lang)
                .or_else(|| texts.get(source))
                .or_else(|| texts.values().next())
                .map_or("", String::as_str),
        }
    }

    /// Every text there is, with its language where it has one.
    pub fn iter(&self) -> impl Iterator<Item = (Option<&Lang>, &str)> {
        let (one, each) = match self {
            Self::One(text) => (Some((None, text.as_str())), None),
            Self::Each(texts) => (None, Some(texts.iter().map(|(lang, text)| (Some(lang), text.as_str())))),
        };
        one.into_iter().chain(each.into_iter().flatten())
    }
}
