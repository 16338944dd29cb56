//! `quota = "10000/24h"`: how many letters a relay takes within a length of time, whichever that is.

use std::fmt;

use jiff::SignedDuration;

/// Counted over every stretch of that length, not from midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quota {
    pub count: u32,
    pub per: SignedDuration,
}

impl fmt::Display for Quota {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} letters in {:#}", self.count, self.per)
    }
}
