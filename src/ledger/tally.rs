//! What can be counted in a ledger without naming anybody.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::domain::{Counts, Mailing, MailingId};

/// So many attempts are counted at once.
pub(super) const PIECE: i64 = 20_000;

/// The mailings that something may still happen to, and what is said of all.
#[derive(Debug, Clone, PartialEq)]
pub struct Tally {
    /// Oldest first.
    pub mailings: Vec<MailingTally>,
    /// Readers who have left the newsletter or one of its lists, by their own wish.
    pub unsubscribed: u64,
}

/// One open mailing.
#[derive(Debug, Clone, PartialEq)]
pub struct MailingTally {
    pub mailing: Mailing,
    pub counts: Counts,
    pub attempts: BTreeMap<Tried, u64>,
}

/// What attempts have in common that are counted together, in the ledger's words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tried {
    /// Its name in the settings; empty for letters that become files.
    pub relay: String,
    pub outcome: String,
    /// What a refusal was taken for; empty for what was taken.
    pub class: String,
}

/// Some attempts of one mailing with everything in common, out of one piece of the ledger.
#[derive(Debug)]
pub(super) struct Counted {
    pub mailing: MailingId,
    pub tried: Tried,
    pub attempts: u64,
    /// The number of the first of them.
    pub first: i64,
    pub newest: Timestamp,
}

impl Tally {
    /// Nothing tried yet.
    pub(super) fn new(mailings: Vec<(Mailing, Counts)>, unsubscribed: u64) -> Self {
        let untried = |(mailing, counts)| MailingTally { mailing, counts, attempts: BTreeMap::new() };
        Self { mailings: mailings.into_iter().map(untried).collect(), unsubscribed }
    }

    /// Adds a piece of the attempts; they come newest first. Gives the number before which the next piece ends, if one
    /// of these mailings can have anything there: not what was tried before the first of them was made.
    pub(super) fn add(&mut self, piece: Vec<Counted>) -> Option<i64> {
        let made = self.mailings.iter().map(|of| of.mailing.created_at).min()?;
        let first = piece.iter().map(|counted| counted.first).min()?;
        let newest = piece.iter().map(|counted| counted.newest).max()?;
        for counted in piece {
            let of = self.mailings.iter_mut().find(|of| of.mailing.id == counted.mailing);
            if let Some(of) = of {
                *of.attempts.entry(counted.tried).or_default() += counted.attempts;
            }
        }
        (newest >= made).then_some(first)
    }
}
