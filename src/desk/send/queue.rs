//! Rows that are claimed and not begun, for whichever connection is free: one durable commit for all of them.

use std::collections::VecDeque;
use std::sync::Arc;

use tokio::time::Instant;

use super::{Domains, Permit};
use crate::ledger::Claimed;

/// So many that wait for their domain are in hand at once; they are claimed, so they must not be many.
const MOST: usize = 256;

/// A row on its way, with the right to hand it over beside others of its domain.
#[derive(Debug)]
pub struct Taken {
    pub row: Claimed,
    _permit: Option<Permit>,
    /// Of its relay's letters that are under way.
    pub counted: Option<Arc<()>>,
}

/// In the order in which they were claimed.
#[derive(Debug, Default)]
pub struct Queue {
    rows: VecDeque<(Claimed, Option<Instant>)>,
    /// Until then another claim finds nothing.
    pub nothing_until: Option<Instant>,
    /// Whether the hours were over at the last look.
    shut: bool,
}

impl Queue {
    /// None has a time of its own to wait for.
    pub fn add(&mut self, row: Claimed, not_before: Option<Instant>) {
        self.rows.push_back((row, not_before));
    }

    pub fn put_back(&mut self, row: Claimed) {
        self.rows.push_front((row, None));
    }

    /// The first that may leave now.
    pub fn take(&mut self, domains: &Domains, now: Instant) -> Option<Taken> {
        if domains.is_quiet() {
            return self.rows.pop_front().map(|(row, _)| Taken { row, _permit: None, counted: None });
        }
        for at in 0..self.rows.len() {
            let (row, not_before) = &self.rows[at];
            if not_before.is_some_and(|moment| moment > now) {
                continue;
            }
            if let Some(permit) = domains.permit(row.address.domain(), now) {
                return self.rows.remove(at).map(|(row, _)| Taken { row, _permit: permit, counted: None });
            }
        }
        None
    }

    /// How many to this domain are in hand.
    pub fn waiting(&self, domain: &str) -> u32 {
        let to_it = self.rows.iter().filter(|(row, _)| row.address.domain() == domain).count();
        u32::try_from(to_it).unwrap_or(u32::MAX)
    }

    /// When the first of those that wait may leave; now, if it is for others to land.
    pub fn next_moment(&self) -> Option<Instant> {
        self.rows.iter().filter_map(|(_, not_before)| *not_before).min()
    }

    /// Whether the hours have just come to their end: what is here was taken while they lasted.
    pub fn hours_end(&mut self, over: bool) -> bool {
        !std::mem::replace(&mut self.shut, over) && over
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Whether more may be claimed beside those that wait.
    pub fn has_room(&self, now: Instant) -> bool {
        self.rows.len() < MOST && self.nothing_until.is_none_or(|until| until <= now)
    }

    pub fn drain(&mut self) -> Vec<Claimed> {
        self.rows.drain(..).map(|(row, _)| row).collect()
    }
}
