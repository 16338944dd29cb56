//! One moment as it was typed: a month, a day, or a time of day.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

use super::Misread;
use super::words::{What, Word, split};
use crate::domain::When;

/// What was typed, before it is known whether the clocks of its zone ever show it.
#[derive(Debug, Clone)]
pub enum Moment {
    Month { year: i16, month: i8 },
    Day(Date),
    Time(DateTime, TimeZone),
}

impl Moment {
    pub fn day(&self) -> Date {
        match self {
            Self::Month { year, month } => Date::new(*year, *month, 1).unwrap_or_default(),
            Self::Day(day) => *day,
            Self::Time(local, _) => local.date(),
        }
    }

    pub fn to_when(&self) -> Result<When, Misread> {
        match self {
            Self::Month { year, month } => Ok(When::Month { year: *year, month: *month }),
            Self::Day(day) => Ok(When::Day(*day)),
            Self::Time(local, zone) => {
                local.to_zoned(zone.clone()).map(When::Time).map_err(|_| Misread::NotADate)
            }
        }
    }
}

/// How what is not typed is meant.
#[derive(Debug, Clone, Copy)]
pub struct Meant<'a> {
    /// The zone of a time without one.
    pub zone: &'a TimeZone,
    /// A day without a year is the first from here on.
    pub from: Date,
    /// Whether a number behind a day is an hour, without a word that says so.
    pub hours: bool,
}

pub fn moment(typed: &str, meant: Meant<'_>) -> Result<Moment, Misread> {
    let mut words = split(typed);
    let clock = meant.hours || words.iter().any(Word::names_clock);
    let weekday = words.iter().find_map(Word::weekday);
    words.retain(|word| !word.is_idle());
    let read = taken(typed, &words, Meant { hours: clock, ..meant })?;
    let day = match &read {
        Moment::Month { .. } => return Ok(read),
        other => other.day(),
    };
    match weekday {
        Some(weekday) if weekday != day.weekday().to_monday_zero_offset() => Err(Misread::OtherWeekday(day)),
        _ => Ok(read),
    }
}

fn taken(typed: &str, words: &[Word], meant: Meant<'_>) -> Result<Moment, Misread> {
    let (year, month, day, used) = calendar(words)?;
    let rest = &words[used..];
    let none = Misread::NotADate;
    let Some(day) = day else {
        let year = year.filter(|year| Date::new(*year, month, 1).is_ok() && rest.is_empty()).ok_or(none)?;
        return Ok(Moment::Month { year, month });
    };
    let date = match year {
        Some(year) => Date::new(year, month, day).map_err(|_| none)?,
        None => next(month, day, meant.from).ok_or(none)?,
    };
    if rest.is_empty() {
        return Ok(Moment::Day(date));
    }
    let (time, used) = time(rest, meant.hours).ok_or(none)?;
    let local = date.to_datetime(time);
    let zone = rest.get(used).map(|word| named_zone(&typed[word.at..], meant.zone, local));
    Ok(Moment::Time(local, zone.unwrap_or_else(|| Some(meant.zone.clone())).ok_or(none)?))
}

type Calendar = (Option<i16>, i8, Option<i8>, usize);

/// Year, month and day as they are named, and how many words that took.
fn calendar(words: &[Word]) -> Result<Calendar, Misread> {
    use What::{Month, Number};
    let small = |number: i16| i8::try_from(number).map_err(|_| Misread::NotADate);
    let day = |number: i16| small(number).map(Some);
    let kinds: Vec<What> = words.iter().map(|word| word.what).collect();
    match kinds[..] {
        [Number(year @ 1000..), Number(month), Number(date), ..] if words[2].text.len() <= 2 => {
            Ok((Some(year), small(month)?, day(date)?, 3))
        }
        [Number(year @ 1000..), Month(month), Number(date @ ..32), ..]
        | [Number(date @ ..32), Month(month), Number(year @ 1000..), ..]
        | [Month(month), Number(date @ ..32), Number(year @ 1000..), ..] => {
            Ok((Some(year), month, day(date)?, 3))
        }
        [Number(first), Number(second), Number(year @ 1000..), ..] => {
            let (date, month) = in_order(small(first)?, small(second)?, year, words[1].before == Some('/'))?;
            Ok((Some(year), month, Some(date), 3))
        }
        [Number(year @ 1000..), Number(month)] if words[1].text.len() == 2 => {
            Ok((Some(year), small(month)?, None, 2))
        }
        [Number(year @ 1000..), Month(month)] | [Month(month), Number(year @ 1000..)] => {
            Ok((Some(year), month, None, 2))
        }
        [Number(date @ ..32), Month(month), ..] | [Month(month), Number(date @ ..32), ..] => {
            Ok((None, month, day(date)?, 2))
        }
        _ => Err(Misread::NotADate),
    }
}

