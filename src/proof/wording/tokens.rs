//! Words in running text, with where they stand and how far their letters tell a language.

use std::ops::Range;

/// A run of letters.
#[derive(Debug, Clone)]
pub struct Token<'t> {
    pub text: &'t str,
    pub range: Range<usize>,
    /// Whether it is the first of its sentence.
    pub first: bool,
}

impl Token<'_> {
    /// How much it tells of the language around it. A capital inside a sentence is mostly a name, and one of capitals
    /// alone is always one.
    pub fn tells(&self) -> f64 {
        let mut letters = self.text.chars();
        let small_first = letters.next().is_some_and(char::is_lowercase);
        let small_rest = letters.all(|c| c.is_lowercase() || !c.is_alphabetic());
        match (small_first, small_rest, self.first) {
            (_, false, _) => 0.0,
            (true, ..) => 1.0,
            (false, _, true) if self.text.chars().nth(1).is_none() => 0.8,
            (false, _, true) => 0.8,
            (false, ..) => 0.15,
        }
    }
}

/// The words of a text. An apostrophe between two letters belongs to the word.
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found: Vec<Token<'_>> = Vec::new();
    let mut start = None;
    let mut end = 0;
    let mut letters = text.char_indices().chain([(text.len(), ' ')]).peekable();
    while let Some((at, c)) = letters.next() {
        let next_is_letter = letters.peek().is_some_and(|(_, next)| next.is_alphabetic());
        let inside = c.is_alphabetic() || (start.is_some() && matches!(c, '\'' | '’') && next_is_letter);
        match (start, inside) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                let gap = &text[end..from];
                let first = found.is_empty() || gap.contains(['.', '!', '?', ':', '|', '•']);
                found.push(Token { text: &text[from..at], range: from..at, first });
                end = at;
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// Where sentences end and the next begins: after a mark with a space behind it, and after "Photo:".
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut marked = false;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let ends = (marked && c.is_whitespace()) || c == '|' || (before == ':' && c == ' ');
        if ends {
            found.push(start..at);
            start = at;
        }
        marked = matches!(c, '.' | '!' | '?' | '…') || (marked && matches!(c, '"' | '”' | '»' | ')' | '’'));
        before = c;
    }
    found.push(start..text.len());
    found.retain(|range| text[range.clone()].chars().any(char::is_alphabetic));
    found
}

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

/// What stands between quotation marks, without them.
pub fn quoted(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, c) in text.char_indices() {
        match (open, c) {
            (None, '“' | '”' | '„' | '«' | '"') => open = Some((at + c.len_utf8(), c)),
            (None, '»') => open = Some((at + c.len_utf8(), c)),
            (Some((from, _)), '”' | '“' | '»' | '«' | '"') => {
                found.push(from..at);
                open = None;
            }
            _ => {}
        }
    }
    found
}
