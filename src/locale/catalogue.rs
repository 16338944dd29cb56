//! The fixed strings of the letter and its pages in one language (Fluent): the built-in file, and on top of
//! it the workspace's own.

use std::collections::BTreeSet;
use std::fmt;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

use crate::domain::{Lang, Place, Problem};

const BUILT_IN: &[(&str, &str)] = &[
    ("en", include_str!("../../templates/locales/en.ftl")),
    ("hu", include_str!("../../templates/locales/hu.ftl")),
    ("nb", include_str!("../../templates/locales/nb.ftl")),
    ("nl", include_str!("../../templates/locales/nl.ftl")),
    ("sv", include_str!("../../templates/locales/sv.ftl")),
];

/// The languages that come with the program.
pub fn built_in_languages() -> impl Iterator<Item = &'static str> {
    BUILT_IN.iter().map(|(tag, _)| *tag)
}

/// The built-in file for a language, or for the same without its region.
pub fn built_in_strings(lang: &Lang) -> Option<&'static str> {
    std::iter::successors(Some(lang.clone()), Lang::parent)
        .find_map(|lang| BUILT_IN.iter().find(|(tag, _)| *tag == lang.as_str()))
        .map(|(_, text)| *text)
}

/// All strings of one language.
pub struct Catalogue {
    lang: Lang,
    bundle: FluentBundle<FluentResource>,
    keys: BTreeSet<String>,
}

impl Catalogue {
    /// The built-in strings, and those of the workspace (file name and text) in their place. A language that
    /// nobody has written anything for has none.
    pub fn load(lang: &Lang, own: Option<(&str, &str)>) -> (Self, Vec<Problem>) {
        let identifier = lang.as_str().parse::<LanguageIdentifier>().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        // The marks would travel into subjects and texts, where nobody can see what they are.
        bundle.set_use_isolating(false);
        let mut catalogue = Self { lang: lang.clone(), bundle, keys: BTreeSet::new() };
        let mut problems = Vec::new();
        let built_in = built_in_strings(lang).map(|text| ("templates/locales", text));
        for (file, text) in built_in.into_iter().chain(own) {
            catalogue.add(file, text, &mut problems);
        }
        (catalogue, problems)
    }

    fn add(&mut self, file: &str, text: &str, problems: &mut Vec<Problem>) {
        let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, errors)| {
            problems.extend(errors.into_iter().map(|error| {
                let place = Place::span(file, text, error.pos.start, error.pos.end);
                Problem::must(
                    "TPL005",
                    place,
                    format!("This is not a string of a catalogue: {}.", error.kind),
                )
                .remedy("Write \"key = text\", and set in every further line of the text.")
            }));
            resource
        });
        self.bundle.add_resource_overriding(resource);
        let keys = text.lines().filter_map(key).filter(|key| self.bundle.has_message(key));
        self.keys.extend(keys.map(str::to_owned));
    }

    pub fn lang(&self) -> &Lang {
        &self.lang
    }

    /// The string under `key` with its places filled in; none if this language does not have it.
    pub fn text(&self, key: &str, args: &[(&str, &str)]) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut values = FluentArgs::new();
        for (name, value) in args {
            values.set(*name, *value);
        }
        let mut errors = Vec::new();
        Some(self.bundle.format_pattern(pattern, Some(&values), &mut errors).into_owned())
    }

    /// The keys that `of` has and this one lacks.
    pub fn missing_keys(&self, of: &Self) -> Vec<String> {
        of.keys.difference(&self.keys).cloned().collect()
    }
}

impl fmt::Debug for Catalogue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Catalogue").field("lang", &self.lang).field("keys", &self.keys.len()).finish()
    }
}

/// The key that a line of a catalogue defines.
fn key(line: &str) -> Option<&str> {
    let (key, _) = line.split_once('=')?;
    let key = key.trim_end_matches(' ');
    let plain = key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    (plain && key.starts_with(|c: char| c.is_ascii_alphabetic())).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lang(tag: &str) -> Lang {
        Lang::parse(tag).expect("a tag")
    }

    #[test]
    fn every_language_that_comes_along_has_every_string_and_fills_every_place() {
        let (english, problems) = Catalogue::load(&lang("en"), None);
        assert_eq!(problems, []);
        let values =
            ["newsletter", "number", "organisation", "contact", "alt", "address"].map(|name| (name, "×"));
        for tag in built_in_languages() {
            let (catalogue, problems) = Catalogue::load(&lang(tag), None);
            assert_eq!(problems, [], "{tag}");
            assert_eq!(catalogue.missing_keys(&english), Vec::<String>::new(), "{tag}");
            for key in &catalogue.keys {
                let text = catalogue.text(key, &values).expect("a string");
                assert!(
                    !text.contains(['{', '}', '\u{2068}']) && !text.trim().is_empty(),
                    "{tag} {key}: {text}"
                );
            }
        }
    }

    #[test]
    fn the_workspace_has_the_last_word_and_errors_have_a_line() {
        let own = "footer-unsubscribe = No more letters\nextra = { $newsletter }!\nbad line\n";
        let (catalogue, problems) =
            Catalogue::load(&lang("en-IE"), Some(("templates/locales/en-IE.ftl", own)));
        assert_eq!(catalogue.text("footer-unsubscribe", &[]).as_deref(), Some("No more letters"));
        assert_eq!(catalogue.text("extra", &[("newsletter", "News")]).as_deref(), Some("News!"));
        assert_eq!(catalogue.text("event-when", &[]).as_deref(), Some("When"));
        assert_eq!(catalogue.text("nowhere", &[]), None);
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].place.line, Some(3));
    }

    #[test]
    fn a_language_nobody_wrote_for_lacks_everything() {
        let (english, _) = Catalogue::load(&lang("en"), None);
        let (finnish, problems) = Catalogue::load(&lang("fi"), None);
        assert_eq!((finnish.missing_keys(&english).len(), problems), (english.keys.len(), vec![]));
    }
}
