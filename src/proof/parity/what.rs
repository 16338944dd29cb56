//! What a fact is, freed from how a language writes it, and when two are the same.

use super::links;

/// The family of the names.
pub(super) const NAMES: u8 = 8;

/// The content of a fact.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// `other`: what it may be as well, as "2" in "2–3 million".
    Number {
        value: f64,
        other: Option<f64>,
    },
    Percent(f64),
    /// `currency`: a code of ISO 4217, or "kr" where it is not said whose.
    Money {
        value: f64,
        other: Option<f64>,
        currency: String,
    },
    /// A part of a whole, in per cent: "half", "two thirds".
    Share(f64),
    Date(Day),
    /// From Monday, 0.
    Weekday(u8),
    /// `either`: it may be twelve hours later as well.
    Clock {
        minutes: u16,
        either: bool,
    },
    /// 1990, or 90 where the century is not said.
    Decade(u16),
    /// Digits, with + before a country's.
    Phone(String),
    Mail(String),
    Link(String),
    Picture(String),
    /// A term of the glossary, as the glossary calls it.
    Name(String),
}

/// A date as far as it is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Day {
    pub year: Option<u16>,
    pub month: Option<u8>,
    pub day: Option<u8>,
}

/// How well two facts agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Closeness {
    /// One may stand for the other.
    Near,
    Same,
}

impl What {
    pub fn number(value: f64) -> Self {
        Self::Number { value, other: None }
    }

    /// Whether one may stand for the other.
    pub fn agrees(&self, with: &Self) -> bool {
        self.closeness(with).is_some()
    }

    /// None where they are different facts.
    pub(super) fn closeness(&self, with: &Self) -> Option<Closeness> {
        use Closeness::{Near, Same};
        if let (Self::Date(a), Self::Date(b)) = (self, with) {
            return a.closeness(*b);
        }
        if self.same(with) {
            return Some(Same);
        }
        (self.stands_for(with) || with.stands_for(self)).then_some(Near)
    }

    fn same(&self, with: &Self) -> bool {
        match (self, with) {
            (Self::Number { value: a, .. }, Self::Number { value: b, .. })
            | (Self::Percent(a), Self::Percent(b))
            | (Self::Share(a), Self::Share(b)) => equal(*a, *b),
            (Self::Money { value: a, currency: of_a, .. }, Self::Money { value: b, currency: of_b, .. }) => {
                equal(*a, *b) && same_currency(of_a, of_b)
            }
            (Self::Weekday(a), Self::Weekday(b)) => a == b,
            (Self::Clock { minutes: a, .. }, Self::Clock { minutes: b, .. }) => a % 1440 == b % 1440,
            (Self::Decade(a), Self::Decade(b)) => a % 100 == b % 100 && (*a < 100 || *b < 100 || a == b),
            (Self::Phone(a), Self::Phone(b)) => same_phone(a, b),
            (Self::Link(a), Self::Link(b)) => links::same(a, b),
            (Self::Mail(a), Self::Mail(b)) => a.eq_ignore_ascii_case(b),
            (Self::Picture(a), Self::Picture(b)) => links::same(a, b),
            (Self::Name(a), Self::Name(b)) => a == b,
            _ => false,
        }
    }

    /// Whether it may be written for the other. Both ways round are asked.
    fn stands_for(&self, with: &Self) -> bool {
        match (self, with) {
            (Self::Share(part), Self::Percent(whole)) => (part - whole).abs() <= 0.5,
            (Self::Share(part), Self::Number { value, .. }) => {
                equal_about(*part, value * 100.0) || is_in_fraction(*value, *part)
            }
            (Self::Share(part), Self::Clock { minutes, .. }) => {
                equal_about(f64::from(minutes % 60), part * 0.6) && minutes % 60 != 0
            }
            (Self::Clock { minutes: a, either: one }, Self::Clock { minutes: b, either: other }) => {
                (*one || *other) && a % 720 == b % 720
            }
            (Self::Clock { minutes, either }, Self::Number { value, .. }) => {
                let hour = f64::from(minutes / 60);
                // "13.15" without a word beside it may have been read as a number.
                let dotted = hour + f64::from(minutes % 60) / 100.0;
                minutes % 60 != 0 && equal(*value, dotted)
                    || minutes % 60 == 0
                        && (equal(*value, hour) || *either && equal(*value, f64::from(minutes / 60 % 12)))
            }
            (Self::Decade(decade), Self::Number { value, .. }) => {
                equal(*value, f64::from(*decade))
                    || equal(*value, f64::from(decade % 100))
                    || decade % 100 == 0 && equal(*value, f64::from(decade / 100 + 1))
            }
            (Self::Phone(digits), Self::Number { value, .. }) => digits.parse() == Ok(*value),
            _ => match (self.quantity(), with.quantity()) {
                // Two currencies are never the same amount, nor is what was read the same way.
                (Some(_), Some(_)) if self.currency().is_some() && with.currency().is_some() => {
                    same_currency(self.currency().unwrap_or_default(), with.currency().unwrap_or_default())
                        && self.readings().any(|a| with.readings().any(|b| equal(a, b)))
                }
                (Some(_), Some(_)) => self.readings().any(|a| with.readings().any(|b| equal(a, b))),
                _ => false,
            },
        }
    }

