//! Dates, in figures and with the month's name, and weekdays.

use std::ops::Range;

use super::calendar::{day, days, month, year};
use super::fact::Grade;
use super::language::Order;
use super::reader::Reader;
use super::token::Kind;
use super::what::{Day, What};

pub(super) fn read(reader: &mut Reader<'_>) {
    for at in 0..reader.tokens.len() {
        if reader.free(at).is_some_and(|token| token.kind == Kind::Word)
            && let Some((weekday, end)) = reader.phrase(&reader.lang.weekdays, at)
        {
            reader.take(at..end, What::Weekday(weekday), Grade::Hard);
        }
    }
    for at in 0..reader.tokens.len() {
        if let Some((days, end)) = in_figures(reader, at) {
            take(reader, at..end, &days);
        }
    }
    for at in 0..reader.tokens.len() {
        if let Some((days, range)) = named(reader, at) {
            take(reader, range, &days);
        }
    }
}

/// Each day of a range is a fact, at the place of the whole range: which end is wrong, the reader sees.
fn take(reader: &mut Reader<'_>, range: Range<usize>, days: &[Day]) {
    for day in days {
        reader.take(range.clone(), What::Date(*day), Grade::Hard);
    }
}

/// `2018-10-25`, `2018.06.20-22.`, `25.10.2018`, `20–22.6.2018`, `25/10/2018`, `25/10`.
fn in_figures(reader: &Reader<'_>, at: usize) -> Option<(Vec<Day>, usize)> {
    let starts = at == 0 || !reader.close(at) || !reader.tokens[at - 1].is(&['.', '/', ',', ':', '+']);
    if !starts {
        return None;
    }
    if let Some(year) = year(reader, at) {
        return year_first(reader, at, year);
    }
    // The first day of a range.
    let before = reader.digits(at).filter(|token| token.text.len() <= 2).and_then(|token| token.number());
    let dot = usize::from(reader.close_mark(at + 1, &['.']));
    let dash = reader.mark(at + 1 + dot, &['-', '–', '—']).is_some();
    if let Some(first) = before.filter(|day| dash && (1..=31).contains(day))
        && let Some((last, end)) = day_first(reader, at + 2 + dot)
    {
        let first = Day { day: u8::try_from(first).ok(), ..last };
        return Some((vec![first, last], end));
    }
    day_first(reader, at).map(|(day, end)| (vec![day], end))
}

/// A part of a date in figures: one or two digits, at most `most`.
fn part(reader: &Reader<'_>, at: usize, most: u32) -> Option<u8> {
    let token = reader.digits(at).filter(|token| token.text.len() <= 2)?;
    token.number().filter(|number| (1..=most).contains(number)).and_then(|number| u8::try_from(number).ok())
}

fn year_first(reader: &Reader<'_>, at: usize, year: u16) -> Option<(Vec<Day>, usize)> {
    let mark = ['-', '.', '/'].into_iter().find(|mark| reader.close_mark(at + 1, &[*mark]))?;
    let close = |at: usize| reader.close(at) || mark == '.' && reader.goes_on(at);
    let month = part(reader, at + 2, 12).filter(|_| close(at + 2))?;
    if !reader.close_mark(at + 3, &[mark]) || !close(at + 4) {
        return None;
    }
    let first = part(reader, at + 4, 31)?;
    let of = |day| Day { year: Some(year), month: Some(month), day: Some(day) };
    let mut end = reader.tail(at + 5);
    let mut days = vec![of(first)];
    let dash = reader.mark(end, &['-', '–', '—']).is_some();
    if dash && let Some(last) = part(reader, end + 1, 31).filter(|last| *last > first) {
        let more = reader.close_mark(end + 2, &[mark]) && reader.close(end + 3);
        if !more {
            days.push(of(last));
            end = reader.tail(end + 2);
        }
    }
    Some((days, end))
}

