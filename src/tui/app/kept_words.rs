//! What is said of kept text: where it was typed, and what of it is not in the file.

use crate::locale::own_name;
use crate::tui::event::{Recovered, Spot};

/// The most texts that are told one by one.
const FEW: usize = 4;
/// Characters of a text that are shown.
const SHOWN: usize = 90;

/// The newest first: its place, and what was typed.
pub fn kept_words<'k>(kept: impl Iterator<Item = &'k Recovered>) -> Vec<String> {
    let all: Vec<&Recovered> = kept.collect();
    let mut lines: Vec<String> = all.iter().take(FEW).flat_map(|one| words(one)).collect();
    match all.len().saturating_sub(FEW) {
        0 => {}
        1 => lines.push("… and one more text".to_owned()),
        more => lines.push(format!("… and {more} more texts")),
    }
    lines
}

fn words(one: &Recovered) -> [String; 2] {
    let place = one.there.as_ref().map_or_else(|| field(&one.spot).to_owned(), |there| there.place.clone());
    let before = one.there.as_ref().map_or("", |there| there.text.as_str());
    let (typed, gone) = difference(before, &one.text);
    let what = match (typed.is_empty(), gone.is_empty()) {
        (true, false) => format!("taken out: \"{}\"", shown(gone)),
        (true, true) => "the field was emptied".to_owned(),
        _ => format!("\"{}\"", shown(typed)),
    };
    [format!("{}, {place}:", own_name(&one.lang)), format!("  {what}")]
}

fn field(spot: &Spot) -> &'static str {
    match spot {
        Spot::Title => "title",
        Spot::Subject => "subject",
        Spot::InboxLine => "inbox line",
        Spot::Heading(_) => "heading",
        Spot::When(_) => "date",
        Spot::Place(_) => "place",
        Spot::Body(_) => "text",
    }
}

/// What of `after` is not in `before`, and of `before` not in `after`: from the first change to the last, in whole
/// words.
fn difference<'t>(before: &'t str, after: &'t str) -> (&'t str, &'t str) {
    let (before, after) = (before.trim(), after.trim());
    let same = before.chars().zip(after.chars()).take_while(|(one, other)| one == other);
    let mut start: usize = same.map(|(one, _)| one.len_utf8()).sum();
    let tails = before[start..].chars().rev().zip(after[start..].chars().rev());
    let mut end: usize = tails.take_while(|(one, other)| one == other).map(|(one, _)| one.len_utf8()).sum();
    let whole = |text: &str, at: usize| {
        let (left, right) = text.split_at(at);
        let joins = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
        !(joins(left.chars().next_back()) && joins(right.chars().next()))
    };
    while !(whole(before, start) && whole(after, start)) {
        start = after[..start].char_indices().next_back().map_or(0, |(at, _)| at);
    }
    while !(whole(before, before.len() - end) && whole(after, after.len() - end)) {
        end -= after[after.len() - end..].chars().next().map_or(end, char::len_utf8);
    }
    (after[start..after.len() - end].trim(), before[start..before.len() - end].trim())
}

/// On one line; of a long text its beginning and its end.
fn shown(text: &str) -> String {
    let words: Vec<char> = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().collect();
    if words.len() <= SHOWN {
        return words.into_iter().collect();
    }
    let half = SHOWN / 2;
    let (start, end) = (&words[..half], &words[words.len() - half..]);
    let (start, end): (String, String) = (start.iter().collect(), end.iter().collect());
    format!("{} … {}", start.trim_end(), end.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_told_in_whole_words_whatever_stands_around_it() {
        for (before, after, typed, gone) in [
            ("They come and go.", "Kept. They come and go.", "Kept.", ""),
            ("They come and go.", "They come, then go.", "come, then", "come and"),
            ("They come and go.", "They come and go. Twice.", "Twice.", ""),
            ("They come and go.", "They come.", "come.", "come and go."),
            ("They come and go.", "They go.", "", "come and"),
            ("", "Nyár", "Nyár", ""),
            ("Nyár", "", "", "Nyár"),
            ("aa", "aaa", "aaa", "aa"),
            ("é ö", "é ü ö", "ü", ""),
            ("same", "same ", "", ""),
        ] {
            assert_eq!(difference(before, after), (typed, gone), "{before:?} -> {after:?}");
        }
    }
}
