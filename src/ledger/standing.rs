//! What the ledger already knows about readers, for counting an audience without planning it.

use std::collections::{HashMap, HashSet};

use crate::domain::{AddrKey, ListName, MailingId, Recipient, SkipReason};

/// Suppressions, who has an issue already, and who waits for it.
#[derive(Debug, Clone, Default)]
pub struct Standing {
    suppressed: HashMap<AddrKey, Vec<(String, SkipReason)>>,
    has_it: HashSet<AddrKey>,
    waiting: HashMap<AddrKey, MailingId>,
}

impl Standing {
    /// In the order of scopes.
    pub(super) fn suppress(&mut self, key: AddrKey, scope: String, reason: SkipReason) {
        self.suppressed.entry(key).or_default().push((scope, reason));
    }

    pub(super) fn has_it(&mut self, key: AddrKey) {
        self.has_it.insert(key);
    }

    /// Has a row in this mailing that was not handed over yet.
    pub(super) fn waits(&mut self, key: AddrKey, mailing: MailingId) {
        self.waiting.entry(key).or_insert(mailing);
    }

    /// As if nobody waited in this mailing any more.
    pub fn forget(&mut self, mailing: MailingId) {
        self.waiting.retain(|_, waits_for| *waits_for != mailing);
    }

    /// By which mailing that has begun a reader is still to get the issue.
    pub fn waits_for(&self, key: AddrKey) -> Option<MailingId> {
        self.waiting.get(&key).copied()
    }

    /// Why this reader of this list would get nothing; the same answer as the planner's.
    pub fn against(&self, key: AddrKey, list: &ListName, again: bool) -> Option<SkipReason> {
        let scopes = self.suppressed.get(&key).into_iter().flatten();
        let suppressed = scopes
            .filter(|(scope, _)| scope == "*" || scope == list.as_str())
            .map(|(_, reason)| *reason)
            .next();
        suppressed.or_else(|| if again { None } else { self.already(key) })
    }

    fn already(&self, key: AddrKey) -> Option<SkipReason> {
        let has_it = self.has_it.contains(&key).then_some(SkipReason::AlreadyHasIt);
        has_it.or_else(|| self.waiting.contains_key(&key).then_some(SkipReason::AlreadyScheduled))
    }

    /// `against`, for a recipient that may be left out for a reason of its own. Who has left, or has the issue, is not
    /// waiting for an edition.
    pub fn skips(&self, reader: &Recipient, again: bool) -> Option<SkipReason> {
        let against = || self.against(reader.key, &reader.list, again);
        match reader.skipped {
            Some(SkipReason::NoEdition) => against().or(reader.skipped),
            skipped => skipped.or_else(against),
        }
    }
}
