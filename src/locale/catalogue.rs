//! The fixed strings of the letter and its pages in one language (Fluent): the built-in file, and on top of
//! it the workspace's own.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::domain::{Lang, Place, Problem};

/// The files of `templates/locales`, by their names without the ending.
const BUILT_IN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/locales.rs"));

/// Strings for those who write an issue: no letter and no page has them.
const FOR_WRITERS: [&str; 2] = ["kind-", "heading-"];

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
    /// The built-in strings, and in their place those of the workspace, whose files are given by their paths below
    /// `templates/`: first the ones for the language at large (`pt.ftl`), then its own (`pt-BR.ftl`). A language that
    /// nobody has written anything for has none. The problems are those of its own file.
    pub fn load(lang: &Lang, own: &BTreeMap<String, String>) -> (Self, Vec<Problem>) {
        let identifier = lang.as_str().parse::<LanguageIdentifier>().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        // Among words that run to the left a name or an address is set apart, or its last full stop or bracket is shown
        // before it. The marks that do so are invisible, so nothing else gets them; no header is made of these strings.
        bundle.set_use_isolating(lang.is_right_to_left());
        let mut catalogue = Self { lang: lang.clone(), bundle, keys: BTreeSet::new() };
        let mut problems = Vec::new();
        if let Some(text) = built_in_strings(lang) {
            catalogue.add("templates/locales", text, &mut problems);
        }
        let mut line: Vec<Lang> = std::iter::successors(Some(lang.clone()), Lang::parent).collect();
        line.reverse();
        for of in &line {
            for (path, text) in own.iter().filter(|(path, _)| language_of(path).as_ref() == Some(of)) {
                let mut wrong = Vec::new();
                catalogue.add(&format!("templates/{path}"), text, &mut wrong);
                problems.extend(wrong.into_iter().filter(|_| of == lang));
            }
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
            // What is written like a number is one, so that its plural can be chosen: `{ $n -> [one] … *[other] … }`.
            let number = value.parse::<u32>().ok().filter(|number| number.to_string() == **value);
            values.set(*name, number.map_or_else(|| FluentValue::from(*value), FluentValue::from));
        }
        let mut errors = Vec::new();
        Some(self.bundle.format_pattern(pattern, Some(&values), &mut errors).into_owned())
    }

    /// What stands behind a label; a colon like any other, unless the language has its own way.
    pub fn colon(&self) -> String {
        self.text("colon", &[]).unwrap_or_else(|| ":".to_owned())
    }

    /// The keys that `of` has and this one lacks, of those that readers see.
    pub fn missing_keys(&self, of: &Self) -> Vec<String> {
        let read = |key: &&String| !FOR_WRITERS.iter().any(|kind| key.starts_with(kind));
        of.keys.difference(&self.keys).filter(read).cloned().collect()
    }
}

impl fmt::Debug for Catalogue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Catalogue").field("lang", &self.lang).field("keys", &self.keys.len()).finish()
    }
}

