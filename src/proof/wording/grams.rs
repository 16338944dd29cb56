//! How the words of each language are spelt: how often a letter comes after up to three others.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// So many languages have room; one number of a row is for each.
pub const LANGUAGES: usize = 12;

/// Letters that a word can be made of, for the chance of one never seen.
const LETTERS: f64 = 45.0;
/// How much the shorter context counts against what was seen in the longer one.
const TRUST: f64 = 4.0;
const EDGE: char = '\u{1}';

/// For each context and letter how often it was seen in each language; the row of the empty letter is the sum.
#[derive(Debug, Default)]
pub struct Grams(HashMap<u64, [u16; LANGUAGES], BuildHasherDefault<Mix>>);

impl Grams {
    /// Takes in how a word of a language is spelt.
    pub fn learn(&mut self, word: &str, language: usize) {
        let letters = letters(word);
        let mut count = |key: u64| {
            let seen = &mut self.0.entry(key).or_default()[language];
            *seen = seen.saturating_add(1);
        };
        for (at, letter) in letters.iter().enumerate().skip(1) {
            for from in at.saturating_sub(3)..=at {
                count(key(&letters[from..at], Some(*letter)));
                count(key(&letters[from..at], None));
            }
        }
    }

    /// How likely it is that a word is spelt like this in each language, as logarithms.
    pub fn likely(&self, word: &str) -> [f64; LANGUAGES] {
        let letters = letters(word);
        let mut likely = [0.5_f64.ln(); LANGUAGES];
        for (at, letter) in letters.iter().enumerate().skip(1) {
            let mut chance = [1.0 / LETTERS; LANGUAGES];
            for from in (at.saturating_sub(3)..=at).rev() {
                let context = &letters[from..at];
                let Some(sums) = self.0.get(&key(context, None)) else { break };
                let seen = self.0.get(&key(context, Some(*letter)));
                for (language, sum) in sums.iter().enumerate().filter(|(_, sum)| **sum > 0) {
                    let seen = seen.map_or(0.0, |row| f64::from(row[language]));
                    chance[language] = (seen + TRUST * chance[language]) / (f64::from(*sum) + TRUST);
                }
            }
            for (sum, chance) in likely.iter_mut().zip(chance) {
                *sum += chance.ln();
            }
        }
        likely
    }
}

/// The letters of a word between two edges.
fn letters(word: &str) -> Vec<char> {
    [EDGE].into_iter().chain(word.chars()).chain([EDGE]).collect()
}

/// Up to three letters and the one after them in one number: 16 bits each are enough for what words are made of here.
fn key(context: &[char], letter: Option<char>) -> u64 {
    let push = |key: u64, letter: char| key << 16 | u64::from(u32::from(letter) & 0xffff);
    let context = context.iter().fold(0, |key, letter| push(key, *letter));
    push(context, letter.unwrap_or('\0'))
}

/// Spreads a key over the table. The keys are the program's own, and a million of them are counted before the first check,
/// which the usual hasher takes several times as long for.
#[derive(Debug, Default)]
pub struct Mix(u64);

impl Hasher for Mix {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(self.0 << 8 | u64::from(*byte)));
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(32);
    }
}
