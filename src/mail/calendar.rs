//! An event as an iCalendar file (RFC 5545), published or taken back as RFC 5546 says, 3.2.1 and 3.2.5.
//!
//! Moments are written in UTC, so that no definition of a time zone has to travel along.

use jiff::Timestamp;
use jiff::civil::Date;

use super::head::mailto;
use crate::domain::{CalendarEntry, EventStatus, Lang, Mailbox, SectionId, Span};

/// The media type; the method is the file's own (RFC 6047, 2.4).
pub fn media_type(entry: &CalendarEntry) -> String {
    format!("text/calendar; charset=utf-8; method={}", entry.method())
}

/// ASCII, and the same in a letter as on the page.
pub fn file_name(section: &SectionId, lang: &Lang) -> String {
    format!("{section}.{lang}.ics")
}

/// The whole file, with CRLF line ends.
pub fn file(entry: &CalendarEntry, lang: &Lang, organizer: &Mailbox) -> String {
    let mut file = File(String::with_capacity(800));
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Courant//Courant//EN", "CALSCALE:GREGORIAN"] {
        file.line(line);
    }
    file.line(&format!("METHOD:{}", entry.method()));
    file.line("BEGIN:VEVENT");
    file.line(&format!("UID:{}", escaped(&entry.uid)));
    file.line(&format!("DTSTAMP:{}", moment(entry.stamp)));
    file.line(&format!("SEQUENCE:{}", entry.sequence));
    file.span(&entry.span);
    file.text("SUMMARY", lang, &entry.summary);
    file.text("LOCATION", lang, entry.location.as_deref().unwrap_or_default());
    file.text("DESCRIPTION", lang, &entry.description);
    if let Some(url) = &entry.url {
        file.line(&format!("URL:{}", clean(url)));
    }
    let name = organizer.name.as_deref().map(|name| format!(";CN=\"{}\"", clean(name).replace('"', "'")));
    file.line(&format!("ORGANIZER{}:{}", name.unwrap_or_default(), mailto(&organizer.address)));
    file.line(match entry.status {
        EventStatus::Confirmed | EventStatus::Moved => "STATUS:CONFIRMED",
        EventStatus::Tentative => "STATUS:TENTATIVE",
        EventStatus::Cancelled => "STATUS:CANCELLED",
    });
    // What nobody has said yes to, or takes whole days, does not make its reader look busy.
    let busy = matches!(entry.span, Span::Times { .. }) && entry.status != EventStatus::Tentative;
    file.line(if busy { "TRANSP:OPAQUE" } else { "TRANSP:TRANSPARENT" });
    file.line("END:VEVENT");
    file.line("END:VCALENDAR");
    file.0
}

struct File(String);

