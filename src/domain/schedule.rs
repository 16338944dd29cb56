//! When a mailing is due: what people said, and the instant it means.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{SignedDuration, Timestamp, Zoned};

/// Local time and zone are kept beside the instant, so that a change of the rules can be seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// What was asked for, as wall-clock time.
    pub local: DateTime,
    /// IANA name.
    pub zone: String,
    /// When it is due.
    pub due: Timestamp,
    /// What daylight saving did to it.
    pub shift: Option<DstShift>,
}

/// A local time that does not exist, or exists twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DstShift {
    /// The clocks jump over it: the first instant after the gap is taken.
    Gap,
    /// The clocks show it twice: the earlier one is taken.
    Overlap,
}

impl DstShift {
    /// The word in the ledger.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Gap => "gap",
            Self::Overlap => "overlap",
        }
    }
}

/// Why a time was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScheduleError {
    #[error("\"{0}\" is not a time: write 2026-12-04 09:00, or 09:00 for the next time the clock shows it")]
    NotATime(String),
    #[error("{0} has gone by: write a time that is still to come")]
    Past(String),
    #[error("{}", .0.strftime("%-d %B %Y is a %A"))]
    OtherWeekday(Date),
    /// One day in Europe, another in America.
    #[error("{} or {}? Write the month in letters", .0.strftime("%-d %B %Y"), .1.strftime("%-d %B %Y"))]
    TwoDates(Date, Date),
    #[error("there is no time zone \"{0}\"; zones are named like Europe/Budapest")]
    Zone(String),
}

impl Schedule {
    /// At once.
    pub fn now(zone: &TimeZone, now: Timestamp) -> Self {
        Self { local: zone.to_datetime(now), zone: zone_name(zone), due: now, shift: None }
    }

    /// Reads `2026-12-04 09:00` (or with `T`), `09:00`, each with or without `[Europe/Budapest]`; without it the time
    /// is meant in `zone`.
    pub fn parse(written: &str, zone: &TimeZone, now: Timestamp) -> Result<Self, ScheduleError> {
        let text = written.trim();
        let (text, zone) = match text.strip_suffix(']').and_then(|rest| rest.split_once('[')) {
            Some((time, name)) => {
                let zone = TimeZone::get(name).map_err(|_| ScheduleError::Zone(name.to_owned()))?;
                (time.trim(), zone)
            }
            None => (text, zone.clone()),
        };
        let not_a_time = || ScheduleError::NotATime(written.to_owned());
        let schedule = if let Some(time) = clock_time(text) {
            let today = zone.to_datetime(now).date();
            let first = Self::at(today.to_datetime(time), &zone);
            let tomorrow = today.tomorrow().map_err(|_| not_a_time())?;
            if first.due > now { first } else { Self::at(tomorrow.to_datetime(time), &zone) }
        } else {
            let (date, time) = text.split_once([' ', 'T']).ok_or_else(not_a_time)?;
            let date: Date = date.parse().map_err(|_| not_a_time())?;
            let time = clock_time(time.trim()).ok_or_else(not_a_time)?;
            Self::at(date.to_datetime(time), &zone)
        };
        schedule.to_come(written, now)
    }

    /// This one, unless it has gone by. `written` is what stands in the error.
    pub fn to_come(self, written: &str, now: Timestamp) -> Result<Self, ScheduleError> {
        if self.due > now { Ok(self) } else { Err(ScheduleError::Past(written.trim().to_owned())) }
    }

