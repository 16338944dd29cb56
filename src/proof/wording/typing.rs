//! TRN005: slips of the hand and of the keyboard, marks as each language sets them, and spellings that the glossary does
//! not want.

use std::ops::Range;

use super::endings::endings;
use super::left_over::overlap;
use super::lists::{has, lists};
use super::passages::{Part, Passage, Texts};
use super::quotes::quotes;
use super::tokens::tokens;
use crate::domain::{Glossary, Problem, mentions};
use crate::locale::say;
use crate::proof::{Facts, rules, words};

/// TRN005
pub fn slips(facts: &Facts, texts: &Texts) -> Vec<Problem> {
    let mut found = Vec::new();
    for passage in texts.all() {
        unwanted(facts.glossary, passage, &mut found);
        doubled(passage, &mut found);
        unseen(passage, &mut found);
        gaps(passage, &mut found);
        quotes(passage, &mut found);
        units(passage, &mut found);
    }
    found.extend(endings(facts, texts));
    found
}

/// What stands in addresses, or is another language's.
pub(super) fn silent(passage: &Passage, range: &Range<usize>) -> bool {
    passage.marked.iter().any(|(marked, _)| overlap(marked, range)) || passage.is_address(range)
}

fn unwanted(glossary: &Glossary, passage: &Passage, found: &mut Vec<Problem>) {
    for term in &glossary.terms {
        let forms = term.forms_in(passage.lang());
        let wanted: Vec<_> = forms.iter().flat_map(|form| mentions(&passage.text, form)).collect();
        for avoided in term.avoided_in(passage.lang()) {
            for range in mentions(&passage.text, avoided) {
                let is_wanted = forms.contains(&&passage.text[range.clone()])
                    || wanted.iter().any(|form| overlap(form, &range) && form.len() > range.len());
                // A spelling that differs from the wanted one by its capitals alone is found in those alone.
                let same_letters = forms.iter().any(|form| form.to_lowercase() == avoided.to_lowercase());
                let said = &passage.text[range.clone()];
                if is_wanted || silent(passage, &range) || same_letters && !said.starts_with(avoided) {
                    continue;
                }
                let form = forms.first().copied().unwrap_or(&term.term);
                let what = say!("TRN005-term", said = said, form = form);
                let remedy = say!("TRN005-term-remedy", form = form);
                let problem = rules::TRN005.at(passage.place(&range), what).remedy(remedy);
                // With an ending that the language gave it, somebody has to look.
                let plain = said == avoided && forms.len() == 1;
                found.push(if plain { passage.mended(problem, &range, form) } else { problem });
            }
        }
    }
}

fn doubled(passage: &Passage, found: &mut Vec<Problem>) {
    let words = tokens(&passage.text);
    for pair in words.windows(2) {
        let gap = &passage.text[pair[0].range.end..pair[1].range.start];
        let small = pair[1].text.chars().all(char::is_lowercase);
        let same = small && pair[0].text.to_lowercase() == pair[1].text;
        let between = !gap.is_empty() && gap.chars().all(char::is_whitespace);
        let range = pair[0].range.start..pair[1].range.end;
        if same && between && !has(&lists().twice, passage.lang(), pair[1].text) && !silent(passage, &range) {
            let what = say!("TRN005-twice", word = pair[1].text);
            let problem = rules::TRN005.at(passage.place(&range), what).remedy(say!("TRN005-twice-remedy"));
            found.push(passage.mended(problem, &range, pair[0].text));
        }
    }
}

fn unseen(passage: &Passage, found: &mut Vec<Problem>) {
    let hidden = |c: char| matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}');
    if let Some((at, c)) = passage.text.char_indices().find(|(_, c)| hidden(*c)) {
        let what = say!("TRN005-no-width", code = format!("U+{:04X}", u32::from(c)));
        let range = at..at + c.len_utf8();
        let remedy = say!("TRN005-no-width-remedy");
        let problem = rules::TRN005.at(passage.place(&range), what).remedy(remedy);
        found.push(passage.mended(problem, &range, ""));
    }
}

