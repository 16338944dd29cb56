//! Numbers in words, Roman numerals, and words that stand for numbers: "both", "half of".

use super::fact::Grade;
use super::reader::Reader;
use super::segments;
use super::token::Kind;
use super::what::What;

pub(super) fn read(reader: &mut Reader<'_>) {
    let lang = reader.lang;
    let mut at = 0;
    while at < reader.tokens.len() {
        if reader.free(at).is_none_or(|token| token.kind != Kind::Word) {
            at += 1;
            continue;
        }
        at = longest(reader, at).or_else(|| roman(reader, at)).unwrap_or_else(|| {
            let weak = reader.phrase(&lang.weak, at).map(|(value, next)| (What::number(value), next));
            let found = weak
                .or_else(|| reader.phrase(&lang.shares, at).map(|(part, next)| (What::Share(part), next)));
            let Some((what, next)) = found else { return at + 1 };
            let (what, next, grade) = multiplied(reader, &what, next).unwrap_or((what, next, Grade::Weak));
            reader.take(at..next, what, grade);
            next
        });
    }
}

/// "half a million", "halvannen million", "en och en halv miljon euro".
fn multiplied(reader: &Reader<'_>, what: &What, next: usize) -> Option<(What, usize, Grade)> {
    let factor = match what {
        What::Share(part) => part / 100.0,
        What::Number { value, .. } => *value,
        _ => return None,
    };
    let word = reader.free(next).filter(|_| reader.goes_on(next))?;
    let (_, by) = reader.lang.times.iter().find(|(times, by)| *times == word.lower && *by >= 1000.0)?;
    let value = factor * by;
    let (what, next) = behind(reader, next + 1, value).unwrap_or((What::number(value), next + 1));
    Some((what, next, Grade::Spelled))
}

/// A number in one or several words.
fn longest(reader: &mut Reader<'_>, at: usize) -> Option<usize> {
    let lang = reader.lang;
    // A phrase such as "two thirds" or "one and a half" is longer than its number.
    let phrase = [reader.phrase(&lang.shares, at), reader.phrase(&lang.weak, at)];
    let phrase = phrase.into_iter().flatten().map(|(_, next)| next).max();
    let (value, end, last) = hyphened(reader, at).or_else(|| {
        let first = segments::number(&reader.tokens[at].lower, lang)?;
        Some(spread(reader, at, first))
    })?;
    if phrase.is_some_and(|next| next >= end) {
        return None;
    }
    let whole = value.fract() == 0.0;
    let homonym = end == at + 1 && lang.homonyms.contains(&reader.tokens[at].lower);
    let grade = if value < 2.0 || !whole || last.compound {
        Grade::Weak
    } else if last.ordinal || homonym {
        Grade::Soft
    } else {
        Grade::Spelled
    };
    let what = behind(reader, end, value);
    let (what, end) = what.unwrap_or((What::number(value), end));
    reader.take(at..end, what, grade);
    Some(end)
}

/// "quatre-vingt-cinq": parts with hyphens between them.
fn hyphened(reader: &Reader<'_>, at: usize) -> Option<(f64, usize, segments::Word)> {
    let mut end = at + 1;
    let mut word = reader.tokens[at].lower.clone();
    while reader.close_mark(end, &['-', '\u{2011}'])
        && reader.close(end + 1)
        && let Some(next) = reader.free(end + 1).filter(|token| token.kind == Kind::Word && end < at + 8)
    {
        word.push('-');
        word.push_str(&next.lower);
        end += 2;
    }
    let whole = segments::number(&word, reader.lang).filter(|found| end > at + 1 && !found.compound)?;
    Some(spread_from(reader, end, whole))
}

/// Goes on over "twenty-five", "hundred and fifty", "två miljoner".
fn spread(reader: &Reader<'_>, at: usize, first: segments::Word) -> (f64, usize, segments::Word) {
    spread_from(reader, at + 1, first)
}

fn spread_from(reader: &Reader<'_>, end: usize, first: segments::Word) -> (f64, usize, segments::Word) {
    let lang = reader.lang;
    let (mut value, mut end, mut last) = (first.value, end, first);
    let mut whole = 0.0;
    loop {
        let hyphen = reader.close_mark(end, &['-']) && reader.close(end + 1);
        let joiner = reader.free(end).is_some_and(|token| lang.joiners.contains(&token.lower));
        let next = end + usize::from(hyphen || joiner && lang.spaced);
        let Some(token) = reader.free(next).filter(|token| token.kind == Kind::Word && reader.goes_on(next))
        else {
            break;
        };
        if last.ordinal || last.compound {
            break;
        }
        let times = lang.times.iter().find(|(word, _)| *word == token.lower).map(|(_, by)| *by);
        if let Some(by) = times.filter(|by| !joiner && (*by > value || *by >= 1000.0)) {
            if by >= 1000.0 {
                whole += value * by;
                value = 0.0;
            } else {
                value *= by;
            }
            last.open = Some(by);
            end = next + 1;
            continue;
        }
        let Some(open) = last.open.filter(|_| lang.spaced || hyphen) else { break };
        let Some(word) = segments::number(&token.lower, lang).filter(|word| word.value < open) else { break };
        // "twenty and five" are two numbers, and so are "twenty two" only where tens are written apart.
        let fits = if open < 100.0 { word.value < 10.0 && !joiner && open % 10.0 == 0.0 } else { true };
        if !fits {
            break;
        }
        value += word.value;
        last = segments::Word { open: word.open.filter(|_| word.value >= 20.0), ..word };
        end = next + 1;
    }
    (value + whole, end, last)
}

/// "fifty per cent", "two million euros".
fn behind(reader: &Reader<'_>, end: usize, value: f64) -> Option<(What, usize)> {
    if !reader.goes_on(end) {
        return None;
    }
    if let Some((_, next)) = reader.phrase(&reader.lang.percent, end) {
        return Some((What::Percent(value), next));
    }
    let (code, next) = reader.phrase(&reader.lang.currencies, end)?;
    Some((What::Money { value, other: None, currency: code.to_owned() }, next))
}

/// `XXI.`, `XIXe`: asked for only beside the word for a century.
fn roman(reader: &mut Reader<'_>, at: usize) -> Option<usize> {
    let lang = reader.lang;
    let text = reader.tokens[at].text;
    let numeral = text.trim_end_matches(char::is_lowercase);
    let rest = text[numeral.len()..].to_lowercase();
    let value = value(numeral).filter(|_| rest.is_empty() || lang.day_tails.contains(&rest))?;
    let end = at + 1;
    let dot = usize::from(reader.close_mark(end, &['.']));
    let tail = usize::from(reader.close_mark(end, &['-'])) * 2;
    let century =
        [end, end + dot, end + tail].into_iter().any(|end| reader.phrase(&lang.centuries, end).is_some());
    reader.take(at..end, What::number(value), if century { Grade::Soft } else { Grade::Weak });
    Some(end)
}

/// The value of a Roman numeral up to 39 as it is written today, and of a single larger letter.
fn value(numeral: &str) -> Option<f64> {
    let tens = numeral.bytes().take_while(|b| *b == b'X').count();
    let ones = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let one = ones.iter().position(|one| *one == &numeral[tens..])?;
    let value = u8::try_from(tens * 10 + one).ok()?;
    (tens <= 3 && value > 0).then(|| f64::from(value))
}
