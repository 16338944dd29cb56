//! The facts of an event: when, where, by whom; printed by the program in each edition's language.

use jiff::civil::Date;

use super::{Localized, When};

/// When, where and for whom. What it is about stands in the editions.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    pub starts: When,
    pub ends: Option<When>,
    pub status: EventStatus,
    pub place: Option<Localized>,
    pub online: Option<String>,
    pub organiser: Option<Localized>,
    pub deadlines: Vec<Deadline>,
    pub contacts: Vec<Contact>,
}

/// How certain an event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EventStatus {
    #[default]
    Confirmed,
    Tentative,
    Moved,
    Cancelled,
}

/// `[[section.deadline]]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    pub date: Date,
    pub what: Localized,
}

/// `[[section.contact]]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    pub name: String,
    pub role: Option<Localized>,
    pub email: Option<super::Address>,
    pub phone: Option<String>,
}
