//! An event as a calendar takes it: frozen with the letter, so that a file made later says what the letter says.

use jiff::Timestamp;
use jiff::civil::Date;

use super::{EventStatus, SectionId, When};

/// One event of a letter, in the letter's language. Nothing in it is of one reader.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct CalendarEntry {
    pub section: SectionId,
    /// The same in every language and for as long as there is the event (RFC 5545, 3.8.4.7).
    pub uid: String,
    pub span: Span,
    pub status: EventStatus,
    pub summary: String,
    pub location: Option<String>,
    /// Lines of words; may be empty.
    pub description: String,
    /// The event's own page.
    pub url: Option<String>,
    /// Whether it travels with the letter as a file.
    pub attached: bool,
    /// Raised whenever the facts differ from those that went out before.
    pub sequence: u32,
    /// When it was frozen.
    pub stamp: Timestamp,
}

/// When an event is, as exactly as a calendar wants it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Span {
    /// Whole days, the last one included.
    Days { first: Date, last: Date },
    /// Without an end where nobody has said one.
    Times { from: Timestamp, to: Option<Timestamp> },
}

impl Span {
    /// None while only the month is known, or if it ends before it begins.
    pub fn of(starts: &When, ends: Option<&When>) -> Option<Self> {
        match (starts, ends) {
            (When::Month { .. }, _) | (_, Some(When::Month { .. })) => None,
            (When::Time(from), None) => Some(Self::Times { from: from.timestamp(), to: None }),
            (When::Time(from), Some(When::Time(to))) => {
                let (from, to) = (from.timestamp(), to.timestamp());
                (to >= from).then_some(Self::Times { from, to: Some(to).filter(|to| *to > from) })
            }
            (starts, ends) => {
                let first = starts.first_day();
                let last = ends.map_or(first, When::last_day);
                (last >= first).then_some(Self::Days { first, last })
            }
        }
    }
}

impl CalendarEntry {
    /// What it says, whenever, however often and in whatever way it was said.
    #[must_use]
    pub fn facts(&self) -> Self {
        Self { sequence: 0, stamp: Timestamp::UNIX_EPOCH, attached: false, ..self.clone() }
    }

    /// The iTIP method (RFC 5546): a cancelled event is taken out again.
    pub fn method(&self) -> &'static str {
        if self.status == EventStatus::Cancelled { "CANCEL" } else { "PUBLISH" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_days_times_are_moments_and_a_month_is_nothing_yet() {
        let day = |text: &str| text.parse::<Date>().expect("a day");
        let time = |text: &str| text.parse::<Timestamp>().expect("a moment");
        let days = |first, last| Some(Span::Days { first: day(first), last: day(last) });
        let times = |from, to: Option<&str>| Some(Span::Times { from: time(from), to: to.map(time) });
        let nine = "2026-10-26T09:30[Europe/Budapest]";
        for (starts, ends, span) in [
            ("2026-10", None, None),
            ("2026-10-26", Some("2026-11"), None),
            ("2026-10-26", None, days("2026-10-26", "2026-10-26")),
            ("2026-10-26", Some("2026-10-27"), days("2026-10-26", "2026-10-27")),
            ("2026-10-26", Some("2026-10-25"), None),
            (nine, Some("2026-10-28"), days("2026-10-26", "2026-10-28")),
            // The day after the clocks went back.
            (nine, None, times("2026-10-26T08:30:00Z", None)),
            ("2026-10-23T09:30[Europe/Budapest]", None, times("2026-10-23T07:30:00Z", None)),
            (nine, Some(nine), times("2026-10-26T08:30:00Z", None)),
            (
                nine,
                Some("2026-10-26T10:30[Europe/Lisbon]"),
                times("2026-10-26T08:30:00Z", Some("2026-10-26T10:30:00Z")),
            ),
            (nine, Some("2026-10-26T08:00[Europe/Lisbon]"), None),
        ] {
            let ends = ends.map(|ends| When::parse(ends).expect("a date"));
            let starts = When::parse(starts).expect("a date");
            assert_eq!(Span::of(&starts, ends.as_ref()), span, "{starts:?} {ends:?}");
        }
    }
}
