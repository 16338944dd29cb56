//! One relay as the connections of a mailing see it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use tokio::time::Instant;

use super::Dealings;

/// Shared by all connections of one mailing to one relay; for letters that become files there is one without a name.
#[derive(Debug)]
pub struct Outlet {
    /// Its place among the mailing's.
    pub number: usize,
    /// The relay's, for the attempts.
    pub name: Option<Arc<str>>,
    pub dealings: Arc<Dealings>,
    pub connections: u32,
    /// Connections whose work has not ended.
    pub at_work: AtomicU32,
    /// Whether it has been written since the last trouble that the relay answers.
    pub well: AtomicBool,
}

impl Outlet {
    pub fn new(number: usize, name: Option<&str>, dealings: Arc<Dealings>, connections: u32) -> Self {
        Self {
            number,
            name: name.map(Arc::from),
            dealings,
            connections,
            at_work: AtomicU32::new(connections),
            well: AtomicBool::new(false),
        }
    }

    /// For how long nobody tries it, if it can't be used now.
    pub fn closed_for(&self, now: Instant) -> Option<Duration> {
        self.dealings.breaker.closed_for(now)
    }

    /// Whether letters leave over it.
    pub fn is_open(&self, now: Instant) -> bool {
        self.at_work.load(Ordering::Relaxed) > 0 && self.closed_for(now).is_none()
    }

    /// What it is called at the beginning of a sentence.
    pub fn called(&self, alone: bool) -> &str {
        match &self.name {
            Some(name) if !alone => name,
            _ => "the mail server",
        }
    }
}
