//! Changes inputs at random and keeps those after which something new happened, for so long; what fails is made small
//! and shown.

use std::collections::HashSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// A function that takes any bytes, panics where something is wrong, and says what came of them.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    pub name: &'static str,
    pub run: fn(&[u8]) -> u64,
    /// Inputs are no longer.
    pub longest: usize,
    /// Words that chance would seldom find.
    pub words: &'static [&'static str],
}

/// When to end.
#[derive(Debug, Clone, Copy)]
pub enum Until {
    Runs(u64),
    Over(Duration),
}

/// How many inputs were tried, and how many different things happened.
#[derive(Debug, Clone, Copy)]
pub struct Found {
    pub runs: u64,
    pub kinds: usize,
}

/// The most inputs that are changed further.
const POOL: usize = 4000;

impl Target {
    fn folder(&self) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/corpus").join(self.name)
    }

    /// What is committed.
    pub fn corpus(&self) -> Vec<Vec<u8>> {
        let mut files: Vec<PathBuf> = fs::read_dir(self.folder())
            .expect("a corpus")
            .map(|entry| entry.expect("an entry").path())
            .collect();
        files.sort();
        files.iter().map(|file| fs::read(file).expect("an input")).collect()
    }

    /// Puts the shortest of these into the corpus.
    fn keep(&self, pool: &mut [Vec<u8>], most: usize) {
        fs::create_dir_all(self.folder()).expect("a folder");
        pool.sort_by_key(Vec::len);
        // Of many that are alike in length every so manieth.
        let step = pool.len().div_ceil(most).max(1);
        for (n, input) in pool.iter().step_by(step).enumerate() {
            fs::write(self.folder().join(format!("{n:02}")), input).expect("written");
        }
    }

    fn fails(&self, input: &[u8]) -> bool {
        catch_unwind(AssertUnwindSafe(|| (self.run)(input))).is_err()
    }

    /// The input without whatever is not needed for it to fail.
    fn smallest(&self, mut input: Vec<u8>) -> Vec<u8> {
        let mut long = input.len() / 2;
        while long > 0 {
            let mut at = 0;
            while at + long <= input.len() {
                let mut less = input.clone();
                less.drain(at..at + long);
                if self.fails(&less) {
                    input = less;
                } else {
                    at += long;
                }
            }
            long /= 2;
        }
        input
    }

    /// Tries inputs; stops at the first that fails. `keep`: how many are added to the corpus in the end.
    pub fn hunt(&self, seed: u64, until: Until, keep: Option<usize>) -> Found {
        let begun = Instant::now();
        let (mut dice, mut kinds, mut runs) = (Dice(seed), HashSet::new(), 0_u64);
        let mut pool = self.corpus();
        pool.iter().for_each(|input| _ = kinds.insert((self.run)(input)));
        loop {
            let over = match until {
                Until::Runs(most) => runs >= most,
                Until::Over(time) => begun.elapsed() >= time,
            };
            if over {
                break;
            }
            let input = self.changed(&pool, &mut dice);
            runs += 1;
            match catch_unwind(AssertUnwindSafe(|| (self.run)(&input))) {
                Ok(kind) if kinds.insert(kind) && pool.len() < POOL => pool.push(input),
                Ok(_) => {}
                Err(_) => {
                    let input = self.smallest(input);
                    panic!("{} fails at \"{}\"", self.name, input.escape_ascii());
                }
            }
        }
        if let Some(most) = keep {
            self.keep(&mut pool, most);
        }
        Found { runs, kinds: kinds.len() }
    }

    /// One of the pool, changed in a few places.
    fn changed(&self, pool: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
        let mut input = pool.get(dice.below(pool.len().max(1))).cloned().unwrap_or_default();
        for _ in 0..=dice.below(4) {
            let at = dice.below(input.len() + 1);
            let end = (at + 1 + dice.below(16)).min(input.len());
            match dice.below(8) {
                0 if at < input.len() => input[at] ^= 1 << dice.below(8),
                1 if at < input.len() => input[at] = dice.byte(),
                2 => input.insert(at, dice.byte()),
                3 if at < end => _ = input.drain(at..end),
                4 if at < end => {
                    let again = input[at..end].to_vec();
                    input.splice(at..at, again);
                }
                5 if !self.words.is_empty() => {
                    input.splice(at..at, self.words[dice.below(self.words.len())].bytes());
                }
                6 if !pool.is_empty() => {
                    let other = &pool[dice.below(pool.len())];
                    let from = dice.below(other.len() + 1);
                    input.truncate(at);
                    input.extend_from_slice(&other[from..]);
                }
                _ => input.extend((0..dice.below(24)).map(|_| dice.byte())),
            }
        }
        input.truncate(self.longest);
        input
    }
}

/// Numbers that look random and are the same for the same seed (splitmix64).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let number = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        number ^ (number >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(limit).expect("a size")).expect("a size")
    }

    fn byte(&mut self) -> u8 {
        self.next().to_le_bytes()[3]
    }
}
