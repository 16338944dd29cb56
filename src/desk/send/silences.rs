//! Connections over which a relay has said nothing for long, though it was asked.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;

use crate::mail::smtp::Unanswered;

/// Shared by all connections to one relay.
#[derive(Debug, Default)]
pub struct Silences {
    all: Mutex<Vec<(Timestamp, Unanswered)>>,
    /// Whether one has ended of which people may still read.
    ended: AtomicBool,
}

/// One of them; over when it is dropped, because the relay spoke or because nobody listens any more.
#[derive(Debug)]
pub struct Silence<'a> {
    all: &'a Silences,
    since: Timestamp,
}

impl Drop for Silence<'_> {
    fn drop(&mut self) {
        let mut all = self.all.lock();
        if let Some(at) = all.iter().position(|(since, _)| *since == self.since) {
            all.swap_remove(at);
        }
        self.all.ended.store(true, Ordering::Relaxed);
    }
}

impl Silences {
    /// `since`: when it was asked; `given`: the letters that it has over this connection and has not answered.
    pub fn begin(&self, since: Timestamp, given: Unanswered) -> Silence<'_> {
        self.lock().push((since, given));
        Silence { all: self, since }
    }

    /// Over how many connections, since when over the first of them, and how many letters it was given over them; none if
    /// it says nothing over none.
    pub fn now(&self) -> Option<(usize, Timestamp, usize)> {
        let all = self.lock();
        let first = all.iter().map(|(since, _)| *since).min()?;
        Some((all.len(), first, all.iter().map(|(_, given)| given.count()).sum()))
    }

    /// Whether one has ended since this was asked last.
    pub fn have_ended(&self) -> bool {
        self.ended.load(Ordering::Relaxed) && self.ended.swap(false, Ordering::Relaxed)
    }

    fn lock(&self) -> MutexGuard<'_, Vec<(Timestamp, Unanswered)>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
