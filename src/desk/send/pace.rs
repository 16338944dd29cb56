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
/// What a second in which letters are taken gives back of the rate at which it was too much: all of one halving in five
/// minutes.
const RECOVERY: f64 = 0.1 / 60.0;
/// What comes so soon after a halving is said of letters that left before it.
const SAME: Duration = Duration::from_secs(1);
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
    lowered: Option<Lowered>,
    /// When the next letter may leave.
    next: Option<Instant>,
    since: Option<Instant>,
    last: Option<Instant>,
    taken: u32,
    busy: u32,
    /// Places in the pace of all senders, where there are others.
    granted: VecDeque<Instant>,
}

/// A rate that is on its way back.
#[derive(Debug, Clone, Copy)]
struct Lowered {
    /// How fast it went when it was too much for the first time: the limit, if there is one.
    from: f64,
    /// When it was halved last.
    at: Instant,
    /// Up to when the way back is counted.
    counted: Instant,
}

impl Pace {
    pub fn new(rate: Option<Rate>) -> Self {
        let limit = rate.map(Rate::per_second);
        Self(Mutex::new(Inner {
            limit,
            rate: limit,
            lowered: None,
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
            (inner.limit, inner.rate, inner.next, inner.lowered) = (limit, limit, None, None);
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

    /// Whether letters leave more slowly than they may, because the relay asked for it.
    pub fn is_lowered(&self) -> bool {
        self.lock().lowered.is_some()
    }

    /// Books the next place and says how long it is until then. There is no burst: a pause earns nothing.
    pub fn book(&self, now: Instant) -> Duration {
        let mut inner = self.lock();
        let idle = inner.last.map(|last| now.saturating_duration_since(last));
        if idle.is_none_or(|idle| idle > IDLE) {
            (inner.since, inner.taken) = (Some(now), 0);
        }
        if idle.is_some_and(|idle| idle > FORGOTTEN) {
            (inner.rate, inner.lowered) = (inner.limit, None);
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

    /// The relay asked for it: half as fast as it has been going. False if it was said of letters that left before that.
    pub fn slow_down(&self, now: Instant) -> bool {
        let mut inner = self.lock();
        if inner.lowered.is_some_and(|lowered| now.saturating_duration_since(lowered.at) < SAME) {
            return false;
        }
        let seconds = inner.since.map_or(0.0, |since| (now - since).as_secs_f64()).max(1.0);
        let went = f64::from(inner.taken.max(1)) / seconds;
        let before = inner.rate.unwrap_or(went).min(went);
        let half = (before / 2.0).max(SLOWEST.min(inner.rate.unwrap_or(SLOWEST)));
        let from = inner.lowered.map(|lowered| lowered.from).or(inner.limit).unwrap_or(went);
        inner.lowered = Some(Lowered { from, at: now, counted: now });
        inner.rate = Some(half);
        inner.next = Some(now + Duration::from_secs_f64(1.0 / half));
        inner.since = Some(now);
        inner.taken = 0;
        true
    }

    /// One mailbox gets too much mail. Alone it is nobody else's matter; says whether it is not alone and all go slower.
    pub fn busy(&self, now: Instant) -> bool {
        let mut inner = self.lock();
        inner.busy += 1;
        let too_many = inner.busy >= BUSY_IN_A_ROW;
        if too_many {
            inner.busy = 0;
        }
        drop(inner);
        too_many && self.slow_down(now)
    }

    /// A letter was accepted: a lowered rate comes back little by little, by as much in each minute however fast it goes.
    /// Time in which no letter is taken gives nothing back.
    pub fn went_well(&self, now: Instant) {
        let mut inner = self.lock();
        inner.busy = 0;
        let (Some(lowered), Some(rate)) = (inner.lowered, inner.rate) else { return };
        let longest = IDLE.max(Duration::from_secs_f64(2.0 / rate));
        let passed = now.saturating_duration_since(lowered.counted).min(longest);
        let faster = rate + lowered.from * RECOVERY * passed.as_secs_f64();
        if faster < lowered.from {
            (inner.rate, inner.lowered) = (Some(faster), Some(Lowered { counted: now, ..lowered }));
        } else {
            (inner.rate, inner.lowered) = (inner.limit, None);
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
        (0..2).for_each(|_| _ = pace.busy(start + Duration::from_secs(2)));
        pace.went_well(start + Duration::from_secs(2));
        pace.busy(start + Duration::from_secs(2));
        assert_eq!(gap(100), 100);
        (0..2).for_each(|_| _ = pace.busy(start + Duration::from_secs(100)));
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

    /// So many letters, evenly over the seconds from `from` to `to`, each taken.
    fn all_well(pace: &Pace, from: Instant, seconds: u64, letters: u32) -> Instant {
        let gap = Duration::from_secs(seconds) / letters;
        for n in 1..=letters {
            _ = pace.book(from + gap * n);
            pace.went_well(from + gap * n);
        }
        from + Duration::from_secs(seconds)
    }

    fn gap(pace: &Pace) -> u128 {
        pace.gap().as_millis()
    }

    #[test]
    fn a_halved_rate_comes_back_by_as_much_in_each_minute_however_many_letters_are_taken() {
        for letters in [15, 300, 30_000] {
            let pace = Pace::new(Some(Rate { count: 10, per: RatePer::Second }));
            let start = Instant::now();
            (0..20).for_each(|_| _ = pace.book(start));
            let mut now = start + Duration::from_secs(2);
            assert!(pace.slow_down(now));
            let mut gaps = vec![gap(&pace)];
            for _ in 0..6 {
                now = all_well(&pace, now, 60, letters);
                gaps.push(gap(&pace));
            }
            assert_eq!(gaps, [200, 166, 142, 125, 111, 100, 100], "{letters} a minute");
        }
    }

    #[test]
    fn without_a_limit_what_it_was_when_it_was_too_much_comes_back_and_then_it_is_free_again() {
        let pace = Pace::new(None);
        let start = Instant::now();
        (0..400).for_each(|_| _ = pace.book(start));
        let now = start + Duration::from_secs(4);
        assert!(pace.slow_down(now));
        assert_eq!(gap(&pace), 20, "half of a hundred a second");
        let now = all_well(&pace, now, 240, 1000);
        assert_eq!((gap(&pace), pace.is_limited()), (11, true), "ninety");
        all_well(&pace, now, 61, 1000);
        assert!(!pace.is_limited());
    }

    #[test]
    fn a_pause_gives_nothing_back_and_what_comes_of_letters_that_had_left_halves_nothing_again() {
        let pace = Pace::new(Some(Rate { count: 10, per: RatePer::Second }));
        let start = Instant::now();
        (0..20).for_each(|_| _ = pace.book(start));
        let now = start + Duration::from_secs(2);
        let halved: Vec<_> =
            [0, 10, 900].map(|millis| pace.slow_down(now + Duration::from_millis(millis))).into();
        assert_eq!((halved, gap(&pace)), (vec![true, false, false], 200));
        pace.went_well(now + Duration::from_secs(1800));
        assert_eq!(gap(&pace), 187, "as of twenty seconds");
        let later = now + Duration::from_secs(1900);
        (0..20).for_each(|_| _ = pace.book(later));
        assert!(pace.slow_down(later + Duration::from_secs(4)));
        assert!(gap(&pace) > 350);
    }

    #[test]
    fn who_gets_one_an_hour_gets_no_more_for_asking_for_less() {
        let pace = Pace::new(Some(Rate { count: 1, per: RatePer::Hour }));
        let now = Instant::now();
        _ = pace.book(now);
        pace.slow_down(now);
        assert!(pace.gap() >= Duration::from_secs(3599));
    }
}