impl File {
    /// One content line, folded (3.1): no line has more than 75 octets, and no character is cut.
    fn line(&mut self, line: &str) {
        let mut width = 0;
        for c in line.chars() {
            if width + c.len_utf8() > 75 {
                self.0.push_str("\r\n ");
                width = 1;
            }
            self.0.push(c);
            width += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    fn text(&mut self, name: &str, lang: &Lang, text: &str) {
        if !text.trim().is_empty() {
            self.line(&format!("{name};LANGUAGE={lang}:{}", escaped(text.trim())));
        }
    }

    /// The end of whole days is the day after (3.6.1).
    fn span(&mut self, span: &Span) {
        match span {
            Span::Days { first, last } => {
                self.line(&format!("DTSTART;VALUE=DATE:{}", day(*first)));
                self.line(&format!("DTEND;VALUE=DATE:{}", day(last.tomorrow().unwrap_or(*last))));
            }
            Span::Times { from, to } => {
                self.line(&format!("DTSTART:{}", moment(*from)));
                if let Some(to) = to {
                    self.line(&format!("DTEND:{}", moment(*to)));
                }
            }
        }
    }
}

fn moment(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

fn day(day: Date) -> String {
    day.strftime("%Y%m%d").to_string()
}

/// A TEXT value (3.3.11). Line ends become `\n`; other controls have no place in it.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' | '\r' => out.push_str("\\n"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

fn clean(text: &str) -> String {
    text.replace(char::is_control, " ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::SectionId;

    fn entry() -> CalendarEntry {
        let at = |text: &str| text.parse::<Timestamp>().expect("a moment");
        CalendarEntry {
            section: SectionId::parse("lab").expect("an id"),
            uid: "2026-10.lab@news.example.eu".into(),
            span: Span::Times { from: at("2026-10-29T08:30:00Z"), to: Some(at("2026-10-29T15:00:00Z")) },
            status: EventStatus::Confirmed,
            summary: "Élő labor: nyílt nap".into(),
            location: Some("Eindhoven, De Rondom 1".into()),
            description: "Szervező: HELIUM; belépés\ningyenes \\o/".into(),
            url: Some("https://helium.example.eu/lab?a=1,2;b".into()),
            attached: false,
            sequence: 2,
            stamp: at("2026-10-01T07:00:00.25Z"),
        }
    }

    fn written(entry: &CalendarEntry) -> String {
        let organizer = Mailbox::parse("HELIUM \"mai\" hírlevél <news@example.eu>").expect("a mailbox");
        file(entry, &Lang::parse("hu").expect("a tag"), &organizer)
    }

    fn unfolded(file: &str) -> Vec<String> {
        file.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
    }

    fn unescaped(text: &str) -> String {
        let mut out = String::new();
        let mut chars = text.chars();
        while let Some(c) = chars.next() {
            match (c, c == '\\') {
                (_, true) => out.extend(chars.next().map(|c| if c == 'n' { '\n' } else { c })),
                (c, _) => out.push(c),
            }
        }
        out
    }

    #[test]
    fn an_event_is_published_with_everything_that_a_calendar_must_have() {
        let expected = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Courant//Courant//EN",
            "CALSCALE:GREGORIAN",
            "METHOD:PUBLISH",
            "BEGIN:VEVENT",
            "UID:2026-10.lab@news.example.eu",
            "DTSTAMP:20261001T070000Z",
            "SEQUENCE:2",
            "DTSTART:20261029T083000Z",
            "DTEND:20261029T150000Z",
            "SUMMARY;LANGUAGE=hu:Élő labor: nyílt nap",
            "LOCATION;LANGUAGE=hu:Eindhoven\\, De Rondom 1",
            "DESCRIPTION;LANGUAGE=hu:Szervező: HELIUM\\; belépés\\ningyenes \\\\o/",
            "URL:https://helium.example.eu/lab?a=1,2;b",
            "ORGANIZER;CN=\"HELIUM 'mai' hírlevél\":mailto:news@example.eu",
            "STATUS:CONFIRMED",
            "TRANSP:OPAQUE",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ];
        assert_eq!(unfolded(&written(&entry())), expected);
    }

    #[test]
    fn whole_days_end_on_the_day_after_and_make_nobody_busy() {
        let day = |text: &str| text.parse::<Date>().expect("a day");
        let span = Span::Days { first: day("2026-10-24"), last: day("2026-10-31") };
        let file = written(&CalendarEntry { span, location: None, url: None, ..entry() });
        for line in
            ["DTSTART;VALUE=DATE:20261024\r\n", "DTEND;VALUE=DATE:20261101\r\n", "TRANSP:TRANSPARENT\r\n"]
        {
            assert!(file.contains(line), "{line} {file}");
        }
        assert!(!file.contains("LOCATION") && !file.contains("URL"), "{file}");
    }

    #[test]
    fn what_is_provisional_says_so_and_what_is_cancelled_is_taken_back() {
        for (status, lines) in [
            (
                EventStatus::Tentative,
                ["METHOD:PUBLISH\r\n", "STATUS:TENTATIVE\r\n", "TRANSP:TRANSPARENT\r\n"],
            ),
            (EventStatus::Moved, ["METHOD:PUBLISH\r\n", "STATUS:CONFIRMED\r\n", "TRANSP:OPAQUE\r\n"]),
            (EventStatus::Cancelled, ["METHOD:CANCEL\r\n", "STATUS:CANCELLED\r\n", "UID:2026-10.lab@"]),
        ] {
            let entry = CalendarEntry { status, ..entry() };
            let file = written(&entry);
            assert!(lines.iter().all(|line| file.contains(line)), "{lines:?} {file}");
            assert!(file.contains(&format!("METHOD:{}\r\n", entry.method())));
            assert!(media_type(&entry).ends_with(&format!("; method={}", entry.method())));
        }
    }

    proptest! {
        #[test]
        fn every_text_comes_back_from_short_lines_without_controls(
            summary in "(\\PC|[\\\\;,\n\t\r\u{7}\"]|ő|👩‍👩‍👧){1,200}",
            description in "(\\PC|[\\\\;,\n]|ű){0,400}",
        ) {
            let made = written(&CalendarEntry {
                summary: summary.clone(),
                location: Some(summary.clone()),
                description: description.clone(),
                ..entry()
            });
            prop_assert!(made.ends_with("END:VCALENDAR\r\n"));
            for line in made.split("\r\n") {
                prop_assert!(line.len() <= 75, "{} octets: {line}", line.len());
                prop_assert!(!line.contains(char::is_control), "{line:?}");
            }
            let lines = unfolded(&made);
            for (name, text) in [("SUMMARY", &summary), ("LOCATION", &summary), ("DESCRIPTION", &description)] {
                let begin = format!("{name};LANGUAGE=hu:");
                let found: Vec<_> = lines.iter().filter_map(|line| line.strip_prefix(&begin)).collect();
                let plain = |c: char| if c == '\r' { '\n' } else if c.is_control() && c != '\n' { ' ' } else { c };
                let wanted: String = text.trim().replace("\r\n", "\n").chars().map(plain).collect();
                let wanted = if wanted.is_empty() { vec![] } else { vec![wanted] };
                prop_assert_eq!(found.into_iter().map(unescaped).collect::<Vec<_>>(), wanted);
            }
        }
    }
}
