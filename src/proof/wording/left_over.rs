//! TRN003: words, sentences and sections that are still in another language. A11Y10: those that are meant to be, such as
//! a title in quotation marks, and are not marked for a screen reader.

use std::ops::Range;

use super::foreign::{self, Foreign, Segment};
use super::lists::{has, lists};
use super::passages::{Part, Passage, Texts};
use super::tokens::{quoted, sentences, tokens};
use super::vocabulary::{Scale, vocabulary};
use crate::domain::translation::How;
use crate::domain::{Glossary, Lang, Problem, exact_mentions, mentions};
use crate::locale::{language_name, say};
use crate::proof::{Facts, rules};

/// Some words of a passage that are another language's.
#[derive(Debug, Clone)]
pub struct LeftOver {
    pub range: Range<usize>,
    /// `en`
    pub language: String,
    pub kind: LeftOverKind,
}

/// How it stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeftOverKind {
    /// A sentence, a label, or a phrase that every letter has.
    Whole,
    /// Some words in the middle of a sentence, or a whole one that only looks like another language's.
    Part,
    /// A phrase that this language has borrowed.
    Loan,
    /// In quotation marks or italics.
    SetOff,
}

/// A section of which more than this is in one other language is told of once.
const MOST: f64 = 0.6;

/// TRN003
pub fn left_over(facts: &Facts, texts: &Texts) -> Vec<Problem> {
    let mut found = Vec::new();
    for (_, passages) in texts.iter() {
        let of_edition = of_edition(facts, texts, passages);
        let mut told: Vec<&str> = Vec::new();
        for (passage, words) in &of_edition {
            let section = passage.section.map_or("", |section| section.id.as_str());
            if told.contains(&section) || is_same_by_intent(facts, passage) {
                continue;
            }
            if let Some(problem) = whole_section(&of_edition, passages, section) {
                told.push(section);
                found.push(problem);
                continue;
            }
            found.extend(words.iter().filter_map(|one| problem(passage, one)));
        }
    }
    found.extend(super::repeated::same_as_another(facts, texts, &found));
    found
}

/// A11Y10, for phrases.
pub fn unmarked(facts: &Facts, texts: &Texts) -> Vec<Problem> {
    let mut found = Vec::new();
    for (_, passages) in texts.iter() {
        for (passage, words) in of_edition(facts, texts, passages) {
            let same = is_same_by_intent(facts, passage) && passage.section.is_some();
            for one in words.iter().filter(|one| one.kind == LeftOverKind::SetOff || same) {
                let said = &passage.text[one.range.clone()];
                found.push(told_unmarked(passage, &one.range, said, &one.language));
            }
        }
    }
    found
}

/// Whether somebody said that its words are to be those of another language.
pub fn is_same_by_intent(facts: &Facts, passage: &Passage) -> bool {
    facts.how(passage.section.map(|section| &section.id), passage.lang()) == Some(How::Same)
}

fn told_unmarked(passage: &Passage, range: &Range<usize>, said: &str, language: &str) -> Problem {
    let (words, own) = (shortened(said), language_name(passage.lang()));
    let what = say!("A11Y10-unmarked", words = words.as_str(), language = named(language), own = own);
    let remedy = say!("A11Y10-unmarked-remedy", words = words, tag = language);
    let problem = rules::A11Y10.at(passage.place(range), what).remedy(remedy);
    let in_a_link = passage.links.iter().any(|(link, _)| overlap(link, range));
    match in_a_link || said.contains(['[', ']', '*', '\\']) {
        true => problem,
        false => passage.mended(problem, range, format!("[{said}](lang:{language})")),
    }
}

/// Every passage of an edition that has left-overs, with them. A language without words is passed over.
fn of_edition<'p, 'a>(
    facts: &Facts,
    texts: &'p Texts<'a>,
    passages: &'p [Passage<'a>],
) -> Vec<(&'p Passage<'a>, &'p [LeftOver])> {
    let Some(first) = passages.first() else { return Vec::new() };
    let lang = first.lang();
    let known = texts.left_overs(lang, || {
        let Some(own) = vocabulary().index(lang.primary()) else { return Vec::new() };
        let others = vocabulary().others(lang.primary(), facts.issue.languages.iter().map(Lang::primary));
        let phrases = phrases(texts.scale(), lang, own, &others);
        let look = Look { scale: texts.scale(), glossary: facts.glossary, lang, own, others, phrases };
        passages.iter().map(|passage| look.at(passage)).collect()
    });
    passages.iter().zip(known.iter().map(Vec::as_slice)).filter(|(_, words)| !words.is_empty()).collect()
}

