//! The relays that this process has dealt with. What is known of one outlives a mailing, and a pause of it: a rate is
//! not begun anew, nor is the wait for a server that is down.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::Dealings;
use crate::domain::settings::{Rate, Relay};

/// By server and account.
type Name = (String, u16, Option<String>);

/// Lives as long as the sender.
#[derive(Debug)]
pub struct Relays {
    first_wait: Duration,
    known: Mutex<BTreeMap<Name, Arc<Dealings>>>,
}

impl Relays {
    /// `first_wait`: after the first failure to reach one of them.
    pub fn new(first_wait: Duration) -> Self {
        Self { first_wait, known: Mutex::default() }
    }

    /// What is known of this relay, with the rate that holds for it now.
    pub fn of(&self, relay: &Relay, rate: Option<Rate>) -> Arc<Dealings> {
        let name = (relay.host.clone(), relay.port, relay.username.clone());
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let dealings = known.entry(name).or_insert_with(|| Arc::new(Dealings::new(rate, self.first_wait)));
        dealings.pace.limit_to(rate);
        Arc::clone(dealings)
    }

    /// For letters that no relay sees.
    pub fn none(&self) -> Arc<Dealings> {
        Arc::new(Dealings::new(None, self.first_wait))
    }
}
