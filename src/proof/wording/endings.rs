//! TRN005: a paragraph ends as the one that it was made from: with a question, a sentence, a colon.

use crate::domain::Problem;
use crate::locale::{language_name, say};
use crate::proof::{Facts, rules};

use super::passages::{Part, Passage, Texts};
use super::shape::pairs;

/// How a text ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Question,
    Sentence,
    Colon,
    /// With no mark at all.
    Open,
}

/// The paragraphs and points that end otherwise than those beside them.
pub fn endings(facts: &Facts, texts: &Texts) -> Vec<Problem> {
    let mut found = Vec::new();
    for pair in pairs(facts, texts).iter().filter(|pair| !pair.adapted) {
        let told = |part: Part| {
            let of = |all: &[&Passage]| all.iter().filter(|one| one.part == part).count();
            of(&pair.source) == of(&pair.other)
        };
        for part in [Part::Paragraph, Part::Point].into_iter().filter(|part| told(*part)) {
            let of_part = |one: &&&Passage| one.part == part;
            let beside = pair.source.iter().filter(of_part).zip(pair.other.iter().filter(of_part));
            found.extend(beside.filter_map(|(source, other)| differs(source, other)));
        }
    }
    found
}

fn differs(source: &Passage, other: &Passage) -> Option<Problem> {
    let ((wants, _), (has, at)) = (end(source)?, end(other)?);
    if wants == has {
        return None;
    }
    let from = language_name(source.lang());
    let what = match wants {
        End::Question => say!("TRN005-no-question", from = from),
        End::Sentence if has == End::Question => say!("TRN005-question", from = from),
        End::Sentence => say!("TRN005-no-stop", from = from),
        End::Colon => say!("TRN005-no-colon", from = from),
        End::Open => say!("TRN005-no-mark", from = from),
    };
    let last = other.text[..at].chars().next_back()?;
    let place = other.place(&(at - last.len_utf8()..at));
    Some(rules::TRN005.tip(place, what).remedy(say!("TRN005-end-remedy")))
}

/// How a text ends, and where; none where that says nothing: after a comma, an address, a number, or words that are a link.
fn end(passage: &Passage) -> Option<(End, usize)> {
    let closing = |c: char| c.is_whitespace() || "\"'“”„«»’‘)]*_".contains(c);
    let text = passage.text.trim_end_matches(closing);
    let last = text.chars().next_back()?;
    let is_link = passage.links.iter().any(|(range, _)| range.end >= text.len());
    let end = match last {
        '?' | '？' | '؟' => End::Question,
        '.' | '!' | '…' | '。' | '！' => End::Sentence,
        ':' | '：' => End::Colon,
        _ if last.is_alphabetic() && !is_link => End::Open,
        _ => return None,
    };
    Some((end, text.len()))
}