/// The language of a catalogue by its path below `templates/`.
fn language_of(path: &str) -> Option<Lang> {
    Lang::parse(path.strip_prefix("locales/")?.strip_suffix(".ftl")?).ok()
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
        let (english, problems) = Catalogue::load(&lang("en"), &BTreeMap::new());
        assert_eq!(problems, []);
        let values =
            ["newsletter", "number", "organisation", "contact", "alt", "address"].map(|name| (name, "×"));
        for tag in built_in_languages() {
            let (catalogue, problems) = Catalogue::load(&lang(tag), &BTreeMap::new());
            assert_eq!(problems, [], "{tag}");
            assert_eq!(catalogue.missing_keys(&english), Vec::<String>::new(), "{tag}");
            for key in &catalogue.keys {
                let text = catalogue.text(key, &values).expect("a string");
                assert!(!text.contains(['{', '}']) && !text.trim().is_empty(), "{tag} {key}: {text}");
                let apart = text.contains("\u{2068}×\u{2069}");
                let among_words = text.contains('×') && text.trim() != "×";
                assert_eq!(apart, among_words && lang(tag).is_right_to_left(), "{tag} {key}: {text}");
            }
        }
    }

    #[test]
    fn the_workspace_has_the_last_word_and_errors_have_a_line() {
        let own = "footer-unsubscribe = No more letters\nextra = { $newsletter }!\nbad line\n";
        let own = [("locales/en-IE.ftl".to_owned(), own.to_owned())].into();
        let (catalogue, problems) = Catalogue::load(&lang("en-IE"), &own);
        assert_eq!(catalogue.text("footer-unsubscribe", &[]).as_deref(), Some("No more letters"));
        assert_eq!(catalogue.text("extra", &[("newsletter", "News")]).as_deref(), Some("News!"));
        assert_eq!(catalogue.text("event-when", &[]).as_deref(), Some("When"));
        assert_eq!(catalogue.text("nowhere", &[]), None);
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].place.line, Some(3));
    }

    #[test]
    fn a_language_nobody_wrote_for_lacks_everything() {
        let (english, _) = Catalogue::load(&lang("en"), &BTreeMap::new());
        let (icelandic, problems) = Catalogue::load(&lang("is"), &BTreeMap::new());
        let read =
            english.keys.iter().filter(|key| !key.starts_with("kind-") && !key.starts_with("heading-"));
        assert_eq!((icelandic.missing_keys(&english).len(), problems), (read.count(), vec![]));
    }

    #[test]
    fn a_variety_has_the_strings_of_its_language_and_its_own_on_top() {
        let own =
            [("is", "partners = Félagar\nfooter-contact = Hafið samband"), ("is_is", "partners = Vinir")];
        let own = own.map(|(tag, text)| (format!("locales/{tag}.ftl"), text.to_owned())).into();
        let (catalogue, _) = Catalogue::load(&lang("is-IS"), &own);
        assert_eq!(catalogue.text("partners", &[]).as_deref(), Some("Vinir"));
        assert_eq!(catalogue.text("footer-contact", &[]).as_deref(), Some("Hafið samband"));
        let (general, _) = Catalogue::load(&lang("is"), &own);
        assert_eq!(general.text("partners", &[]).as_deref(), Some("Félagar"));
    }

    #[test]
    fn a_number_chooses_the_plural_that_its_language_has() {
        let of = |tag: &str, text: &str, n: &str| {
            let own = [(format!("locales/{tag}.ftl"), format!("days = {text}"))].into();
            Catalogue::load(&lang(tag), &own).0.text("days", &[("n", n)]).expect("a string")
        };
        let polish =
            "{ $n ->\n    [one] { $n } dzień\n    [few] { $n } dni\n   *[many] { $n } dni roboczych\n }";
        for (n, written) in [("1", "1 dzień"), ("3", "3 dni"), ("12", "12 dni roboczych"), ("22", "22 dni")]
        {
            assert_eq!(of("pl", polish, n), written);
        }
        let arabic = "{ $n ->\n    [zero] صفر\n    [one] واحد\n    [two] اثنان\n    [few] قليل\n    [many] كثير\n   *[other] غير ذلك\n }";
        let six =
            [("0", "صفر"), ("1", "واحد"), ("2", "اثنان"), ("7", "قليل"), ("11", "كثير"), ("100", "غير ذلك")];
        for (n, written) in six {
            assert_eq!(of("ar", arabic, n), written, "{n}");
        }
        assert_eq!(of("pl", "{ $n }", "007"), "007", "what is no plain number stays as it is");
    }

    #[test]
    fn french_has_a_no_break_space_before_its_high_marks() {
        let text = built_in_strings(&lang("fr")).expect("French");
        let strings =
            text.lines().filter_map(|line| line.split_once(" = ")).filter(|(key, _)| !key.starts_with('#'));
        let mut marks = 0;
        for (key, string) in strings {
            for (at, _) in string.match_indices([':', ';', '!', '?']) {
                let before = string[..at].strip_suffix('\u{a0}').is_some_and(|rest| !rest.ends_with(' '));
                assert!(before || key == "colon", "{key}: {string}");
                marks += 1;
            }
        }
        assert!(marks > 5, "only {marks} were seen");
        let (french, _) = Catalogue::load(&lang("fr"), &BTreeMap::new());
        assert_eq!(french.colon(), "\u{a0}:");
    }
}
