//! The relays that this process has dealt with. What is known of one outlives a mailing, and a pause of it: a rate is
//! not begun anew, nor is the wait for a server that is down.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::{Dealings, Domains, Pace};
use crate::domain::settings::{DomainLimit, Rate, Relay};

/// By name, server and account.
type Name = (String, String, u16, Option<String>);

/// Lives as long as the sender.
#[derive(Debug)]
pub struct Relays {
    first_wait: Duration,
    pace: Arc<Pace>,
    domains: Arc<Domains>,
    known: Mutex<BTreeMap<Name, (Relay, Arc<Dealings>)>>,
}

impl Relays {
    /// `first_wait`: after the first failure to reach one of them.
    pub fn new(first_wait: Duration) -> Self {
        Self { first_wait, pace: Arc::new(Pace::new(None)), domains: Arc::default(), known: Mutex::default() }
    }

    /// The pace of all of them together, with the rate that holds now.
    pub fn pace(&self, rate: Option<Rate>) -> Arc<Pace> {
        self.pace.limit_to(rate);
        Arc::clone(&self.pace)
    }

    /// The domains that get letters more slowly, with the limits that hold now.
    pub fn domains(&self, limits: &[DomainLimit]) -> Arc<Domains> {
        self.domains.limit_to(limits);
        Arc::clone(&self.domains)
    }

    /// What is known of this relay, with the rate that holds for it now.
    pub fn of(&self, relay: &Relay) -> Arc<Dealings> {
        let rate = relay.rate;
        let name = (relay.name.clone(), relay.host.clone(), relay.port, relay.username.clone());
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let (was, dealings) = known
            .entry(name)
            .or_insert_with(|| (relay.clone(), Arc::new(Dealings::new(rate, self.first_wait))));
        dealings.pace.limit_to(rate);
        if was != relay {
            // Somebody has mended something: it is worth a try.
            dealings.breaker.forgive();
            *was = relay.clone();
        }
        Arc::clone(dealings)
    }

    /// For letters that become files.
    pub fn no_pace(&self) -> Arc<Pace> {
        Arc::new(Pace::new(None))
    }

    /// For letters that no relay sees.
    pub fn none(&self) -> Arc<Dealings> {
        Arc::new(Dealings::new(None, self.first_wait))
    }
}
