//! Reads the facts of a text: addresses first, then dates, times, amounts, numbers in words. What one has taken, the
//! next ones leave alone.

use std::ops::Range;

use super::fact::{Fact, Grade};
use super::language::Language;
use super::lexicon::Lexicon;
use super::token::{Gap, Kind, Token, split};
use super::{What, amounts, clocks, clocks_in_words, contacts, dates, names, spelled};
use crate::domain::{Glossary, Lang};

/// A text being read.
#[derive(Debug)]
pub(super) struct Reader<'t> {
    pub text: &'t str,
    pub tokens: Vec<Token<'t>>,
    pub lang: &'static Language,
    taken: Vec<bool>,
    facts: Vec<Fact>,
}

impl<'t> Reader<'t> {
    pub fn new(text: &'t str, lang: &'static Language) -> Self {
        let tokens = split(text);
        Self { taken: vec![false; tokens.len()], facts: Vec::new(), text, tokens, lang }
    }

    /// The facts, their spans in the text; the terms of the glossary in `lang` among them.
    pub fn read(mut self, glossary: &Glossary, lang: &Lang) -> Vec<Fact> {
        contacts::addresses(&mut self);
        contacts::phones(&mut self);
        dates::read(&mut self);
        // What was taken as an address or a date so far is no name.
        names::read(&mut self, glossary, lang);
        clocks_in_words::read(&mut self);
        clocks::read(&mut self);
        amounts::read(&mut self);
        spelled::read(&mut self);
        self.facts
    }

    /// A token that nobody has taken yet.
    pub fn free(&self, at: usize) -> Option<&Token<'t>> {
        self.tokens.get(at).filter(|_| !self.taken[at])
    }

    /// A free token of digits alone.
    pub fn digits(&self, at: usize) -> Option<&Token<'t>> {
        self.free(at).filter(|token| token.kind == Kind::Digits)
    }

    /// A free mark, one of `marks`.
    pub fn mark(&self, at: usize, marks: &[char]) -> Option<&Token<'t>> {
        self.free(at).filter(|token| token.is(marks))
    }

    /// A mark that touches what stands before it.
    pub fn close_mark(&self, at: usize, marks: &[char]) -> bool {
        self.mark(at, marks).is_some_and(|token| token.gap == Gap::None)
    }

    /// Whether a token touches the one before it.
    pub fn close(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.gap == Gap::None)
    }

    /// Whether a token is in the same paragraph as the one before it.
    pub fn goes_on(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.gap != Gap::Break)
    }

    /// A phrase of `lexicon` at `at`, in free tokens.
    pub fn phrase<T: Copy>(&self, lexicon: &Lexicon<T>, at: usize) -> Option<(T, usize)> {
        let (meaning, length) = lexicon.at(self.tokens.get(at..)?)?;
        self.taken.get(at..at + length)?.iter().all(|taken| !taken).then_some((meaning, at + length))
    }

    /// Whether a phrase of `lexicon` ends right before `at`, a full stop after it ("kl.") or not; where it begins.
    pub fn behind<T: Copy>(&self, lexicon: &Lexicon<T>, at: usize) -> Option<usize> {
        let mut end = at;
        if end > 0 && self.goes_on(end) && self.tokens[end - 1].is(&['.', ':']) {
            end -= 1;
        }
        (1..=3).filter_map(|length| end.checked_sub(length)).find(|begin| {
            self.goes_on(at)
                && lexicon.at(&self.tokens[*begin..]).is_some_and(|(_, length)| begin + length == end)
        })
    }

    /// Whether tokens up to eight further, in the same paragraph, have a phrase of `lexicon`.
    pub fn nearby(&self, lexicon: &Lexicon<()>, at: usize) -> bool {
        let first = at.saturating_sub(8);
        (first..(at + 9).min(self.tokens.len())).any(|at| lexicon.at(&self.tokens[at..]).is_some())
    }

    /// What stands between two ends of a range: a dash, or a word such as "to". Where it ends.
    pub fn join(&self, at: usize) -> Option<usize> {
        if self.mark(at, &['-', '–', '—']).is_some() && self.goes_on(at) {
            return Some(at + 1);
        }
        self.phrase(&self.lang.joins, at).filter(|_| self.goes_on(at)).map(|(_, next)| next)
    }

    /// Behind "-án", ".-én", "th", ":e" or a full stop that touch what ends at `at`.
    pub fn tail(&self, at: usize) -> usize {
        let is_tail = |at: usize| {
            let word = self.free(at).filter(|token| token.kind == Kind::Word && token.gap == Gap::None);
            word.is_some_and(|token| self.lang.day_tails.contains(&token.lower))
        };
        let stop = usize::from(self.close_mark(at, &['.']) && !self.close(at + 1));
        if is_tail(at) {
            return at + 1;
        }
        let dot = usize::from(self.close_mark(at, &['.']));
        if self.close_mark(at + dot, &['-', ':', '\'', '’']) && is_tail(at + dot + 1) {
            return at + dot + 2;
        }
        let before_dash = dot == 1 && self.close_mark(at + 1, &['-', '–', '—']);
        at + if before_dash { 1 } else { stop }
    }

    /// Whether the language tells the hours before noon from those after it.
    pub fn halves_are_said(&self) -> bool {
        !self.lang.halves.is_empty()
    }

    pub fn take(&mut self, range: Range<usize>, what: What, grade: Grade) {
        let Some((first, last)) =
            self.tokens.get(range.start).zip(self.tokens.get(range.end.wrapping_sub(1)))
        else {
            return;
        };
        self.facts.push(Fact { what, grade, span: first.at..last.end() });
        self.claim(range);
    }

    /// A fact at a place in the text whose tokens may have others as well: a name has numbers.
    pub fn note(&mut self, span: Range<usize>, what: What, grade: Grade) {
        self.facts.push(Fact { what, grade, span });
    }

    /// Whether every token at a place in the text has been taken.
    pub fn is_taken(&self, span: &Range<usize>) -> bool {
        let there = self.tokens.iter().zip(&self.taken);
        let mut there = there.filter(|(token, _)| token.at < span.end && span.start < token.end());
        there.all(|(_, taken)| *taken)
    }

    /// Takes tokens away from those that come later.
    pub fn claim(&mut self, range: Range<usize>) {
        for taken in self.taken.iter_mut().take(range.end).skip(range.start) {
            *taken = true;
        }
    }

    /// A fact at a place in the text; the tokens there are taken.
    pub fn take_bytes(&mut self, span: Range<usize>, what: Option<What>) {
        for (at, token) in self.tokens.iter().enumerate() {
            if token.at < span.end && span.start < token.end() {
                self.taken[at] = true;
            }
        }
        if let Some(what) = what {
            self.facts.push(Fact { what, grade: Grade::Hard, span });
        }
    }
}