struct Look<'l> {
    scale: &'l Scale,
    glossary: &'l Glossary,
    lang: &'l Lang,
    own: usize,
    others: Vec<usize>,
    phrases: Vec<Phrase>,
}

/// A phrase of another language that everybody knows from letters.
struct Phrase {
    words: &'static str,
    /// Its first word, in small letters: a text without that has none of it.
    first: String,
    language: &'static str,
    one_word: bool,
    /// Whether this language has borrowed it.
    loan: bool,
}

/// The phrases of the languages `others` that those who write `lang` don't say.
fn phrases(scale: &Scale, lang: &Lang, own: usize, others: &[usize]) -> Vec<Phrase> {
    let of_all = others.iter().flat_map(|other| {
        let language = vocabulary().language(*other);
        lists().phrases.get(language).into_iter().flatten().map(move |words| (words.as_str(), language))
    });
    let phrase = |(words, language): (&'static str, &'static str)| {
        let one_word = !words.contains(' ');
        let said = has(&lists().phrases, lang, words) || one_word && scale.weigh(words).is_known(own);
        let first = words.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
        let loan = has(&lists().loans, lang, words);
        (!said).then_some(Phrase { words, first, language, one_word, loan })
    };
    of_all.filter_map(phrase).collect()
}

impl Look<'_> {
    fn at(&self, passage: &Passage) -> Vec<LeftOver> {
        let text = passage.text.as_str();
        let quiet = self.quiet(passage);
        let most = |range: &Range<usize>| range.len() * 10 > text.trim().len() * 9;
        let set_off: Vec<Range<usize>> = quoted(text)
            .into_iter()
            .chain(passage.emphasis.iter().cloned())
            .filter(|range| !most(range))
            .collect();
        let labelled = |part: Part| {
            matches!(part, Part::Heading | Part::Subheading | Part::Button | Part::Title | Part::Cell)
        };
        let links = passage.links.iter().map(|(range, _)| range.clone()).filter(|range| !most(range));
        let alone: Vec<Range<usize>> = passage.strong.iter().filter(|range| most(range)).cloned().collect();
        let label = labelled(passage.part) || !alone.is_empty();
        let loud: Vec<Range<usize>> = quiet.iter().chain(&set_off).cloned().collect();
        let mut found = self.phrases(passage, &quiet);
        let segments = links
            .map(|range| (range, true, LeftOverKind::Part, &quiet))
            .chain(sentences(text).into_iter().map(|range| (range, label, LeftOverKind::Part, &loud)))
            .chain(set_off.iter().map(|range| (range.clone(), false, LeftOverKind::SetOff, &quiet)));
        for (range, label, kind, quiet) in segments {
            let segment = Segment { text, range, label };
            if let Some(one) = foreign::find(self.scale, &segment, quiet, self.own, &self.others) {
                take(&mut found, one, kind, text);
            }
        }
        found
    }

    /// What is in another language on purpose, or is no words at all.
    fn quiet(&self, passage: &Passage) -> Vec<Range<usize>> {
        let mut quiet: Vec<Range<usize>> = passage.marked.iter().map(|(range, _)| range.clone()).collect();
        quiet.extend(passage.fields.iter().cloned());
        // Where a field begins that has no end (FLD002), whatever follows is none of the text's words.
        quiet.extend(passage.text.find("{{").map(|at| at..passage.text.len()));
        let links = passage.links.iter().map(|(range, _)| range);
        quiet.extend(links.filter(|range| passage.is_address(range)).cloned());
        quiet.extend(self.glossary.forms(self.lang).flat_map(|form| mentions(&passage.text, form)));
        quiet
    }

    /// The phrases of other languages that everybody knows from letters.
    fn phrases(&self, passage: &Passage, quiet: &[Range<usize>]) -> Vec<LeftOver> {
        let text = passage.text.as_str();
        let alone: Vec<&str> = passage
            .links
            .iter()
            .map(|(range, _)| range.clone())
            .chain(sentences(text))
            .filter_map(|range| text.get(range))
            .map(|words| words.trim_matches(|c: char| !c.is_alphanumeric()))
            .collect();
        let small = text.to_lowercase();
        let mut found: Vec<LeftOver> = Vec::new();
        for phrase in self.phrases.iter().filter(|phrase| small.contains(&phrase.first)) {
            if phrase.one_word && !alone.iter().any(|words| words.eq_ignore_ascii_case(phrase.words)) {
                continue;
            }
            for range in exact_mentions(text, phrase.words) {
                let mut known = quiet.iter().chain(found.iter().map(|one| &one.range));
                if known.any(|other| overlap(other, &range)) {
                    continue;
                }
                let kind = if phrase.loan { LeftOverKind::Loan } else { LeftOverKind::Whole };
                found.push(LeftOver { range, language: phrase.language.to_owned(), kind });
            }
        }
        found
    }
}

