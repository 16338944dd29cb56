//! Readers' domains that get letters more slowly than the rest: because config.toml says so, or because they asked for it.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::Instant;

use super::Pace;
use crate::domain::settings::DomainLimit;

/// Who has a place so soon is kept in hand until then; everybody else is put off in the ledger.
const SOON: Duration = Duration::from_secs(1);
/// So many mailboxes of one domain that get too much, with none taken between, are a domain that does.
const BUSY: u32 = 3;
/// Of more domains than these nothing is kept in mind.
const MOST: usize = 1000;

/// Lives as long as the sender, and is shared by all relays: a domain does not care which one its letters come from.
#[derive(Debug, Default)]
pub struct Domains {
    lanes: Mutex<BTreeMap<String, Arc<Lane>>>,
    /// Whether there is any: mostly there is none, and nobody is to wait for a lock.
    any: AtomicBool,
    /// A letter to a domain with a limit has landed.
    freed: Arc<Notify>,
}

#[derive(Debug)]
struct Lane {
    pace: Pace,
    /// None if config.toml does not name it.
    limit: Option<DomainLimit>,
    in_flight: AtomicU32,
    busy: AtomicU32,
    /// Until when those put off so far will have had their turn.
    tail: Mutex<Option<Instant>>,
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
pub struct Permit(Arc<Lane>, Arc<Notify>);

impl Drop for Permit {
    fn drop(&mut self) {
        self.0.in_flight.fetch_sub(1, Ordering::Relaxed);
        self.1.notify_waiters();
    }
}

impl Lane {
    fn new(limit: Option<DomainLimit>) -> Arc<Self> {
        let pace = Pace::new(limit.as_ref().and_then(|limit| limit.rate));
        let (in_flight, busy, tail) = (AtomicU32::new(0), AtomicU32::new(0), Mutex::default());
        Arc::new(Self { pace, limit, in_flight, busy, tail })
    }

    fn place(&self, now: Instant) -> Place {
        let ahead = self.pace.ahead(now);
        let mut tail = self.tail.lock().unwrap_or_else(PoisonError::into_inner);
        if ahead <= SOON {
            return Place::At(now + self.pace.book(now));
        }
        let last = tail.map_or(now + ahead, |tail| tail.max(now + ahead));
        *tail = Some(last + self.pace.gap());
        Place::In(last - now)
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
                lanes.insert(limit.domain.clone(), Lane::new(Some(limit.clone())));
            }
        }
        self.any.store(!lanes.is_empty(), Ordering::Relaxed);
    }

    /// Whether no domain has a limit.
    pub fn is_quiet(&self) -> bool {
        !self.any.load(Ordering::Relaxed)
    }

    /// Books a place for a letter, if one is near.
    pub fn place(&self, domain: &str, now: Instant) -> Place {
        self.lane(domain).map_or(Place::At(now), |lane| lane.place(now))
    }

    /// Whether a letter to it may be handed over beside those that are: with the permit for it, if it needs one.
    pub fn permit(&self, domain: &str) -> Option<Option<Permit>> {
        let Some(lane) = self.lane(domain) else { return Some(None) };
        let Some(most) = lane.limit.as_ref().and_then(|limit| limit.connections) else { return Some(None) };
        let free = |taken: u32| (taken < u32::from(most)).then_some(taken + 1);
        let taken = lane.in_flight.fetch_update(Ordering::Relaxed, Ordering::Relaxed, free);
        taken.is_ok().then(|| Some(Permit(lane, Arc::clone(&self.freed))))
    }

    /// A letter to a domain with a limit has landed.
    pub async fn freed(&self) {
        self.freed.notified().await;
    }

    /// A mailbox gets too much mail. Says whether that may be the relay's matter: it is the domain's own, if that says it
    /// again and again, and then it gets letters more slowly.
    pub fn busy(&self, domain: &str, now: Instant) -> bool {
        let lane = {
            let mut lanes = self.lock();
            if !lanes.contains_key(domain) {
                if lanes.len() >= MOST {
                    return true;
                }
                lanes.insert(domain.to_owned(), Lane::new(None));
                self.any.store(true, Ordering::Relaxed);
            }
            lanes.get(domain).cloned()
        };
        let Some(lane) = lane else { return true };
        let times = lane.busy.fetch_add(1, Ordering::Relaxed) + 1;
        if times >= BUSY {
            lane.busy.store(0, Ordering::Relaxed);
            lane.pace.slow_down(now);
        }
        times == 1
    }

    /// A letter was taken: a lowered rate comes back little by little.
    pub fn went_well(&self, domain: &str) {
        let Some(lane) = self.lane(domain) else { return };
        lane.busy.store(0, Ordering::Relaxed);
        lane.pace.went_well();
        if lane.limit.is_none() && !lane.pace.is_limited() {
            let mut lanes = self.lock();
            lanes.remove(domain);
            self.any.store(!lanes.is_empty(), Ordering::Relaxed);
        }
    }

    fn lane(&self, domain: &str) -> Option<Arc<Lane>> {
        if self.is_quiet() { None } else { self.lock().get(domain).cloned() }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, Arc<Lane>>> {
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
        let places: Vec<_> = (0..5).map(|_| domains.place("example.eu", now)).collect();
        let wanted = [
            Place::At(now),
            Place::At(now + second),
            Place::In(second * 2),
            Place::In(second * 3),
            Place::In(second * 4),
        ];
        assert_eq!(places, wanted);
        assert_eq!(domains.place("example.hu", now), Place::At(now));
        assert_eq!(domains.place("example.eu", now + second * 3), Place::At(now + second * 3));
    }

    #[test]
    fn no_more_letters_are_handed_over_at_once_than_a_domain_gets() {
        let domains = Domains::default();
        domains.limit_to(&[limit(None, Some(2))]);
        let first = domains.permit("example.eu");
        let second = domains.permit("example.eu");
        assert!(first.is_some() && second.is_some() && domains.permit("example.eu").is_none());
        assert!(domains.permit("example.hu").is_some());
        drop(first);
        assert!(domains.permit("example.eu").is_some());
    }

    #[test]
    fn a_domain_that_asks_for_less_again_and_again_gets_less_until_it_takes_letters_again() {
        let domains = Domains::default();
        let now = Instant::now();
        assert!(domains.is_quiet());
        let relays: Vec<_> = (0..3).map(|_| domains.busy("example.eu", now)).collect();
        assert_eq!(relays, [true, false, false], "the relay is told once");
        assert!(matches!(domains.place("example.eu", now), Place::In(_)));
        (0..1000).for_each(|_| domains.went_well("example.eu"));
        assert!(domains.is_quiet());
        (0..2).for_each(|_| _ = domains.busy("example.eu", now));
        domains.went_well("example.eu");
        assert_eq!(domains.place("example.eu", now), Place::At(now), "one was taken between");
    }
}
