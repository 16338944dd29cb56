//! Numbers, days and moments as people write them.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::domain::{Schedule, clock_of_end};

const MOMENT: &str = "%a %-d %b %Y %H:%M";

/// `4 830`.
pub fn number(count: u64) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(' ');
        }
        out.push(digit);
    }
    out
}

/// `1 reader`, `4 830 readers`.
pub fn plural(count: u64, one: &str, many: &str) -> String {
    format!("{} {}", number(count), if count == 1 { one } else { many })
}

/// `Thu 25 Oct 2018 09:30`, in the newsletter's zone.
pub fn moment(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime(MOMENT).to_string()
}

/// The same for what ends then: with its second where that is not the first of the minute.
pub fn end_moment(at: Timestamp, zone: &TimeZone) -> String {
    let at = at.to_zoned(zone.clone());
    at.strftime(&format!("%a %-d %b %Y {}", clock_of_end(&at))).to_string()
}

/// A moment beside a schedule: the zone is named unless the schedule is in it.
pub fn moment_beside(schedule: &Schedule, at: Timestamp, zone: &TimeZone) -> String {
    beside(schedule, moment(at, zone), zone)
}

/// An end beside a schedule.
pub fn end_beside(schedule: &Schedule, at: Timestamp, zone: &TimeZone) -> String {
    beside(schedule, end_moment(at, zone), zone)
}

fn beside(schedule: &Schedule, words: String, zone: &TimeZone) -> String {
    let name = zone.iana_name().unwrap_or("UTC");
    if schedule.is_in(zone) { words } else { format!("{words} {name}") }
}

/// When it is due by the clocks it was asked for; their zone is named unless it is the newsletter's.
pub fn due(schedule: &Schedule, newsletter: &TimeZone) -> String {
    let words = schedule.shown().strftime(MOMENT).to_string();
    if schedule.is_in(newsletter) { words } else { format!("{words} {}", schedule.zone) }
}

/// `Thu 25 Oct 2018 09:30 (Europe/Amsterdam)`: the same, with the zone in any case.
pub fn due_with_zone(schedule: &Schedule) -> String {
    format!("{} ({})", schedule.shown().strftime(MOMENT), schedule.zone)
}

/// `08:00 in Europe/Amsterdam`: what the newsletter's clocks show then, if it was asked for in another zone.
pub fn due_elsewhere(schedule: &Schedule, newsletter: &TimeZone) -> Option<String> {
    let there = newsletter.to_datetime(schedule.due);
    let form = if there.date() == schedule.shown().date() { "%H:%M" } else { MOMENT };
    let name = newsletter.iana_name().unwrap_or("UTC");
    (!schedule.is_in(newsletter)).then(|| format!("{} in {name}", there.strftime(form)))
}

/// `10:42` on the day itself, else `28 Jun 2018`.
pub fn day(at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    let (at, now) = (at.to_zoned(zone.clone()), now.to_zoned(zone.clone()));
    let form = if at.date() == now.date() { "%H:%M" } else { "%-d %b %Y" };
    at.strftime(form).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        for (count, seen) in [(0, "0"), (999, "999"), (4830, "4 830"), (1_234_567, "1 234 567")] {
            assert_eq!(number(count), seen);
        }
        assert_eq!(
            (plural(1, "reader", "readers"), plural(2, "reader", "readers")),
            ("1 reader".into(), "2 readers".into())
        );
    }
}
