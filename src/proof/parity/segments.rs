//! Numbers in one word: "twenty", "tvåhundrafemtio", "huszonötödik", "vijfentwintig".

use super::language::Language;

/// What a word for a number is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Word {
    pub value: f64,
    pub ordinal: bool,
    /// Something follows in the same word: "háromnapos".
    pub compound: bool,
    /// The last part was a hundred or more, so that tens may follow.
    pub open: Option<f64>,
}

/// The plain number that a word says.
pub(super) fn cardinal(word: &str, lang: &Language) -> Option<f64> {
    number(word, lang).filter(|found| !found.ordinal && !found.compound).map(|found| found.value)
}

/// The number that a whole word says, in small letters.
pub(super) fn number(word: &str, lang: &Language) -> Option<Word> {
    if word.len() > 60 {
        return None;
    }
    let mut sum = Sum::default();
    walk(word, lang, &mut sum, true, 0).then(|| sum.word())
}

/// A sum of parts: those below a hundred add up, larger ones multiply what stands before them.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    whole: f64,
    current: f64,
    ordinal: bool,
    compound: bool,
    /// The last part, and whether it was a hundred or more.
    last: f64,
    multiplied: bool,
}

impl Sum {
    /// Adds a part where one may stand: 5 after 20 or 100, 20 after 5 ("vijfentwintig"), never 5 after 5.
    fn add(mut self, value: f64) -> Option<Self> {
        let last = self.last;
        let tens = last >= 10.0 && last % 10.0 == 0.0 && value < 20.0 && value < last;
        let fits = last == 0.0 || self.multiplied || tens || last < 10.0 && value >= 10.0;
        self.current += value;
        self.last = value;
        self.multiplied = false;
        fits.then_some(self)
    }

    fn times(mut self, by: f64) -> Self {
        let rest = self.current % by;
        let factor = if rest == 0.0 { 1.0 } else { rest };
        if by >= 1000.0 {
            self.whole += if self.current == 0.0 { by } else { self.current * by };
            self.current = 0.0;
        } else {
            self.current = self.current - rest + factor * by;
        }
        self.last = by;
        self.multiplied = true;
        self
    }

    fn word(self) -> Word {
        let value = self.whole + self.current;
        let open = (self.last >= 20.0 && !self.ordinal && !self.compound).then_some(self.last);
        Word { value, ordinal: self.ordinal, compound: self.compound, open }
    }
}

/// Tries to read the whole of `rest` as parts of a number, the longest first.
fn walk(rest: &str, lang: &Language, sum: &mut Sum, first: bool, depth: u8) -> bool {
    if depth > 12 {
        return false;
    }
    let tries = [(&lang.ordinals, 0), (&lang.add, 1), (&lang.times, 2)];
    for (words, kind) in tries {
        for (part, value) in words {
            let Some(behind) = rest.strip_prefix(part.as_str()) else { continue };
            let next = if kind == 2 { Some(sum.times(*value)) } else { sum.add(*value) };
            let Some(mut next) = next else { continue };
            if kind == 0 {
                next.ordinal = true;
                if !tail(behind, lang) {
                    continue;
                }
                *sum = next;
                return true;
            }
            if walk(behind, lang, &mut next, false, depth + 1) {
                *sum = next;
                return true;
            }
        }
    }
    if first {
        return false;
    }
    let joined = lang.joiners.iter().any(|joiner| {
        let mut next = *sum;
        let goes_on = rest
            .strip_prefix(joiner.as_str())
            .is_some_and(|behind| !behind.is_empty() && walk(behind, lang, &mut next, true, depth + 1));
        if goes_on {
            *sum = next;
        }
        goes_on
    });
    joined || ends(rest, lang, sum)
}

/// Whether a number may end here: with nothing, a tail, or what makes a compound of it.
fn ends(rest: &str, lang: &Language, sum: &mut Sum) -> bool {
    if tail(rest, lang) {
        return true;
    }
    let compound = lang.compounds.iter().any(|part| rest.trim_start_matches('-').starts_with(part.as_str()));
    sum.compound |= compound;
    compound
}

fn tail(rest: &str, lang: &Language) -> bool {
    rest.is_empty() || lang.tails.iter().any(|tail| tail == rest)
}
