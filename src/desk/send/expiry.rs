//! Until when letters of an issue leave: a save-the-date must not arrive after the date, and whoever sends it may say
//! that it ends earlier.

use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

use crate::domain::{Issue, Schedule, ScheduleError, When};

/// What the issue says itself, else the earliest deadline or event after `due`; none if it names none. A day counts until
/// it is over.
pub fn expires_at(issue: &Issue, zone: &TimeZone, due: Timestamp) -> Option<Timestamp> {
    if let Some(end) = &issue.expires_at {
        return end.end(zone);
    }
    let events = issue.sections.iter().filter_map(|section| section.event.as_ref());
    let moments = events.flat_map(|event| {
        let deadlines = event.deadlines.iter().filter_map(|deadline| When::Day(deadline.date).end(zone));
        event.starts.end(zone).into_iter().chain(deadlines)
    });
    moments.filter(|at| *at > due).min()
}

/// The end that somebody has written for a mailing due at `due`: a time as [`Schedule::parse`] reads it, the next one after
/// that, or for how long, as in `3h`, `90 min` or `2 days`.
pub fn stop_after(written: &str, zone: &TimeZone, due: Timestamp) -> Result<Timestamp, ScheduleError> {
    let Ok(span) = written.trim().parse::<Span>() else {
        return Schedule::parse(written, zone, due).map(|schedule| schedule.due);
    };
    let end = due.to_zoned(zone.clone()).checked_add(span).map(|at| at.timestamp());
    let end = end.map_err(|_| ScheduleError::NotATime(written.to_owned()))?;
    if end > due { Ok(end) } else { Err(ScheduleError::Past(written.trim().to_owned())) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_is_a_time_after_it_is_due_or_for_how_long_from_then() {
        let zone = TimeZone::get("Europe/Budapest").expect("a zone");
        // The clocks go back in the night to the 28th.
        let due: Timestamp = "2018-10-27T07:00:00Z".parse().expect("a moment");
        for (written, end) in [
            ("18:00", Some("2018-10-27T16:00:00Z")),
            ("9:00", Some("2018-10-28T08:00:00Z")),
            ("2018-10-28 18:00", Some("2018-10-28T17:00:00Z")),
            ("2018-10-28 18:00 [Europe/Lisbon]", Some("2018-10-28T18:00:00Z")),
            ("90m", Some("2018-10-27T08:30:00Z")),
            ("3 hours", Some("2018-10-27T10:00:00Z")),
            ("1 day", Some("2018-10-28T08:00:00Z")),
            ("2018-10-27 09:00", None),
            ("0s", None),
            ("-3h", None),
            ("soon", None),
            ("", None),
        ] {
            let end = end.map(|end| end.parse::<Timestamp>().expect("a moment"));
            assert_eq!(stop_after(written, &zone, due).ok(), end, "{written}");
        }
    }
}
