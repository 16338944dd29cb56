//! What a trial came to, and where that is less than was promised.

use std::fmt;
use std::time::Duration;

use super::{Blow, power};

#[derive(Debug, Clone, Default)]
pub struct Figures {
    pub blow: Blow,
    /// How often a sender was ended.
    pub blows: u32,
    /// How many of these met one that had handed over something.
    pub in_the_middle: u32,
    pub mailings: u64,
    pub rows: u64,
    pub accepted: u64,
    pub failed: u64,
    pub unknown: u64,
    /// How many of those the relay has in fact.
    pub unknown_taken: u64,
    /// No more than so many may be unknown.
    pub unknown_bound: u64,
    /// The most that one blow left uncertain, and the most that it could have.
    pub worst: (u64, u64),
    /// How often a sender held the mailing by itself, and was told to go on.
    pub held: u32,
    pub loss: power::Loss,
    /// Cuts that took something away.
    pub lossy: u32,
    pub breaches: Breaches,
    pub took: Duration,
}

/// What must not happen at all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Breaches {
    /// Letters that the relay took once more.
    pub duplicates: u64,
    /// Readers without a row, or with one that says nothing in the end; letters of which no row knows.
    pub undeclared: u64,
    /// Accepted by the ledger, not taken by the relay.
    pub false_accepted: u64,
    /// Failed or left out by the ledger, taken by the relay.
    pub false_failed: u64,
    /// More uncertain than was under way, once or in all.
    pub too_uncertain: u64,
    /// Mailings of which `courant verify` does not agree.
    pub unverified: u64,
    /// After a power cut: the file was damaged, was taken for a copy, or held claimed letters that were planned again.
    pub corrupt: u64,
    pub taken_for_a_copy: u64,
    pub planned_again: u64,
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.blow {
            Blow::Kill => "kills",
            Blow::PowerCut => "power cuts",
        };
        writeln!(f, "{} {what}, {} of them in the middle of sending", self.blows, self.in_the_middle)?;
        writeln!(
            f,
            "{} mailings, {} rows: {} accepted, {} failed, {} unknown (of these the relay has {})",
            self.mailings, self.rows, self.accepted, self.failed, self.unknown, self.unknown_taken
        )?;
        writeln!(
            f,
            "unknown: at most {} allowed in all; after one blow {} of at most {}",
            self.unknown_bound, self.worst.0, self.worst.1
        )?;
        if self.blow == Blow::PowerCut {
            writeln!(
                f,
                "{} cuts took away {} of {} pages that were not synced yet",
                self.lossy, self.loss.lost, self.loss.at_risk
            )?;
        }
        writeln!(f, "{} times the sender held the mailing itself and was told to go on", self.held)?;
        let Breaches {
            duplicates, undeclared, false_accepted, false_failed, too_uncertain, unverified, ..
        } = self.breaches;
        writeln!(
            f,
            "{duplicates} duplicates, {undeclared} undeclared, {false_accepted} false accepted, \
            {false_failed} false failed, {too_uncertain} beyond the bound, {unverified} not verified"
        )?;
        let Breaches { corrupt, taken_for_a_copy, planned_again, .. } = self.breaches;
        if self.blow == Blow::PowerCut {
            writeln!(
                f,
                "{corrupt} corrupt, {taken_for_a_copy} taken for a copy, {planned_again} planned again"
            )?;
        }
        write!(f, "{:.0} s", self.took.as_secs_f64())
    }
}
