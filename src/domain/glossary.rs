//! `glossary.toml`: what the project calls things, per language, and how it does not want them spelt.

use std::collections::BTreeMap;

use super::{Lang, Localized};

/// All terms, in the order of the file; none if there is no file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Glossary {
    pub terms: Vec<Term>,
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
