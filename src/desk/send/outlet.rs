//! One relay as the connections of a mailing see it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU32, Ordering};
use std::time::Duration;

use tokio::time::Instant;

use super::{Dealings, SignIn};
use crate::domain::settings::{Quota, Relay};

/// Shared by all connections of one mailing to one relay; for letters that become files there is one without a name.
#[derive(Debug)]
pub struct Outlet {
    /// Its place among the mailing's.
    pub number: usize,
    /// The relay's, for the attempts.
    pub name: Option<Arc<str>>,
    pub dealings: Arc<Dealings>,
    /// Shared by all relays that know the same account.
    pub sign_in: Arc<SignIn>,
    pub connections: u32,
    at_work: AtomicU32,
    /// How many letters it takes in what time.
    pub quota: Option<Quota>,
    /// How many of them are left, as they were counted last.
    pub left: AtomicI64,
    pub counted: tokio::sync::Mutex<Option<Instant>>,
    /// Whether it has had them all.
    pub resting: AtomicBool,
    /// Whether it has been written since the last trouble that the relay answers.
    pub well: AtomicBool,
}

impl Outlet {
    /// `relay` is none for letters that become files.
    pub fn new(
        number: usize,
        relay: Option<&Relay>,
        dealings: Arc<Dealings>,
        sign_in: Arc<SignIn>,
        connections: u32,
    ) -> Self {
        let (name, quota) = (relay.map(|relay| relay.name.as_str()), relay.and_then(|relay| relay.quota));
        Self {
            number,
            name: name.map(Arc::from),
            dealings,
            sign_in,
            connections,
            at_work: AtomicU32::new(0),
            quota,
            left: AtomicI64::new(0),
            counted: tokio::sync::Mutex::default(),
            resting: AtomicBool::new(false),
            well: AtomicBool::new(false),
        }
    }

    /// One more connection's work begins.
    pub fn begins(&self) {
        self.at_work.fetch_add(1, Ordering::Relaxed);
    }

    /// A connection's work has ended.
    pub fn ends(&self) {
        self.at_work.fetch_sub(1, Ordering::Relaxed);
    }

    /// For how long nobody tries it, if it can't be used now.
    pub fn closed_for(&self, now: Instant) -> Option<Duration> {
        self.dealings.breaker.closed_for(now)
    }

    /// It asked for less: half as many letters, over half as many connections. False if that was heeded already.
    pub fn slow_down(&self, now: Instant) -> bool {
        let slower = self.dealings.pace.slow_down(now);
        if slower {
            self.dealings.crew.halve(self.connections, now);
        }
        slower
    }

    /// A mailbox gets too much mail. As one of several in a row it stands for all of them: says whether it does.
    pub fn busy(&self, now: Instant) -> bool {
        let slower = self.dealings.pace.busy(now);
        if slower {
            self.dealings.crew.halve(self.connections, now);
        }
        slower
    }

    /// Says whether letters leave as fast as they may by that, and had not before.
    pub fn went_well(&self, now: Instant) -> bool {
        let lowered = self.dealings.pace.is_lowered();
        self.dealings.pace.went_well(now);
        self.dealings.crew.went_well(self.connections, now);
        lowered && !self.dealings.pace.is_lowered()
    }

    /// Whether letters leave over it.
    pub fn is_open(&self, now: Instant) -> bool {
        !self.rests() && self.at_work.load(Ordering::Relaxed) > 0 && self.closed_for(now).is_none()
    }

    /// Whether others are to wait for it where letters are spread by weight: not for one that has asked for less.
    pub fn keeps_up(&self, now: Instant) -> bool {
        self.is_open(now) && !self.dealings.pace.is_lowered()
    }

    /// Whether it may be used, and has not asked for less.
    pub fn is_free(&self, now: Instant) -> bool {
        !self.rests() && self.closed_for(now).is_none() && !self.dealings.pace.is_lowered()
    }

    /// Whether it has had its quota.
    pub fn rests(&self) -> bool {
        self.resting.load(Ordering::Relaxed)
    }

    /// Counts a letter against the quota, if there is one. False if none is left.
    pub fn allows_one(&self) -> bool {
        let one = |left: i64| (left > 0).then_some(left - 1);
        self.quota.is_none() || self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, one).is_ok()
    }

    /// The letter that was counted was not sent.
    pub fn gives_one_back(&self) {
        if self.quota.is_some() {
            self.left.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// What it is called at the beginning of a sentence.
    pub fn called(&self, alone: bool) -> &str {
        match &self.name {
            Some(name) if !alone => name,
            _ => "the mail server",
        }
    }
}
