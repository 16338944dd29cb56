//! Words and phrases with a meaning, found where they stand in a text.

use std::collections::HashMap;

use super::token::{Gap, Token, split};

/// How the last word of a phrase may go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Ends {
    #[default]
    Exactly,
    /// With one of the language's tails.
    WithTail,
    Anyhow,
}

/// Phrases by their first letter, the longest first.
#[derive(Debug)]
pub(super) struct Lexicon<T> {
    phrases: HashMap<char, Vec<(Vec<String>, T)>>,
    ends: Ends,
    tails: Vec<String>,
}

impl<T> Default for Lexicon<T> {
    fn default() -> Self {
        Self { phrases: HashMap::new(), ends: Ends::Exactly, tails: Vec::new() }
    }
}

impl<T: Copy> Lexicon<T> {
    pub fn new(phrases: impl IntoIterator<Item = (String, T)>, ends: Ends, tails: &[String]) -> Self {
        let mut by_letter: HashMap<char, Vec<(Vec<String>, T)>> = HashMap::new();
        for (phrase, meaning) in phrases {
            let words: Vec<String> = split(&phrase).into_iter().map(|token| token.lower).collect();
            if let Some(first) = words.first().and_then(|word| word.chars().next()) {
                by_letter.entry(first).or_default().push((words, meaning));
            }
        }
        for phrases in by_letter.values_mut() {
            let length = |words: &[String]| words.iter().map(String::len).sum::<usize>();
            phrases
                .sort_by_key(|(words, _)| (std::cmp::Reverse(words.len()), std::cmp::Reverse(length(words))));
        }
        Self { phrases: by_letter, ends, tails: tails.to_vec() }
    }

    pub fn is_empty(&self) -> bool {
        self.phrases.is_empty()
    }

    /// The longest phrase that begins with the first of `tokens`: what it means, and how many tokens it takes.
    pub fn at(&self, tokens: &[Token<'_>]) -> Option<(T, usize)> {
        let first = tokens.first()?.lower.chars().next()?;
        self.phrases.get(&first)?.iter().find_map(|(words, meaning)| {
            let found = tokens.get(..words.len())?;
            let (last, before) = words.split_last()?;
            let together = found.iter().skip(1).all(|token| token.gap != Gap::Break);
            let same = before.iter().zip(found).all(|(word, token)| *word == token.lower);
            (together && same && self.ends_with(&found.last()?.lower, last))
                .then_some((*meaning, words.len()))
        })
    }

    fn ends_with(&self, word: &str, listed: &str) -> bool {
        word.strip_prefix(listed).is_some_and(|rest| {
            rest.is_empty()
                || match self.ends {
                    Ends::Exactly => false,
                    Ends::WithTail => self.tails.iter().any(|tail| tail == rest),
                    Ends::Anyhow => listed.chars().count() >= 3,
                }
        })
    }
}
