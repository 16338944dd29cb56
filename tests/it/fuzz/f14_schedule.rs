//! F14: any time in ten years and four zones, against a rule that is written out here: summer time is from the last
//! Sunday of March to the last of October, each at 01:00 UTC.

use courant::domain::{DstShift, Schedule};
use jiff::civil::{Date, DateTime, Weekday, date};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::{Feed, Trace};

pub const ZONES: [&str; 4] = ["Europe/Budapest", "Europe/Stockholm", "Europe/Oslo", "Europe/Amsterdam"];

fn last_sunday(year: i16, month: i8) -> Date {
    let mut day = date(year, month, 31);
    while day.weekday() != Weekday::Sunday {
        day = day.yesterday().expect("a day");
    }
    day
}

/// When a wall clock shows this, and what the change of the clocks did to it.
pub fn by_the_rule(local: DateTime) -> (Timestamp, Option<DstShift>) {
    let utc = |time: DateTime| time.to_zoned(TimeZone::UTC).expect("a time").timestamp();
    let year = local.year();
    let begins = utc(last_sunday(year, 3).at(1, 0, 0, 0));
    let ends = utc(last_sunday(year, 10).at(1, 0, 0, 0));
    let winter = utc(local) - SignedDuration::from_hours(1);
    let summer = utc(local) - SignedDuration::from_hours(2);
    // Each reading is right if the offset that it assumes is in force at that instant.
    let is_winter = winter < begins || winter >= ends;
    let is_summer = summer >= begins && summer < ends;
    match (is_winter, is_summer) {
        (true, true) => (summer, Some(DstShift::Overlap)),
        (true, false) => (winter, None),
        (false, true) => (summer, None),
        (false, false) => (begins, Some(DstShift::Gap)),
    }
}

pub fn run(bytes: &[u8]) -> u64 {
    let mut feed = Feed::new(bytes);
    let zone = ZONES[feed.below(4)];
    let year = 2026 + i16::from(feed.byte() % 10);
    // Half of all times lie on a day on which the clocks change.
    let day = match feed.below(4) {
        0 => last_sunday(year, 3),
        1 => last_sunday(year, 10),
        _ => {
            let days = i64::try_from(feed.wide(365)).expect("small");
            date(year, 1, 1).checked_add(SignedDuration::from_hours(24 * days)).expect("a day")
        }
    };
    let minute = feed.wide(24 * 60);
    let (hour, minute) =
        (i8::try_from(minute / 60).expect("small"), i8::try_from(minute % 60).expect("small"));
    let local = day.at(hour, minute, 0, 0);
    let (due, shift) = by_the_rule(local);
    let now = "2025-01-01T00:00:00Z".parse().expect("a time");
    let written = if feed.yes() {
        format!("{}[{zone}]", local.strftime("%Y-%m-%d %H:%M"))
    } else {
        local.strftime("%Y-%m-%dT%H:%M").to_string()
    };
    let newsletters_own = TimeZone::get(zone).expect("a zone");
    let schedule = Schedule::parse(&written, &newsletters_own, now).expect("a time to come");
    assert_eq!((schedule.due, schedule.shift), (due, shift), "{written} {zone}");
    assert_eq!(schedule.local, local);
    // On the minute it shows: asked for the next such time, right before, it is that one.
    if shift.is_none() {
        let just_before = due - SignedDuration::from_secs(1);
        let clock = local.strftime("%H:%M").to_string();
        let next = Schedule::parse(&clock, &newsletters_own, just_before).expect("a time to come");
        assert_eq!(next.due, due, "{clock} after {just_before} in {zone}");
    }
    let mut trace = Trace::new();
    trace.note(shift.map_or(0_u8, |shift| if shift == DstShift::Gap { 1 } else { 2 }));
    trace.note(u64::from(local.month().unsigned_abs()));
    trace.0
}
