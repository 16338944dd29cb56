//! Words in running text, with where they stand and how far their letters tell a language.

use std::ops::Range;

/// A run of letters.
#[derive(Debug, Clone)]
pub struct Token<'t> {
    pub text: &'t str,
    pub range: Range<usize>,
    /// Whether it is the first of its sentence.
    pub first: bool,
    /// Whether a hyphen, a slash or another mark without a space ties it to the next or the one before: a compound or an
    /// address, which is taken over from other languages as it is.
    pub tied: bool,
}

impl Token<'_> {
    /// How much it tells of the language around it. A capital inside a sentence is mostly a name, and one of capitals
    /// alone is always one.
    pub fn tells(&self) -> f64 {
        if self.tied {
            return 0.3;
        }
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
                let tied =
                    gap.chars().count() == 1 && !gap.contains(char::is_whitespace) && !found.is_empty();
                if let Some(before) = found.last_mut().filter(|_| tied) {
                    before.tied = true;
                }
                found.push(Token { text: &text[from..at], range: from..at, first, tied });
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
