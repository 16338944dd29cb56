//! How fast letters may leave: one every so often, on the monotonic clock; slower when the relay asks for it.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use crate::domain::settings::Rate;

/// The most rows that one connection takes at a time.
const MOST: f64 = 64.0;
/// However often a relay says "slow down", a letter leaves every ten seconds.
const SLOWEST: f64 = 0.1;
/// What every accepted letter gives back of a lowered rate.
const RECOVERY: f64 = 1.01;
/// So many mailboxes one after the other that get too much are a relay that does.
const BUSY_IN_A_ROW: u32 = 3;

/// Shared by all connections to one relay.
#[derive(Debug)]
pub struct Pace {
    limit: Option<f64>,
    inner: Mutex<Inner>,
}

#[derive(Debug)]
struct Inner {
    /// Letters a second now; none is as fast as it goes.
    rate: Option<f64>,
    /// When the next letter may leave.
    next: Option<Instant>,
    since: Option<Instant>,
    taken: u32,
    busy: u32,
}

impl Pace {
    pub fn new(rate: Option<Rate>) -> Self {
        let limit = rate.map(Rate::per_second);
        Self { limit, inner: Mutex::new(Inner { rate: limit, next: None, since: None, taken: 0, busy: 0 }) }
    }

    /// How many rows one of `connections` may take: what leaves over it in the next second.
    pub fn batch(&self, connections: u32) -> u32 {
        let share = self.lock().rate.map_or(MOST, |rate| rate / f64::from(connections.max(1)));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and 64")]
        {
            share.clamp(1.0, MOST) as u32
        }
    }

    /// Books the next place and says how long it is until then. There is no burst: a pause earns nothing.
    pub fn book(&self, now: Instant) -> Duration {
        let mut inner = self.lock();
        inner.since.get_or_insert(now);
        inner.taken += 1;
        let Some(rate) = inner.rate else { return Duration::ZERO };
        let start = inner.next.map_or(now, |next| next.max(now));
        inner.next = Some(start + Duration::from_secs_f64(1.0 / rate));
        start - now
    }

    /// The relay asked for it: half as fast as it has been going.
    pub fn slow_down(&self, now: Instant) {
        let mut inner = self.lock();
        let seconds = inner.since.map_or(0.0, |since| (now - since).as_secs_f64()).max(1.0);
        let went = f64::from(inner.taken.max(1)) / seconds;
        let half = inner.rate.unwrap_or(went).min(went) / 2.0;
        inner.rate = Some(half.max(SLOWEST));
        inner.next = Some(now + Duration::from_secs_f64(1.0 / half.max(SLOWEST)));
        inner.since = Some(now);
        inner.taken = 0;
    }

    /// One mailbox gets too much mail. Alone it is nobody else's matter.
    pub fn busy(&self, now: Instant) {
        let mut inner = self.lock();
        inner.busy += 1;
        let too_many = inner.busy >= BUSY_IN_A_ROW;
        if too_many {
            inner.busy = 0;
        }
        drop(inner);
        if too_many {
            self.slow_down(now);
        }
    }

    /// A letter was accepted: a lowered rate comes back little by little.
    pub fn went_well(&self) {
        let mut inner = self.lock();
        inner.busy = 0;
        if let Some(rate) = inner.rate {
            let faster = rate * RECOVERY;
            inner.rate = match self.limit {
                Some(limit) => Some(faster.min(limit)),
                // A thousand a second is as good as no limit.
                None => Some(faster).filter(|rate| *rate < 1000.0),
            };
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::settings::RatePer;

    #[test]
    fn letters_leave_no_faster_than_the_rate_and_a_pause_earns_nothing() {
        let pace = Pace::new(Some(Rate { count: 300, per: RatePer::Minute }));
        let start = Instant::now();
        let waits: Vec<_> = (0..3).map(|_| pace.book(start).as_millis()).collect();
        assert_eq!(waits, [0, 200, 400]);
        let later = start + Duration::from_secs(60);
        assert_eq!([pace.book(later).as_millis(), pace.book(later).as_millis()], [0, 200]);
    }

    #[test]
    fn one_busy_mailbox_slows_nobody_and_three_in_a_row_are_a_busy_relay() {
        let pace = Pace::new(Some(Rate { count: 10, per: RatePer::Second }));
        let start = Instant::now();
        let gap = |seconds| {
            let later = start + Duration::from_secs(seconds);
            [pace.book(later).as_millis(), pace.book(later).as_millis()][1]
        };
        (0..20).for_each(|_| _ = pace.book(start));
        (0..2).for_each(|_| pace.busy(start + Duration::from_secs(2)));
        pace.went_well();
        pace.busy(start + Duration::from_secs(2));
        assert_eq!(gap(100), 100);
        (0..2).for_each(|_| pace.busy(start + Duration::from_secs(100)));
        assert!(gap(200) > 100);
    }

    #[test]
    fn a_connection_takes_what_leaves_in_the_next_second() {
        for (per_minute, connections, rows) in
            [(None, 4, 64), (Some(300), 4, 1), (Some(6000), 4, 25), (Some(60), 1, 1)]
        {
            let rate = per_minute.map(|count| Rate { count, per: RatePer::Minute });
            assert_eq!(Pace::new(rate).batch(connections), rows, "{per_minute:?} over {connections}");
        }
    }

    #[test]
    fn slow_down_halves_and_success_brings_the_rate_back_to_the_limit_and_no_further() {
        let pace = Pace::new(Some(Rate { count: 10, per: RatePer::Second }));
        let start = Instant::now();
        (0..20).for_each(|_| _ = pace.book(start));
        pace.slow_down(start + Duration::from_secs(2));
        let later = start + Duration::from_secs(100);
        assert_eq!([pace.book(later).as_millis(), pace.book(later).as_millis()], [0, 200]);
        (0..500).for_each(|_| pace.went_well());
        let later = start + Duration::from_secs(200);
        assert_eq!([pace.book(later).as_millis(), pace.book(later).as_millis()], [0, 100]);
    }
}
