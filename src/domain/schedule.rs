//! When a mailing is due: what people said, and the instant it means.

use jiff::Timestamp;
use jiff::civil::DateTime;

/// Local time and zone are kept beside the instant, so that a change of the rules can be seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// What was asked for, as wall-clock time.
    pub local: DateTime,
    /// IANA name.
    pub zone: String,
    /// When it is due.
    pub due: Timestamp,
    /// What daylight saving did to it.
    pub shift: Option<DstShift>,
}

/// A local time that does not exist, or exists twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DstShift {
    /// The clocks jump over it: the first instant after the gap is taken.
    Gap,
    /// The clocks show it twice: the earlier one is taken.
    Overlap,
}
