//! Where words of the glossary, or any others, stand in a text.

use std::ops::Range;

/// Where `needle` begins a word of `text`, in letters of any case, up to the end of its last word: endings that a
/// language puts on ("a Health Hubban") belong to it.
pub fn mentions(text: &str, needle: &str) -> Vec<Range<usize>> {
    let wanted: Vec<char> = needle.chars().flat_map(char::to_lowercase).collect();
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let begins = !before.is_alphanumeric() && c.is_alphanumeric();
        before = c;
        if !begins || found.last().is_some_and(|last| at < last.end) {
            continue;
        }
        if let Some(length) = length_alike(&text[at..], &wanted) {
            let rest = &text[at + length..];
            let ending = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
            found.push(at..at + length + ending);
        }
    }
    found
}

/// The same without endings.
pub fn exact_mentions(text: &str, needle: &str) -> Vec<Range<usize>> {
    let letters = needle.chars().count();
    let mut found = mentions(text, needle);
    found.retain(|range| text[range.clone()].chars().count() == letters);
    found
}

/// How many bytes of the beginning of `text` say `wanted`, which is in small letters.
fn length_alike(text: &str, wanted: &[char]) -> Option<usize> {
    let mut wanted = wanted.iter();
    let mut end = 0;
    for (at, c) in text.char_indices() {
        if wanted.len() == 0 {
            break;
        }
        for small in c.to_lowercase() {
            let same = wanted.next().is_some_and(|one| *one == small || (*one == '\'' && small == '’'));
            if !same {
                return None;
            }
        }
        end = at + c.len_utf8();
    }
    (wanted.len() == 0 && end > 0).then_some(end)
}
