//! Until when an issue is worth sending: a save-the-date must not arrive after the date.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::domain::{Issue, When};

/// The earliest deadline or event after `due`; none if the issue names none. A day counts until it is over.
pub fn expires_at(issue: &Issue, zone: &TimeZone, due: Timestamp) -> Option<Timestamp> {
    let over = |day: Date| {
        let next = day.tomorrow().ok()?;
        next.to_zoned(zone.clone()).ok().map(|at| at.timestamp())
    };
    let events = issue.sections.iter().filter_map(|section| section.event.as_ref());
    let moments = events.flat_map(|event| {
        let start = match &event.starts {
            When::Time(at) => Some(at.timestamp()),
            other => over(other.last_day()),
        };
        start.into_iter().chain(event.deadlines.iter().filter_map(|deadline| over(deadline.date)))
    });
    moments.filter(|at| *at > due).min()
}
