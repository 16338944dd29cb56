//! A11Y05: links whose words don't say where they lead. A11Y09: instructions that only who sees colours can follow.

use std::collections::BTreeMap;
use std::ops::Range;

use super::left_over::shortened;
use super::lists::{has, lists};
use super::passages::{Passage, Texts};
use super::tokens::{sentences, tokens};
use crate::domain::{Lang, Problem};
use crate::locale::say;
use crate::proof::{Facts, rules};

/// Whether generic words of links are known in a language.
pub fn knows_links(lang: &Lang) -> bool {
    lists().generic_links.contains_key(lang.primary())
}

/// Whether colours are known in a language.
pub fn knows_colours(lang: &Lang) -> bool {
    lists().colours.contains_key(lang.primary())
}

/// A11Y05
pub fn links(facts: &Facts, texts: &Texts) -> Vec<Problem> {
    let mut found = Vec::new();
    for (lang, passages) in texts.iter() {
        // What a link says, with where it leads and what it was called.
        let mut targets: BTreeMap<String, String> = BTreeMap::new();
        for passage in passages {
            for (range, target) in &passage.links {
                let words = passage.text[range.clone()].trim();
                let bare = words.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
                let place = || passage.place(range);
                if has(&lists().generic_links, lang, &bare) {
                    let what = say!("A11Y05-generic", words = words);
                    found.push(rules::A11Y05.at(place(), what));
                    continue;
                }
                if words.contains("://") {
                    let what = say!("A11Y05-address", words = shortened(words));
                    found.push(rules::A11Y05.at(place(), what));
                    continue;
                }
                let target = real(facts, passage, target);
                let known = targets.entry(bare).or_insert_with(|| target.clone());
                if *known != target {
                    let what = say!("A11Y05-elsewhere", words = words);
                    found.push(rules::A11Y05.at(place(), what));
                }
            }
        }
    }
    found
}

/// The address that `link` stands for.
fn real(facts: &Facts, passage: &Passage, target: &str) -> String {
    let own = || {
        let link = facts.issue.section(&passage.section?.id)?.link.as_ref()?;
        Some(link.get_or_source(passage.lang(), facts.settings.newsletter.source()).to_owned())
    };
    if target == "link" { own().unwrap_or_else(|| target.to_owned()) } else { target.to_owned() }
}

/// A11Y09
pub fn colours(_: &Facts, texts: &Texts) -> Vec<Problem> {
    let mut found = Vec::new();
    for passage in texts.all() {
        for sentence in sentences(&passage.text) {
            if let Some(range) = by_colour(&passage.text, sentence, passage.lang()) {
                let what = say!("A11Y09-looks", words = &passage.text[range.clone()]);
                found.push(rules::A11Y09.at(passage.place(&range), what));
            }
        }
    }
    found
}

/// "the blue field" in a sentence that asks to do something.
fn by_colour(text: &str, sentence: Range<usize>, lang: &Lang) -> Option<Range<usize>> {
    let lists = lists();
    let begins = |list: &crate::proof::words::ByLanguage, word: &str| {
        let word = word.to_lowercase();
        list.get(lang.primary()).is_some_and(|list| list.iter().any(|stem| word.starts_with(stem.as_str())))
    };
    let words = tokens(&text[sentence.clone()]);
    if !words.iter().any(|word| begins(&lists.deeds, word.text)) {
        return None;
    }
    let pair = words.windows(2).find(|pair| {
        let near = &text[sentence.start + pair[0].range.end..sentence.start + pair[1].range.start];
        let (one, other) = (pair[0].text, pair[1].text);
        let french = begins(&lists.shapes, one) && begins(&lists.colours, other) && lang.primary() == "fr";
        near.chars().all(|c| c.is_whitespace() || c == '-')
            && (begins(&lists.colours, one) && begins(&lists.shapes, other) || french)
    })?;
    Some(sentence.start + pair[0].range.start..sentence.start + pair[1].range.end)
}
