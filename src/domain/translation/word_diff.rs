//! What changed in a text, word by word.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A stretch of two texts, its words with a space between them.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum WordDiff {
    Same(String),
    /// One of the two may be empty.
    Changed {
        was: String,
        now: String,
    },
}

/// The words of two texts side by side; white space does not count.
pub fn word_diff(was: &str, now: &str) -> Vec<WordDiff> {
    let was: Vec<&str> = was.split_whitespace().collect();
    let now: Vec<&str> = now.split_whitespace().collect();
    let changed = |was: &[&str], now: &[&str]| WordDiff::Changed { was: was.join(" "), now: now.join(" ") };
    let stretch = |op: DiffOp| {
        let (from, to) = (&was[op.old_range()], &now[op.new_range()]);
        if matches!(op, DiffOp::Equal { .. }) { WordDiff::Same(from.join(" ")) } else { changed(from, to) }
    };
    capture_diff_slices(Algorithm::Myers, &was, &now).into_iter().map(stretch).collect()
}

/// Unchanged words that are shown around those that changed.
const AROUND: usize = 4;

/// What changed, for a line each: `-` and the words as they were, `+` and as they are, with a few around them.
pub fn changed_lines(was: &str, now: &str) -> Vec<(char, String)> {
    let stretches = word_diff(was, now);
    let same = |at: Option<usize>| match at.and_then(|at| stretches.get(at)) {
        Some(WordDiff::Same(text)) => text.split(' ').collect(),
        _ => Vec::new(),
    };
    let mut lines = Vec::new();
    for (at, stretch) in stretches.iter().enumerate() {
        let WordDiff::Changed { was, now } = stretch else { continue };
        let (before, after): (Vec<&str>, Vec<&str>) = (same(at.checked_sub(1)), same(Some(at + 1)));
        let (head, tail) = (before.len().saturating_sub(AROUND), after.len().min(AROUND));
        let dots = |cut: bool| if cut { "…" } else { "" };
        let (open, close) = (dots(head > 0 || at > 1), dots(tail < after.len() || at + 2 < stretches.len()));
        for (sign, words) in [('-', was), ('+', now)] {
            let line = [&[open], &before[head..], &[words.as_str()], &after[..tail], &[close]].concat();
            let line: Vec<&str> = line.into_iter().filter(|word| !word.is_empty()).collect();
            lines.push((sign, line.join(" ")));
        }
    }
    lines
}

/// Whether two texts differ in nothing but white space, punctuation and emphasis: then a translation of the one is a
/// translation of the other.
pub fn same_words(one: &str, other: &str) -> bool {
    words(one).eq(words(other))
}

/// Letters, digits and what says something by itself (`%`, `€`). Punctuation stays inside of numbers and addresses.
fn words(text: &str) -> impl Iterator<Item = String> {
    let letters: Vec<char> = text.chars().map(plain).collect();
    let mut found = Vec::new();
    let mut word = String::new();
    for (at, letter) in letters.iter().copied().enumerate() {
        if says_something(letter) || is_inside(&letters, at) || is_minus(&letters, at) {
            word.push(letter);
        } else if !word.is_empty() {
            found.push(std::mem::take(&mut word));
        }
    }
    found.push(word);
    found.into_iter().filter(|word| !word.is_empty())
}

/// Typographic and typewriter forms of the same.
fn plain(letter: char) -> char {
    match letter {
        '’' | '‘' => '\'',
        '–' | '‑' | '−' => '-',
        other => other,
    }
}

fn says_something(letter: char) -> bool {
    let punctuation = letter.is_ascii_punctuation() && !"%&$+=@".contains(letter);
    !(letter.is_whitespace() || letter.is_control() || punctuation || "…„“”«»‹›—¡¿·•‚".contains(letter))
}

/// `12.5`, `20-22`, `it's`, `https://example.eu/a_b`: not where a markup begins or ends.
fn is_inside(letters: &[char], at: usize) -> bool {
    let joins = |letter: char| ".,:/-_#?&='~@".contains(letter);
    let before = letters[..at].iter().rev().find(|letter| !joins(**letter));
    let after = letters[at..].iter().find(|letter| !joins(**letter));
    let word = |letter: Option<&char>| letter.is_some_and(|letter| says_something(*letter));
    joins(letters[at]) && word(before) && word(after)
}

fn is_minus(letters: &[char], at: usize) -> bool {
    let digit = letters.get(at + 1).is_some_and(char::is_ascii_digit);
    letters[at] == '-' && digit && at.checked_sub(1).is_none_or(|before| letters[before].is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changed_is_told_word_by_word() {
        let changed = |was: &str, now: &str| WordDiff::Changed { was: was.into(), now: now.into() };
        let same = |text: &str| WordDiff::Same(text.into());
        assert_eq!(
            word_diff("On 25 October we meet\nin Eindhoven.", "On 26 October we  all meet in Eindhoven."),
            [
                same("On"),
                changed("25", "26"),
                same("October we"),
                changed("", "all"),
                same("meet in Eindhoven.")
            ]
        );
        assert_eq!(word_diff("a b", "a b"), [same("a b")]);
    }

    #[test]
    fn punctuation_and_emphasis_leave_the_words_the_same_and_facts_do_not() {
        for (one, other, same) in [
            ("We met, at last – in Porto.", "We met at last (in Porto)!", true),
            ("the “living lab”", "the 'living lab'", true),
            ("It’s **43**", "It's 43.", true),
            ("20–22 June", "20-22 June", true),
            ("- one\n- two", "one\n\ntwo", true),
            ("1.5 million", "15 million", false),
            ("5 %", "5", false),
            ("a rise of -5", "a rise of 5", false),
            ("€ 5", "$ 5", false),
            ("[see](https://example.eu/a-b)", "[see](https://example.eu/a_b)", false),
            ("[see](https://example.eu/a)", "see https://example.eu/a", true),
            ("info@example.eu", "info example.eu", false),
            ("25 October", "26 October", false),
            ("Budapest", "budapest", false),
        ] {
            assert_eq!(same_words(one, other), same, "{one} / {other}");
            assert_eq!(same_words(other, one), same, "{other} / {one}");
        }
    }
}
