//! The lists of `wording.toml`.

use std::sync::LazyLock;

use crate::domain::Lang;
use crate::proof::words::ByLanguage;

/// What `wording.toml` holds.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lists {
    pub phrases: ByLanguage,
    pub loans: ByLanguage,
    pub generic_links: ByLanguage,
    pub colours: ByLanguage,
    pub shapes: ByLanguage,
    pub deeds: ByLanguage,
    pub answers: ByLanguage,
    pub deaf: ByLanguage,
    pub twice: ByLanguage,
    pub units: ByLanguage,
    /// Two marks each.
    pub quotes: ByLanguage,
}

/// The lists.
#[expect(clippy::expect_used, reason = "the file is part of the program, and every test of a rule reads it")]
pub fn lists() -> &'static Lists {
    static LISTS: LazyLock<Lists> =
        LazyLock::new(|| toml::from_str(include_str!("wording.toml")).expect("wording.toml"));
    &LISTS
}

/// Whether a list of this language has the words, in letters of any case.
pub fn has(lists: &ByLanguage, lang: &Lang, words: &str) -> bool {
    lists.get(lang.primary()).is_some_and(|list| list.iter().any(|one| small(one).eq(small(words))))
}

fn small(words: &str) -> impl Iterator<Item = char> {
    words.chars().flat_map(char::to_lowercase)
}
