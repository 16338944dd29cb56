//! A sender as the ledger knows it.

use jiff::Timestamp;

use super::Holder;

/// The latest sender.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instance {
    /// One more with every sender; where there is only one, who has an older one has been replaced.
    pub epoch: i64,
    pub holder: Holder,
    pub heartbeat_at: Timestamp,
    /// Whether it ended in order.
    pub clean: bool,
}
