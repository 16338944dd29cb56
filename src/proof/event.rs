//! Events: dates that can be, lie ahead, and fall on the weekday that the text says.

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::domain::{Event, EventStatus, Issue, Place, Problem, Section, When, clock_of_end};
use crate::locale::say;

use super::{Facts, Gate, place, rules, weekday};

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
            let what = say!("EVT001-undated", section = section.id.as_str());
            let undated = rules::EVT001.at(place::of_facts(facts.issue, section), what);
            let undated = undated.because(say!("EVT001-undated-why"));
            found.push(undated.remedy(say!("EVT001-undated-remedy")));
        }
    }
    found.extend(expired(facts));
    found.extend(weekdays(facts));
    found
}

/// An end of the issue's own that no letter would reach anybody before.
fn expired(facts: &Facts) -> Option<Problem> {
    let when = facts.issue.expires_at.as_ref()?;
    let zone = &facts.settings.newsletter.timezone;
    let end = when.end(zone)?;
    let place = Place::file(place::issue_file(facts.issue));
    let shown = end.to_zoned(zone.clone());
    let shown = shown.strftime(&format!("%F {}", clock_of_end(&shown))).to_string();
    let what = || say!("EVT001-expired", when = shown);
    let found = match facts.gate {
        Gate::Sending { due } if end <= due => rules::EVT001.at(place, what()),
        Gate::Writing if end <= facts.now => rules::EVT001.should(place, what()),
        _ => return None,
    };
    Some(found.remedy(say!("EVT001-expired-remedy")))
}

/// A zone without a name, a deadline after the event. An end before the start is told where it is read.
fn impossible(issue: &Issue, section: &Section, event: &Event) -> Vec<Problem> {
    let at = |what: String| rules::EVT001.at(place::of_facts(issue, section), what);
    let mut found = Vec::new();
    for (name, when) in [("starts", Some(&event.starts)), ("ends", event.ends.as_ref())] {
        if let Some(When::Time(time)) = when
            && time.time_zone().iana_name().is_none()
        {
            found.push(at(say!("EVT001-no-zone", name = name, section = section.id.as_str())));
        }
    }
    for deadline in event.deadlines.iter().filter(|deadline| deadline.date > event.starts.last_day()) {
        let place = place::of_facts(issue, section);
        let date = deadline.date.to_string();
        let what = say!("EVT001-late-deadline", section = section.id.as_str(), date = date);
        found.push(rules::EVT001.should(place, what));
    }
    found
}

/// What of an event may be over.
#[derive(Clone, Copy)]
enum Part {
    Event,
    Deadline,
}

impl Part {
    fn over(self, section: &Section, when: &str) -> String {
        let section = section.id.as_str();
        match self {
            Self::Event => say!("EVT001-event-over", section = section, when = when),
            Self::Deadline => say!("EVT001-deadline-over", section = section, when = when),
        }
    }

    fn over_by_then(self, section: &Section, when: &str, leaves: Date) -> String {
        let (section, leaves) = (section.id.as_str(), leaves.to_string());
        match self {
            Self::Event => say!("EVT001-event-over-by-then", section = section, when = when, leaves = leaves),
            Self::Deadline => {
                say!("EVT001-deadline-over-by-then", section = section, when = when, leaves = leaves)
            }
        }
    }
}

/// What is over: should be fixed while somebody writes. It must be when the issue goes out, as seen from its date; and
/// what is ahead today must not be over on the day on which the letters leave.
fn past(facts: &Facts, section: &Section, event: &Event) -> Vec<Problem> {
    if event.status == EventStatus::Cancelled {
        return Vec::new();
    }
    let today = facts.today();
    let goes_out = facts.issue.date.unwrap_or(today);
    let over = |part: Part, day: Date, when: String| {
        let place = place::of_facts(facts.issue, section);
        match facts.leaves() {
            Some(leaves) if (today..leaves).contains(&day) => {
                Some(rules::EVT001.at(place, part.over_by_then(section, &when, leaves)))
            }
            Some(_) if day < goes_out => Some(rules::EVT001.at(place, part.over(section, &when))),
            _ if day < today => Some(rules::EVT001.should(place, part.over(section, &when))),
            _ => None,
        }
    };
    let last = event.ends.as_ref().unwrap_or(&event.starts).last_day().max(event.starts.last_day());
    let when = match &event.starts {
        When::Month { year, month } => format!("{year}-{month:02}"),
        _ => last.to_string(),
    };
    if let Some(problem) = over(Part::Event, last, when) {
        return vec![problem];
    }
    let deadlines = event.deadlines.iter();
    let mut found: Vec<Problem> =
        deadlines.filter_map(|one| over(Part::Deadline, one.date, one.date.to_string())).collect();
    let first = event.starts.first_day();
    let soon = !matches!(event.starts, When::Month { .. })
        && first >= today
        && today.checked_add(SOON_DAYS.days()).is_ok_and(|limit| first < limit);
    if soon {
        let (section_id, first) = (section.id.as_str(), first.to_string());
        let what = say!("EVT001-soon", section = section_id, first = first, days = SOON_DAYS);
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
                let date = wrong.date.to_string();
                let what = say!("EVT001-weekday", written = wrong.written, date = date, is = wrong.is);
                found.push(rules::EVT001.at(place, what).remedy(say!("EVT001-weekday-remedy")));
            }
        }
    }
    found
}
