//! The pieces of a date: a day with its tail, a month by name, a year.

use super::reader::Reader;
use super::token::{Gap, Kind};

/// Years that a newsletter may speak of.
const YEARS: std::ops::RangeInclusive<u32> = 1900..=2100;

/// A year in four digits.
pub(super) fn year(reader: &Reader<'_>, at: usize) -> Option<u16> {
    let token = reader.digits(at).filter(|token| token.text.len() == 4)?;
    let year = token.number().filter(|year| YEARS.contains(year))?;
    u16::try_from(year).ok()
}

/// A day of a month, and where what belongs to it ends.
pub(super) fn day(reader: &Reader<'_>, at: usize) -> Option<(u8, usize)> {
    let token = reader.digits(at).filter(|token| token.text.len() <= 2)?;
    let day = token.number().filter(|day| (1..=31).contains(day))?;
    let decimal = reader.close_mark(at + 1, &['.', ',', ':'])
        && reader.close(at + 2)
        && reader.digits(at + 2).is_some();
    let inside = at > 0 && token.gap == Gap::None && {
        let before = &reader.tokens[at - 1];
        before.kind == Kind::Word
            || before.is(&['.', ',', ':'])
                && at > 1
                && reader.close(at - 1)
                && reader.tokens[at - 2].kind == Kind::Digits
    };
    let hour = reader.behind(&reader.lang.hours, at).is_some();
    (!decimal && !inside && !hour).then(|| (u8::try_from(day).unwrap_or_default(), reader.tail(at + 1)))
}

/// Days that share a month: "20–22", "20, 21 and 22", "28-tól 30-ig". Where the last ends.
pub(super) fn days(reader: &Reader<'_>, at: usize) -> Option<(Vec<u8>, usize)> {
    let (first, mut end) = day(reader, at)?;
    let mut days = vec![first];
    while days.len() < 12 {
        let Some(next) = joined(reader, end) else { break };
        let next = reader.phrase(&reader.lang.fillers, next).map_or(next, |(_, next)| next);
        // "Thursday 23 to Saturday 25 May"
        let next = reader.lang.weekdays.at(&reader.tokens[next..]).map_or(next, |(_, length)| next + length);
        let Some((more, behind)) = day(reader, next).filter(|_| reader.goes_on(next)) else { break };
        if reader.phrase(&reader.lang.after, behind).is_some() {
            break; // an hour
        }
        days.push(more);
        end = behind;
    }
    Some((days, end))
}

/// Behind what joins a day to the next one.
fn joined(reader: &Reader<'_>, end: usize) -> Option<usize> {
    let from = |end: usize| {
        let word = &reader.tokens[end - 1];
        let tails = &reader.lang.from_tails;
        word.kind == Kind::Word && tails.iter().any(|tail| word.lower.ends_with(tail.as_str()))
    };
    let with_tail = reader.tokens[end - 1].kind == Kind::Word;
    let list = reader.mark(end, &['/', ',', '&']).map(|_| end + 1).filter(|next| {
        // "4-én, 9-től 17 óráig" goes on with hours, "15-én, 16-án" with a day.
        let tail = day(reader, *next).map(|(_, behind)| behind);
        !with_tail || tail.is_some_and(|end| reader.tokens[end - 1].kind == Kind::Word && !from(end))
    });
    reader.join(end).or(list).or(from(end).then_some(end))
}

/// A month by its name; `beside_number` allows the short forms. Where it ends, with the full stop of a short form.
pub(super) fn month(reader: &Reader<'_>, at: usize, beside_number: bool) -> Option<(u8, usize)> {
    let lang = reader.lang;
    let token = reader.free(at).filter(|token| token.kind == Kind::Word)?;
    let capital = token.text.starts_with(char::is_uppercase);
    if lang.capitals && !capital {
        return None;
    }
    if let Some((month, next)) = reader.phrase(&lang.months, at) {
        return Some((month, next));
    }
    let (month, next) = reader.phrase(&lang.short_months, at).filter(|_| beside_number)?;
    Some((month, next + usize::from(reader.close_mark(next, &['.']))))
}
