//! The word lists of the checks, per language, from `words.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::domain::Lang;

/// Words by language; `any` for all of them.
pub type ByLanguage = BTreeMap<String, Vec<String>>;

/// What `words.toml` holds.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    pub placeholders: ByLanguage,
    pub picture_openings: ByLanguage,
    pub picture_endings: ByLanguage,
    pub bare_titles: ByLanguage,
    pub months: ByLanguage,
    pub weekdays: ByLanguage,
    pub other_dates: ByLanguage,
    /// Period → language → lists, of each of which one must stand.
    pub statements: BTreeMap<String, BTreeMap<String, Vec<Vec<String>>>>,
    pub emblems: ByLanguage,
    pub hosts: Hosts,
    /// What people call a provider → the domains of its readers.
    pub providers: BTreeMap<String, Vec<String>>,
}

/// Hosts and link targets that give an unfinished link away.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hosts {
    pub shorteners: Vec<String>,
    pub placeholders: Vec<String>,
    pub unfinished: Vec<String>,
    pub unreachable: Vec<String>,
    pub targets: Vec<String>,
    /// Hosts that count who comes by before they send on; a path may belong to it.
    pub redirectors: Vec<String>,
    /// Names of parameters that tell who clicks.
    pub personal: Vec<String>,
    /// Domains whose addresses anybody can have, and which let nobody else send from them.
    pub freemail: Vec<String>,
    /// What stands before the @ of addresses that are nobody's own (RFC 2142), and of those that nobody reads.
    pub roles: Vec<String>,
}

/// The lists.
#[expect(clippy::expect_used, reason = "the file is part of the program, and every test of a rule reads it")]
pub fn words() -> &'static Words {
    static WORDS: LazyLock<Words> =
        LazyLock::new(|| toml::from_str(include_str!("words.toml")).expect("words.toml"));
    &WORDS
}

/// The words for every language, then those for this one.
pub fn of<'w>(lists: &'w ByLanguage, lang: &Lang) -> impl Iterator<Item = &'w str> {
    ["any", lang.primary()].into_iter().filter_map(|key| lists.get(key)).flatten().map(String::as_str)
}

/// Where `needle` stands in `text` as a word of its own; letters of any case if `needle` is not in capitals.
pub fn find_word(text: &str, needle: &str) -> Option<std::ops::Range<usize>> {
    let exact = needle == needle.to_uppercase();
    let length = needle.chars().count();
    let starts = text.char_indices().map(|(at, _)| at);
    for at in starts {
        let before = text[..at].chars().next_back();
        if before.is_some_and(char::is_alphanumeric) {
            continue;
        }
        let end = text[at..].char_indices().nth(length).map_or(text.len(), |(next, _)| at + next);
        let found = &text[at..end];
        let same = if exact { found == needle } else { found.to_lowercase() == needle.to_lowercase() };
        if same && !text[end..].chars().next().is_some_and(char::is_alphanumeric) {
            return Some(at..end);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_in_capitals_is_found_in_capitals_only_and_never_inside_another() {
        for (text, needle, found) in [
            ("TODO: write", "TODO", true),
            ("en todo caso", "TODO", false),
            ("MASTODONS", "TODO", false),
            ("Lorem Ipsum dolor", "lorem ipsum", true),
            ("ide jön a Szöveg", "ide jön a szöveg", true),
        ] {
            assert_eq!(find_word(text, needle).is_some(), found, "{needle} in {text}");
        }
    }
}
