//! Terms of the glossary, which every language has its own forms of. Where one stands as it is listed, it is to be on the
//! other side as well, in any form that anybody might know it by.

use std::collections::BTreeSet;
use std::ops::Range;

use super::What;
use super::fact::Grade;
use super::reader::Reader;
use super::token::{Gap, Token, split};
use crate::domain::{Glossary, Lang, Term, name_mentions};

/// Letters at the end of a word that an inflected one may lack.
const BENT: usize = 2;
/// Words that have fewer letters keep them all.
const STIFF: usize = 5;

/// Reads the terms of a text in `lang`.
pub(super) fn read(reader: &mut Reader<'_>, glossary: &Glossary, lang: &Lang) {
    let mut found: Vec<(Range<usize>, Grade, &Term)> = Vec::new();
    for term in &glossary.terms {
        let listed = term.forms_in(lang).into_iter().flat_map(|form| name_mentions(reader.text, form, lang));
        found.extend(listed.map(|range| (range, Grade::Hard, term)));
        let loose = every_form(term).into_iter().flat_map(|form| bent_mentions(&reader.tokens, form));
        found.extend(loose.map(|range| (range, Grade::Weak, term)));
    }
    found.sort_by_key(|(range, grade, _)| (std::cmp::Reverse(range.len()), std::cmp::Reverse(*grade)));
    let mut kept: Vec<(Range<usize>, Grade, &Term)> = Vec::new();
    for (range, grade, term) in found {
        let mut around = kept.iter().filter(|(other, ..)| other.start < range.end && range.start < other.end);
        let inside = around.clone().next().is_some();
        if around.any(|(_, _, other)| *other == term) || reader.is_taken(&range) {
            continue;
        }
        // A name inside a longer one may stand for itself, and is not asked for.
        kept.push((range, if inside { Grade::Weak } else { grade }, term));
    }
    kept.sort_by_key(|(range, ..)| range.start);
    let mut said: Vec<&Term> = Vec::new();
    for (range, grade, term) in kept {
        // It is asked for where it is said first.
        let again = grade == Grade::Hard && said.contains(&term);
        reader.note(range, What::Name(term.term.clone()), if again { Grade::Soft } else { grade });
        if grade == Grade::Hard {
            said.push(term);
        }
    }
}

/// Whatever it is called anywhere, wanted or not.
fn every_form(term: &Term) -> BTreeSet<&str> {
    let listed = term.forms.values().chain(term.avoid.values()).flatten().map(String::as_str);
    listed.chain([term.term.as_str()]).collect()
}

/// Where the words of `form` stand one after another, however they end.
fn bent_mentions(tokens: &[Token<'_>], form: &str) -> Vec<Range<usize>> {
    let stems: Vec<String> = split(form).into_iter().map(|token| stem(&token.lower)).collect();
    let together = |window: &&[Token<'_>]| {
        let same = window.iter().zip(&stems).all(|(token, stem)| token.lower.starts_with(stem.as_str()));
        same && window.iter().skip(1).all(|token| token.gap != Gap::Break)
    };
    let windows = tokens.windows(stems.len().max(1)).filter(|_| !stems.is_empty()).filter(together);
    windows.filter_map(|window| Some(window.first()?.at..window.last()?.end())).collect()
}

fn stem(word: &str) -> String {
    let letters = word.chars().count();
    let kept = if letters < STIFF { letters } else { (letters - BENT).max(STIFF - 1) };
    word.chars().take(kept).collect()
}
