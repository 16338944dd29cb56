//! `glossary.toml`: what the project calls things, per language, and how it does not want them spelt.

use std::collections::BTreeMap;

use super::{Lang, Localized, name_mentions};

/// All terms, in the order of the file; none if there is no file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Glossary {
    pub terms: Vec<Term>,
    /// Words that are spelt as they are to be, in each language, though its dictionary lacks them.
    pub words: BTreeMap<Lang, Vec<String>>,
}

/// `[[term]]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// As the source language has it; languages without forms of their own have the same.
    pub term: String,
    /// The first form is the one to propose.
    pub forms: BTreeMap<Lang, Vec<String>>,
    /// Spellings that are not wanted.
    pub avoid: BTreeMap<Lang, Vec<String>>,
    /// The language that a foreign name is in, so that letters mark it for screen readers.
    pub language: Option<Lang>,
    pub explanation: Option<Localized>,
}

impl Glossary {
    /// Every form that an edition in `lang` may use, foreign names as they are called at home among them.
    pub fn forms<'g>(&'g self, lang: &'g Lang) -> impl Iterator<Item = &'g str> {
        let home = |term: &'g Term| term.language.iter().flat_map(|home| term.forms_in(home));
        self.terms.iter().flat_map(move |term| term.forms_in(lang).into_iter().chain(home(term)))
    }

    /// Whether a word is one of the project's in a text in `lang`: a word of a term, in any form of any language, or one that
    /// is to be let pass in this language, each with the endings that this one puts on.
    pub fn has_word(&self, word: &str, lang: &Lang) -> bool {
        let forms = |term: &'_ Term| -> Vec<String> {
            let all = term.forms.values().flatten().chain([&term.term]);
            all.flat_map(|form| form.split_whitespace()).map(str::to_owned).collect()
        };
        let languages = std::iter::successors(Some(lang.clone()), Lang::parent);
        let passed = languages.filter_map(|lang| self.words.get(&lang)).flatten().cloned();
        let mut known = self.terms.iter().flat_map(forms).chain(passed);
        let letters = word.chars().count();
        known.any(|known| {
            // Whatever is longer than what it is put on to is no ending: "in" is no beginning of "innovation".
            let own = known.chars().count();
            let may_end_so = letters == own || own > 2 && letters <= 2 * own;
            may_end_so && name_mentions(word, &known, lang).contains(&(0..word.len()))
        })
    }

    /// Every foreign name with the language that it is in: what the term is called there. Forms in other languages are
    /// those languages' own words.
    pub fn foreign_names(&self) -> impl Iterator<Item = (&Lang, &str)> {
        let foreign = self.terms.iter().filter_map(|term| Some((term, term.language.as_ref()?)));
        foreign.flat_map(|(term, home)| term.forms_in(home).into_iter().map(move |name| (home, name)))
    }
}

impl Term {
    /// What it is called in a language: its forms there, or in the more general language, or the term itself.
    pub fn forms_in(&self, lang: &Lang) -> Vec<&str> {
        in_language(&self.forms, lang).map_or_else(|| vec![self.term.as_str()], |list| texts(list))
    }

    /// What it must not be called in a language.
    pub fn avoided_in(&self, lang: &Lang) -> Vec<&str> {
        in_language(&self.avoid, lang).map(|list| texts(list)).unwrap_or_default()
    }
}

fn texts(list: &[String]) -> Vec<&str> {
    list.iter().map(String::as_str).collect()
}

fn in_language<'m>(lists: &'m BTreeMap<Lang, Vec<String>>, lang: &Lang) -> Option<&'m Vec<String>> {
    std::iter::successors(Some(lang.clone()), Lang::parent).find_map(|lang| lists.get(&lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_the_projects_in_every_form_of_every_language_and_with_the_endings_of_this_one() {
        let lang = |tag| Lang::parse(tag).expect("a tag");
        let form = |tag, form: &str| (lang(tag), vec![form.to_owned()]);
        let term = Term {
            term: "living lab".into(),
            forms: BTreeMap::from([form("hu", "élő Labor"), form("sv", "levande labb")]),
            avoid: BTreeMap::from([form("hu", "élőlaboratórium")]),
            language: None,
            explanation: None,
        };
        let words = BTreeMap::from([form("hu", "podcast"), form("nl", "Zsolnay")]);
        let glossary = Glossary { terms: vec![term], words };
        for (word, tag, known) in [
            ("labb", "hu", true),
            ("Levande", "hu", true),
            ("Laborban", "hu", true),
            ("laborban", "hu", false),
            ("labdarúgó", "hu", false),
            ("élőlaboratórium", "hu", false),
            ("podcastot", "hu", true),
            ("podcasts", "sv", false),
            ("Zsolnays", "nl-BE", true),
            ("Zsolnay", "hu", false),
            ("labour", "en", false),
        ] {
            assert_eq!(glossary.has_word(word, &lang(tag)), known, "{word} in {tag}");
        }
    }
}
