//! One exchange about a letter, as it was written down.

use jiff::Timestamp;

use super::Said;

/// Never changed once it is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// Its place in the order in which all were written.
    pub id: i64,
    /// How many attempts had counted by then.
    pub n: i64,
    /// The state it led to.
    pub outcome: String,
    pub said: Said,
    pub relay: Option<String>,
    pub at: Timestamp,
}
