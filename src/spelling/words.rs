//! The words of a text that somebody could have misspelt.

use std::ops::Range;

use linkify::LinkFinder;
use unicode_segmentation::UnicodeSegmentation as _;

use crate::domain::Lang;

/// What joins two pieces to a word: a compound of several, an ending behind an abbreviation.
const JOINTS: &[&str] = &["-", "\u{2010}", "\u{2011}", ":"];

/// A word, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word<'t> {
    pub range: Range<usize>,
    pub text: &'t str,
    /// The language that it is marked with, where that is not the one of the text.
    pub lang: Option<Lang>,
}

/// What of a line is not spelt in the language around it.
#[derive(Debug, Default)]
struct Apart {
    /// Addresses, fields, signs of the markup.
    skipped: Vec<Range<usize>>,
    phrases: Vec<(Range<usize>, Lang)>,
}

/// The words of a text, or of a field of one line, in their order. Not among them: addresses, fields, what has digits or is
/// an abbreviation in capitals, with whatever ending, and single letters.
pub fn words(text: &str) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        in_line(line, start, &mut found);
        start += line.len() + 1;
    }
    found
}

/// The words that a compound with hyphens is made of; none of another word.
pub fn parts(word: &str) -> Vec<&str> {
    let parts: Vec<&str> =
        word.split(['-', '\u{2010}', '\u{2011}', ':']).filter(|part| !part.is_empty()).collect();
    if parts.len() > 1 { parts } else { Vec::new() }
}

fn in_line<'t>(line: &'t str, start: usize, found: &mut Vec<Word<'t>>) {
    let apart = apart(line);
    let mut pieces = line.unicode_word_indices().peekable();
    while let Some((begin, piece)) = pieces.next() {
        let mut end = begin + piece.len();
        while let Some((next, piece)) = pieces.peek().copied()
            && JOINTS.contains(&&line[end..next])
        {
            end = next + piece.len();
            pieces.next();
        }
        let bare = line[begin..end].trim_matches('_');
        let begin = begin + line[begin..end].find(bare).unwrap_or(0);
        let range = begin..begin + bare.len();
        if !is_spelt(bare) || is_tag(&line[..begin]) || apart.skips(&range) {
            continue;
        }
        let lang = apart.phrases.iter().find(|(phrase, _)| phrase.contains(&begin));
        let lang = lang.map(|(_, lang)| lang.clone());
        found.push(Word { range: start + range.start..start + range.end, text: bare, lang });
    }
}

fn is_spelt(word: &str) -> bool {
    let strange = |sign: char| sign.is_numeric() || matches!(sign, '.' | '_');
    let pieces = parts(word);
    let abbreviated = pieces.iter().chain(pieces.is_empty().then_some(&word)).any(|one| is_abbreviation(one));
    word.chars().nth(1).is_some() && !word.contains(strange) && !abbreviated
}

/// In capitals throughout, but for the s of several: NGOs.
fn is_abbreviation(piece: &str) -> bool {
    let piece = piece.strip_suffix('s').unwrap_or(piece);
    piece.chars().nth(1).is_some()
        && piece.chars().all(|letter| !letter.is_lowercase())
        && piece.chars().any(char::is_uppercase)
}

/// Behind `#` or `@`.
fn is_tag(before: &str) -> bool {
    before.ends_with(['#', '@'])
}

impl Apart {
    fn skips(&self, range: &Range<usize>) -> bool {
        self.skipped.iter().any(|one| one.start < range.end && range.start < one.end)
    }
}

fn apart(line: &str) -> Apart {
    let mut apart = Apart::default();
    for (open, close) in [("{{", "}}"), ("](", ")")] {
        for (at, _) in line.match_indices(open) {
            let inside = at + open.len();
            // What is not closed yet is being typed.
            let end = line[inside..].find(close).map_or(line.len(), |end| inside + end);
            apart.skipped.push(at..end);
            let lang = line[inside..end].strip_prefix("lang:").and_then(|tag| Lang::parse(tag).ok());
            if let (Some(lang), Some(begin)) = (lang, line[..at].rfind('[')) {
                apart.phrases.push((begin..at, lang));
            }
        }
    }
    if line.contains("://") || line.contains('@') {
        apart.skipped.extend(LinkFinder::new().links(line).map(|link| link.start()..link.end()));
    }
    apart
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(text: &str) -> Vec<&str> {
        words(text).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn words_are_what_is_spelt_and_nothing_else_is() {
        for (text, wanted) in [
            ("It's l’été, isn't it?", vec!["It's", "l’été", "isn't", "it"]),
            ("A well-being app – 25 km, 3rd", vec!["well-being", "app", "km"]),
            ("The EU, NGOs, EU-s, EU:s and COVID-19", vec!["The", "and"]),
            ("**Félkövér** *dőlt* _alá_ snake_case", vec!["Félkövér", "dőlt", "alá"]),
            ("See [the plan](https://example.org/teh_plan \"teh\").", vec!["See", "the", "plan"]),
            ("[half of](https://example.org/teh", vec!["half", "of"]),
            ("![A ward](images/wrad.jpg)", vec!["ward"]),
            ("Dear {{name|dere reader}}, hello {{nam", vec!["Dear", "hello"]),
            ("www.example.org info@exmaple.org https://exmaple.org/a", vec![]),
            ("#hashtga @smobody ### Heading", vec!["Heading"]),
            ("first\n\nsecond", vec!["first", "second"]),
            ("tv:n och tågen", vec!["tv:n", "och", "tågen"]),
            ("Ž I x", vec![]),
        ] {
            assert_eq!(found(text), wanted, "{text}");
        }
    }

    #[test]
    fn a_phrase_is_in_the_language_that_it_is_marked_with() {
        let text = "A [Nära vård](lang:sv) és a [ház](lang:) meg";
        let said: Vec<_> =
            words(text).into_iter().map(|word| (word.text, word.lang.map(|lang| lang.to_string()))).collect();
        let sv = || Some("sv".to_owned());
        assert_eq!(said, [("Nära", sv()), ("vård", sv()), ("és", None), ("ház", None), ("meg", None)]);
    }

    #[test]
    fn a_compound_has_its_words() {
        assert_eq!(parts("well-being"), ["well", "being"]);
        assert_eq!(parts("tv:n"), ["tv", "n"]);
        assert!(parts("being").is_empty());
    }

    proptest! {
        #[test]
        fn whatever_is_written_words_stand_where_they_say_and_end_where_words_end(
            text in "(\\PC|[a-zé \\[\\]()*_'’{}:|\\n-]){0,80}"
        ) {
            let mut last = 0;
            for word in words(&text) {
                prop_assert_eq!(&text[word.range.clone()], word.text);
                prop_assert!(last <= word.range.start);
                last = word.range.end;
                let whole = |at: usize| text.split_word_bound_indices().any(|(border, _)| border == at) || at == text.len();
                let trimmed = |at: usize| text[..at].ends_with('_') || text[at..].starts_with('_');
                for at in [word.range.start, word.range.end] {
                    prop_assert!(whole(at) || trimmed(at), "{:?} in {:?}", word, text);
                }
            }
        }
    }
}
