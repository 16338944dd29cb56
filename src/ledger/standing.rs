//! What the ledger already knows about readers, for counting an audience without planning it.

use std::collections::{HashMap, HashSet};

use crate::domain::{AddrKey, ListName, Recipient, SkipReason};

/// Suppressions, and who has an issue already.
#[derive(Debug, Clone, Default)]
pub struct Standing {
    suppressed: HashMap<AddrKey, Vec<(String, SkipReason)>>,
    has_it: HashSet<AddrKey>,
}

impl Standing {
    /// In the order of scopes.
    pub(super) fn suppress(&mut self, key: AddrKey, scope: String, reason: SkipReason) {
        self.suppressed.entry(key).or_default().push((scope, reason));
    }

    pub(super) fn has_it(&mut self, key: AddrKey) {
        self.has_it.insert(key);
    }

    /// Why this reader of this list would get nothing; the same answer as the planner's.
    pub fn against(&self, key: AddrKey, list: &ListName, again: bool) -> Option<SkipReason> {
        let scopes = self.suppressed.get(&key).into_iter().flatten();
        let suppressed = scopes
            .filter(|(scope, _)| scope == "*" || scope == list.as_str())
            .map(|(_, reason)| *reason)
            .next();
        suppressed.or_else(|| (!again && self.has_it.contains(&key)).then_some(SkipReason::AlreadyHasIt))
    }

    /// `against`, for a recipient that may be left out for a reason of its own.
    pub fn skips(&self, reader: &Recipient, again: bool) -> Option<SkipReason> {
        reader.skipped.or_else(|| self.against(reader.key, &reader.list, again))
    }
}
