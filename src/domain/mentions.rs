//! Where words of the glossary, or any others, stand in a text.

use std::ops::Range;

use super::Lang;

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

/// Where `name` stands in a text in `lang` as a name does: in whole words, its capitals kept, at its end nothing but what
/// the language puts on to names ("Uppsalában").
pub fn name_mentions(text: &str, name: &str, lang: &Lang) -> Vec<Range<usize>> {
    let bare = mentions(text, name).into_iter().map(|range| (range, false));
    let lengthened = lengthened(name, lang);
    let inflected = lengthened.iter().flat_map(|name| mentions(text, name)).map(|range| (range, true));
    let letters = name.chars().count();
    let is_name = |(range, inflected): (Range<usize>, bool)| {
        let said = &text[range.clone()];
        let capitals =
            name.chars().zip(said.chars()).all(|(wanted, c)| !wanted.is_uppercase() || c.is_uppercase());
        let ending: String = said.chars().skip(letters).collect();
        (capitals && (ending.is_empty() && !inflected || is_ending(&ending, lang))).then_some(range)
    };
    let mut found: Vec<_> = bare.chain(inflected).filter_map(is_name).collect();
    found.sort_by_key(|range| range.start);
    found
}

/// What Hungarian makes of a name's last vowel before an ending: Uppsala, Uppsalában.
fn lengthened(name: &str, lang: &Lang) -> Option<String> {
    let (last, vowel) = name.char_indices().next_back().filter(|_| lang.primary() == "hu")?;
    let long = match vowel {
        'a' => 'á',
        'e' => 'é',
        'o' => 'ó',
        'ö' => 'ő',
        _ => return None,
    };
    Some(format!("{}{long}", &name[..last]))
}

/// Whether a name may have this ending: languages with cases have many, the Germanic ones "s".
fn is_ending(ending: &str, lang: &Lang) -> bool {
    match lang.primary() {
        "hu" | "fi" | "et" | "lv" | "lt" | "pl" | "cs" | "sk" | "sl" | "hr" | "tr" => {
            (1..=6).contains(&ending.chars().count()) && ending.chars().all(char::is_lowercase)
        }
        "sv" | "nb" | "nn" | "no" | "da" | "de" | "nl" => ending == "s",
        _ => false,
    }
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
            let alike = |one: char| match one {
                '\'' => matches!(small, '\'' | '’'),
                ' ' => small.is_whitespace(),
                one => one == small,
            };
            let same = wanted.next().copied().is_some_and(alike);
            if !same {
                return None;
            }
        }
        end = at + c.len_utf8();
    }
    (wanted.len() == 0 && end > 0).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said<'t>(text: &'t str, name: &str, tag: &str) -> Vec<&'t str> {
        let lang = Lang::parse(tag).expect("a tag");
        name_mentions(text, name, &lang).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn a_name_stands_in_whole_words_with_its_capitals_and_the_endings_of_the_language() {
        for (text, name, tag, wanted) in [
            (
                "A Nära vård, a Nära vårdot és a NÄRA VÅRD",
                "Nära vård",
                "hu",
                &["Nära vård", "Nära vårdot", "NÄRA VÅRD"][..],
            ),
            ("Uppsala és Uppsalában; Uppsalá", "Uppsala", "hu", &["Uppsala", "Uppsalában"]),
            ("Nära\nvård, Nära\u{a0}vård", "Nära vård", "en", &["Nära\nvård", "Nära\u{a0}vård"]),
            ("Bodens torg, Bodensee, boden", "Boden", "sv", &["Bodens"]),
            ("Redeem it at Rede; interede", "Rede", "en", &["Rede"]),
            ("The IT office: it is IT-led", "IT", "en", &["IT", "IT"]),
            ("Ålands hav och Åland", "Åland", "en", &["Åland"]),
            ("Côte d’Azur", "Côte d'Azur", "en", &["Côte d’Azur"]),
        ] {
            assert_eq!(said(text, name, tag), wanted, "{text}");
        }
    }
}
