//! Numbers in figures with what belongs to them: thousands and decimals as the language writes them, millions, per cent,
//! a currency, a decade.

use super::fact::Grade;
use super::reader::Reader;
use super::token::{Gap, Kind};
use super::what::What;

/// A number as it is written.
#[derive(Debug, Clone, Copy)]
struct Figure {
    value: f64,
    /// What it is in a language that groups the other way, where nobody knows.
    other: Option<f64>,
    end: usize,
}

/// Codes of ISO 4217 that stand beside amounts in every language.
const CODES: &[&str] =
    &["EUR", "HUF", "SEK", "NOK", "DKK", "GBP", "USD", "CHF", "PLN", "CZK", "RON", "ISK", "BGN"];

/// Signs of which the digits are no number of things: CO2, m2.
const SIGNS: &[&str] = &["co", "h", "m", "km", "cm", "mm", "o", "n", "pm"];

pub(super) fn read(reader: &mut Reader<'_>) {
    // What the number before was, if a dash or a word joins it to the next one: it shares its millions.
    let mut at = 0;
    while at < reader.tokens.len() {
        let Some(figure) = figure(reader, at) else {
            at += 1;
            continue;
        };
        at = if is_sign(reader, at, figure) {
            reader.claim(at..figure.end);
            figure.end
        } else {
            fraction(reader, at)
                .or_else(|| decade(reader, at, figure))
                .unwrap_or_else(|| amount(reader, at, figure))
        };
    }
}

/// The figures that begin at a token of digits.
fn figure(reader: &Reader<'_>, at: usize) -> Option<Figure> {
    let first = reader.digits(at)?;
    let mut digits = first.text.to_owned();
    let mut other = None;
    let mut end = at + 1;
    let mut grouped = None;
    while digits.len() < 16 {
        let mark = ['.', ',', '\'', '’'].into_iter().find(|mark| reader.close_mark(end, &[*mark]));
        let behind = if mark.is_some() { end + 1 } else { end };
        let Some(next) = reader.digits(behind) else { break };
        let three = next.text.len() == 3 && digits.len() <= 3 + 3 * usize::from(grouped.is_some()) * 4;
        let may_group = three && (grouped.is_none() && first.text.len() <= 3 || grouped.is_some());
        match mark {
            None if next.gap == Gap::Space
                && may_group
                && grouped.is_none_or(|by| by == ' ')
                && first.text != "0" =>
            {
                grouped = Some(' ');
            }
            None => break,
            Some(_) if !reader.close(behind) => break,
            Some(mark) if matches!(mark, '\'' | '’') && may_group => grouped = Some('\''),
            Some(mark) if is_group(reader, mark, may_group && first.text != "0", grouped) => {
                if !reader.lang.is_known() {
                    other = format!("{digits}.{}", next.text).parse().ok();
                }
                grouped = Some(mark);
            }
            Some(_) => {
                let value = format!("{digits}.{}", next.text).parse().ok()?;
                return Some(Figure { value, other, end: behind + 1 });
            }
        }
        digits.push_str(next.text);
        end = behind + 1;
    }
    Some(Figure { value: digits.parse().ok()?, other, end })
}

/// Whether a mark before three digits groups thousands. In a language that nobody knows it may, and may not.
fn is_group(reader: &Reader<'_>, mark: char, may_group: bool, grouped: Option<char>) -> bool {
    may_group && grouped.is_none_or(|by| by == mark) && reader.lang.point != Some(mark)
}

fn is_sign(reader: &Reader<'_>, at: usize, figure: Figure) -> bool {
    let before = at.checked_sub(1).filter(|_| reader.close(at)).map(|before| &reader.tokens[before]);
    before.is_some_and(|word| word.kind == Kind::Word && SIGNS.contains(&word.lower.as_str()))
        && figure.value < 10.0
}

/// `2/3`
fn fraction(reader: &mut Reader<'_>, at: usize) -> Option<usize> {
    let above = reader.digits(at)?.number()?;
    if !reader.close_mark(at + 1, &['/']) || !reader.close(at + 2) {
        return None;
    }
    let below = reader.digits(at + 2)?.number()?;
    let more = reader.close_mark(at + 3, &['/']);
    if above == 0 || above >= below || below > 10 || more {
        return None;
    }
    reader.take(at..at + 3, What::Share(f64::from(above) * 100.0 / f64::from(below)), Grade::Hard);
    Some(at + 3)
}

/// `1990s`, `90-talet`, `1990-es évek`, `jaren '90`.
fn decade(reader: &mut Reader<'_>, at: usize, figure: Figure) -> Option<usize> {
    let lang = reader.lang;
    let decade = reader.digits(at)?.number().filter(|number| number % 10 == 0)?;
    let decade =
        u16::try_from(decade).ok().filter(|decade| *decade < 100 || (1000..2100).contains(decade))?;
    if figure.end != at + 1 {
        return None;
    }
    let hyphen = figure.end + usize::from(reader.close_mark(figure.end, &['-', '\u{2011}', '–']));
    let behind = [figure.end, hyphen]
        .into_iter()
        .find_map(|end| reader.phrase(&lang.decades, end).filter(|_| reader.close(end)).map(|(_, end)| end));
    let short = at > 0 && reader.tokens[at - 1].is(&['\'', '’', '‘']) && reader.close(at);
    let before = reader.behind(&lang.decades_before, at - usize::from(short));
    let end = behind.or_else(|| before.map(|_| figure.end))?;
    reader.take(at..end, What::Decade(decade), Grade::Hard);
    Some(end)
}

