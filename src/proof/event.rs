//! Events: dates that can be, lie ahead, and fall on the weekday that the text says.

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::domain::{Event, EventStatus, Issue, Problem, Section, When};

use super::{Facts, place, rules, weekday};

/// How close a date may come before somebody should look again.
const SOON_DAYS: i64 = 3;

/// The kind of section that is nothing without its date.
const DATED: &str = "save-the-date";

/// EVT001
pub fn dates(facts: &Facts) -> Vec<Problem> {
    let mut found = Vec::new();
    for section in &facts.issue.sections {
        if let Some(event) = &section.event {
            found.extend(impossible(facts.issue, section, event));
            found.extend(past(facts, section, event));
        } else if section.kind.as_str() == DATED && section.undated_place.is_none() {
            // One with a place has been told when it was read.
            let what = format!("{} is to save a date, and has none.", section.id);
            let remedy = "Write it in the field \"When\", or in issue.toml: starts = \"2018-10-25T09:30[Europe/Amsterdam]\", \
                          or \"2018-10\" while only the month is known.";
            found.push(rules::EVT001.at(place::of_facts(facts.issue, section), what).remedy(remedy));
        }
    }
    found.extend(weekdays(facts));
    found
}

/// A zone without a name, a deadline after the event. An end before the start is told where it is read.
fn impossible(issue: &Issue, section: &Section, event: &Event) -> Vec<Problem> {
    let at = |what: String| rules::EVT001.at(place::of_facts(issue, section), what);
    let mut found = Vec::new();
    for (name, when) in [("starts", Some(&event.starts)), ("ends", event.ends.as_ref())] {
        if let Some(When::Time(time)) = when
            && time.time_zone().iana_name().is_none()
        {
            found.push(at(format!(
                "\"{name}\" of {} names no time zone such as Europe/Amsterdam.",
                section.id
            )));
        }
    }
    for deadline in event.deadlines.iter().filter(|deadline| deadline.date > event.starts.last_day()) {
        let place = place::of_facts(issue, section);
        let what =
            format!("The deadline of {} on {} is after the event has begun.", section.id, deadline.date);
        found.push(rules::EVT001.should(place, what));
    }
    found
}

/// What is over: should be fixed while somebody writes. It must be when the issue goes out, as seen from its date; and
/// what is ahead today must not be over on the day on which the letters leave.
fn past(facts: &Facts, section: &Section, event: &Event) -> Vec<Problem> {
    if event.status == EventStatus::Cancelled {
        return Vec::new();
    }
    let today = facts.today();
    let goes_out = facts.issue.date.unwrap_or(today);
    let over = |what: &str, day: Date, when: &str| {
        let place = place::of_facts(facts.issue, section);
        match facts.leaves() {
            Some(leaves) if (today..leaves).contains(&day) => {
                let what = format!("{what} is over when the letters leave, on {leaves}: it is on {when}.");
                Some(rules::EVT001.at(place, what))
            }
            Some(_) if day < goes_out => {
                Some(rules::EVT001.at(place, format!("{what} is over: it was on {when}.")))
            }
            _ if day < today => {
                Some(rules::EVT001.should(place, format!("{what} is over: it was on {when}.")))
            }
            _ => None,
        }
    };
    let last = event.ends.as_ref().unwrap_or(&event.starts).last_day().max(event.starts.last_day());
    let when = match &event.starts {
        When::Month { year, month } => format!("{year}-{month:02}"),
        _ => last.to_string(),
    };
    if let Some(problem) = over(&format!("The event {}", section.id), last, &when) {
        return vec![problem];
    }
    let deadline = format!("A deadline of {}", section.id);
    let mut found: Vec<Problem> =
        event.deadlines.iter().filter_map(|one| over(&deadline, one.date, &one.date.to_string())).collect();
    let first = event.starts.first_day();
    let soon = !matches!(event.starts, When::Month { .. })
        && first >= today
        && today.checked_add(SOON_DAYS.days()).is_ok_and(|limit| first < limit);
    if soon {
        let what = format!("The event {} begins on {first}, in less than {SOON_DAYS} days.", section.id);
        found.push(rules::EVT001.should(place::of_facts(facts.issue, section), what));
    }
    found
}

/// Weekdays in the text that are not those of the dates beside them.
fn weekdays(facts: &Facts) -> Vec<Problem> {
    let issue = facts.issue;
    let mut found = Vec::new();
    for edition in issue.editions.values().filter(|edition| issue.languages.contains(&edition.lang)) {
        for section in &edition.sections {
            let known: Vec<Date> = issue
                .section(&section.id)
                .and_then(|section| section.event.as_ref())
                .into_iter()
                .flat_map(|event| [Some(&event.starts), event.ends.as_ref()])
                .flatten()
                .filter(|when| !matches!(when, When::Month { .. }))
                .map(When::first_day)
                .collect();
            for wrong in weekday::disagreements(&section.markdown, &edition.lang, &known) {
                let place = place::of_body(edition, section, wrong.at, wrong.written.len());
                let what = format!("\"{}\" is wrong: {} is a {}.", wrong.written, wrong.date, wrong.is);
                found.push(rules::EVT001.at(place, what).remedy("Mend the weekday or the date."));
            }
        }
    }
    found
}