    /// A wall-clock time in a zone. In a gap: the first instant after it; in an overlap: the earlier one.
    pub fn at(local: DateTime, zone: &TimeZone) -> Self {
        let (due, shift) = match zone.to_ambiguous_timestamp(local).offset() {
            AmbiguousOffset::Unambiguous { offset } => (offset.to_timestamp(local), None),
            AmbiguousOffset::Fold { before, .. } => (before.to_timestamp(local), Some(DstShift::Overlap)),
            AmbiguousOffset::Gap { before, .. } => {
                // Read with the offset before the jump, the time lies at or after it; the jump is the last one up to then.
                let after = before.to_timestamp(local);
                let jump = after.map(|at| {
                    let transitions =
                        at.checked_add(SignedDuration::from_secs(1)).map(|later| zone.preceding(later));
                    transitions.ok().and_then(|mut past| past.next()).map_or(at, |jump| jump.timestamp())
                });
                (jump, Some(DstShift::Gap))
            }
        };
        // Only a year beyond 9999 has no instant; it is as good as never.
        Self { local, zone: zone_name(zone), due: due.unwrap_or(Timestamp::MAX), shift }
    }

    /// What the clock in its zone shows when it is due; differs from `local` in a gap.
    pub fn shown(&self) -> DateTime {
        TimeZone::get(&self.zone).map_or(self.local, |zone| zone.to_datetime(self.due))
    }

    /// The schedule as it was asked for, of a mailing that was resumed after that time: `due` is then when it was resumed.
    pub fn missed(&self) -> Option<Self> {
        let asked = Self::at(self.local, &TimeZone::get(&self.zone).ok()?);
        let late = self.due.duration_since(asked.due) >= SignedDuration::from_mins(1);
        // "Now" said in an hour that comes twice is no time that was missed.
        (late && asked.shift == self.shift).then_some(asked)
    }

    /// The same time on the clock by the rules that the zone has by now, if they give it another instant than the rules by
    /// which it was written. None if they don't, or if a person has put it off since.
    pub fn moved(&self, now: Timestamp) -> Option<Self> {
        let anew = Self::at(self.local, &TimeZone::get(&self.zone).ok()?);
        let by = anew.due.duration_since(self.due);
        let put_off = self.due <= now && by.is_negative();
        // "In a minute" said in an hour that comes twice.
        let twice = anew.shift == Some(DstShift::Overlap) && self.shift.is_none();
        (by.abs() >= SignedDuration::from_mins(1) && !put_off && !twice).then_some(anew)
    }

    /// The zone in which it was asked for; UTC if this machine does not know it.
    pub fn time_zone(&self) -> TimeZone {
        TimeZone::get(&self.zone).unwrap_or(TimeZone::UTC)
    }

    /// Whether it was asked for in `zone`: among others of that zone it then needs no zone beside it.
    pub fn is_in(&self, zone: &TimeZone) -> bool {
        self.zone == zone_name(zone)
    }

    /// Whether it is on the day after `now`, by the clocks of its zone.
    pub fn is_tomorrow(&self, now: Timestamp) -> bool {
        let today = self.time_zone().to_datetime(now).date();
        today.tomorrow().is_ok_and(|tomorrow| self.shown().date() == tomorrow)
    }

    /// "2026-12-04 09:00 Europe/Budapest", and what daylight saving did to it.
    pub fn in_words(&self) -> String {
        let shown = self.shown().strftime("%Y-%m-%d %H:%M").to_string();
        let asked = self.local.strftime("%H:%M");
        match self.shift {
            None => format!("{shown} {}", self.zone),
            Some(DstShift::Gap) => {
                format!("{shown} {} ({asked} does not exist on that day: the clocks go forward)", self.zone)
            }
            Some(DstShift::Overlap) => {
                format!("{shown} {} (the first {asked} of that day: the clocks go back)", self.zone)
            }
        }
    }
}

/// `2026-12-04 09:00 Europe/Budapest`: a moment as clocks there show it.
pub fn moment_in_words(at: Timestamp, zone: &TimeZone) -> String {
    format!("{} {}", at.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M"), zone_name(zone))
}

/// The same for what ends then: with its second where that is not the first of the minute.
pub fn end_in_words(at: Timestamp, zone: &TimeZone) -> String {
    let at = at.to_zoned(zone.clone());
    format!("{} {}", at.strftime(&format!("%Y-%m-%d {}", clock_of_end(&at))), zone_name(zone))
}

/// How the clock time of an end is written.
pub fn clock_of_end(at: &Zoned) -> &'static str {
    if at.second() == 0 { "%H:%M" } else { "%H:%M:%S" }
}