    pub(super) fn quantity(&self) -> Option<f64> {
        match self {
            Self::Number { value, .. } | Self::Percent(value) | Self::Money { value, .. } => Some(*value),
            _ => None,
        }
    }

    pub(super) fn currency(&self) -> Option<&str> {
        match self {
            Self::Money { currency, .. } => Some(currency),
            _ => None,
        }
    }

    fn readings(&self) -> impl Iterator<Item = f64> {
        let other = match self {
            Self::Number { other, .. } | Self::Money { other, .. } => *other,
            _ => None,
        };
        self.quantity().into_iter().chain(other)
    }

    /// The facts that one may be a slip for another of; a name is none for another.
    pub(super) fn family(&self) -> u8 {
        match self {
            Self::Number { .. }
            | Self::Percent(_)
            | Self::Money { .. }
            | Self::Share(_)
            | Self::Decade(_) => 0,
            Self::Date(_) => 1,
            Self::Weekday(_) => 2,
            Self::Clock { .. } => 3,
            Self::Phone(_) => 4,
            Self::Mail(_) => 5,
            Self::Link(_) => 6,
            Self::Picture(_) => 7,
            Self::Name(_) => NAMES,
        }
    }
}

impl Day {
    /// The same, or the same but for a year that one leaves out.
    fn closeness(self, with: Self) -> Option<Closeness> {
        if self == with {
            return Some(Closeness::Same);
        }
        let years = self.year.zip(with.year).is_none_or(|(a, b)| a == b);
        (years && self.month == with.month && self.day == with.day).then_some(Closeness::Near)
    }

    /// Whether what both say is the same.
    pub fn agrees(self, with: Self) -> bool {
        let year = self.year.zip(with.year).is_none_or(|(a, b)| a == b);
        let month = self.month.zip(with.month).is_none_or(|(a, b)| a == b);
        year && month && self.day.zip(with.day).is_none_or(|(a, b)| a == b)
    }
}

pub(super) fn equal(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs())
}

fn equal_about(a: f64, b: f64) -> bool {
    (a - b).abs() <= 0.5
}

/// Whether a number is above or below the line of a fraction in its lowest terms: 3 and 4 of 75 per cent.
fn is_in_fraction(value: f64, part: f64) -> bool {
    let below = (2..=10).map(f64::from).find(|below| {
        let above = part * below / 100.0;
        (above - above.round()).abs() < 0.01 && above.round() >= 1.0
    });
    below.is_some_and(|below| equal(value, below) || equal(value, (part * below / 100.0).round()))
}

fn same_currency(a: &str, b: &str) -> bool {
    let crowns = |code: &str| matches!(code, "kr" | "SEK" | "NOK" | "DKK");
    a == b || (a == "kr" && crowns(b)) || (b == "kr" && crowns(a))
}

/// One may leave the country's number out.
fn same_phone(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let (abroad, home) = match (a.strip_prefix('+'), b.strip_prefix('+')) {
        (Some(abroad), None) => (abroad, b),
        (None, Some(abroad)) => (abroad, a),
        _ => return false,
    };
    let local = home.strip_prefix("06").filter(|_| abroad.starts_with("36"));
    let local = local.unwrap_or_else(|| home.trim_start_matches('0'));
    local.len() >= 6 && abroad.ends_with(local) && abroad.len() - local.len() <= 3
}
