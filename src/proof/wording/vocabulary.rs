//! Which language a word is of: the words of each language from `vocabulary.toml`, and how they are spelt.
//!
//! A word that stands in a list is that language's; any other is as likely as its letters are, each after up to three
//! before it, among the words of the list. Measured on short paragraphs this tells nb from da where trigrams alone don't.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::LazyLock;

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
    /// How often a letter comes after up to three others, for each language; the row of the empty letter is the sum.
    grams: HashMap<u64, Vec<u16>>,
}

/// How likely a word is in each language, as logarithms, and in which it stands.
#[derive(Debug)]
pub struct Weighed {
    pub likely: Vec<f64>,
    known: u32,
}

impl Weighed {
    /// Whether the word stands in the list of a language.
    pub fn is_known(&self, language: usize) -> bool {
        self.known >> language & 1 == 1
    }
}

/// Letters that a word can be made of, for the chance of one never seen.
const LETTERS: f64 = 45.0;
/// How much the shorter context counts against what was seen in the longer one.
const TRUST: f64 = 4.0;
/// The chance of a word that stands in the list.
const LISTED: f64 = 1.0 / 2000.0;
const EDGE: char = '\u{1}';

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
            grams: HashMap::new(),
        };
        for (language, list) in words.values().enumerate() {
            for word in list.as_str().unwrap_or_default().split_whitespace() {
                *all.words.entry(word.to_owned()).or_default() |= 1 << language;
                all.learn(word, language);
            }
        }
        Ok(all)
    }

    fn learn(&mut self, word: &str, language: usize) {
        let many = self.languages.len();
        let mut count = |key: u64| {
            let row = self.grams.entry(key).or_insert_with(|| vec![0; many]);
            row[language] = row[language].saturating_add(1);
        };
        for (before, letter) in steps(word) {
            for length in 0..=before.len() {
                let context = &before[before.len() - length..];
                count(key(context, Some(letter)));
                count(key(context, None));
            }
        }
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
        let mut likely = vec![0.5_f64.ln(); self.languages.len()];
        for (before, letter) in steps(word) {
            let mut chance = vec![1.0 / LETTERS; self.languages.len()];
            for length in 0..=before.len() {
                let context = &before[before.len() - length..];
                let Some(sums) = self.grams.get(&key(context, None)) else { break };
                let seen = self.grams.get(&key(context, Some(letter)));
                for (language, sum) in sums.iter().enumerate().filter(|(_, sum)| **sum > 0) {
                    let seen = seen.map_or(0.0, |row| f64::from(row[language]));
                    chance[language] = (seen + TRUST * chance[language]) / (f64::from(*sum) + TRUST);
                }
            }
            for (sum, chance) in likely.iter_mut().zip(chance) {
                *sum += chance.ln();
            }
        }
        for (language, likely) in likely.iter_mut().enumerate() {
            if known >> language & 1 == 1 {
                *likely = likely.max(LISTED.ln());
            }
        }
        Weighed { likely, known }
    }
}

/// Each letter of a word, and its end, with up to three letters before it; the word's beginning counts as one.
fn steps(word: &str) -> impl Iterator<Item = (Vec<char>, char)> {
    let letters: Vec<char> = [EDGE].into_iter().chain(word.chars()).chain([EDGE]).collect();
    (1..letters.len()).map(move |at| (letters[at.saturating_sub(3)..at].to_vec(), letters[at]))
}

/// Up to three letters and the one after them in one number: 16 bits each are enough for what words are made of here.
fn key(context: &[char], letter: Option<char>) -> u64 {
    let push = |key: u64, letter: char| key << 16 | u64::from(u32::from(letter) & 0xffff);
    let context = context.iter().fold(0, |key, letter| push(key, *letter));
    push(context, letter.unwrap_or('\0'))
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
