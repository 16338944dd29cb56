//! When an event is, in words, for whoever has typed it: with its weekday, and how far off it is.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use crate::domain::{DstShift, When};
use crate::tui::widgets::plural;

/// `Sunday 25 October 2026, 09:30 – 16:00 Europe/Budapest · in 4 weeks`.
pub fn span_words(starts: &When, ends: Option<&When>, now: Timestamp, zone: &TimeZone) -> String {
    let ends = ends.filter(|ends| *ends != starts);
    let span = match (starts, ends) {
        (When::Time(from), Some(When::Time(to))) if from.date() == to.date() => {
            format!("{} – {}", said(starts), to.strftime("%H:%M"))
        }
        (_, Some(ends)) => format!("{} – {}", said(starts), said(ends)),
        (_, None) => said(starts),
    };
    let named = match starts {
        When::Time(at) => format!(" {}", zone_name(at.time_zone())),
        _ => String::new(),
    };
    let today = match starts {
        When::Time(at) => at.time_zone().to_datetime(now).date(),
        _ => zone.to_datetime(now).date(),
    };
    format!("{span}{named} · {}", distance(today, starts, ends.unwrap_or(starts)))
}

/// What the clocks do to a time that was typed.
pub fn shift_words(shift: DstShift, typed: DateTime) -> String {
    let typed = typed.strftime("%H:%M");
    match shift {
        DstShift::Gap => format!("! {typed} does not exist on that day: the clocks go forward"),
        DstShift::Overlap => format!("! The first {typed} of that day is meant: the clocks go back"),
    }
}

pub fn zone_name(zone: &TimeZone) -> &str {
    zone.iana_name().unwrap_or("UTC")
}

fn said(when: &When) -> String {
    match when {
        When::Month { .. } => when.first_day().strftime("%B %Y").to_string(),
        When::Day(day) => day.strftime("%A %-d %B %Y").to_string(),
        When::Time(at) => at.strftime("%A %-d %B %Y, %H:%M").to_string(),
    }
}

/// `in 4 weeks`, `today`, `! 3 days ago: it is over`.
fn distance(today: Date, starts: &When, ends: &When) -> String {
    let days = |day: Date| day.duration_since(today).as_hours() / 24;
    let (to_come, since) = (days(starts.first_day()), -days(ends.last_day()));
    match (to_come, since) {
        (1, _) => "tomorrow".into(),
        (2.., _) => format!("in {}", long(to_come)),
        (_, 1..) => format!("! {} ago: it is over", long(since)),
        (0, 0) => "today".into(),
        _ => "now".into(),
    }
}

fn long(days: i64) -> String {
    let (count, one, many) = match days {
        ..14 => (days, "day", "days"),
        14..60 => (days / 7, "week", "weeks"),
        60..730 => (days * 12 / 365, "month", "months"),
        _ => (days / 365, "year", "years"),
    };
    plural(u64::try_from(count).unwrap_or(0), one, many)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_said_with_its_weekday_and_how_far_off_it_is() {
        let now: Timestamp = "2026-11-23T18:00:00Z".parse().expect("a moment");
        let zone = TimeZone::get("Europe/Budapest").expect("a zone");
        let when = |text: &str| When::parse(text).expect("a date");
        let night = "2026-11-24T00:30[Europe/Budapest]";
        for (starts, ends, words) in [
            (
                "2026-12-04T09:30[Europe/Budapest]",
                Some("2026-12-04T16:00[Europe/Budapest]"),
                "Friday 4 December 2026, 09:30 – 16:00 Europe/Budapest · in 11 days",
            ),
            ("2026-12-21", None, "Monday 21 December 2026 · in 4 weeks"),
            ("2027-03", None, "March 2027 · in 3 months"),
            ("2026-11", None, "November 2026 · now"),
            (
                "2026-11-24",
                Some("2026-11-26"),
                "Tuesday 24 November 2026 – Thursday 26 November 2026 · tomorrow",
            ),
            ("2026-11-23", None, "Monday 23 November 2026 · today"),
            ("2026-11-22", Some("2026-11-24"), "Sunday 22 November 2026 – Tuesday 24 November 2026 · now"),
            (
                "2026-11-20",
                Some("2026-11-22"),
                "Friday 20 November 2026 – Sunday 22 November 2026 · ! 1 day ago: it is over",
            ),
            ("2018-10-25", None, "Thursday 25 October 2018 · ! 8 years ago: it is over"),
            (night, None, "Tuesday 24 November 2026, 00:30 Europe/Budapest · tomorrow"),
        ] {
            let ends = ends.map(when);
            assert_eq!(span_words(&when(starts), ends.as_ref(), now, &zone), words);
        }
    }
}
