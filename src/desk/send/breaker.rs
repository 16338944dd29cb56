//! What happens when the relay can't be reached: all connections wait, longer each time, with nothing claimed.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

const WAITS: [u64; 5] = [30, 60, 120, 300, 600];
/// Lines that broke one after the other, with no letter accepted between.
const IN_A_ROW: u32 = 3;

/// Shared by all connections to one relay.
#[derive(Debug)]
pub struct Breaker {
    first: Duration,
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    broken: u32,
    trips: usize,
    until: Option<Instant>,
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
        let step = WAITS[inner.trips.min(WAITS.len() - 1)] / WAITS[0];
        let wait = self.first * u32::try_from(step).unwrap_or(1);
        inner.trips += 1;
        inner.broken = 0;
        inner.until = Some(now + wait);
        wait
    }

    /// An open connection broke. A few in a row are as good as none that opens.
    pub fn broke(&self, now: Instant) -> Option<Duration> {
        let mut inner = self.lock();
        inner.broken += 1;
        let too_many = inner.broken >= IN_A_ROW;
        drop(inner);
        too_many.then(|| self.trip(now))
    }

    /// A letter was answered. Says whether that ends a time of trouble.
    pub fn works(&self) -> bool {
        let mut inner = self.lock();
        let troubled = inner.trips > 0;
        *inner = Inner::default();
        troubled
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
        assert!(breaker.works());
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
    fn lines_that_break_again_and_again_are_as_good_as_none() {
        let breaker = Breaker::default();
        let now = Instant::now();
        assert_eq!([breaker.broke(now), breaker.broke(now)], [None, None]);
        assert!(!breaker.works());
        assert_eq!([breaker.broke(now), breaker.broke(now)], [None, None]);
        assert_eq!(breaker.broke(now), Some(Duration::from_secs(30)));
    }
}
