//! What all connections of one mailing share: the letters, the pace, what has gone wrong, and whether to stop.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::sync::{Mutex, watch};
use tokio::time::Instant;

use super::{Domains, Hours, Limits, Outlet, Pace, Press, Queue, Shares};
use crate::domain::{AddrKey, Clock, DeliveryState, HoldReason, Mailing, MailingId, Outcome};
use crate::ledger::patiently;
use crate::ledger::{Error, GoAhead, Submit, Turn};

/// How often a full disk is tried, in some six seconds.
const FULL_TRIES: u32 = 5;

/// Why no further letter is begun.
#[derive(Debug, Clone)]
pub enum Stop {
    /// The sender is to end: what is in flight still lands.
    Told,
    /// The mailing is not Sending any more.
    State,
    Hold(HoldReason),
    /// The ledger does not answer, or somebody else has taken over.
    Ledger(Error),
}

/// One mailing on its way.
#[derive(Debug)]
pub struct Post {
    pub turn: Turn,
    pub mailing: Mailing,
    /// By which order it is sent in this round.
    pub go_ahead: GoAhead,
    pub press: Press,
    pub clock: Clock,
    /// Of all relays together.
    pub pace: Arc<Pace>,
    pub outlets: Vec<Arc<Outlet>>,
    /// Where the relays have weights.
    pub shares: Option<Shares>,
    pub retry_for: SignedDuration,
    /// A relay that says nothing for longer is told of.
    pub silence: Duration,
    pub written: AtomicU64,
    /// Whether the first letters told nothing against the lists, or a person let them pass.
    pub lists_are_good: AtomicBool,
    pub rows: Mutex<Queue>,
    pub domains: Arc<Domains>,
    pub hours: Hours,
    pub stop: watch::Sender<Option<Stop>>,
    /// Whether somebody has found nothing more to take.
    pub dry: watch::Sender<bool>,
}