/// Spaces that are missing, or too many.
fn gaps(passage: &Passage, found: &mut Vec<Problem>) {
    let text = passage.text.as_str();
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let french = passage.lang().primary() == "fr";
    for window in letters.windows(4) {
        let [(start, a), (at, b), (_, c), (last, d)] = [window[0], window[1], window[2], window[3]];
        let range = start..last + d.len_utf8();
        let stop = matches!(b, '.' | '!' | '?') && a.is_lowercase() && c.is_uppercase() && d.is_lowercase();
        if stop && before_is_word(text, at) && !silent(passage, &range) {
            let what = say!("TRN005-no-space", after = format!("{a}{b}"));
            let remedy = say!("TRN005-no-space-remedy");
            let problem = rules::TRN005.at(passage.place(&(start..last)), what).remedy(remedy);
            found.push(passage.mended(problem, &(start..last), format!("{a}{b} {c}")));
        }
        let early = a.is_alphabetic()
            && b == ' '
            && matches!(c, ',' | '.' | '!' | '?' | ';')
            && !d.is_alphanumeric()
            && d != '.';
        if early && !(french && matches!(c, '!' | '?' | ';')) {
            let what = say!("TRN005-early-space", before = c.to_string());
            let remedy = say!("TRN005-early-space-remedy");
            let problem = rules::TRN005.tip(passage.place(&(start..last)), what).remedy(remedy);
            found.push(passage.mended(problem, &(start..last), format!("{a}{c}")));
        }
        let group = a.is_ascii_digit() && b == ' ' && c.is_ascii_digit() && d.is_ascii_digit();
        if group && is_thousands(text, at) {
            let what = say!("TRN005-broken-number");
            let remedy = say!("TRN005-broken-number-remedy");
            let problem = rules::TRN005.tip(passage.place(&(start..last + 1)), what).remedy(remedy);
            found.push(passage.mended(problem, &(start..last + 1), format!("{a}\u{a0}{c}{d}")));
        }
    }
    if passage.part != Part::Cell
        && let Some(at) = text.trim_end().find("  ").filter(|at| !text[..*at].trim().is_empty())
    {
        let place = passage.place(&(at..at + 2));
        if place.excerpt.as_ref().is_none_or(|excerpt| excerpt.width == 2) {
            let tip = rules::TRN005.tip(place, say!("TRN005-two-spaces"));
            let tip = tip.remedy(say!("TRN005-two-spaces-remedy"));
            found.push(passage.mended(tip, &(at..at + 2), " "));
        }
    }
}

/// Whether two small letters or more stand before a full stop: "e.V." is an abbreviation.
fn before_is_word(text: &str, at: usize) -> bool {
    text[..at].chars().rev().take_while(|c| c.is_alphabetic()).filter(|c| c.is_lowercase()).count() >= 2
}

/// Whether the space at `at` parts three digits from one to three before them, and no more: a telephone number has others.
fn is_thousands(text: &str, at: usize) -> bool {
    let before: String = text[..at].chars().rev().take_while(|c| !c.is_whitespace()).collect();
    let after: String = text[at + 1..].chars().take_while(|c| c.is_alphanumeric()).collect();
    let earlier = text[..at - before.chars().rev().collect::<String>().len()].trim_end();
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    digits(&before)
        && (1..=3).contains(&before.len())
        && digits(&after)
        && after.len() == 3
        && !earlier.ends_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | ')' | '.'))
        && !text[at + 4..].trim_start().starts_with(|c: char| c.is_ascii_digit())
}

/// Numbers that a line may part from what they count: `10 km`.
fn units(passage: &Passage, found: &mut Vec<Problem>) {
    let text = passage.text.as_str();
    for (at, _) in text.match_indices(' ') {
        let rest = &text[at + 1..];
        let next = rest.find(|c: char| c.is_whitespace() || ".,;:!?)".contains(c)).unwrap_or(rest.len());
        let range = at - text[..at].chars().next_back().map_or(0, char::len_utf8)..at + 1 + next;
        let counted = text[..at].ends_with(|c: char| c.is_ascii_digit());
        let is_unit = words::of(&lists().units, passage.lang()).any(|unit| *unit == rest[..next]);
        if counted && is_unit && !silent(passage, &range) {
            let what = say!("TRN005-unit", unit = &rest[..next]);
            let remedy = say!("TRN005-unit-remedy");
            let problem = rules::TRN005.tip(passage.place(&range), what).remedy(remedy);
            let hard = text[range.clone()].replace(' ', "\u{a0}");
            found.push(passage.mended(problem, &range, hard));
        }
    }
}
