//! EVT002: the text of an event says the date and the time that `issue.toml` has, which letters and calendars show.

use jiff::civil::Date;

use super::agreement::{place_in, whole};
use super::parity::{Day, Fact, Text, What};
use super::{Facts, rules, words};
use crate::domain::{Event, EventStatus, Problem, When};
use crate::locale::say;

/// EVT002
pub fn in_the_text(facts: &Facts) -> Vec<Problem> {
    let issue = facts.issue;
    let mut found = Vec::new();
    for section in &issue.sections {
        // Of one that is moved or cancelled the text may tell the old date.
        let settled =
            |event: &&Event| matches!(event.status, EventStatus::Confirmed | EventStatus::Tentative);
        let Some(event) = section.event.as_ref().filter(settled) else { continue };
        for edition in issue.languages.iter().filter_map(|lang| issue.editions.get(lang)) {
            let Some(written) = edition.section(&section.id) else { continue };
            let text = Text::read(&edition.lang, &whole(written));
            let Some(wrong) = wrong_date(event, &text).or_else(|| wrong_time(event, &text)) else { continue };
            let place = place_in(edition, written, &wrong.fact.span);
            let said = text.written(wrong.fact);
            let what = match wrong.is {
                Stated::Day(date) => say!("EVT002-date", said = said, date = date.to_string()),
                Stated::Days(first, last) => {
                    say!("EVT002-dates", said = said, first = first.to_string(), last = last.to_string())
                }
                Stated::Begins(time) => say!("EVT002-time", said = said, time = time),
            };
            found.push(if wrong.sure {
                rules::EVT002.at(place, what)
            } else {
                rules::EVT002.should(place, what)
            });
        }
    }
    found
}

/// What `issue.toml` says of an event.
enum Stated {
    Day(Date),
    Days(Date, Date),
    /// As a clock shows it.
    Begins(String),
}

/// What a text says otherwise than `issue.toml`.
struct Wrong<'t> {
    fact: &'t Fact,
    is: Stated,
    /// Whether nothing else can be meant.
    sure: bool,
}

/// A date that is almost the event's, or the only one of its year, in a text that does not say the event's own; or a last
/// day that is not its last.
fn wrong_date<'t>(event: &Event, text: &'t Text) -> Option<Wrong<'t>> {
    if matches!(event.starts, When::Month { .. }) {
        return None;
    }
    let (first, last) = days(event);
    let is = if first == last { Stated::Day(first) } else { Stated::Days(first, last) };
    let dates: Vec<(&Fact, Day)> =
        text.facts.iter().filter_map(|fact| Some((fact, whole_day(fact)?))).collect();
    let (of_event, others): (Vec<_>, Vec<_>) =
        dates.into_iter().partition(|(_, day)| within(*day, first, last));
    if !of_event.is_empty() {
        let of_range = |other: &(&Fact, Day)| of_event.iter().any(|(fact, _)| fact.span == other.0.span);
        return others.into_iter().find(of_range).map(|(fact, _)| Wrong { fact, is, sure: false });
    }
    let deadline = |day: Day| event.deadlines.iter().any(|one| within(day, one.date, one.date));
    let alone = others.len() == 1;
    let its_year =
        |day: Day| day.year.is_none_or(|year| [first, last].map(|date| of(date).year).contains(&Some(year)));
    let almost = |day: Day| is_almost(day, first) || is_almost(day, last);
    let slip = |(fact, day): &(&Fact, Day)| {
        (alone && its_year(*day) || almost(*day)) && !deadline(*day) && !is_of_another_thing(text, fact)
    };
    // The only date that looks like no slip of the pen is the old one of an event that was moved, or that of something else.
    others.into_iter().find(slip).map(|(fact, day)| Wrong { fact, is, sure: alone && almost(day) })
}

/// Whether a day is that of the date in another year, or another day of its month, or that of another month.
fn is_almost(day: Day, date: Date) -> bool {
    let date = of(date);
    let (month, on) = (day.month == date.month, day.day == date.day);
    month && on || (month || on) && (day.year.is_none() || day.year == date.year)
}

/// The first time beside the event's date, if it is not that of the beginning. It may be that of something else.
fn wrong_time<'t>(event: &Event, text: &'t Text) -> Option<Wrong<'t>> {
    let When::Time(starts) = &event.starts else { return None };
    let (first, last) = days(event);
    let date = text.facts.iter().find(|fact| whole_day(fact).is_some_and(|day| within(day, first, last)))?;
    let beside = |fact: &&Fact| matches!(fact.what, What::Clock { .. }) && text.are_together(date, fact);
    let times: Vec<&Fact> = text.facts.iter().filter(beside).collect();
    let begins = What::Clock {
        minutes: u16::try_from(i16::from(starts.hour()) * 60 + i16::from(starts.minute())).ok()?,
        either: false,
    };
    let fact = times.first().copied().filter(|_| times.len() <= 2)?;
    let wrong = !fact.what.agrees(&begins) && !is_of_another_thing(text, fact);
    wrong.then(|| Wrong { fact, is: Stated::Begins(starts.strftime("%H:%M").to_string()), sure: false })
}

fn days(event: &Event) -> (Date, Date) {
    let last = event.ends.as_ref().unwrap_or(&event.starts).last_day();
    (event.starts.first_day(), last.max(event.starts.last_day()))
}

fn whole_day(fact: &Fact) -> Option<Day> {
    match fact.what {
        What::Date(day) if day.day.is_some() && day.month.is_some() => Some(day),
        _ => None,
    }
}

fn of(date: Date) -> Day {
    Day {
        year: u16::try_from(date.year()).ok(),
        month: u8::try_from(date.month()).ok(),
        day: u8::try_from(date.day()).ok(),
    }
}

/// Whether a day, of any year if it names none, is one from `first` to `last`.
fn within(day: Day, first: Date, last: Date) -> bool {
    let said = day.year.and_then(|year| i16::try_from(year).ok());
    let part = |part: Option<u8>| part.and_then(|part| i8::try_from(part).ok()).unwrap_or_default();
    let years = (first.year()..=last.year()).filter(|year| said.is_none_or(|said| said == *year));
    years
        .filter_map(|year| Date::new(year, part(day.month), part(day.day)).ok())
        .any(|date| (first..=last).contains(&date))
}

/// Whether the sentence speaks of registering, of a deadline, of an earlier date.
fn is_of_another_thing(text: &Text, fact: &Fact) -> bool {
    let sentence = text.sentence(fact).to_lowercase();
    words::of(&words::words().other_dates, &text.lang).any(|word| sentence.contains(word))
}
