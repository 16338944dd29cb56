//! How fast letters may leave: one every so often, on the monotonic clock; slower when the relay asks for it.

use std::collections::VecDeque;
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
/// For so long ahead places in a pace that others share are booked at once.
const AHEAD: f64 = 0.1;
/// A place that nobody took in time is gone: what was missed is not made up for.
const STALE: Duration = Duration::from_secs(1);
/// So many mailboxes one after the other that get too much are a relay that does.
const BUSY_IN_A_ROW: u32 = 3;

/// Who has booked nothing for so long has stopped: how fast it went before says nothing about how fast it goes.
const IDLE: Duration = Duration::from_secs(20);
/// And what a relay asked for so long ago no longer counts.
const FORGOTTEN: Duration = Duration::from_secs(3600);

/// Shared by all connections to one relay.
#[derive(Debug)]
pub struct Pace(Mutex<Inner>);

#[derive(Debug)]
struct Inner {
    limit: Option<f64>,
    /// Letters a second now; none is as fast as it goes.
    rate: Option<f64>,
    /// When the next letter may leave.
    next: Option<Instant>,
    since: Option<Instant>,
    last: Option<Instant>,
    taken: u32,
    busy: u32,
    /// Places in the pace of all senders, where there are others.
    granted: VecDeque<Instant>,
}

impl Pace {
    pub fn new(rate: Option<Rate>) -> Self {
        let limit = rate.map(Rate::per_second);
        Self(Mutex::new(Inner {
            limit,
            rate: limit,
            next: None,
            since: None,
            last: None,
            taken: 0,
            busy: 0,
            granted: VecDeque::new(),
        }))
    }

    /// Another rate counts from now on; the same one changes nothing.
    pub fn limit_to(&self, rate: Option<Rate>) {
        let limit = rate.map(Rate::per_second);
        let mut inner = self.lock();
        if inner.limit != limit {
            (inner.limit, inner.rate, inner.next) = (limit, limit, None);
            inner.granted.clear();
        }
    }

    /// For a limit that is one for several senders: how many places are to be booked with the others, and how far they
    /// are apart; none if that is not needed now.
    pub fn places_to_book(&self, now: Instant) -> Option<(u32, Duration)> {
        let mut inner = self.lock();
        let limit = inner.limit?;
        inner.granted.retain(|place| *place + STALE > now);
        if !inner.granted.is_empty() {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and 1,000")]
        let places = (limit * AHEAD).clamp(1.0, 1000.0) as u32;
        Some((places, Duration::from_secs_f64(1.0 / limit)))
    }

    /// Places that were booked: from `first` on, `gap` apart.
    pub fn grant(&self, first: Instant, places: u32, gap: Duration) {
        self.lock().granted.extend((0..places).map(|n| first + gap * n));
    }

    /// How many rows one of `connections` may take: what leaves over it in the next second.
    pub fn batch(&self, connections: u32) -> u32 {
        let share = self.lock().rate.map_or(MOST, |rate| rate / f64::from(connections.max(1)));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and 64")]
        {
            share.clamp(1.0, MOST) as u32
        }
    }

    /// How long it is until the next place, without booking it.
    pub fn ahead(&self, now: Instant) -> Duration {
        let inner = self.lock();
        let next = inner.next.filter(|_| inner.rate.is_some());
        next.map_or(Duration::ZERO, |next| next.saturating_duration_since(now))
    }

    /// How far apart places are.
    pub fn gap(&self) -> Duration {
        self.lock().rate.map_or(Duration::ZERO, |rate| Duration::from_secs_f64(1.0 / rate))
    }

    pub fn is_limited(&self) -> bool {
        self.lock().rate.is_some()
    }

    /// Books the next place and says how long it is until then. There is no burst: a pause earns nothing.
    pub fn book(&self, now: Instant) -> Duration {
        let mut inner = self.lock();
        let idle = inner.last.map(|last| now.saturating_duration_since(last));
        if idle.is_none_or(|idle| idle > IDLE) {
            (inner.since, inner.taken) = (Some(now), 0);
        }
        if idle.is_some_and(|idle| idle > FORGOTTEN) {
            inner.rate = inner.limit;
        }
        inner.last = Some(now);
        inner.taken += 1;
        let granted = inner.granted.pop_front();
        let of_all = granted.map_or(Duration::ZERO, |place| place.saturating_duration_since(now));
        let Some(rate) = inner.rate else { return of_all };
        if granted.is_some() && inner.limit == Some(rate) {
            return of_all;
        }
        let start = inner.next.map_or(now, |next| next.max(now));
        inner.next = Some(start + Duration::from_secs_f64(1.0 / rate));
        of_all.max(start - now)
    }

    /// A place was booked and not used: whoever comes next may have it.
    pub fn give_back(&self) {
        let mut inner = self.lock();
        inner.taken = inner.taken.saturating_sub(1);
        if let (Some(rate), Some(next)) = (inner.rate, inner.next) {
            inner.next = next.checked_sub(Duration::from_secs_f64(1.0 / rate));
        }
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
            inner.rate = match inner.limit {
                Some(limit) => Some(faster.min(limit)),
                // A thousand a second is as good as no limit.
                None => Some(faster).filter(|rate| *rate < 1000.0),
            };
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::settings::RatePer;

    #[test]
    fn in_a_pace_that_others_share_the_places_that_were_booked_with_them_are_taken() {
        let pace = Pace::new(Some(Rate { count: 10, per: RatePer::Second }));
        let start = Instant::now();
        assert_eq!(pace.places_to_book(start), Some((1, Duration::from_millis(100))));
        pace.grant(start + Duration::from_millis(700), 2, Duration::from_millis(100));
        assert_eq!(pace.places_to_book(start), None);
        let waits: Vec<_> = (0..2).map(|_| pace.book(start).as_millis()).collect();
        assert_eq!(waits, [700, 800]);
        assert!(pace.places_to_book(start).is_some());
        pace.grant(start, 5, Duration::from_millis(100));
        let later = start + Duration::from_secs(10);
        assert!(pace.places_to_book(later).is_some(), "places that went by are not made up for");
    }

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
    fn a_place_that_was_not_used_is_the_next_ones_and_only_another_rate_begins_anew() {
        let rate = |count| Some(Rate { count, per: RatePer::Minute });
        let pace = Pace::new(rate(60));
        let start = Instant::now();
        let book = || pace.book(start).as_secs();
        assert_eq!([book(), book(), book()], [0, 1, 2]);
        pace.give_back();
        pace.limit_to(rate(60));
        assert_eq!(book(), 2);
        pace.limit_to(rate(6));
        assert_eq!([book(), book()], [0, 10]);
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
    fn a_rest_is_not_counted_as_going_slowly_and_after_an_hour_of_it_a_lowered_rate_is_forgotten() {
        let pace = Pace::new(Some(Rate { count: 10, per: RatePer::Second }));
        let start = Instant::now();
        let gap = |at: Instant| [pace.book(at).as_millis(), pace.book(at).as_millis()][1];
        (0..20).for_each(|_| _ = pace.book(start));
        let next_day = start + Duration::from_secs(24 * 3600);
        (0..10).for_each(|_| _ = pace.book(next_day));
        pace.slow_down(next_day + Duration::from_secs(1));
        assert_eq!(
            gap(next_day + Duration::from_secs(100)),
            200,
            "half of what it was, not of the day's mean"
        );
        assert_eq!(gap(next_day + Duration::from_secs(3600)), 200);
        assert_eq!(gap(next_day + Duration::from_secs(2 * 3600 + 1)), 100);
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
