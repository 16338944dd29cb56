//! Sentences, and the part of one that a finding shows.

use std::ops::Range;

/// How many characters of a sentence a finding shows.
const SHOWN: usize = 90;

/// The sentences of a plain text. A full stop behind a number ends one only where it can't be that of "25. juni".
pub(super) fn sentences(text: &str, ordinals: bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let next = at + c.len_utf8();
        let behind = &text[next..];
        let begins = behind.starts_with([' ', '\u{a0}'])
            && behind.trim_start().starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        let stops = match c {
            '\n' => true,
            '!' | '?' | '…' => begins,
            '.' => begins && !abbreviates(&text[start..at], ordinals),
            _ => false,
        };
        if stops {
            found.push(start..next);
            start = next;
        }
    }
    if start < text.len() {
        found.push(start..text.len());
    }
    found.retain(|range| !text[range.clone()].trim().is_empty());
    found
}

/// Whether a full stop behind these words belongs to the last of them: "Dr", or an ordinal number.
fn abbreviates(before: &str, ordinals: bool) -> bool {
    let word = before.split(|c: char| !c.is_alphanumeric()).next_back().unwrap_or_default();
    match word.parse::<u32>() {
        Ok(number) => ordinals && number <= 31,
        Err(_) => word.chars().count() <= 2,
    }
}

/// A sentence, or of a long one the words around the byte `at`; "…" for what is left out.
pub(super) fn around(sentence: &str, at: usize) -> String {
    let at = sentence.floor_char_boundary(at.min(sentence.len()));
    let middle = fold(&sentence[..at]).chars().count();
    let shown: Vec<char> = fold(sentence).chars().collect();
    if shown.len() <= SHOWN {
        return shown.into_iter().collect();
    }
    let mut begin = middle.saturating_sub(SHOWN / 2).min(shown.len() - SHOWN);
    let mut end = begin + SHOWN;
    let starts = |at: usize| at == 0 || shown[at - 1] == ' ';
    while !starts(begin) && begin < middle {
        begin += 1;
    }
    while end < shown.len() && shown[end] != ' ' && end > middle + SHOWN / 4 {
        end -= 1;
    }
    let words: String = shown[begin..end].iter().collect();
    let left = if begin > 0 { "… " } else { "" };
    let right = if end < shown.len() { " …" } else { "" };
    format!("{left}{}{right}", words.trim())
}

/// White space as a reader sees it.
fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
