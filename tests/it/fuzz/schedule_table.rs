//! The hours around every change of the clocks in ten years and four zones, as Python's zoneinfo has them
//! (`.ci/schedule_table.py` writes the table).

use courant::domain::{DstShift, Schedule};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::f14_schedule::{ZONES, by_the_rule};

const TABLE: &str = include_str!("../../data/schedule.tsv");

#[test]
fn every_odd_hour_of_ten_years_in_four_zones_is_when_another_program_says() {
    let now: Timestamp = "2025-06-01T00:00:00Z".parse().unwrap();
    let mut seen = 0;
    for line in TABLE.lines() {
        let [zone, local, due, shift] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        assert!(ZONES.contains(&zone));
        let schedule = Schedule::parse(local, &TimeZone::get(zone).unwrap(), now).unwrap();
        assert_eq!(schedule.due.to_string(), due, "{line}");
        let told = match schedule.shift {
            None => "-",
            Some(DstShift::Gap) => "gap",
            Some(DstShift::Overlap) => "overlap",
        };
        assert_eq!(told, shift, "{line}");
        assert_eq!(by_the_rule(schedule.local), (schedule.due, schedule.shift), "{line}");
        seen += 1;
    }
    assert_eq!(seen, 4 * 10 * 2 * 8);
}
