//! Times of day in words: "half past seven", "halv åtta", "kwart over drie", "noon".

use super::fact::Grade;
use super::reader::Reader;
use super::segments;
use super::token::Kind;
use super::what::What;

pub(super) fn read(reader: &mut Reader<'_>) {
    let lang = reader.lang;
    for at in 0..reader.tokens.len() {
        let offset = reader
            .phrase(&lang.half_past, at)
            .map(|(_, next)| (30, next))
            .or_else(|| reader.phrase(&lang.half_to, at).map(|(_, next)| (-30, next)))
            .or_else(|| reader.phrase(&lang.part, at));
        if let Some((offset, next)) = offset
            && let Some((hour, end)) = hour(reader, next)
        {
            take(reader, at, end, hour * 60 + offset, Grade::Hard);
        } else if let Some((hour, next)) = reader.phrase(&lang.named, at) {
            // "at noon" is said in many ways, so it only answers.
            let what = What::Clock { minutes: u16::from(hour) * 60, either: false };
            reader.take(at..next, what, Grade::Weak);
        } else if let Some((hour, end)) = hour_in_words(reader, at) {
            take(reader, at, end, hour * 60, Grade::Soft);
        }
    }
}

fn take(reader: &mut Reader<'_>, at: usize, end: usize, minutes: i16, grade: Grade) {
    let lang = reader.lang;
    let half = reader.phrase(&lang.halves, end);
    let minutes = u16::try_from(minutes.rem_euclid(720)).unwrap_or_default();
    let (minutes, either, end) = match half {
        Some((hours, next)) => (minutes + u16::from(hours) * 60, false, next),
        None => (minutes, true, end),
    };
    reader.take(at..end, What::Clock { minutes, either }, grade);
}

/// An hour from 1 to 12 in a word or in figures, the word for "o'clock" with it.
fn hour(reader: &Reader<'_>, at: usize) -> Option<(i16, usize)> {
    let token = reader.free(at).filter(|_| reader.goes_on(at))?;
    let hour = match token.kind {
        Kind::Digits => f64::from(token.number()?),
        _ => segments::cardinal(&token.lower, reader.lang)?,
    };
    let whole = (1..=12).find(|whole| (f64::from(*whole) - hour).abs() < 1e-9)?;
    let end = reader.phrase(&reader.lang.after, at + 1).map_or(at + 1, |(_, next)| next);
    Some((whole, end))
}

/// "klockan sju", "om zeven uur", "seven o'clock": a word for a number is an hour where a word says so.
fn hour_in_words(reader: &Reader<'_>, at: usize) -> Option<(i16, usize)> {
    let word = reader.free(at).filter(|token| token.kind == Kind::Word)?;
    segments::cardinal(&word.lower, reader.lang)?;
    let (hour, end) = hour(reader, at)?;
    let half = reader.phrase(&reader.lang.halves, end).is_some();
    let before = reader.behind(&reader.lang.clock, at);
    // Two hours of work are no time of day: without a word before it, only "o'clock" and "am" tell.
    let said = before.is_some() && end > at + 1 || reader.behind(&reader.lang.hours, at).is_some();
    let ends = reader.tokens.get(end).is_none_or(|next| next.kind == Kind::Mark);
    (half || said || before.is_some() && ends).then_some((hour, end))
}
