//! What an audit came to.

use std::collections::BTreeMap;

use super::{Finding, Invariant};
use crate::domain::{Counts, Mailing, SkipReason};

/// The balance of a mailing, and whatever does not agree.
#[derive(Debug, Clone, PartialEq)]
pub struct Audit {
    pub mailing: Mailing,
    /// How many rows its plan wrote; not known of those that an earlier version planned, or that wait.
    pub planned: Option<u64>,
    pub counts: Counts,
    pub left_out: BTreeMap<SkipReason, u64>,
    /// Everything found, by number.
    pub found: BTreeMap<Invariant, u64>,
    /// The first of each.
    pub findings: Vec<Finding>,
}

impl Audit {
    /// Whether everything agrees.
    pub fn agrees(&self) -> bool {
        self.found.is_empty()
    }
}
