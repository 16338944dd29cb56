//! A mail server that takes nobody's letter, though it refuses none.

use jiff::Timestamp;

/// A relay that puts a mailing's letters off, one after the other, and has taken none between.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PutOff {
    /// Its name in the attempts.
    pub relay: Option<String>,
    /// When it put off the first of them.
    pub since: Timestamp,
    /// What it said to the last, without addresses.
    pub said: String,
}
