//! Dates as people type them in English, Hungarian, Swedish, Norwegian and Dutch: `2018-10-25 09:30`,
//! `25 October 2018`, `2018. október 25.`, `25. oktober 2018 kl. 9.30`. Of two numbers the day comes before its month.

mod moment;
mod span;
#[cfg(test)]
mod tests;
mod words;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::domain::{Schedule, ScheduleError, When};
pub use moment::read_zone;
use moment::{Meant, Moment, moment};
pub use span::{Span, read_end, read_span};

/// Why a date was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misread {
    NotADate,
    /// The weekday beside it is that of another day.
    OtherWeekday(Date),
    /// It is one day in Europe and another in America.
    TwoDates(Date, Date),
    /// Its end comes before its beginning.
    EndsFirst,
}

/// Reads a date as precisely as it is typed. A time without a zone is one of `zone`; a zone is named by its city in
/// Europe or in full: `Budapest`, `America/New_York`. A day without a year is the next one from `from` on.
pub fn read_when(typed: &str, zone: &TimeZone, from: Date) -> Result<When, Misread> {
    let typed = typed.trim();
    if typed.contains('[') {
        return When::parse(typed).map_err(|_| Misread::NotADate);
    }
    moment(typed, Meant { zone, from, hours: false })?.to_when()
}

/// Reads when a mailing is to start: as [`Schedule::parse`] does, else a date with a time of day as [`read_when`] does.
pub fn read_schedule(typed: &str, zone: &TimeZone, now: Timestamp) -> Result<Schedule, ScheduleError> {
    let parsed = Schedule::parse(typed, zone, now);
    let Err(ScheduleError::NotATime(_)) = parsed else { return parsed };
    let meant = Meant { zone, from: zone.to_datetime(now).date(), hours: false };
    match moment(typed.trim(), meant) {
        Ok(Moment::Time(local, zone)) => Schedule::at(local, &zone).to_come(typed, now),
        Err(Misread::OtherWeekday(day)) => Err(ScheduleError::OtherWeekday(day)),
        Err(Misread::TwoDates(one, other)) => Err(ScheduleError::TwoDates(one, other)),
        _ => parsed,
    }
}
