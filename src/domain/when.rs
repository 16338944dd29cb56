//! A moment as precisely as people know it: a month, a day, or a time in a zone.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// `2018-10`, `2018-10-25` or `2018-10-25T09:30[Europe/Amsterdam]`.
#[derive(Debug, Clone, PartialEq)]
pub enum When {
    Month { year: i16, month: i8 },
    Day(Date),
    Time(Zoned),
}

/// Why a date was not understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "\"{0}\" is not a date: write 2018-10-25T09:30[Europe/Amsterdam], 2018-10-25 for all day, or 2018-10 for the month"
)]
pub struct WhenError(pub String);

impl When {
    pub fn parse(written: &str) -> Result<Self, WhenError> {
        let wrong = || WhenError(written.to_owned());
        let text = written.trim();
        if text.contains('[') {
            return text.parse().map(Self::Time).map_err(|_| wrong());
        }
        if let Ok(day) = text.parse::<Date>()
            && text.len() == 10
        {
            return Ok(Self::Day(day));
        }
        let (year, month) = text.split_once('-').ok_or_else(wrong)?;
        let (year, month) = (year.parse().map_err(|_| wrong())?, month.parse().map_err(|_| wrong())?);
        Date::new(year, month, 1).map_err(|_| wrong())?;
        if text.len() != 7 {
            return Err(wrong());
        }
        Ok(Self::Month { year, month })
    }

    /// When it has come, and is past: a day or a month counts in `zone` until it is over.
    pub fn end(&self, zone: &TimeZone) -> Option<Timestamp> {
        match self {
            Self::Time(time) => Some(time.timestamp()),
            other => other.last_day().tomorrow().ok()?.to_zoned(zone.clone()).ok().map(|at| at.timestamp()),
        }
    }

    /// The last day it may mean: an event is past only after it.
    pub fn last_day(&self) -> Date {
        match self {
            Self::Month { year, month } => Date::new(*year, *month, 1).unwrap_or_default().last_of_month(),
            Self::Day(day) => *day,
            Self::Time(time) => time.date(),
        }
    }

    /// The first day it may mean.
    pub fn first_day(&self) -> Date {
        match self {
            Self::Month { year, month } => Date::new(*year, *month, 1).unwrap_or_default(),
            Self::Day(day) => *day,
            Self::Time(time) => time.date(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_a_day_and_a_time_are_told_apart() {
        assert_eq!(When::parse("2018-10"), Ok(When::Month { year: 2018, month: 10 }));
        assert_eq!(When::parse("2018-10-25"), Ok(When::Day(Date::constant(2018, 10, 25))));
        let time = When::parse("2018-10-25T09:30[Europe/Amsterdam]").expect("a time");
        assert!(matches!(&time, When::Time(at) if at.hour() == 9), "{time:?}");
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for written in
            ["2018-13", "2018-02-30", "25 October", "2018-10-25T09:30", "2018-10-25T09:30[Europe/Atlantis]"]
        {
            assert_eq!(When::parse(written), Err(WhenError(written.to_owned())));
        }
    }
}
