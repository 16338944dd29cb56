//! What the sender knows of one relay: how fast it takes letters, whether it can be reached, what it has refused.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::{Breaker, Crew, Pace, Sessions, Silences, Streaks};
use crate::domain::settings::Rate;

/// Shared by all connections, and by all mailings one after the other.
#[derive(Debug)]
pub struct Dealings {
    pub pace: Pace,
    pub crew: Crew,
    pub breaker: Breaker,
    pub streaks: Streaks,
    pub sessions: Sessions,
    pub silences: Silences,
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
            trouble: Mutex::default(),
            slowed: Mutex::default(),
        }
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