impl Post {
    pub fn id(&self) -> MailingId {
        self.mailing.id
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub fn limits(&self) -> Limits {
        Limits { retry_for: self.retry_for, expires_at: self.mailing.expires_at }
    }

    /// The first reason counts.
    pub fn stop(&self, why: Stop) {
        self.stop.send_if_modified(|standing| {
            let first = standing.is_none();
            if first {
                *standing = Some(why);
            }
            first
        });
    }

    pub fn stopped(&self) -> bool {
        self.stop.borrow().is_some()
    }

    /// Whether the moment after which no letter of it leaves has come.
    pub fn is_too_late(&self) -> bool {
        self.mailing.expires_at.is_some_and(|at| at <= self.now())
    }

    /// Waits so long, or until there is a reason to stop.
    pub async fn wait(&self, how_long: Duration) {
        if how_long.is_zero() {
            return;
        }
        _ = tokio::time::timeout(how_long, self.until_stopped()).await;
    }

    /// Until there is a reason to stop.
    pub async fn until_stopped(&self) {
        _ = self.stop.subscribe().wait_for(Option::is_some).await;
    }

    /// Waits until the next letter may leave over this relay.
    pub async fn keep_pace(&self, outlet: &Outlet) {
        self.wait(outlet.dealings.pace.book(Instant::now())).await;
        self.book_places().await;
        self.wait(self.pace.book(Instant::now())).await;
    }

    /// A place that was booked is not used.
    pub fn give_back_place(&self, outlet: &Outlet) {
        outlet.dealings.pace.give_back();
        self.pace.give_back();
    }

    /// Where others send as well, the pace is one for all: the next places in it are booked with them.
    pub async fn book_places(&self) {
        let pace = &self.pace;
        if self.turn.ledger().is_shared()
            && let Some((places, gap)) = pace.places_to_book(Instant::now())
        {
            match self.turn.book(places, gap).await {
                Ok(Some(wait)) => pace.grant(Instant::now() + wait, places, gap),
                Ok(None) => {}
                Err(error) => self.lost_the_ledger(&error),
            }
        }
    }

    /// Counts letters written to files, so that their names have an order.
    pub fn number(&self) -> u64 {
        self.written.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// Writes an outcome. A full disk or another writer is waited for: what happened must not be forgotten.
    pub async fn record(&self, outlet: &Outlet, key: AddrKey, outcome: Outcome) -> Option<DeliveryState> {
        let relay = outlet.name.as_deref().map(str::to_owned);
        let mut wait = Duration::from_millis(200);
        let mut full = 0;
        loop {
            let done = self.turn.record(self.id(), key, outcome.clone(), relay.clone(), self.now()).await;
            match done {
                Ok(state) => return Some(state),
                Err(error) if error.is_transient() || (error.is_full() && full < FULL_TRIES) => {
                    if error.is_full() {
                        full += 1;
                        self.stop(Stop::Hold(HoldReason::Storage { detail: error.to_string() }));
                    }
                    tokio::time::sleep(wait).await;
                    wait = (wait * 2).min(Duration::from_secs(5));
                }
                Err(error) => {
                    // What somebody else has settled needs no word of this one.
                    if !matches!(error, Error::NotUnderWay(_) | Error::Fenced | Error::Gone(_)) {
                        self.keep(outlet, key, outcome);
                    }
                    self.lost_the_ledger(&error);
                    return None;
                }
            }
        }
    }

    fn keep(&self, outlet: &Outlet, key: AddrKey, outcome: Outcome) {
        if self.turn.keep(self.id(), key, outcome, outlet.name.as_deref(), self.now()) {
            tracing::error!("an outcome stands in rescue.log until the ledger takes it");
        } else {
            tracing::error!(
                "an outcome can't be written: it is as soon as the ledger takes it, and uncertain if this program is \
                 killed before"
            );
        }
    }

    /// They have not left, which the ledger can't be told now: it is as soon as it takes that.
    pub fn gives_back_later(&self, keys: &[AddrKey], error: &Error) {
        self.turn.gives_back_later(self.id(), keys, self.now());
        self.lost_the_ledger(error);
    }

    /// Writes outcomes and marks the letters that are to leave, in one transaction: says for each whether it may. Nothing
    /// leaves if anything is in doubt.
    pub async fn step(
        &self,
        outlet: &Outlet,
        came: Vec<(AddrKey, Outcome)>,
        leaving: Vec<AddrKey>,
    ) -> Vec<bool> {
        let came = Arc::<[_]>::from(came);
        let step = || {
            let relay = outlet.name.clone();
            self.turn.step(self.id(), Arc::clone(&came), leaving.clone(), relay, self.now())
        };
        let stepped = match patiently(step).await {
            Ok(stepped) => stepped,
            Err(error) => {
                for (key, outcome) in came.iter() {
                    self.record(outlet, *key, outcome.clone()).await;
                }
                if !leaving.is_empty() {
                    self.gives_back_later(&leaving, &error);
                }
                return vec![false; leaving.len()];
            }
        };
        for ((key, outcome), written) in came.iter().zip(stepped.came) {
            if written.is_err() {
                self.record(outlet, *key, outcome.clone()).await;
            }
        }
        let may_leave = |(key, marked): (&AddrKey, _)| match marked {
            Ok(Submit::Go) => true,
            Ok(Submit::Skipped(_) | Submit::Lost) => false,
            Ok(Submit::Stop) => {
                self.stop(Stop::State);
                false
            }
            Err(error) => {
                self.gives_back_later(&[*key], &error);
                false
            }
        };
        leaving.iter().zip(stepped.leaving).map(may_leave).collect()
    }

    pub fn lost_the_ledger(&self, error: &Error) {
        if error.is_full() {
            self.stop(Stop::Hold(HoldReason::Storage { detail: error.to_string() }));
        } else {
            self.stop(Stop::Ledger(error.clone()));
        }
    }

    /// Holds the mailing if the relay has answered to none of its letters for as long as a letter is tried.
    pub async fn gives_up(&self, why: &str) {
        let ledger = self.turn.ledger();
        match patiently(|| ledger.unanswered_since(self.id())).await {
            Ok(Some(since)) if self.now().duration_since(since) > self.retry_for => {
                self.stop(Stop::Hold(HoldReason::GaveUp { detail: why.to_owned() }));
            }
            Ok(_) => {}
            Err(error) => self.lost_the_ledger(&error),
        }
    }
}
