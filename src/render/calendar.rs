//! What readers can put into their calendars: the event as it is frozen, and the links that lead there.
//! The links are the same for all readers.

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::marks::without_marks;
use crate::domain::settings::Settings;
use crate::domain::{
    CalendarEntry, CalendarWay, Event, EventStatus, IssueId, Lang, Localized, Section, Span, When,
};
use crate::locale::{self, Catalogue};

/// Octets, percent-encoded, of each part of a link. Calendars refuse longer addresses than 2,000 or so; all of them with
/// what stands around them stay below 1,500.
/// How links begin that put an event into somebody's calendar on the web.
pub const CALENDARS: [&str; 2] = [
    "https://calendar.google.com/calendar/render?action=TEMPLATE",
    "https://outlook.office.com/calendar/deeplink/compose?path=/calendar/action/compose&rru=addevent",
];

const SUMMARY: usize = 450;
const LOCATION: usize = 300;
const PAGE: usize = 400;

/// Where a letter's events are described from.
#[derive(Debug, Clone, Copy)]
pub struct Calendar<'p> {
    pub settings: &'p Settings,
    pub catalogue: &'p Catalogue,
    pub issue: &'p IssueId,
    pub lang: &'p Lang,
    /// The language that missing facts are taken from.
    pub source: &'p Lang,
}

impl Calendar<'_> {
    /// The event as calendars take it. None without an exact date, or if the newsletter wants none and it is not cancelled.
    pub fn entry(&self, section: &Section, heading: &str, link: Option<&str>) -> Option<CalendarEntry> {
        let newsletter = &self.settings.newsletter;
        let event = section.event.as_ref()?;
        // What takes an event out of calendars stands behind the link of an earlier letter.
        if newsletter.calendar == CalendarWay::Off && event.status != EventStatus::Cancelled {
            return None;
        }
        Some(CalendarEntry {
            section: section.id.clone(),
            uid: format!("{}.{}@{}", self.issue, section.id, newsletter.list_id),
            span: Span::of(&event.starts, event.ends.as_ref())?,
            status: event.status,
            summary: without_marks(heading.trim()),
            location: event.place.as_ref().map(|place| self.local(place)).or_else(|| event.online.clone()),
            description: self.description(event),
            url: link.map(str::to_owned).or_else(|| event.online.clone()),
            attached: newsletter.calendar == CalendarWay::Attach,
            sequence: 0,
            stamp: Timestamp::UNIX_EPOCH,
        })
    }

    /// What the card of the letter shows besides date and place.
    fn description(&self, event: &Event) -> String {
        let colon = self.catalogue.colon();
        let label = |key: &str, fact: &str| Some(format!("{}{colon} {fact}", self.catalogue.text(key, &[])?));
        let online = event.online.as_ref().and_then(|online| label("event-online", online));
        let organiser = event.organiser.as_ref().map(|organiser| self.local(organiser));
        let organiser = organiser.and_then(|organiser| label("event-organiser", &organiser));
        let deadlines = event.deadlines.iter().map(|deadline| {
            let by = locale::format_when(self.lang, &When::Day(deadline.date));
            format!("{}{colon} {by}", self.local(&deadline.what))
        });
        let lines: Vec<String> = organiser.into_iter().chain(online).chain(deadlines).collect();
        lines.join("\n")
    }

    fn local(&self, text: &Localized) -> String {
        without_marks(text.get_or_source(self.lang, self.source))
    }

    /// What the letter shows: a cancelled event can only be taken out again, by its file. Nothing if the newsletter wants none.
    pub fn links(&self, entry: &CalendarEntry) -> Value {
        if self.settings.newsletter.calendar == CalendarWay::Off {
            return Value::Null;
        }
        let cancelled = entry.status == EventStatus::Cancelled;
        let file =
            self.settings.web.as_ref().map(|web| ("calendar-file", file(&web.public_url, self, entry)));
        let online = [("calendar-google", google(entry)), ("calendar-outlook", outlook(entry))];
        let links: Vec<Value> = file
            .into_iter()
            .chain(online.into_iter().filter(|_| !cancelled))
            .map(|(key, url)| json!({ "url": url, "label": self.catalogue.text(key, &[]).unwrap_or_default() }))
            .collect();
        if links.is_empty() {
            return Value::Null;
        }
        let label = if cancelled { "calendar-remove" } else { "calendar-add" };
        json!({ "label": self.catalogue.text(label, &[]).unwrap_or_default(), "links": links })
    }
}

/// Where `courant serve` has it.
fn file(public_url: &str, of: &Calendar<'_>, entry: &CalendarEntry) -> String {
    format!("{}/calendar/{}/{}.{}.ics", public_url.trim_end_matches('/'), of.issue, entry.section, of.lang)
}

fn google(entry: &CalendarEntry) -> String {
    let dates = match entry.span {
        Span::Days { first, last } => {
            format!("{}/{}", first.strftime("%Y%m%d"), day_after(last).strftime("%Y%m%d"))
        }
        Span::Times { from, to } => {
            let moment = |at: Timestamp| at.strftime("%Y%m%dT%H%M%SZ").to_string();
            format!("{}/{}", moment(from), moment(to.unwrap_or(from)))
        }
    };
    link(
        CALENDARS[0],
        &[("text", &entry.summary), ("dates", &dates)],
        &[("details", entry.url.as_deref(), PAGE), ("location", entry.location.as_deref(), LOCATION)],
    )
}