/// Of two numbers the day comes before its month, but between strokes in America, and there is no telling who typed it.
fn in_order(first: i8, second: i8, year: i16, strokes: bool) -> Result<(i8, i8), Misread> {
    let here = Date::new(year, second, first);
    let there = Date::new(year, first, second);
    match (here, there) {
        (Ok(here), Ok(there)) if strokes && here != there => Err(Misread::TwoDates(here, there)),
        (Err(_), Ok(_)) if strokes => Ok((second, first)),
        _ => Ok((first, second)),
    }
}

/// The first such day from a day on; the 29th of February comes every eighth year at the latest.
fn next(month: i8, day: i8, from: Date) -> Option<Date> {
    let years = from.year()..=from.year().saturating_add(8);
    years.filter_map(|year| Date::new(year, month, day).ok()).find(|date| *date >= from)
}

/// A time of day that stands alone, and its zone if it is named.
pub fn time_of_day(typed: &str, on: Date, meant: Meant<'_>) -> Option<(DateTime, TimeZone)> {
    let mut words = split(typed);
    let clock = meant.hours || words.iter().any(Word::names_clock);
    words.retain(|word| !word.is_idle());
    let (time, used) = time(&words, clock)?;
    let local = on.to_datetime(time);
    let zone = words.get(used).map(|word| named_zone(&typed[word.at..], meant.zone, local));
    Some((local, zone.unwrap_or_else(|| Some(meant.zone.clone()))?))
}

/// The time, and how many words that took.
fn time(words: &[Word], clock: bool) -> Option<(Time, usize)> {
    let number = |at: usize| match words.get(at)?.what {
        What::Number(number) if words[at].text.len() <= 2 => i8::try_from(number).ok(),
        _ => None,
    };
    let half = |at: usize| match words.get(at)?.what {
        What::Half(hours) => Some(hours),
        _ => None,
    };
    let hour = number(0)?;
    let minute =
        number(1).filter(|_| words[1].text.len() == 2 && matches!(words[1].before, Some(':' | '.' | 'h')));
    let used = if minute.is_some() { 2 } else { 1 };
    let (hour, used) = match half(used) {
        Some(noon) => ((1..=12).contains(&hour).then_some(hour % 12 + noon)?, used + 1),
        None => ((minute.is_some() || clock).then_some(hour)?, used),
    };
    Some((Time::new(hour, minute.unwrap_or(0), 0, 0).ok()?, used))
}

/// A zone by its city in Europe or in full: `Budapest`, `America/New_York`, `UTC`.
pub fn read_zone(typed: &str) -> Option<TimeZone> {
    let name = typed.trim().trim_matches(['(', ')', ',']).replace(' ', "_");
    if name.contains('/') || name.eq_ignore_ascii_case("utc") {
        return TimeZone::get(&name).ok();
    }
    TimeZone::get(&format!("Europe/{name}")).ok()
}

/// A zone by its name. What a letter prints behind its times, `(Central European Time, UTC+1)`, is the
/// zone that is meant if it has that offset then.
fn named_zone(words: &str, meant: &TimeZone, local: DateTime) -> Option<TimeZone> {
    if let Some(zone) = read_zone(words) {
        return Some(zone);
    }
    let words = words.trim().trim_matches(['(', ')', ',']);
    let (_, offset) =
        words.rsplit_once("UTC").filter(|(name, _)| !name.contains(|c: char| c.is_ascii_digit()))?;
    let (hours, minutes) = offset.split_once(':').unwrap_or((offset, "0"));
    let hours: i32 = hours.replace('−', "-").parse().ok()?;
    let minutes = minutes.parse::<i32>().ok()? * hours.signum();
    let offset = meant.to_ambiguous_timestamp(local).compatible().ok().map(|at| meant.to_offset(at))?;
    (offset.seconds() == (hours * 60 + minutes) * 60).then(|| meant.clone())
}
