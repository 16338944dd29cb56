//! How far a mailing is.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{BadRows, DeliveryState, HoldReason, Lang, LeftBehind, MailingState, SkipReason};

/// The sums of a delivery screen: they add up to the rows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Counts {
    pub by_state: BTreeMap<DeliveryState, u64>,
}

impl Counts {
    pub fn of(&self, state: DeliveryState) -> u64 {
        self.by_state.get(&state).copied().unwrap_or(0)
    }

    /// accepted + failed.
    pub fn done(&self) -> u64 {
        self.of(DeliveryState::Accepted) + self.of(DeliveryState::Failed)
    }

    /// Deferred: tried again.
    pub fn later(&self) -> u64 {
        self.of(DeliveryState::Deferred)
    }

    /// planned + claimed + submitting.
    pub fn waiting(&self) -> u64 {
        [DeliveryState::Planned, DeliveryState::Claimed, DeliveryState::Submitting]
            .map(|s| self.of(s))
            .iter()
            .sum()
    }

    pub fn not_certain(&self) -> u64 {
        self.of(DeliveryState::Unknown)
    }

    pub fn left_out(&self) -> u64 {
        self.of(DeliveryState::Skipped)
    }

    pub fn rows(&self) -> u64 {
        self.by_state.values().sum()
    }

    /// Whoever gets a letter: all rows but those left out.
    pub fn recipients(&self) -> u64 {
        self.rows() - self.left_out()
    }
}

/// One look at a mailing under way.
#[derive(Debug, Clone, PartialEq)]
pub struct Progress {
    pub mailing: String,
    pub state: MailingState,
    pub held: Option<HoldReason>,
    /// The machine whose sender stopped it, where several may share the ledger.
    pub held_on: Option<String>,
    pub due: Timestamp,
    pub started_at: Option<Timestamp>,
    pub counts: Counts,
    pub by_language: BTreeMap<Lang, Counts>,
    pub left_out: BTreeMap<SkipReason, u64>,
    /// Rows of the lists that could not be read when it was planned.
    pub bad_rows: Vec<BadRows>,
    /// Failures in words, with their number; the most frequent first.
    pub failures: Vec<(String, u64)>,
    /// When the next deferred letter is tried again.
    pub next_retry: Option<Timestamp>,
    /// Letters a minute, from what was accepted in the last one or since it began or its sender was started; 0 in the
    /// first seconds, and while no sender lives.
    pub per_minute: u64,
    /// The same of each relay that has taken any in that time, by name.
    pub by_relay: BTreeMap<String, u64>,
    /// What keeps the sender from sending it just now, or kept the last one, in words; only of a mailing under way.
    pub trouble: Option<String>,
    /// What another machine's sender was handing over when it went silent.
    pub left_behind: Option<LeftBehind>,
    /// Whether a sender lives.
    pub sender_alive: bool,
    /// Whether one was started that has not said yet that it lives.
    pub sender_starting: bool,
    /// Whether that which lives runs in the background and ends with this machine; false where that is not known.
    pub sender_detached: bool,
}

impl Progress {
    /// Whether somebody sends, or is about to.
    pub fn somebody_sends(&self) -> bool {
        self.sender_alive || self.sender_starting
    }

    /// Letters that a sender which lives is handing over: their answers are still heard.
    pub fn in_flight(&self) -> u64 {
        let left_behind = self.left_behind.as_ref().map_or(0, |behind| behind.handing_over);
        let alive = if self.sender_alive { self.counts.of(DeliveryState::Submitting) } else { 0 };
        alive.saturating_sub(left_behind)
    }

    /// How many were to get it and do not get it any more.
    pub fn given_up(&self) -> u64 {
        self.left_out.get(&SkipReason::Cancelled).copied().unwrap_or(0) + self.too_late()
    }

    /// For how many it is, once they were looked up, if that is another number than was confirmed: the lists have changed
    /// between, or readers have left since.
    pub fn other_than(&self, confirmed: u64) -> Option<u64> {
        let readers = self.counts.recipients() + self.given_up();
        (self.counts.rows() > 0 && readers != confirmed).then_some(readers)
    }

    /// Those who were to get it, and for whom it was too late by the end of the mailing.
    pub fn too_late(&self) -> u64 {
        self.left_out.get(&SkipReason::Expired).copied().unwrap_or(0)
    }
}
