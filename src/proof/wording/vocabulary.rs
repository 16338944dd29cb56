//! Which language a word is of: the words of each language from `vocabulary.toml`, and how they are spelt.
//!
//! A word that stands in a list is that language's; any other is as likely as its letters are, each after up to three
//! before it, among the words of the list. Measured on short paragraphs this tells nb from da where trigrams alone don't.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::LazyLock;

use super::grams::{Grams, LANGUAGES};

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    words: toml::Table,
    neighbours: HashMap<String, Vec<String>>,
}

/// The languages that have words, in one order for all.
#[derive(Debug)]
pub struct Vocabulary {
    languages: Vec<String>,
    neighbours: HashMap<String, Vec<String>>,
    /// In which languages a word stands, as bits.
    words: HashMap<String, u32>,
    grams: Grams,
}

/// How likely a word is in each language, as logarithms, and in which it stands.
#[derive(Debug)]
pub struct Weighed {
    pub likely: [f64; LANGUAGES],
    known: u32,
}

impl Weighed {
    /// Whether the word stands in the list of a language.
    pub fn is_known(&self, language: usize) -> bool {
        self.known >> language & 1 == 1
    }
}

/// The chance of a word that stands in the list.
const LISTED: f64 = 1.0 / 2000.0;

/// The vocabulary.
#[expect(clippy::expect_used, reason = "the file is part of the program, and every test of a rule reads it")]
pub fn vocabulary() -> &'static Vocabulary {
    static READ: LazyLock<Vocabulary> =
        LazyLock::new(|| Vocabulary::read(include_str!("vocabulary.toml")).expect("vocabulary.toml"));
    &READ
}

impl Vocabulary {
    fn read(text: &str) -> Result<Self, toml::de::Error> {
        let File { words, neighbours } = toml::from_str(text)?;
        let mut all = Self {
            languages: words.keys().cloned().collect(),
            neighbours,
            words: HashMap::new(),
            grams: Grams::default(),
        };
        for (language, list) in words.values().enumerate() {
            for word in list.as_str().unwrap_or_default().split_whitespace() {
                *all.words.entry(word.to_owned()).or_default() |= 1 << language;
                all.grams.learn(word, language);
            }
        }
        Ok(all)
    }

    /// The place of a language in every `Weighed`.
    pub fn index(&self, language: &str) -> Option<usize> {
        self.languages.iter().position(|known| known == language)
    }

    /// Every language that has words.
    #[cfg(test)]
    pub fn all(&self) -> std::ops::Range<usize> {
        0..self.languages.len()
    }

    pub fn language(&self, index: usize) -> &str {
        &self.languages[index]
    }

    /// The languages that words in `own` may be left over from, where an issue has the languages `issue`.
    pub fn others<'l>(&'l self, own: &str, issue: impl Iterator<Item = &'l str>) -> Vec<usize> {
        let near = self.neighbours.get(own).into_iter().flatten().map(String::as_str);
        let mut found: Vec<usize> = issue
            .chain(near)
            .chain(["en"])
            .filter(|other| *other != own)
            .filter_map(|other| self.index(other))
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    fn weigh(&self, word: &str) -> Weighed {
        let known = self.words.get(word).copied().unwrap_or_default();
        let mut likely = self.grams.likely(word);
        for (language, likely) in likely.iter_mut().enumerate() {
            if known >> language & 1 == 1 {
                *likely = likely.max(LISTED.ln());
            }
        }
        Weighed { likely, known }
    }
}

/// The vocabulary for one round of checks: a word is weighed once.
#[derive(Debug, Default)]
pub struct Scale {
    weighed: RefCell<HashMap<String, Rc<Weighed>>>,
}

impl Scale {
    pub fn weigh(&self, word: &str) -> Rc<Weighed> {
        let word = word.to_lowercase().replace('\u{2019}', "'");
        if let Some(known) = self.weighed.borrow().get(&word) {
            return Rc::clone(known);
        }
        let weighed = Rc::new(vocabulary().weigh(&word));
        self.weighed.borrow_mut().insert(word, Rc::clone(&weighed));
        weighed
    }
}