fn outlook(entry: &CalendarEntry) -> String {
    let (from, to, whole_days) = match entry.span {
        Span::Days { first, last } => (first.to_string(), day_after(last).to_string(), "true"),
        Span::Times { from, to } => (from.to_string(), to.unwrap_or(from).to_string(), "false"),
    };
    link(
        CALENDARS[1],
        &[("subject", &entry.summary), ("startdt", &from), ("enddt", &to), ("allday", whole_days)],
        &[("body", entry.url.as_deref(), PAGE), ("location", entry.location.as_deref(), LOCATION)],
    )
}

fn day_after(day: Date) -> Date {
    day.tomorrow().unwrap_or(day)
}

/// What is too long is cut at a character; an address is left out instead, for half of it leads nowhere.
fn link(base: &str, always: &[(&str, &str)], further: &[(&str, Option<&str>, usize)]) -> String {
    let mut link = base.to_owned();
    for (name, value) in always {
        link.push_str(&format!("&{name}={}", encoded(value, SUMMARY)));
    }
    for (name, value, room) in further {
        let Some(value) = value.map(str::trim).filter(|value| !value.is_empty()) else { continue };
        let short = encoded(value, *room);
        if !value.contains("://") || short == encoded(value, usize::MAX) {
            link.push_str(&format!("&{name}={short}"));
        }
    }
    link
}

/// Percent-encoded (RFC 3986, 2.1), in at most `room` octets.
fn encoded(text: &str, room: usize) -> String {
    let mut out = String::new();
    for c in text.chars() {
        let mut octets = [0; 4];
        let octets = c.encode_utf8(&mut octets).bytes();
        let coded: String = match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '.' | '_' | '~' => c.into(),
            c if c.is_control() => "%20".into(),
            _ => octets.map(|octet| format!("%{octet:02X}")).collect(),
        };
        if out.len().saturating_add(coded.len()) > room {
            break;
        }
        out.push_str(&coded);
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::SectionId;

    fn entry(span: Span) -> CalendarEntry {
        CalendarEntry {
            section: SectionId::parse("lab").expect("an id"),
            uid: String::new(),
            span,
            status: EventStatus::Confirmed,
            summary: "Élő labor & nap".into(),
            location: Some("Eindhoven, 1. terem".into()),
            description: String::new(),
            url: Some("https://helium.example.eu/lab?a=1".into()),
            attached: false,
            sequence: 0,
            stamp: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn links_say_the_moment_in_utc_and_whole_days_with_the_day_after() {
        let at = |text: &str| text.parse::<Timestamp>().expect("a moment");
        let times =
            entry(Span::Times { from: at("2026-10-29T08:30:00Z"), to: Some(at("2026-10-29T15:00:00Z")) });
        assert_eq!(
            google(&times),
            "https://calendar.google.com/calendar/render?action=TEMPLATE&text=%C3%89l%C5%91%20labor%20%26%20nap\
             &dates=20261029T083000Z/20261029T150000Z&details=https%3A%2F%2Fhelium.example.eu%2Flab%3Fa%3D1\
             &location=Eindhoven%2C%201.%20terem"
                .replace("0Z/2", "0Z%2F2")
        );
        assert_eq!(
            outlook(&times),
            "https://outlook.office.com/calendar/deeplink/compose?path=/calendar/action/compose&rru=addevent\
             &subject=%C3%89l%C5%91%20labor%20%26%20nap&startdt=2026-10-29T08%3A30%3A00Z\
             &enddt=2026-10-29T15%3A00%3A00Z&allday=false&body=https%3A%2F%2Fhelium.example.eu%2Flab%3Fa%3D1\
             &location=Eindhoven%2C%201.%20terem"
        );
        let day = |text: &str| text.parse::<Date>().expect("a day");
        let days = entry(Span::Days { first: day("2026-10-24"), last: day("2026-10-31") });
        assert!(google(&days).contains("&dates=20261024%2F20261101&"), "{}", google(&days));
        assert!(outlook(&days).contains("&startdt=2026-10-24&enddt=2026-11-01&allday=true&"));
    }

    #[test]
    fn a_page_that_is_too_long_for_a_link_is_left_out_whole() {
        let day = jiff::civil::date(2026, 10, 24);
        let url = |length: usize| Some(format!("https://helium.example.eu/{}", "a".repeat(length)));
        let of = |length| CalendarEntry { url: url(length), ..entry(Span::Days { first: day, last: day }) };
        assert!(google(&of(300)).contains("&details=https"));
        assert!(!google(&of(400)).contains("details") && !outlook(&of(400)).contains("body"));
    }

    proptest! {
        #[test]
        fn a_link_is_short_and_plain_whatever_the_words(
            summary in "(\\PC|[\n\t&=#+]|ő|👩‍👩‍👧){0,400}", location in "\\PC{0,400}", url in "https://\\PC{0,400}",
        ) {
            let from = "2026-10-29T08:30:00.123456789Z".parse().expect("a moment");
            let entry = CalendarEntry {
                summary, location: Some(location), url: Some(url), ..entry(Span::Times { from, to: None })
            };
            for link in [google(&entry), outlook(&entry)] {
                prop_assert!(link.len() < 1500, "{} octets", link.len());
                prop_assert!(link.bytes().all(|b| b.is_ascii_graphic() && b != b'"' && b != b'<'), "{link}");
                let read = url::Url::parse(&link).expect("an address");
                let words = read.query_pairs().find(|(name, _)| name == "text" || name == "subject");
                let plain = entry.summary.replace(char::is_control, " ");
                prop_assert!(plain.starts_with(&*words.expect("words").1));
            }
        }
    }
}
