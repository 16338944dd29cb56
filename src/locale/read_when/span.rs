//! From a beginning to an end: `25 October 2018, 9.30–16.00`, `25–27 October 2018`.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, ToSpan as _};

use super::Misread;
use super::moment::{Meant, Moment, moment, time_of_day};
use super::words::{What, Word, split};
use crate::domain::{DstShift, Schedule, When};

/// A beginning and, where it was typed with it, its end.
#[derive(Debug, Clone, PartialEq)]
pub struct Span {
    pub starts: When,
    pub ends: Option<When>,
    /// What daylight saving did to the beginning, and the time that was typed.
    pub shift: Option<(DstShift, DateTime)>,
}

impl Span {
    fn of(starts: &Moment, ends: Option<&Moment>) -> Result<Self, Misread> {
        let ends = ends.map(Moment::to_when).transpose()?;
        Ok(Self { starts: starts.to_when()?, ends, shift: shift(starts) })
    }
}

fn shift(moment: &Moment) -> Option<(DstShift, DateTime)> {
    let Moment::Time(local, zone) = moment else { return None };
    Schedule::at(*local, zone).shift.map(|shift| (shift, *local))
}

/// Reads a date as [`super::read_when`] does, or a span of days or of hours.
pub fn read_span(typed: &str, zone: &TimeZone, from: Date) -> Result<Span, Misread> {
    let typed = typed.trim();
    if typed.contains('[') {
        let starts = When::parse(typed).map_err(|_| Misread::NotADate)?;
        return Ok(Span { starts, ends: None, shift: None });
    }
    let meant = Meant { zone, from, hours: false };
    let whole = moment(typed, meant);
    if !matches!(whole, Err(Misread::NotADate)) {
        return Span::of(&whole?, None);
    }
    let words = split(typed);
    let mut why = Misread::NotADate;
    for sign in signs(typed, &words) {
        for read in [hours, days, dates] {
            match read(typed, &words, &sign, meant) {
                Ok((starts, ends)) if is_backwards(&starts, &ends) => why = Misread::EndsFirst,
                Ok((starts, ends)) => return Span::of(&starts, Some(&ends)),
                Err(Misread::NotADate) => {}
                Err(other) => why = other,
            }
        }
    }
    Err(why)
}

/// Reads the end of what begins at `starts`: a date, or a time on the same day.
pub fn read_end(typed: &str, starts: &When, zone: &TimeZone) -> Result<When, Misread> {
    let typed = typed.trim();
    let zone = match starts {
        When::Time(at) => at.time_zone(),
        _ => zone,
    };
    let meant = Meant { zone, from: starts.first_day(), hours: true };
    let ends = match starts {
        When::Time(at) => time_of_day(typed, at.date(), meant).map(|(local, zone)| Moment::Time(local, zone)),
        _ => None,
    };
    let ends = match ends {
        Some(ends) => ends.to_when()?,
        None => super::read_when(typed, zone, starts.first_day())?,
    };
    let backwards = match (starts, &ends) {
        (When::Time(starts), When::Time(ends)) => ends.timestamp() < starts.timestamp(),
        _ => ends.last_day() < starts.first_day(),
    };
    if backwards { Err(Misread::EndsFirst) } else { Ok(ends) }
}

/// What stands between two ends.
#[derive(Debug)]
struct Sign {
    from: usize,
    to: usize,
    /// A hyphen may stand inside of a date, too.
    plain: bool,
}

fn signs(typed: &str, words: &[Word]) -> Vec<Sign> {
    let dash = |(at, c): (usize, char)| {
        let spaced = typed[..at].ends_with(' ') && typed[at..].starts_with("- ");
        let plain = match c {
            '–' | '—' => true,
            '-' => spaced,
            _ => return None,
        };
        Some(Sign { from: at, to: at + c.len_utf8(), plain })
    };
    let word = |word: &Word| Sign { from: word.at, to: word.end(typed), plain: true };
    let both = |(at, text): (usize, &str)| Sign { from: at, to: at + text.len(), plain: true };
    let words = words.iter().filter(|word| word.is_until()).map(word);
    typed.char_indices().filter_map(dash).chain(words).chain(typed.match_indices("t/m").map(both)).collect()
}

type Ends = Result<(Moment, Moment), Misread>;

/// A day with two times.
fn hours(typed: &str, _: &[Word], sign: &Sign, meant: Meant<'_>) -> Ends {
    let meant = Meant { hours: true, ..meant };
    let starts = moment(&typed[..sign.from], meant)?;
    let Moment::Time(local, zone) = &starts else { return Err(Misread::NotADate) };
    let (ends, zone) =
        time_of_day(&typed[sign.to..], local.date(), Meant { zone, ..meant }).ok_or(Misread::NotADate)?;
    let local = *local;
    Ok((Moment::Time(local, zone.clone()), Moment::Time(ends, zone)))
}

/// A month with two days: each of them reads without the other.
fn days(typed: &str, words: &[Word], sign: &Sign, meant: Meant<'_>) -> Ends {
    let is_day = |word: &&Word| matches!(word.what, What::Number(..32));
    let says = |word: &&Word| !word.is_idle();
    let before = words.iter().filter(|word| word.at < sign.from).rfind(says).filter(is_day);
    let after = words.iter().filter(|word| word.at >= sign.to).find(says).filter(is_day);
    let (Some(before), Some(after)) = (before, after) else { return Err(Misread::NotADate) };
    if !sign.plain && !words.iter().any(|word| matches!(word.what, What::Month(_))) {
        return Err(Misread::NotADate);
    }
    let first = [&typed[..sign.from], &typed[after.end(typed)..]].concat();
    let last = [&typed[..before.at], &typed[sign.to..]].concat();
    match (moment(&first, meant)?, moment(&last, meant)?) {
        (first @ Moment::Day(_), last @ Moment::Day(_)) => Ok((first, last)),
        _ => Err(Misread::NotADate),
    }
}

/// Two dates; the first one has the year of the second if it names none.
fn dates(typed: &str, words: &[Word], sign: &Sign, meant: Meant<'_>) -> Ends {
    if !sign.plain && !words.iter().any(|word| matches!(word.what, What::Month(_))) {
        return Err(Misread::NotADate);
    }
    let ends = moment(&typed[sign.to..], meant)?;
    let from = ends.day().checked_sub(364.days()).map_err(|_| Misread::NotADate)?;
    let starts = moment(&typed[..sign.from], Meant { from, ..meant })?;
    Ok((starts, ends))
}

fn is_backwards(starts: &Moment, ends: &Moment) -> bool {
    match (starts, ends) {
        (Moment::Time(starts, _), Moment::Time(ends, _)) => {
            ends.duration_since(*starts) <= SignedDuration::ZERO
        }
        _ => ends.day() < starts.day(),
    }
}
