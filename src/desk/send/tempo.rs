//! The sender's own times; tests make them short.

use std::time::Duration;

use crate::mail::smtp::Timers;

/// How often the sender looks around, and how long it waits for others.
#[derive(Debug, Clone, Copy)]
pub struct Tempo {
    /// Between two looks for something to do.
    pub poll: Duration,
    /// After the first failure to reach the relay.
    pub first_wait: Duration,
    pub timers: Timers,
}

impl Default for Tempo {
    fn default() -> Self {
        Self { poll: Duration::from_secs(1), first_wait: Duration::from_secs(30), timers: Timers::default() }
    }
}
