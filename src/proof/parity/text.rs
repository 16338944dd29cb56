//! A text in one language with the facts that it says.

use std::ops::Range;

use super::fact::{Fact, Grade};
use super::language::Language;
use super::plain::Plain;
use super::reader::Reader;
use super::{What, excerpt};
use crate::domain::{Glossary, Lang};

/// Some Markdown, read for its facts.
#[derive(Debug)]
pub struct Text {
    pub lang: Lang,
    pub facts: Vec<Fact>,
    markdown: String,
    plain: String,
    /// Where the plain text's sentences are: in it, and in the Markdown.
    sentences: Vec<(Range<usize>, Range<usize>)>,
}

impl Text {
    /// Reads the facts of a text, in the order in which they stand there; no names.
    pub fn read(lang: &Lang, markdown: &str) -> Self {
        Self::naming(lang, markdown, &Glossary::default())
    }

    /// The same and the terms of a glossary.
    pub fn naming(lang: &Lang, markdown: &str, glossary: &Glossary) -> Self {
        let plain = Plain::of(markdown);
        let language = Language::of(lang);
        let mut facts = Reader::new(&plain.text, language).read(glossary, lang);
        for fact in &mut facts {
            fact.span = plain.place(&fact.span);
        }
        for (target, span) in &plain.links {
            facts.push(Fact { what: linked(target), grade: Grade::Hard, span: span.clone() });
        }
        for (file, span) in &plain.pictures {
            facts.push(Fact { what: What::Picture(file.clone()), grade: Grade::Hard, span: span.clone() });
        }
        facts.sort_by_key(|fact| (fact.span.start, fact.span.end));
        let sentences = excerpt::sentences(&plain.text, language.point != Some('.'))
            .into_iter()
            .map(|range| {
                let place = plain.place(&range);
                (range, place)
            })
            .collect();
        Self { lang: lang.clone(), facts, sentences, plain: plain.text, markdown: markdown.to_owned() }
    }

    /// The sentence that a place in the Markdown belongs to, by number.
    pub(super) fn sentence_of(&self, place: usize) -> usize {
        let begun = self.sentences.iter().take_while(|(_, of)| of.start <= place).count();
        begun.saturating_sub(1)
    }

    pub(super) fn sentences(&self) -> usize {
        self.sentences.len()
    }

    /// Whether two facts stand in one sentence.
    pub fn are_together(&self, one: &Fact, other: &Fact) -> bool {
        self.sentence_of(one.span.start) == self.sentence_of(other.span.start)
    }

    /// The sentence around a fact.
    pub fn sentence(&self, fact: &Fact) -> &str {
        let sentence = self.sentences.get(self.sentence_of(fact.span.start));
        sentence.map_or("", |(range, _)| &self.plain[range.clone()])
    }

    /// The sentence around a fact, shortened on both sides of it if it is long.
    pub fn excerpt(&self, fact: &Fact) -> String {
        let number = self.sentence_of(fact.span.start);
        let Some((range, place)) = self.sentences.get(number) else { return String::new() };
        let within = fact.span.start.saturating_sub(place.start);
        excerpt::around(&self.plain[range.clone()], within)
    }

    /// The sentence that stands where a fact of the other text would, as far down counted in sentences, and its place
    /// in the Markdown.
    pub fn opposite(&self, other: &Self, fact: &Fact) -> (String, Range<usize>) {
        let (number, of) = (other.sentence_of(fact.span.start), other.sentences().max(1));
        let number = (2 * number + 1) * self.sentences() / (2 * of);
        let sentence = self.sentences.get(number).or(self.sentences.last());
        sentence.map_or((String::new(), 0..0), |(range, place)| {
            (excerpt::around(&self.plain[range.clone()], 0), place.clone())
        })
    }

    /// A fact as it is written.
    pub fn written(&self, fact: &Fact) -> &str {
        self.markdown.get(fact.span.clone()).unwrap_or_default()
    }

    /// The runs of digits in a fact as it is written; in the whole text for none. In other digits than these nobody can tell.
    pub(super) fn digits(&self, fact: Option<&Fact>) -> Option<Vec<&str>> {
        let written = fact.map_or(self.plain.as_str(), |fact| self.written(fact));
        let other = written.chars().any(|c| c.is_numeric() && !c.is_ascii_digit());
        let runs = written.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
        (!other).then(|| runs.map(|run| run.trim_start_matches('0')).collect())
    }

    /// Whether its language has a table.
    pub(super) fn is_known(&self) -> bool {
        Language::of(&self.lang).is_known()
    }

    pub(super) fn plain(&self) -> &str {
        &self.plain
    }
}

fn linked(target: &str) -> What {
    if let Some(mail) = target.strip_prefix("mailto:") {
        let mail = mail.split('?').next().unwrap_or(mail);
        return What::Mail(mail.to_owned());
    }
    match target.strip_prefix("tel:") {
        Some(number) => What::Phone(number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect()),
        None => What::Link(target.to_owned()),
    }
}