/// Adds what was found, unless a phrase in the same place says as much.
fn take(found: &mut Vec<LeftOver>, one: Foreign, kind: LeftOverKind, text: &str) {
    let words = |range: &Range<usize>| tokens(&text[range.clone()]).len();
    let more = words(&one.range);
    let mut same = found.iter().filter(|other| overlap(&other.range, &one.range));
    if same.any(|other| words(&other.range) + 1 >= more) {
        return;
    }
    found.retain(|other| !overlap(&other.range, &one.range));
    let kind = if one.whole && one.sure && kind == LeftOverKind::Part { LeftOverKind::Whole } else { kind };
    found.push(LeftOver { range: one.range, language: one.language, kind });
}

/// One finding for a section that is mostly in one other language.
fn whole_section(
    of_edition: &[(&Passage, &[LeftOver])],
    passages: &[Passage],
    section: &str,
) -> Option<Problem> {
    let is_of = |passage: &Passage| passage.section.is_some_and(|one| one.id.as_str() == section);
    let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
    let all: usize = passages.iter().filter(|one| is_of(one)).map(|one| letters(&one.text)).sum();
    let whole: Vec<(&Passage, &LeftOver)> = of_edition
        .iter()
        .filter(|(passage, _)| is_of(passage))
        .flat_map(|(passage, words)| words.iter().map(move |one| (*passage, one)))
        .filter(|(_, one)| one.kind == LeftOverKind::Whole)
        .collect();
    let (passage, first) = whole.first()?;
    let same = whole.iter().filter(|(_, one)| one.language == first.language);
    let foreign: usize = same.clone().map(|(passage, one)| letters(&passage.text[one.range.clone()])).sum();
    #[expect(clippy::cast_precision_loss, reason = "letters of a section")]
    let mostly = foreign as f64 > all as f64 * MOST;
    if same.count() < 3 || !mostly {
        return None;
    }
    let heading = passage.section.map_or("", |section| section.heading.as_str());
    let (language, own) = (named(&first.language), language_name(passage.lang()));
    let what = say!("TRN003-section", heading = heading, language = language, own = own);
    Some(rules::TRN003.at(passage.place(&first.range), what).remedy(say!("TRN003-section-remedy")))
}

fn problem(passage: &Passage, one: &LeftOver) -> Option<Problem> {
    let words = shortened(&passage.text[one.range.clone()]);
    let own = language_name(passage.lang());
    let (shown, language) = (words.as_str(), named(&one.language));
    let what = say!("TRN003-other-language", words = shown, language = language, own = own.as_str());
    let place = passage.place(&one.range);
    Some(match one.kind {
        LeftOverKind::Whole => rules::TRN003.at(place, what),
        LeftOverKind::Part => rules::TRN003.should(place, what),
        LeftOverKind::Loan => {
            rules::TRN003.should(place, what).remedy(say!("TRN003-loan-remedy", own = own, words = words))
        }
        LeftOverKind::SetOff => return None,
    })
}

/// Enough of some words to know them by.
pub fn shortened(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(80) {
        Some((at, _)) => format!("{}…", words[..at].trim_end()),
        None => words,
    }
}

fn named(language: &str) -> String {
    Lang::parse(language).map_or_else(|_| language.to_owned(), |lang| language_name(&lang))
}

pub fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}
