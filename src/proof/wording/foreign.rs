//! Words of another language in a text: a whole sentence or label, or some words in the middle of one.

use std::ops::Range;

use super::tokens::{Token, tokens};
use super::vocabulary::{Scale, vocabulary};

/// Words that are more likely another language's than the text's own.
#[derive(Debug, Clone, PartialEq)]
pub struct Foreign {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// `en`
    pub language: String,
    /// Whether they are all that the sentence or label says.
    pub whole: bool,
    /// Whether that is certain, and not only likely: enough of them stand in that language's list and not in the text's.
    pub sure: bool,
    score: f64,
}

/// From here on words in the middle of a sentence, or a whole one, are taken for another language's: the logarithm of how
/// much likelier they are there, found on texts that were labelled by hand.
const PART: f64 = 7.0;
const WHOLE: f64 = 4.0;
/// No single word counts for more.
const MOST: f64 = 5.0;
/// What a word at least counts for, or against it, that stands in the list of one of the two languages alone.
const KNOWN: f64 = 3.0;
/// A whole sentence is certain from so many such words on, or from so high a sum.
const CERTAIN_WORDS: usize = 2;
const CERTAIN: f64 = 9.5;
/// What a word must be likelier by, to count at all.
const DOUBT: f64 = 1.0;

/// A stretch of text to look at.
#[derive(Debug)]
pub struct Segment<'t> {
    pub text: &'t str,
    pub range: Range<usize>,
    /// A link's or a heading's words: names stand there as in a sentence, but so does "Read More".
    pub label: bool,
}

/// Looks for words of the languages `others` in a segment of a text in `own`. What lies in `quiet` is in another
/// language on purpose.
pub fn find(
    scale: &Scale,
    segment: &Segment<'_>,
    quiet: &[Range<usize>],
    own: usize,
    others: &[usize],
) -> Option<Foreign> {
    let words: Vec<Token<'_>> = tokens(&segment.text[segment.range.clone()])
        .into_iter()
        .map(|token| Token {
            range: token.range.start + segment.range.start..token.range.end + segment.range.start,
            ..token
        })
        .collect();
    let silent = |range: &Range<usize>| quiet.iter().any(|q| q.start < range.end && range.start < q.end);
    let heard: Vec<bool> = words.iter().map(|word| !silent(&word.range)).collect();
    if !heard.contains(&true) {
        return None;
    }
    let mut best: Option<Foreign> = None;
    for other in others {
        let pair = Pair { scale, own, other: *other, label: segment.label };
        let all_heard = heard.iter().all(|heard| *heard);
        let found = all_heard.then(|| pair.whole(&words)).flatten().or_else(|| pair.part(&words, &heard));
        if let Some(found) = found
            && best.as_ref().is_none_or(|best| (best.whole, best.score) < (found.whole, found.score))
        {
            best = Some(found);
        }
    }
    best
}

/// The most likely of the languages that have words, and by how much it is likelier than `own`.
pub fn identify(scale: &Scale, text: &str, candidates: &[usize]) -> Option<usize> {
    let mut sums = vec![0.0; candidates.len()];
    for token in tokens(text) {
        let weighed = scale.weigh(token.text);
        let top = candidates.iter().map(|one| weighed.likely[*one]).fold(f64::NEG_INFINITY, f64::max);
        for (sum, one) in sums.iter_mut().zip(candidates) {
            *sum += token.tells() * (weighed.likely[*one] - top).max(-8.0);
        }
    }
    let best = sums.iter().copied().enumerate().max_by(|a, b| a.1.total_cmp(&b.1))?;
    candidates.get(best.0).copied().filter(|_| sums.iter().any(|sum| *sum < 0.0))
}

struct Pair<'s> {
    scale: &'s Scale,
    own: usize,
    other: usize,
    label: bool,
}

impl Pair<'_> {
    /// How much a word speaks for the other language, and whether only that one knows it. One that both know says nothing.
    fn speaks(&self, word: &Token<'_>, doubt: f64) -> (f64, bool) {
        let weighed = self.scale.weigh(word.text);
        let (theirs, ours) = (weighed.is_known(self.other), weighed.is_known(self.own));
        if theirs && ours {
            return (0.0, false);
        }
        let mut tells = word.tells();
        if self.label && theirs && tells > 0.0 {
            tells = tells.max(0.6);
        }
        let more = (weighed.likely[self.other] - weighed.likely[self.own]).clamp(-MOST, MOST);
        let more = match (theirs, ours) {
            (true, _) => more.max(KNOWN),
            (_, true) => more.min(-KNOWN),
            _ => more,
        };
        (tells * (more - doubt), theirs)
    }

    fn whole(&self, words: &[Token<'_>]) -> Option<Foreign> {
        let (mut score, mut known, mut plain) = (0.0, 0, 0);
        for word in words {
            let (speaks, only) = self.speaks(word, DOUBT / 2.0);
            score += speaks;
            known += usize::from(only);
            plain += usize::from(only && word.tells() >= 0.8);
        }
        let range = words.first()?.range.start..words.last()?.range.end;
        let found =
            || Foreign { sure: plain >= CERTAIN_WORDS || score >= CERTAIN, ..self.found(range, true, score) };
        (known > 0 && score >= WHOLE).then(found)
    }

    /// The run of words that speaks loudest for the other language; two at least.
    fn part(&self, words: &[Token<'_>], heard: &[bool]) -> Option<Foreign> {
        let mut best: Option<Foreign> = None;
        let (mut sum, mut from, mut plain, mut known) = (0.0, 0, 0, 0);
        for (at, word) in words.iter().enumerate() {
            if !heard[at] || sum <= 0.0 {
                (sum, from, plain, known) = (0.0, at, 0, 0);
            }
            if !heard[at] {
                continue;
            }
            let tells = word.tells();
            let (speaks, only) = self.speaks(word, DOUBT);
            sum += if tells > 0.0 { speaks } else { -0.3 };
            plain += usize::from(tells >= 0.8);
            known += usize::from(only && tells >= 0.8);
            let enough = sum >= PART && plain >= 2 && known * 2 >= plain;
            if enough && best.as_ref().is_none_or(|best| best.score < sum) {
                let range = words[from].range.start..word.range.end;
                best = Some(self.found(range, false, sum));
            }
        }
        best
    }

    fn found(&self, range: Range<usize>, whole: bool, score: f64) -> Foreign {
        Foreign { range, language: vocabulary().language(self.other).to_owned(), whole, sure: false, score }
    }
}
