//! Readers' domains that get letters more slowly than the rest: because config.toml says so, or because they asked for it.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::Instant;

use super::lane::Lane;
use crate::domain::settings::DomainLimit;

/// Of more domains than these nothing is kept in mind.
const MOST: usize = 1000;

/// Lives as long as the sender, and is shared by all relays: a domain does not care which one its letters come from.
#[derive(Debug, Default)]
pub struct Domains {
    lanes: Mutex<HashMap<String, Arc<Lane>>>,
    /// Whether there is any: mostly there is none, and nobody is to wait for a lock.
    any: AtomicBool,
    /// A letter to one of them has landed.
    freed: Arc<Notify>,
}

/// When a letter may leave as far as its domain goes.
#[derive(Debug, PartialEq, Eq)]
pub enum Place {
    At(Instant),
    /// Put it off for so long.
    In(Duration),
}

/// One of the letters that a domain gets at once; given back when it is dropped.
#[derive(Debug)]
pub struct Permit {
    lane: Arc<Lane>,
    since: Instant,
    freed: Arc<Notify>,
}

impl Drop for Permit {
    fn drop(&mut self) {
        self.lane.landed(self.since.elapsed());
        self.freed.notify_waiters();
    }
}

impl Domains {
    /// The limits that hold now; what a domain has asked for stays.
    pub fn limit_to(&self, limits: &[DomainLimit]) {
        let mut lanes = self.lock();
        let named = |domain: &str| limits.iter().any(|limit| limit.domain == domain);
        lanes.retain(|domain, lane| lane.limit.is_none() || named(domain));
        for limit in limits {
            if lanes.get(&limit.domain).is_none_or(|lane| lane.limit.as_ref() != Some(limit)) {
                lanes.insert(limit.domain.clone(), Arc::new(Lane::new(Some(limit.clone()))));
            }
        }
        self.any.store(!lanes.is_empty(), Ordering::Relaxed);
    }

    /// Whether no domain gets letters more slowly, or may have to.
    pub fn is_quiet(&self) -> bool {
        !self.any.load(Ordering::Relaxed)
    }

    /// Books a place for a letter, if one is near. `waiting`: how many to its domain are in hand.
    pub fn place(&self, domain: &str, now: Instant, waiting: impl FnOnce() -> u32) -> Place {
        self.lane(domain).map_or(Place::At(now), |lane| lane.place(now, waiting))
    }

    /// Whether a letter to it may be handed over beside those that are: with the permit for it, if it needs one.
    pub fn permit(&self, domain: &str, now: Instant) -> Option<Option<Permit>> {
        let Some(lane) = self.lane(domain) else { return Some(None) };
        lane.admits_one().then(|| Some(Permit { lane, since: now, freed: Arc::clone(&self.freed) }))
    }

    /// A letter to one of them has landed.
    pub async fn freed(&self) {
        self.freed.notified().await;
    }

    /// A mailbox gets too much mail. Says whether that may be the relay's matter: it is the domain's own, if that says it
    /// again and again, and then it gets letters more slowly.
    pub fn busy(&self, domain: &str, now: Instant) -> bool {
        self.kept_in_mind(domain).is_none_or(|lane| lane.busy(now))
    }

    /// It has put a letter off. Whoever does so with more than a fifth of them gets few at once.
    pub fn put_off(&self, domain: &str) {
        if let Some(lane) = self.kept_in_mind(domain) {
            lane.put_off();
        }
    }

    /// A letter was taken, or refused for good.
    pub fn went_well(&self, domain: &str, now: Instant) {
        let Some(lane) = self.lane(domain) else { return };
        lane.went_well(now);
        if lane.is_over() {
            let mut lanes = self.lock();
            lanes.remove(domain);
            self.any.store(!lanes.is_empty(), Ordering::Relaxed);
        }
    }

    fn lane(&self, domain: &str) -> Option<Arc<Lane>> {
        if self.is_quiet() { None } else { self.lock().get(domain).cloned() }
    }

