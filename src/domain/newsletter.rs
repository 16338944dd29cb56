//! The publication: its name, its languages, and whether it may mail anybody yet.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use super::{CalendarWay, Lang, Localized};

/// `[newsletter]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Newsletter {
    pub name: Localized,
    /// The identifier in List-Id (RFC 2919), written once and never changed.
    pub list_id: String,
    /// The first is the source language. Never empty.
    pub languages: Vec<Lang>,
    pub timezone: TimeZone,
    pub mode: Mode,
    pub calendar: CalendarWay,
    /// Reader's language → editions tried, in order, before the source language.
    pub fallback: BTreeMap<Lang, Vec<Lang>>,
}

/// Who may be mailed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// Nobody but the test readers.
    Test,
    Live,
}

impl Newsletter {
    /// The language others are translated from.
    pub fn source(&self) -> &Lang {
        &self.languages[0]
    }
}