fn amount(reader: &mut Reader<'_>, at: usize, figure: Figure) -> usize {
    let lang = reader.lang;
    let (before, start) = currency_before(reader, at);
    let mut value = figure.value;
    let mut end = figure.end;
    let mut after = None;
    let percent = |end: usize| {
        let sign = reader.mark(end, &['%']).map(|_| end + 1);
        sign.or_else(|| reader.phrase(&lang.percent, end).map(|(_, next)| next))
            .filter(|_| reader.goes_on(end))
    };
    if let Some(end) = percent(end) {
        reader.take(start..end, What::Percent(value), Grade::Hard);
        return end;
    }
    let scale = scale(reader, end, before.is_some());
    if let Some((times, next)) = scale {
        value *= times;
        after = reader.phrase(&lang.currencies, end).map(|(code, _)| code.to_owned());
        end = next;
    }
    if let Some((code, next)) = currency_behind(reader, end) {
        after = Some(code);
        end = next;
    }
    let other = figure.other.or_else(|| shared_scale(reader, end, scale.is_some(), figure.value));
    // "norske kroner" behind says more than "kr" before.
    let currency = after.filter(|code| before.is_none() || code.as_str() != "kr").or(before);
    let what = match currency {
        Some(currency) => What::Money { value, other, currency },
        None => What::Number { value, other: other.or_else(|| school_year(reader, at, value)) },
    };
    reader.take(start..end, what, Grade::Hard);
    end
}

/// Thousands or millions behind a number. One letter counts only where an amount of money stands close.
fn scale(reader: &Reader<'_>, end: usize, money: bool) -> Option<(f64, usize)> {
    let token = reader.free(end).filter(|_| reader.goes_on(end))?;
    let (times, next) = reader.phrase(&reader.lang.scales, end)?;
    if token.text.len() == 1 && !(reader.close(end) && (money || token.text == "k")) {
        return None;
    }
    let stop = reader.close_mark(next, &['.']) && currency_behind(reader, next + 1).is_some();
    Some((times, next + usize::from(stop)))
}

fn sign(text: &str) -> Option<&'static str> {
    match text {
        "€" => Some("EUR"),
        "$" => Some("USD"),
        "£" => Some("GBP"),
        _ => CODES.iter().find(|code| **code == text).copied(),
    }
}

/// A currency before a number, and where the amount begins.
fn currency_before(reader: &Reader<'_>, at: usize) -> (Option<String>, usize) {
    let Some(before) =
        at.checked_sub(1).filter(|before| reader.free(*before).is_some() && reader.goes_on(at))
    else {
        return (None, at);
    };
    if let Some(code) = sign(reader.tokens[before].text) {
        return (Some(code.to_owned()), before);
    }
    let begin = reader.behind(&reader.lang.currencies, at).filter(|begin| reader.free(*begin).is_some());
    let found = begin.and_then(|begin| {
        let short = reader.tokens[begin].text.len() <= 3;
        reader.phrase(&reader.lang.currencies, begin).filter(|_| short).map(|(code, _)| (code, begin))
    });
    found.map_or((None, at), |(code, begin)| (Some(code.to_owned()), begin))
}

fn currency_behind(reader: &Reader<'_>, end: usize) -> Option<(String, usize)> {
    let token = reader.free(end).filter(|_| reader.goes_on(end))?;
    if let Some(code) = sign(token.text) {
        return Some((code.to_owned(), end + 1));
    }
    let (code, next) = reader.phrase(&reader.lang.currencies, end)?;
    Some((code.to_owned(), next))
}

/// "2–3 million": the first may be two million.
fn shared_scale(reader: &Reader<'_>, end: usize, scaled: bool, value: f64) -> Option<f64> {
    let next = reader.join(end).filter(|_| !scaled)?;
    let next = next + usize::from(reader.free(next).is_some_and(|token| sign(token.text).is_some()));
    let last = figure(reader, next)?;
    scale(reader, last.end, true).map(|(times, _)| value * times)
}

/// The second year of `2017/18`.
fn school_year(reader: &Reader<'_>, at: usize, value: f64) -> Option<f64> {
    let before = at.checked_sub(2)?;
    let joined = reader.tokens[at - 1].is(&['/', '-', '–']) && reader.close(at) && reader.close(at - 1);
    let year = reader.tokens[before].number().filter(|year| joined && (1900..2100).contains(year))?;
    let full = f64::from(year / 100 * 100) + value;
    (value < 100.0 && full > f64::from(year)).then_some(full)
}
