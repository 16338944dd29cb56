//! The time at the beginning of a log's line.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Time and the rest of the line: `Jun  1 12:00:00 …`, or ISO 8601 with or without an offset.
pub fn stamp<'a>(line: &'a str, zone: &TimeZone, now: Timestamp) -> Option<(Timestamp, &'a str)> {
    let first = line.split(' ').next()?;
    if first.starts_with(|c: char| c.is_ascii_digit()) {
        let rest = line.get(first.len() + 1..)?;
        let with_offset = first.parse::<Timestamp>().ok();
        let local = || first.parse::<DateTime>().ok().and_then(|at| in_zone(at, zone));
        return Some((with_offset.or_else(local)?, rest));
    }
    let (head, rest) = (line.get(..15)?, line.get(16..)?);
    let month = (1..).zip(MONTHS).find(|(_, name)| head.starts_with(name)).map(|(month, _)| month)?;
    let day: i8 = head.get(4..6)?.trim().parse().ok()?;
    let clock: Vec<i8> = head.get(7..15)?.split(':').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let [hour, minute, second] = clock[..] else { return None };
    let this_year = now.to_zoned(zone.clone()).year();
    // It is no log of the future, but for clocks that differ.
    let latest = now + SignedDuration::from_hours(24);
    let in_year = |year| in_zone(DateTime::new(year, month, day, hour, minute, second, 0).ok()?, zone);
    let at = [this_year, this_year - 1].into_iter().filter_map(in_year).find(|at| *at <= latest)?;
    Some((at, rest))
}

fn in_zone(at: DateTime, zone: &TimeZone) -> Option<Timestamp> {
    at.to_zoned(zone.clone()).ok().map(|at| at.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_are_read_and_a_year_that_is_not_written_is_the_last_that_fits() {
        let now: Timestamp = "2027-01-02T10:00:00Z".parse().unwrap();
        let zone = TimeZone::get("Europe/Budapest").unwrap();
        for (line, at) in [
            ("Dec 31 23:59:59 mx a", Some("2026-12-31T22:59:59Z")),
            ("Jan  2 00:00:01 mx a", Some("2027-01-01T23:00:01Z")),
            ("Jan  9 00:00:01 mx a", Some("2026-01-08T23:00:01Z")),
            ("2026-12-31T23:59:59.123456+01:00 mx a", Some("2026-12-31T22:59:59.123456Z")),
            ("2026-12-31T23:59:59+0100 mx a", Some("2026-12-31T22:59:59Z")),
            ("2026-12-31T22:59:59Z mx a", Some("2026-12-31T22:59:59Z")),
            ("2026-12-31T23:59:59 mx a", Some("2026-12-31T22:59:59Z")),
            ("Dek 31 23:59:59 mx a", None),
            ("Dec 32 23:59:59 mx a", None),
            ("Dec 31 23:59 mx a", None),
            ("", None),
            ("ééééééééééééééééé", None),
        ] {
            let read = stamp(line, &zone, now).map(|(at, _)| at);
            assert_eq!(read, at.map(|at| at.parse().unwrap()), "{line}");
        }
        assert_eq!(stamp("Dec 31 23:59:59 mx a", &zone, now).unwrap().1, "mx a");
    }
}
