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
    /// A relay that says nothing for longer is told of. Longer than the pause before the greeting by which some sift out
    /// robots.
    pub silence: Duration,
    pub timers: Timers,
}

impl Default for Tempo {
    fn default() -> Self {
        Self {
            poll: Duration::from_secs(1),
            first_wait: Duration::from_secs(30),
            silence: Duration::from_secs(20),
            timers: Timers::default(),
        }
    }
}
