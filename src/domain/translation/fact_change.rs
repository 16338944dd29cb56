//! A fact of a text that is another one since: a number, a date, a link.

/// As the two texts write it; a fact that came has no `was`, one that went no `is`.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct FactChange {
    pub was: Option<String>,
    pub is: Option<String>,
}
