//! What happens when the relay can't be reached: all connections wait, longer each time, with nothing claimed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use crate::domain::AddrKey;

const WAITS: [u64; 5] = [30, 60, 120, 300, 600];
/// Letters at which the line broke one after the other, with no answer to any between.
const IN_A_ROW: usize = 3;
/// Breaks at one letter after which it is the letter that waits.
const OF_ONE: u32 = 3;
/// For so long a relay is left alone that refuses us, where there is another one.
const ASIDE: Duration = Duration::from_secs(3600);

/// Shared by all connections to one relay.
#[derive(Debug)]
pub struct Breaker {
    first: Duration,
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    /// Since the last answer.
    broken: BTreeSet<AddrKey>,
    /// How often at which letter, whatever came between.
    times: BTreeMap<AddrKey, u32>,
    trips: usize,
    until: Option<Instant>,
    /// It is left alone until then, whatever else comes from it.
    aside: bool,
}

impl Breaker {
    /// `first` is the first wait; the later ones grow as many times over.
    pub fn new(first: Duration) -> Self {
        Self { first, inner: Mutex::default() }
    }

    /// How long to wait before the next try, if the relay could not be reached a moment ago.
    pub fn closed_for(&self, now: Instant) -> Option<Duration> {
        self.lock().until.filter(|until| *until > now).map(|until| until - now)
    }

    /// A connection could not be opened. Says for how long nobody tries.
    pub fn trip(&self, now: Instant) -> Duration {
        let mut inner = self.lock();
        if let Some(until) = inner.until.filter(|until| *until > now) {
            return until - now;
        }
        inner.aside = false;
        let step = WAITS[inner.trips.min(WAITS.len() - 1)] / WAITS[0];
        let wait = self.first * u32::try_from(step).unwrap_or(1);
        inner.trips += 1;
        inner.broken.clear();
        inner.until = Some(now + wait);
        wait
    }

    /// It refuses us all: it is left alone for an hour.
    pub fn set_aside(&self, now: Instant) {
        let mut inner = self.lock();
        (inner.until, inner.aside) = (Some(now + ASIDE), true);
    }

    pub fn is_aside(&self, now: Instant) -> bool {
        let inner = self.lock();
        inner.aside && inner.until.is_some_and(|until| until > now)
    }

    /// A person is asked to mend it: once they have, it is tried at once.
    pub fn forgive(&self) {
        let mut inner = self.lock();
        if inner.aside {
            (inner.until, inner.aside) = (None, false);
        }
    }

    /// An open connection broke before this letter was handed over. Says whether a few in a row did, which is as good
    /// as none that opens. However often it is the same letter, it counts once: that says nothing about the others.
    pub fn broke(&self, letter: AddrKey) -> bool {
        let mut inner = self.lock();
        inner.broken.insert(letter);
        inner.broken.len() >= IN_A_ROW
    }

    /// Counts a break against the letter. Says whether it has had its share, which is then counted anew.
    pub fn is_the_letters_fault(&self, letter: AddrKey) -> bool {
        let mut inner = self.lock();
        let times = inner.times.entry(letter).or_default();
        *times += 1;
        let enough = *times >= OF_ONE;
        if enough {
            inner.times.remove(&letter);
        }
        enough
    }

    /// A letter was answered.
    pub fn works(&self) {
        let mut inner = self.lock();
        let times = std::mem::take(&mut inner.times);
        let (aside, until) = (inner.aside, inner.until.filter(|_| inner.aside));
        *inner = Inner { times, aside, until, ..Inner::default() };
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for Breaker {
    fn default() -> Self {
        Self::new(Duration::from_secs(WAITS[0]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_to_ten_minutes_and_begin_anew_after_a_letter() {
        let breaker = Breaker::default();
        let mut now = Instant::now();
        let mut trip = |breaker: &Breaker| {
            let wait = breaker.trip(now);
            now += wait;
            wait.as_secs()
        };
        let waits: Vec<_> = (0..6).map(|_| trip(&breaker)).collect();
        assert_eq!(waits, [30, 60, 120, 300, 600, 600]);
        breaker.works();
        assert_eq!(trip(&breaker), 30);
    }

    #[test]
    fn connections_that_fail_together_wait_together() {
        let breaker = Breaker::default();
        let now = Instant::now();
        assert_eq!(breaker.closed_for(now), None);
        breaker.trip(now);
        let second = now + Duration::from_secs(10);
        assert_eq!(breaker.trip(second), Duration::from_secs(20), "the same wait, not the next one");
        assert_eq!(breaker.closed_for(second), Some(Duration::from_secs(20)));
        assert_eq!(breaker.closed_for(now + Duration::from_secs(30)), None);
    }

    #[test]
    fn a_relay_set_aside_is_left_alone_for_an_hour_whatever_a_connection_still_gets_from_it() {
        let breaker = Breaker::default();
        let now = Instant::now();
        breaker.set_aside(now);
        breaker.works();
        let hour = Duration::from_secs(3600);
        assert_eq!((breaker.closed_for(now), breaker.is_aside(now)), (Some(hour), true));
        assert_eq!((breaker.closed_for(now + hour), breaker.is_aside(now + hour)), (None, false));
        breaker.forgive();
        assert_eq!(breaker.closed_for(now), None);
        breaker.trip(now);
        breaker.forgive();
        assert!(breaker.closed_for(now).is_some(), "that it can't be reached is not forgiven");
    }

    #[test]
    fn lines_that_break_again_and_again_are_as_good_as_none() {
        let breaker = Breaker::default();
        let broke = |letters: &[u8]| letters.iter().any(|letter| breaker.broke(AddrKey([*letter; 16])));
        assert!(!broke(&[1, 2]));
        breaker.works();
        assert!(!broke(&[3, 4]));
        assert!(broke(&[5]));
    }

    #[test]
    fn a_letter_at_which_the_line_breaks_each_time_is_no_sign_against_the_relay() {
        let breaker = Breaker::default();
        let letter = AddrKey([1; 16]);
        let at_fault = || {
            breaker.works();
            assert!(!breaker.broke(letter));
            breaker.is_the_letters_fault(letter)
        };
        let seen: Vec<_> = (0..6).map(|_| at_fault()).collect();
        assert_eq!(seen, [false, false, true, false, false, true]);
    }
}
