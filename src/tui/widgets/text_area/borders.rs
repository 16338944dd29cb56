//! Where a cursor may stand: between letters, of however many characters each is made.

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation as _};

/// The place after the letter at `at`.
pub fn after(text: &str, at: usize) -> usize {
    GraphemeCursor::new(at, text.len(), true).next_boundary(text, 0).ok().flatten().unwrap_or(text.len())
}

/// The place before the letter that ends at `at`.
pub fn before(text: &str, at: usize) -> usize {
    GraphemeCursor::new(at, text.len(), true).prev_boundary(text, 0).ok().flatten().unwrap_or(0)
}

/// `at`, or where the letter ends that it is inside of.
pub fn at_or_after(text: &str, at: usize) -> usize {
    let at = (at..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    let is_border = GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0).unwrap_or(true);
    if is_border { at } else { after(text, at) }
}

/// Where the word begins that `at` is in or behind.
pub fn word_before(text: &str, at: usize) -> usize {
    let words = text[..at].split_word_bound_indices();
    words.rev().find(|(_, word)| !word.trim().is_empty()).map_or(0, |(begin, _)| begin)
}

/// Where the next word begins.
pub fn word_after(text: &str, at: usize) -> usize {
    let mut others = text[at..].split_word_bound_indices().skip(1);
    others.find(|(_, word)| !word.trim().is_empty()).map_or(text.len(), |(begin, _)| at + begin)
}

/// The word around `at`; empty where there is none.
pub fn word_around(text: &str, at: usize) -> std::ops::Range<usize> {
    let mut words = text.unicode_word_indices().map(|(begin, word)| begin..begin + word.len());
    words.find(|word| word.start <= at && at <= word.end).unwrap_or(at..at)
}

/// Where the line begins that `at` is on.
pub fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}

/// Where the line ends that `at` is on.
pub fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end)
}