/// `2026-12-04 09:00:12 CET`: to the second, for what has happened.
pub fn second_in_words(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M:%S %Z").to_string()
}

fn zone_name(zone: &TimeZone) -> String {
    zone.iana_name().unwrap_or("UTC").to_owned()
}

/// `9:00` or `09:00`.
fn clock_time(text: &str) -> Option<Time> {
    let (hour, minute) = text.split_once(':')?;
    let digits = |part: &str| part.len() <= 2 && !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !digits(hour) || minute.len() != 2 || !digits(minute) {
        return None;
    }
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tomorrow_is_the_next_day_by_the_clocks_of_the_zone_it_was_asked_for_in() {
        let now: Timestamp = "2026-11-23T22:30:00Z".parse().unwrap();
        for (zone, written, tomorrow) in [
            ("Europe/Amsterdam", "04:31", true),
            ("Europe/Amsterdam", "23:45", false),
            ("Europe/Helsinki", "04:31", false),
            ("Europe/Helsinki", "2026-11-25 04:31", true),
            ("Europe/Helsinki", "2026-11-26 04:31", false),
        ] {
            let zone = TimeZone::get(zone).unwrap();
            let schedule = Schedule::parse(written, &zone, now).unwrap();
            assert_eq!(schedule.is_tomorrow(now), tomorrow, "{written}");
        }
    }

    #[test]
    fn what_has_happened_is_told_by_the_newsletter_s_clocks_to_the_second() {
        let at = "2026-11-22T04:05:13.904Z".parse().expect("an instant");
        let zone = TimeZone::get("Europe/Amsterdam").expect("a zone");
        assert_eq!(second_in_words(at, &zone), "2026-11-22 05:05:13 CET");
    }

    #[test]
    fn the_rules_of_zones_are_compiled_in_for_a_machine_that_has_none() {
        let compiled_in = jiff::tz::TimeZoneDatabase::bundled();
        for zone in ["Europe/Budapest", "Europe/Oslo", "UTC"] {
            assert!(compiled_in.get(zone).is_ok(), "{zone}");
        }
    }

    fn schedule(written: &str, zone: &str, now: &str) -> Result<Schedule, ScheduleError> {
        Schedule::parse(written, &TimeZone::get(zone).expect("a zone"), now.parse().expect("an instant"))
    }

    #[test]
    fn a_time_in_words_and_the_instant_it_means() {
        let now = "2026-11-21T20:00:00Z";
        for (written, due) in [
            ("2026-12-04 09:00", "2026-12-04T08:00:00Z"),
            ("2026-12-04T9:00", "2026-12-04T08:00:00Z"),
            ("2026-12-04 09:00[Europe/Helsinki]", "2026-12-04T07:00:00Z"),
            ("21:30", "2026-11-21T20:30:00Z"),
            ("09:00", "2026-11-22T08:00:00Z"),
        ] {
            let schedule = schedule(written, "Europe/Amsterdam", now).expect(written);
            assert_eq!(schedule.due.to_string(), due, "{written}");
            assert_eq!(schedule.shift, None, "{written}");
        }
    }

    #[test]
    fn a_time_that_the_clocks_jump_over_becomes_the_first_after_it() {
        for zone in ["Europe/Budapest", "Europe/Stockholm", "Europe/Oslo", "Europe/Amsterdam"] {
            for day in ["2027-03-28", "2030-03-31"] {
                for time in ["02:00", "02:30", "02:59"] {
                    let asked = format!("{day} {time}");
                    let schedule = schedule(&asked, zone, "2026-11-21T20:00:00Z").expect("a time");
                    assert_eq!(schedule.due.to_string(), format!("{day}T01:00:00Z"), "{asked} {zone}");
                    assert_eq!(schedule.shift, Some(DstShift::Gap));
                    assert!(
                        schedule.in_words().starts_with(&format!("{day} 03:00")),
                        "{}",
                        schedule.in_words()
                    );
                }
            }
        }
    }

    #[test]
    fn a_time_that_was_missed_is_known_from_what_was_asked_for() {
        let asked = schedule("2026-12-04 09:00", "Europe/Budapest", "2026-12-01T00:00:00Z").unwrap();
        assert_eq!(asked.missed(), None);
        let hours = |n| asked.due + SignedDuration::from_hours(n);
        let resumed = Schedule { due: hours(3), ..asked.clone() };
        assert_eq!(resumed.missed().as_ref(), Some(&asked));
        assert_eq!(Schedule { due: hours(-3), ..asked.clone() }.missed(), None);
        let zone = TimeZone::get("Europe/Budapest").unwrap();
        // 02:30 for the second time: the clocks went back at 03:00.
        let twice = Schedule::now(&zone, "2026-10-25T01:30:00Z".parse().unwrap());
        assert_eq!(twice.missed(), None);
    }

    #[test]
    fn a_time_is_moved_by_new_rules_of_its_zone_and_by_nothing_else() {
        let asked = schedule("2026-12-04 09:00", "Europe/Budapest", "2026-12-01T00:00:00Z").unwrap();
        let (before, after) =
            ("2026-12-01T00:00:00Z".parse().unwrap(), asked.due + SignedDuration::from_hours(5));
        // As rules had it that differ by an hour.
        let by_other_rules =
            |hours| Schedule { due: asked.due + SignedDuration::from_hours(hours), ..asked.clone() };
        for (stored, now, moves) in [
            (by_other_rules(0), before, false),
            (by_other_rules(1), before, true),
            (by_other_rules(-1), before, true),
            // It was to be later, and has not begun.
            (by_other_rules(-1), asked.due - SignedDuration::from_mins(1), true),
            // Resumed an hour after it was due.
            (by_other_rules(1), after, false),
        ] {
            assert_eq!(stored.moved(now), moves.then(|| asked.clone()), "{} at {now}", stored.due);
        }
        let twice = "2026-10-25T01:30:00Z".parse().unwrap();
        let zone = TimeZone::get("Europe/Budapest").unwrap();
        assert_eq!(Schedule::now(&zone, twice).moved(twice - SignedDuration::from_mins(1)), None);
        let nowhere = Schedule { zone: "Europe/Atlantis".to_owned(), ..by_other_rules(1) };
        assert_eq!(nowhere.moved(before), None);
    }

    #[test]
    fn a_time_that_comes_twice_means_the_first() {
        let schedule = schedule("2027-10-31 02:30", "Europe/Oslo", "2026-11-21T20:00:00Z").expect("a time");
        assert_eq!(schedule.due.to_string(), "2027-10-31T00:30:00Z");
        assert_eq!(schedule.shift, Some(DstShift::Overlap));
    }

    #[test]
    fn what_is_no_time_or_gone_by_is_refused() {
        let now = "2026-11-21T20:00:00Z";
        for written in
            ["", "soon", "2026-12-04", "25:00", "9:0", "2026-13-04 09:00", "2026-12-04 09:00:61", "-1:00"]
        {
            assert_eq!(
                schedule(written, "Europe/Oslo", now),
                Err(ScheduleError::NotATime(written.to_owned())),
                "{written}"
            );
        }
        assert_eq!(
            schedule("2026-11-20 09:00", "Europe/Oslo", now),
            Err(ScheduleError::Past("2026-11-20 09:00".into()))
        );
        let nowhere = schedule("09:00[Europe/Atlantis]", "Europe/Oslo", now);
        assert_eq!(nowhere, Err(ScheduleError::Zone("Europe/Atlantis".into())));
    }
}