fn day_first(reader: &Reader<'_>, at: usize) -> Option<(Day, usize)> {
    let day = part(reader, at, 31)?;
    let mark = ['-', '.', '/'].into_iter().find(|mark| reader.close_mark(at + 1, &[*mark]))?;
    let close = |at: usize| reader.close(at) || mark == '.' && reader.goes_on(at);
    let month = part(reader, at + 2, 12).filter(|_| close(at + 2))?;
    let of = |year| Day { year, month: Some(month), day: Some(day) };
    if reader.close_mark(at + 3, &[mark]) && close(at + 4) {
        if let Some(year) = year(reader, at + 4) {
            return Some((of(Some(year)), at + 5));
        }
        let short = part(reader, at + 4, 60).filter(|_| reader.close(at + 4) && mark != '-');
        if let Some(short) = short.filter(|_| reader.tokens[at + 4].text.len() == 2) {
            return Some((of(Some(2000 + u16::from(short))), at + 5));
        }
    }
    // Without a year only where it can be nothing else.
    let slash = mark == '/' && day > 12 && !(day == 24 && month == 7);
    let dotted = mark == '.'
        && reader.close(at + 2)
        && reader.close_mark(at + 3, &['.'])
        && !(reader.close(at + 4) && reader.digits(at + 4).is_some())
        && reader.lang.order == Order::Dmy
        && (reader.lang.short_dates
            || reader.behind(&reader.lang.fillers, at).is_some()
            || reader.behind(&reader.lang.weekdays, at).is_some()
            || reader.mark(at + 4, &['-', '–']).is_some() && reader.digits(at + 5).is_some());
    (slash || dotted).then(|| (of(None), at + 3 + usize::from(dotted)))
}

/// A date with its month's name at `at`, or one whose days begin there.
fn named(reader: &Reader<'_>, at: usize) -> Option<(Vec<Day>, Range<usize>)> {
    let order = reader.lang.order;
    if order != Order::Ymd
        && let Some((days, end)) = days(reader, at)
    {
        let behind = reader.phrase(&reader.lang.fillers, end).map_or(end, |(_, next)| next);
        if let Some((month, end)) = month(reader, behind, true).filter(|_| reader.goes_on(behind)) {
            let (year, end) = year_behind(reader, end);
            return Some((all(&days, month, year), at..end));
        }
    }
    let (number, end) = month(reader, at, beside_number(reader, at))?;
    let (before, start) = year_before(reader, at);
    if order != Order::Dmy {
        let from = reader.phrase(&reader.lang.fillers, end).map_or(end, |(_, next)| next);
        if let Some((days, end)) = days(reader, from).filter(|_| reader.goes_on(from)) {
            let (behind, end) = year_behind(reader, end);
            return Some((all(&days, number, before.or(behind)), start..end));
        }
    }
    let (behind, end) = if before.is_none() { year_behind(reader, end) } else { (None, end) };
    let year = before.or(behind);
    let begins = at == 0 || !reader.goes_on(at) || reader.tokens[at - 1].is(&['.', '!', '?', ':']);
    let verb = begins && year.is_none() && reader.lang.doubtful.contains(&reader.tokens[at].lower);
    (!verb).then(|| (vec![Day { year, month: Some(number), day: None }], start..end))
}

fn all(days: &[u8], month: u8, year: Option<u16>) -> Vec<Day> {
    days.iter().map(|day| Day { year, month: Some(month), day: Some(*day) }).collect()
}

/// A year behind "25 October", a comma between or not.
fn year_behind(reader: &Reader<'_>, end: usize) -> (Option<u16>, usize) {
    let comma = usize::from(reader.close_mark(end, &[',', '.']) && year(reader, end + 1).is_some());
    match year(reader, end + comma) {
        Some(found) if reader.goes_on(end + comma) && !thousands(reader, end + comma) => {
            (Some(found), end + comma + 1)
        }
        _ => (None, end),
    }
}

fn thousands(reader: &Reader<'_>, at: usize) -> bool {
    reader.close_mark(at + 1, &[',', '.']) && reader.close(at + 2) && reader.digits(at + 2).is_some()
}

/// A year before "október", a full stop between or not, and where the date begins.
fn year_before(reader: &Reader<'_>, at: usize) -> (Option<u16>, usize) {
    let stop = usize::from(at > 1 && reader.mark(at - 1, &['.']).is_some());
    let before = at.checked_sub(1 + stop).filter(|_| reader.goes_on(at));
    match before.and_then(|before| Some((year(reader, before)?, before))) {
        Some((year, before)) if reader.lang.order != Order::Dmy => (Some(year), before),
        _ => (None, at),
    }
}

fn beside_number(reader: &Reader<'_>, at: usize) -> bool {
    let stop = usize::from(reader.close_mark(at + 1, &['.']));
    let behind = day(reader, at + 1 + stop).is_some() || year(reader, at + 1 + stop).is_some();
    behind || year_before(reader, at).0.is_some()
}
