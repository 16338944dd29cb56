//! Relays that put off everybody, as a mailing's attempts tell it: whoever sends, and whenever they were started.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::handle::{Store, ask};
use super::{Error, Ledger};
use crate::domain::{AddrKey, DeliveryState, MailingId, PutOff};

/// So many letters in a row.
const IN_A_ROW: usize = 10;
/// The few whom nobody takes stand side by side in the end, and are tried again and again: that says nothing about a relay
/// that took the others.
const READERS: usize = 5;
/// So many of a mailing's newest attempts are looked at,
pub(super) const NEWEST: i64 = 200;
/// among so many of all mailings.
pub(super) const WALK: i64 = 4000;

/// One of a mailing's newest attempts.
#[derive(Debug)]
pub(super) struct Tried {
    pub relay: Option<String>,
    pub key: AddrKey,
    pub outcome: DeliveryState,
    /// The server's words; none if it said nothing.
    pub said: Option<String>,
    pub at: Timestamp,
}

/// Which relays of a mailing take nobody's letter.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PutOffs {
    pub by: Vec<PutOff>,
    /// Whether letters leave over no other relay.
    pub alone: bool,
    /// When a letter was last taken over any, as far as the newest attempts tell.
    taken_at: Option<Timestamp>,
}

impl PutOffs {
    /// Since when nobody gets a letter because they are all put off.
    pub fn of_all_since(&self) -> Option<Timestamp> {
        self.by.iter().map(|one| one.since).max().map(|since| since.max(self.taken_at.unwrap_or(since)))
    }
}

/// What one relay said since it took a letter.
#[derive(Debug, Default)]
struct Run {
    put_off: usize,
    readers: BTreeSet<AddrKey>,
    since: Timestamp,
    said: String,
    /// Whether it has taken one.
    ended: bool,
}

/// `newest` first.
fn runs(newest: &[Tried]) -> BTreeMap<Option<&str>, Run> {
    let mut runs: BTreeMap<Option<&str>, Run> = BTreeMap::new();
    for tried in newest {
        let run = runs.entry(tried.relay.as_deref()).or_default();
        match (tried.outcome, &tried.said) {
            _ if run.ended => {}
            (DeliveryState::Accepted, _) => run.ended = true,
            (DeliveryState::Deferred, Some(said)) => {
                if run.put_off == 0 {
                    run.said.clone_from(said);
                }
                run.put_off += 1;
                run.since = tried.at;
                run.readers.insert(tried.key);
            }
            _ => {}
        }
    }
    runs
}

impl Ledger {
    /// The relays that put off a mailing's letters, ten or more in a row, and have taken none between.
    pub async fn put_offs(&self, id: MailingId) -> Result<PutOffs, Error> {
        let newest: Vec<Tried> = ask!(self, store => store.newest_attempts(id).await)?;
        let taken = newest.iter().find(|tried| tried.outcome == DeliveryState::Accepted);
        let runs = runs(&newest);
        let (alone, mut by) = (runs.len() == 1, Vec::new());
        for (relay, run) in runs.into_iter().filter(|(_, run)| run.put_off >= IN_A_ROW) {
            let relay = relay.map(str::to_owned);
            let (mut since, mut took) = (run.since, run.ended);
            if !took {
                let began = ask!(self, store => store.put_off_since(id, relay.clone()).await)?;
                (since, took) = (began.0.unwrap_or(since), began.1);
            }
            if run.readers.len() >= READERS || !took {
                by.push(PutOff { relay, since, said: run.said });
            }
        }
        Ok(PutOffs { by, alone, taken_at: taken.map(|tried| tried.at) })
    }
}
