//! `[[team]]`: who writes, tests, is told.

use crate::domain::{Address, Lang};

/// A colleague.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Teammate {
    pub name: String,
    /// The account that this person has on the machines of the newsletter.
    pub login: Option<String>,
    pub address: Address,
    /// The editions whose tests this person gets; empty means all.
    pub languages: Vec<Lang>,
    pub does: Vec<Duty>,
}

/// What a colleague is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duty {
    /// Gets tests.
    Test,
    /// Is told when something happens.
    Alert,
    /// Has to say yes before an issue goes out.
    Approve,
}
