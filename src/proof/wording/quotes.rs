//! TRN005: marks around what is said, as each language sets them.

use super::lists::lists;
use super::passages::Passage;
use super::typing::silent;
use crate::domain::{Lang, Problem};
use crate::locale::say;
use crate::proof::rules;

const MARKS: &str = "\"“”„«»‚‘";

/// The marks that a language opens and closes with, where they are known.
pub fn marks(lang: &Lang) -> Option<(char, char)> {
    let mut marks = lists().quotes.get(lang.primary())?.first()?.chars();
    marks.next().zip(marks.next())
}

/// The first mark of a passage that the language does not have.
pub fn quotes(passage: &Passage, found: &mut Vec<Problem>) {
    let Some(pairs) = lists().quotes.get(passage.lang().primary()) else { return };
    let known = |c: char| pairs.iter().any(|pair| pair.contains(c));
    let places = passage.text.char_indices();
    let mut wrong = places.filter(|(_, c)| MARKS.contains(*c) && !known(*c)).filter(|(at, c)| {
        let inch = *c == '"' && passage.text[..*at].ends_with(|c: char| c.is_ascii_digit());
        !inch && !silent(passage, &(*at..at + c.len_utf8()))
    });
    let (Some((at, c)), Some((open, close))) = (wrong.next(), marks(passage.lang())) else { return };
    let what = say!("TRN005-quote", mark = c.to_string());
    let remedy = say!("TRN005-quote-remedy", open = open.to_string(), close = close.to_string());
    let tip = |range| rules::TRN005.tip(passage.place(&range), what).remedy(remedy);
    // Only two marks around some words say which is which.
    let around = wrong.next().filter(|(end, mark)| {
        let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        let text = passage.text.as_str();
        let (before, behind) = (text[..at].chars().next_back(), text[end + mark.len_utf8()..].chars().next());
        let inside = &text[at + c.len_utf8()..*end];
        edge(before) && edge(behind) && inside.trim() == inside && !inside.contains(|c| MARKS.contains(c))
    });
    found.push(match around {
        None => tip(at..at + c.len_utf8()),
        Some((end, mark)) => {
            let range = at..end + mark.len_utf8();
            let inside = &passage.text[at + c.len_utf8()..end];
            passage.mended(tip(range.clone()), &range, format!("{open}{inside}{close}"))
        }
    });
}
