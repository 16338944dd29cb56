//! What the sender knows of one relay: how fast it takes letters, whether it can be reached, what it has refused.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::{Breaker, Crew, Pace, Seats, Sessions, Silences, Streaks};
use crate::domain::settings::Rate;

/// Shared by all connections and all mailings.
#[derive(Debug)]
pub struct Dealings {
    pub pace: Pace,
    pub crew: Crew,
    pub breaker: Breaker,
    pub streaks: Streaks,
    pub sessions: Sessions,
    pub silences: Silences,
    pub seats: Arc<Seats>,
    /// Held once more by each letter that is taken and not settled.
    under_way: Arc<()>,
    /// What keeps letters from it, in words; none while it takes them.
    trouble: Mutex<Option<String>>,
    /// What it said when it asked for fewer letters, in words.
    slowed: Mutex<Option<String>>,
}

impl Dealings {
    /// `first_wait`: after the first failure to reach it.
    pub fn new(rate: Option<Rate>, first_wait: Duration) -> Self {
        Self {
            pace: Pace::new(rate),
            crew: Crew::default(),
            breaker: Breaker::new(first_wait),
            streaks: Streaks::default(),
            sessions: Sessions::default(),
            silences: Silences::default(),
            seats: Arc::default(),
            under_way: Arc::default(),
            trouble: Mutex::default(),
            slowed: Mutex::default(),
        }
    }

    /// To be held for as long as a letter is under way.
    pub fn one_under_way(&self) -> Arc<()> {
        Arc::clone(&self.under_way)
    }

    pub fn under_way(&self) -> usize {
        Arc::strong_count(&self.under_way) - 1
    }

    pub fn trouble(&self) -> Option<String> {
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Why letters leave more slowly than they could, for as long as they do.
    pub fn slowed(&self) -> Option<String> {
        let words = self.slowed.lock().unwrap_or_else(PoisonError::into_inner).clone();
        words.filter(|_| self.pace.is_lowered())
    }

    pub fn set_slowed(&self, words: String) {
        *self.slowed.lock().unwrap_or_else(PoisonError::into_inner) = Some(words);
    }

    pub fn set_trouble(&self, trouble: Option<String>) {
        *self.trouble.lock().unwrap_or_else(PoisonError::into_inner) = trouble;
    }
}
