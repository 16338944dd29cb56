//! What all connections of one mailing share: the letters, the pace, what has gone wrong, and whether to stop.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::sync::{Mutex, watch};
use tokio::time::Instant;

use super::{Limits, Outlet, Pace, Press, Shares};
use crate::domain::{AddrKey, Clock, DeliveryState, HoldReason, Mailing, MailingId, Outcome, crash_point};
use crate::ledger::patiently;
use crate::ledger::{Claimed, Error, Submit, Turn};

/// How often a full disk is tried, in some six seconds.
const FULL_TRIES: u32 = 5;

/// How long to wait for one's turn before looking again.
const TURN: Duration = Duration::from_millis(100);

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
    pub press: Press,
    pub clock: Clock,
    /// Of all relays together.
    pub pace: Arc<Pace>,
    pub outlets: Vec<Arc<Outlet>>,
    /// Where the relays have weights.
    pub shares: Option<Shares>,
    pub retry_for: SignedDuration,
    pub written: AtomicU64,
    /// Claimed and not begun, for whichever connection is free: one durable commit for all of them.
    pub rows: Mutex<VecDeque<Claimed>>,
    pub stop: watch::Sender<Option<Stop>>,
    /// Whether somebody has found nothing more to take.
    pub dry: watch::Sender<bool>,
}

/// What there is to send.
#[derive(Debug)]
pub enum Next {
    Row(Claimed),
    /// Not now, or not over this relay.
    Later,
    Nothing,
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

    /// Waits until the relay may be tried. False if there is nothing more to do for its connections.
    pub async fn may_try(&self, outlet: &Outlet) -> bool {
        while !self.stopped() {
            let now = Instant::now();
            let Some(wait) = outlet.closed_for(now) else { return true };
            if !self.outlets.iter().any(|other| other.is_open(now)) {
                self.release().await;
            }
            let mut dry = self.dry.subscribe();
            let others_are_done = async { _ = dry.wait_for(|dry| *dry).await };
            tokio::select! {
                () = self.wait(wait) => {}
                () = others_are_done => return false,
            }
        }
        false
    }

    /// The next row to send over this relay. `patient`: waits for its turn where there are weights.
    pub async fn next(&self, outlet: &Outlet, patient: bool) -> Next {
        if let Some(shares) = &self.shares
            && !self.has_its_turn(shares, outlet, patient).await
        {
            return Next::Later;
        }
        let mut rows = self.rows.lock().await;
        if rows.is_empty() {
            crash_point("P1");
            rows.extend(self.claim().await);
            crash_point("P2");
        }
        let Some(row) = rows.pop_front() else {
            self.dry.send_replace(true);
            return Next::Nothing;
        };
        Next::Row(row)
    }

    async fn has_its_turn(&self, shares: &Shares, outlet: &Outlet, patient: bool) -> bool {
        loop {
            let moved = shares.moved.notified();
            let now = Instant::now();
            let open = |other: usize| self.outlets.get(other).is_some_and(|other| other.is_open(now));
            if shares.take(outlet.number, open) {
                return true;
            }
            if !patient || self.stopped() || outlet.closed_for(now).is_some() {
                return false;
            }
            // A relay may have been closed without a word.
            tokio::select! {
                () = moved => {}
                () = self.wait(TURN) => {}
            }
        }
    }

    /// It could not be sent after all, or not over this relay.
    pub async fn put_back(&self, outlet: &Outlet, row: Claimed) {
        if let Some(shares) = &self.shares {
            shares.give_back(outlet.number);
        }
        self.rows.lock().await.push_front(row);
    }

    /// Takes what may leave over all connections in the next second. What the issue has come too late for is left out.
    async fn claim(&self) -> Vec<Claimed> {
        let now = self.now();
        if self.mailing.expires_at.is_some_and(|at| at <= now)
            && let Err(error) = patiently(|| self.turn.expire(self.id(), now)).await
        {
            self.lost_the_ledger(&error);
            return Vec::new();
        }
        let each = |outlet: &Arc<Outlet>| outlet.dealings.pace.batch(outlet.connections) * outlet.connections;
        let connections = self.outlets.iter().map(|outlet| outlet.connections).sum();
        let together = self.pace.batch(connections) * connections;
        let n = self.outlets.iter().map(each).sum::<u32>().min(together);
        match patiently(|| self.turn.claim(self.id(), n, self.now())).await {
            Ok(rows) => rows,
            Err(error) => {
                self.lost_the_ledger(&error);
                Vec::new()
            }
        }
    }

    /// Gives back whatever is claimed and not begun.
    pub async fn release(&self) {
        let rows = std::mem::take(&mut *self.rows.lock().await);
        let keys: Vec<AddrKey> = rows.into_iter().map(|row| row.key).collect();
        if keys.is_empty() {
            return;
        }
        // Should this fail, the rows are found and settled by the next sender.
        if let Err(error) = patiently(|| self.turn.release(self.id(), keys.clone(), self.now())).await {
            self.lost_the_ledger(&error);
        }
    }

    /// Writes an outcome. Another writer is waited for, and a full disk for a while; then it is written down beside the
    /// ledger: what happened must not be forgotten.
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
                    if error.is_full() || error.is_io() {
                        self.rescue(outlet, key, &outcome);
                    }
                    self.lost_the_ledger(&error);
                    return None;
                }
            }
        }
    }

    fn rescue(&self, outlet: &Outlet, key: AddrKey, outcome: &Outcome) {
        match self.turn.rescue(self.id(), key, outcome, outlet.name.as_deref(), self.now()) {
            Ok(()) => {
                tracing::error!("an outcome stands in rescue.log: the next sender brings it into the ledger");
            }
            Err(error) => {
                tracing::error!(%error, "an outcome could be written nowhere: that letter will be uncertain");
            }
        }
    }

    /// Writes outcomes and marks the letters that are to leave, in one transaction: says for each whether it may. Nothing
    /// leaves if anything is in doubt.
    pub async fn step(
        &self,
        outlet: &Outlet,
        came: Vec<(AddrKey, Outcome)>,
        leaving: Vec<AddrKey>,
    ) -> Vec<bool> {
        let (came, many) = (Arc::<[_]>::from(came), leaving.len());
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
                if many > 0 {
                    self.lost_the_ledger(&error);
                }
                return vec![false; many];
            }
        };
        for error in stepped.came.into_iter().filter_map(Result::err) {
            self.lost_the_ledger(&error);
        }
        let may_leave = |marked| match marked {
            Ok(Submit::Go) => true,
            Ok(Submit::Skipped(_) | Submit::Lost) => false,
            Ok(Submit::Stop) => {
                self.stop(Stop::State);
                false
            }
            Err(error) => {
                self.lost_the_ledger(&error);
                false
            }
        };
        stepped.leaving.into_iter().map(may_leave).collect()
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