    /// Makes room for it among those that have said "later" once and nothing since.
    fn kept_in_mind(&self, domain: &str) -> Option<Arc<Lane>> {
        let mut lanes = self.lock();
        if let Some(lane) = lanes.get(domain) {
            return Some(Arc::clone(lane));
        }
        if lanes.len() >= MOST {
            lanes.retain(|_, lane| !lane.is_free());
        }
        if lanes.len() >= MOST {
            return None;
        }
        let lane = Arc::new(Lane::new(None));
        lanes.insert(domain.to_owned(), Arc::clone(&lane));
        self.any.store(true, Ordering::Relaxed);
        Some(lane)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Arc<Lane>>> {
        self.lanes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::settings::{Rate, RatePer};

    fn limit(rate: Option<u32>, connections: Option<u16>) -> DomainLimit {
        let rate = rate.map(|count| Rate { count, per: RatePer::Minute });
        DomainLimit { domain: "example.eu".to_owned(), rate, connections }
    }

    #[test]
    fn places_that_are_near_are_booked_and_the_rest_is_put_off_one_behind_the_other() {
        let domains = Domains::default();
        domains.limit_to(&[limit(Some(60), None)]);
        let now = Instant::now();
        let second = Duration::from_secs(1);
        let places: Vec<_> = (0..5).map(|_| domains.place("example.eu", now, || 0)).collect();
        let wanted = [
            Place::At(now),
            Place::At(now + second),
            Place::In(second * 2),
            Place::In(second * 3),
            Place::In(second * 4),
        ];
        assert_eq!(places, wanted);
        assert_eq!(domains.place("example.hu", now, || 0), Place::At(now));
        assert_eq!(domains.place("example.eu", now + second * 3, || 0), Place::At(now + second * 3));
    }

    #[test]
    fn no_more_letters_are_handed_over_at_once_than_a_domain_gets() {
        let domains = Domains::default();
        domains.limit_to(&[limit(None, Some(2))]);
        let permit = |domain| domains.permit(domain, Instant::now());
        let first = permit("example.eu");
        let second = permit("example.eu");
        assert!(first.is_some() && second.is_some() && permit("example.eu").is_none());
        assert!(permit("example.hu").is_some());
        drop(first);
        assert!(permit("example.eu").is_some());
    }

    #[test]
    fn a_domain_that_asks_for_less_again_and_again_gets_less_until_it_takes_letters_again() {
        let domains = Domains::default();
        let now = Instant::now();
        assert!(domains.is_quiet());
        let relays: Vec<_> = (0..3).map(|_| domains.busy("example.eu", now)).collect();
        assert_eq!(relays, [true, false, false], "the relay is told once");
        assert!(matches!(domains.place("example.eu", now, || 0), Place::In(_)));
        (0..1000).for_each(|n| domains.went_well("example.eu", now + Duration::from_secs(n)));
        assert!(domains.is_quiet());
        (0..2).for_each(|_| _ = domains.busy("example.eu", now));
        domains.went_well("example.eu", now);
        assert_eq!(domains.place("example.eu", now, || 0), Place::At(now), "one was taken between");
    }

    #[test]
    fn a_domain_that_puts_off_more_than_a_fifth_gets_two_at_once_and_as_many_as_there_are_once_it_does_not() {
        let domains = Domains::default();
        let now = Instant::now();
        let at_once = || {
            let taken: Vec<_> = (0..9).map_while(|_| domains.permit("example.eu", now)).collect();
            taken.len()
        };
        for n in 0..9 {
            assert_eq!(at_once(), 9, "after {n} answers");
            domains.put_off("example.eu");
        }
        domains.went_well("example.eu", now);
        assert_eq!(at_once(), 2);
        assert!(domains.permit("example.hu", now).is_some_and(|permit| permit.is_none()));
        (0..36).for_each(|_| domains.went_well("example.eu", now));
        assert_eq!(at_once(), 9);
        assert!(!domains.is_quiet());
        (0..13).for_each(|_| domains.went_well("example.eu", now));
        assert!(domains.is_quiet(), "what was said fifty letters ago is forgotten");
    }

    #[test]
    fn of_a_domain_that_gets_few_at_once_a_seconds_worth_is_in_hand_and_the_rest_is_put_off_for_minutes_at_most()
     {
        let domains = Domains::default();
        domains.limit_to(&[limit(None, Some(2))]);
        let now = Instant::now();
        let place = |waiting: u32| domains.place("example.eu", now, || waiting);
        let millis = Duration::from_millis;
        assert_eq!([place(0), place(20)], [Place::At(now), Place::At(now)]);
        assert_eq!([place(21), place(21)], [Place::In(millis(1050)), Place::In(millis(1100))]);
        (0..9000).for_each(|_| _ = place(21));
        assert_eq!(place(21), Place::In(Duration::from_secs(300)));
        assert_eq!(place(0), Place::At(now));
    }
}
