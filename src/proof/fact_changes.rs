//! In which facts two versions of a text differ: numbers, months and weekdays, links. In one language, so that the words
//! themselves can be compared.

use super::words::{of, words};
use crate::domain::Lang;
use crate::domain::translation::{FactChange, WordDiff, word_diff};

/// The facts that changed, as the texts write them; one that only moved has not changed.
pub fn fact_changes(lang: &Lang, was: &str, now: &str) -> Vec<FactChange> {
    let stretches = word_diff(was, now);
    let mut found: Vec<(Told, Told)> = Vec::new();
    for (at, stretch) in stretches.iter().enumerate() {
        let WordDiff::Changed { was, now } = stretch else { continue };
        let next = match stretches.get(at + 1) {
            Some(WordDiff::Same(text)) => text.as_str(),
            _ => "",
        };
        found.push((told(lang, was, next), told(lang, now, next)));
    }
    moved_off(&mut found);
    let words = |told: Told| (!told.facts.is_empty()).then_some(told.words);
    let changes = found.into_iter().map(|(was, now)| FactChange { was: words(was), is: words(now) });
    changes.filter(|change| change.was.is_some() || change.is.is_some()).collect()
}

/// A stretch of words, with the next one behind a number (`25` alone is no date), and the facts in it.
struct Told {
    words: String,
    facts: Vec<String>,
}

fn told(lang: &Lang, stretch: &str, next: &str) -> Told {
    let words: Vec<&str> = stretch.split_whitespace().collect();
    let is_number = |word: &&&str| bare(word).parse::<u32>().is_ok();
    let around = usize::from(words.last().as_ref().is_some_and(is_number));
    let shown = words.iter().copied().chain(next.split_whitespace().take(around)).map(shown);
    let facts = words.iter().flat_map(|word| word.split("](")).filter_map(|part| fact(lang, part)).collect();
    Told { words: bare(&shown.collect::<Vec<_>>().join(" ")).to_owned(), facts }
}

/// Of a link the address.
fn shown(word: &str) -> &str {
    let target = word.split_once("](").map(|(_, target)| bare(target));
    target.filter(|target| is_address(target)).unwrap_or(word)
}

/// What a word, or a part of a link, says that must be the same in every language.
fn fact(lang: &Lang, word: &str) -> Option<String> {
    let bare = bare(word);
    let is_number = bare.contains(|letter: char| letter.is_numeric());
    let lists = words();
    let named = |name: &str| name.to_lowercase() == bare.to_lowercase();
    let is_named = || of(&lists.months, lang).chain(of(&lists.weekdays, lang)).any(named);
    (is_address(bare) || is_number || is_named()).then(|| bare.to_lowercase())
}

fn is_address(word: &str) -> bool {
    word.contains("://") || word.contains('@')
}

/// Without the punctuation and emphasis around it.
fn bare(text: &str) -> &str {
    let around = |letter: char| letter.is_ascii_punctuation() && !"%&$+=@/".contains(letter);
    text.trim_matches(|letter| around(letter) || "…„“”«»‹›–—’‘".contains(letter))
}

/// Takes off what went at one place and came at another.
fn moved_off(found: &mut [(Told, Told)]) {
    for from in 0..found.len() {
        for to in 0..found.len() {
            let gone = std::mem::take(&mut found[from].0.facts);
            let came = &mut found[to].1.facts;
            let stays = gone.into_iter().filter(|fact| match came.iter().position(|other| other == fact) {
                Some(at) => {
                    came.remove(at);
                    false
                }
                None => true,
            });
            found[from].0.facts = stays.collect();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_dates_and_links_that_changed_are_told_as_the_texts_write_them() {
        let change = |was: Option<&str>, is: Option<&str>| FactChange {
            was: was.map(str::to_owned),
            is: is.map(str::to_owned),
        };
        let said = |was, is| vec![change(Some(was), Some(is))];
        for (was, now, changes) in [
            ("On 25 October we meet.", "On 26 October we meet.", said("25 October", "26 October")),
            ("On 25 October we meet.", "On 25 November we meet.", said("October", "November")),
            (
                "See [it](https://example.eu/a).",
                "See [it](https://example.eu/b).",
                said("https://example.eu/a", "https://example.eu/b"),
            ),
            ("[See the programme](link)", "[See the program](link)", vec![]),
            ("We found **43**.", "We found 43!", vec![]),
            ("We found 43 of them.", "We found them all, 43.", vec![]),
            ("43 practices. We meet.", "We meet. 43 practices.", vec![]),
            ("We meet.", "We meet at 10.", vec![change(None, Some("meet at 10"))]),
            ("We meet at 10 sharp.", "We meet sharp.", vec![change(Some("at 10 sharp"), None)]),
            ("A good day", "A better day", vec![]),
        ] {
            assert_eq!(fact_changes(&Lang::parse("en").expect("a tag"), was, now), changes, "{was} / {now}");
        }
    }
}
