//! `window = "07:00-20:00"`: the hours in which letters leave for the first time.

use std::fmt;

use jiff::civil::Time;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// Nobody looks further ahead.
const A_YEAR: u32 = 366;

/// From one time of day up to, and without, another; over midnight if that is the earlier one. They are never the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    pub from: Time,
    pub to: Time,
}

impl Window {
    /// `07:00 and 20:00`.
    pub fn in_words(self) -> String {
        format!("{} and {}", self.from.strftime("%H:%M"), self.to.strftime("%H:%M"))
    }

    pub fn contains(self, now: Timestamp, zone: &TimeZone) -> bool {
        let time = now.to_zoned(zone.clone()).time();
        if self.from < self.to {
            self.from <= time && time < self.to
        } else {
            self.from <= time || time < self.to
        }
    }

    /// When it opens next. A time that the clocks skip is the first one after it.
    pub fn opens(self, now: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
        next(self.from, now, zone)
    }

    /// When it closes next.
    pub fn closes(self, now: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
        next(self.to, now, zone)
    }

    /// When it opened last.
    pub fn opened(self, now: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
        let before = now.to_zoned(zone.clone()).yesterday().ok()?.timestamp();
        next(self.from, before, zone)
    }

    /// When something is done that takes so long, begun now, if it is done within the hours alone.
    pub fn ends(self, now: Timestamp, takes: SignedDuration, zone: &TimeZone) -> Option<Timestamp> {
        let (mut at, mut left) = (now, takes);
        for _ in 0..A_YEAR {
            if !self.contains(at, zone) {
                at = self.opens(at, zone)?;
            }
            let closes = next(self.to, at, zone)?;
            let end = at.checked_add(left).ok()?;
            if end <= closes {
                return Some(end);
            }
            left -= closes.duration_since(at);
            at = closes;
        }
        None
    }
}

/// The next such time on the wall.
fn next(time: Time, now: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
    let today = now.to_zoned(zone.clone()).date();
    let at = |date: jiff::civil::Date| date.to_datetime(time).to_zoned(zone.clone()).ok();
    let moments = [at(today), today.tomorrow().ok().and_then(at)];
    moments.into_iter().flatten().map(|at| at.timestamp()).find(|at| *at > now)
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.from.strftime("%H:%M"), self.to.strftime("%H:%M"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_read_both_ends_of_it() {
        let window = Window { from: jiff::civil::time(3, 0, 0, 0), to: jiff::civil::time(3, 10, 0, 0) };
        assert_eq!((window.in_words(), window.to_string()), ("03:00 and 03:10".into(), "03:00-03:10".into()));
    }

    #[test]
    fn it_opens_and_closes_by_the_clocks_on_the_wall_also_over_midnight_and_when_they_change() {
        let zone = TimeZone::get("Europe/Amsterdam").expect("a zone");
        let window = |from: &str, to: &str| Window {
            from: from.parse().expect("a time"),
            to: to.parse().expect("a time"),
        };
        let at = |written: &str| written.parse::<jiff::Zoned>().expect("a moment").timestamp();
        let day = window("07:00", "20:00");
        for (now, inside, opens) in [
            (
                "2018-06-20T06:59:59+02:00[Europe/Amsterdam]",
                false,
                "2018-06-20T07:00:00+02:00[Europe/Amsterdam]",
            ),
            (
                "2018-06-20T07:00:00+02:00[Europe/Amsterdam]",
                true,
                "2018-06-21T07:00:00+02:00[Europe/Amsterdam]",
            ),
            (
                "2018-06-20T20:00:00+02:00[Europe/Amsterdam]",
                false,
                "2018-06-21T07:00:00+02:00[Europe/Amsterdam]",
            ),
            // The night in which the clocks go back.
            (
                "2018-10-27T21:00:00+02:00[Europe/Amsterdam]",
                false,
                "2018-10-28T07:00:00+01:00[Europe/Amsterdam]",
            ),
        ] {
            assert_eq!(
                (day.contains(at(now), &zone), day.opens(at(now), &zone)),
                (inside, Some(at(opens))),
                "{now}"
            );
        }
        for (now, opened) in [("06:59", "19T07:00"), ("07:01", "20T07:00"), ("23:00", "20T07:00")] {
            let moment = |written: String| at(&format!("2018-06-{written}:00+02:00[Europe/Amsterdam]"));
            assert_eq!(
                day.opened(moment(format!("20T{now}")), &zone),
                Some(moment(opened.to_owned())),
                "{now}"
            );
        }
        let night = window("22:00", "06:00");
        for (now, inside) in [("23:30", true), ("05:59", true), ("06:00", false), ("21:59", false)] {
            let now = format!("2018-06-20T{now}:00+02:00[Europe/Amsterdam]");
            assert_eq!(night.contains(at(&now), &zone), inside, "{now}");
        }
        for (hours, ends) in [(2, "2018-06-20T21:00"), (5, "2018-06-21T09:00"), (29, "2018-06-22T18:00")] {
            let now = at("2018-06-20T19:00+02:00[Europe/Amsterdam]");
            let evening = window("07:00", "22:00").ends(now, SignedDuration::from_hours(hours), &zone);
            assert_eq!(evening, Some(at(&format!("{ends}:00+02:00[Europe/Amsterdam]"))), "{hours}");
        }
        // 02:30 is skipped that night.
        let skipped =
            window("02:30", "05:00").opens(at("2018-03-25T00:00:00+01:00[Europe/Amsterdam]"), &zone);
        assert_eq!(skipped, Some(at("2018-03-25T03:30:00+02:00[Europe/Amsterdam]")));
    }
}
