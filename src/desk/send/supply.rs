//! Where the connections of a mailing get their rows from: whose turn it is, what is claimed, what waits for its domain.

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::time::Instant;

use super::against::against_the_end;
use super::{Outlet, Place, Post, Queue, Shares, Stop, Taken};
use crate::domain::{AddrKey, MailingState, crash_point};
use crate::ledger::{Claimed, WorkLeft, patiently};

/// How long to wait for one's turn before looking again.
const TURN: Duration = Duration::from_millis(100);
/// After a claim that found nothing, and where other connections are to be enough.
const AGAIN: Duration = Duration::from_secs(1);
/// What waits for its domain no longer than this is waited for with the connections open.
const LINGER: SignedDuration = SignedDuration::from_secs(10);

/// What there is to send.
#[derive(Debug)]
pub enum Next {
    Row(Taken),
    /// Not now, or not over this relay.
    Later,
    Nothing,
}

impl Post {
    /// Waits until the relay may be tried over the connection with this number. False if there is nothing more to do for its connections.
    pub async fn may_try(&self, outlet: &Outlet, number: u32) -> bool {
        while !self.stopped() {
            let wait = match self.rests(outlet).await {
                Some(_) if self.nothing_is_left().await => {
                    self.dry.send_replace(true);
                    return false;
                }
                Some(wait) => self.until_the_end().map_or(wait, |end| wait.min(end)),
                None => match outlet.closed_for(Instant::now()) {
                    Some(wait) => wait,
                    None if !outlet.dealings.crew.has(number, Instant::now()) => AGAIN,
                    None => match self.leaves_them_to_others(outlet, Instant::now()) {
                        Some(wait) if !wait.is_zero() => wait,
                        _ => return true,
                    },
                },
            };
            let now = Instant::now();
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

    /// For how long a relay that has asked for less takes no letter, where another one has not: what waited for its time in
    /// its hands, that one could have sent by then.
    pub fn leaves_them_to_others(&self, outlet: &Outlet, now: Instant) -> Option<Duration> {
        let pace = &outlet.dealings.pace;
        let others = || self.outlets.iter().any(|other| other.number != outlet.number && other.is_free(now));
        (pace.is_lowered() && others()).then(|| pace.ahead(now))
    }

    /// The next row to send over this relay. `patient`: waits for its turn where there are weights, and for a domain that
    /// gets only so many letters at a time.
    pub async fn next(&self, outlet: &Outlet, patient: bool) -> Next {
        if let Some(shares) = &self.shares
            && !self.has_its_turn(shares, outlet, patient).await
        {
            return Next::Later;
        }
        if !outlet.allows_one() {
            return self.not_this_one(outlet, Next::Later, false);
        }
        loop {
            let shut = self.hours.are_over(self.now());
            let wait = {
                let mut rows = self.rows.lock().await;
                if rows.hours_end(shut) {
                    self.give_back(rows.drain()).await;
                }
                let now = Instant::now();
                let mut found = rows.take(&self.domains, now);
                while found.is_none() && rows.has_room(now) {
                    crash_point("P1");
                    let claimed = self.claim(shut).await;
                    crash_point("P2");
                    if claimed.is_empty() {
                        rows.nothing_until = Some(now + AGAIN);
                        break;
                    }
                    self.sort(claimed, &mut rows, now).await;
                    found = rows.take(&self.domains, now);
                }
                if let Some(mut taken) = found {
                    taken.counted = Some(outlet.dealings.one_under_way());
                    return Next::Row(taken);
                }
                if rows.is_empty() { None } else { Some(rows.next_moment().map_or(TURN, |at| at - now)) }
            };
            let wait = match wait {
                Some(wait) => Some(wait),
                None => self.lingers().await,
            };
            let Some(wait) = wait else {
                self.dry.send_replace(true);
                return self.not_this_one(outlet, Next::Nothing, true);
            };
            if !patient || self.stopped() || outlet.closed_for(Instant::now()).is_some() {
                return self.not_this_one(outlet, Next::Later, true);
            }
            tokio::select! {
                () = self.wait(wait.clamp(Duration::from_millis(1), TURN)) => {}
                () = self.domains.freed() => {}
            }
        }
    }

    /// It was this relay's turn, and it has taken none.
    fn not_this_one(&self, outlet: &Outlet, next: Next, counted: bool) -> Next {
        if counted {
            outlet.gives_one_back();
        }
        if let Some(shares) = &self.shares {
            shares.give_back(outlet.number);
        }
        next
    }

    async fn has_its_turn(&self, shares: &Shares, outlet: &Outlet, patient: bool) -> bool {
        loop {
            let moved = shares.moved.notified();
            let now = Instant::now();
            let open = |other: usize| self.outlets.get(other).is_some_and(|other| other.keeps_up(now));
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
    pub async fn put_back(&self, outlet: &Outlet, taken: Taken) {
        if let Some(shares) = &self.shares {
            shares.give_back(outlet.number);
        }
        outlet.gives_one_back();
        self.rows.lock().await.put_back(taken.row);
    }

    /// Whether a letter that nobody was handed before waited for its time until the hours were over.
    pub fn is_out_of_hours(&self, row: &Claimed) -> bool {
        row.attempt == 0 && self.hours.are_over(self.now())
    }

    /// Gives a row back that is to leave in the next hours only.
    pub async fn leave_for_the_hours(&self, outlet: &Outlet, taken: Taken) {
        if let Some(shares) = &self.shares {
            shares.give_back(outlet.number);
        }
        outlet.gives_one_back();
        self.give_back(vec![taken.row]).await;
    }

    /// Whether nobody is to get the mailing any more, now or later.
    async fn nothing_is_left(&self) -> bool {
        if !self.rows.lock().await.is_empty() || !self.leave_out_the_late().await {
            return false;
        }
        let left = patiently(|| self.turn.ledger().work_left(self.id(), self.now())).await;
        matches!(left, Ok(WorkLeft::Nothing))
    }

    /// How long until what is left comes too late.
    fn until_the_end(&self) -> Option<Duration> {
        let left = self.mailing.expires_at?.duration_since(self.now());
        Some(Duration::try_from(left).unwrap_or(Duration::ZERO) + Duration::from_millis(1))
    }

    /// What the issue has come too late for is left out. False if the ledger is lost, or the clock not to be trusted.
    async fn leave_out_the_late(&self) -> bool {
        let now = self.now();
        if self.mailing.expires_at.is_none_or(|at| at > now) {
            return true;
        }
        match against_the_end(self.turn.ledger(), self.clock, self.hours.zone()).await {
            Ok(None) => {}
            Ok(Some(why)) => {
                self.stop(Stop::Hold(why));
                return false;
            }
            Err(error) => {
                self.lost_the_ledger(&error);
                return false;
            }
        }
        if let Err(error) = patiently(|| self.turn.expire(self.id(), now)).await {
            self.lost_the_ledger(&error);
            return false;
        }
        true
    }

    /// Takes what may leave over all connections in the next second; outside of the hours, those alone who were tried
    /// before.
    async fn claim(&self, shut: bool) -> Vec<Claimed> {
        if !self.leave_out_the_late().await {
            return Vec::new();
        }
        let each = |outlet: &Arc<Outlet>| outlet.dealings.pace.batch(outlet.connections) * outlet.connections;
        let connections = self.outlets.iter().map(|outlet| outlet.connections).sum();
        let together = self.pace.batch(connections) * connections;
        let n = self.outlets.iter().map(each).sum::<u32>().min(together);
        let claimed = match shut {
            true => patiently(|| self.turn.claim_tried(self.id(), n, self.now())).await,
            false => patiently(|| self.turn.claim(self.id(), n, self.now())).await,
        };
        match claimed {
            Ok(rows) => rows,
            Err(error) => {
                self.lost_the_ledger(&error);
                Vec::new()
            }
        }
    }

    /// Puts off, in the ledger, whoever's domain has had its share for now; the others are in hand, with their own time if
    /// they have one.
    async fn sort(&self, claimed: Vec<Claimed>, rows: &mut Queue, now: Instant) {
        if self.domains.is_quiet() {
            claimed.into_iter().for_each(|row| rows.add(row, None));
            return;
        }
        let mut go: Vec<(AddrKey, Timestamp)> = Vec::new();
        for row in claimed {
            let domain = row.address.domain();
            match self.domains.place(domain, now, || rows.waiting(domain)) {
                Place::At(moment) => rows.add(row, (moment > now).then_some(moment)),
                Place::In(wait) => {
                    let wait = SignedDuration::try_from(wait).unwrap_or(SignedDuration::MAX);
                    go.push((row.key, self.now().checked_add(wait).unwrap_or(Timestamp::MAX)));
                }
            }
        }
        if !go.is_empty()
            && let Err(error) = patiently(|| self.turn.postpone(self.id(), go.clone(), self.now())).await
        {
            let keys: Vec<AddrKey> = go.into_iter().map(|(key, _)| key).collect();
            self.gives_back_later(&keys, &error);
        }
    }

    /// How long to wait for who was put off, with the connections open: if it is not long, and no other mailing waits.
    async fn lingers(&self) -> Option<Duration> {
        if self.domains.is_quiet() || self.stopped() {
            return None;
        }
        let (ledger, now) = (self.turn.ledger(), self.now());
        let Ok(WorkLeft::At(at)) = ledger.work_left(self.id(), now).await else { return None };
        let wait = at.duration_since(now);
        if wait > LINGER {
            return None;
        }
        let open = ledger.open_mailings().await.ok()?;
        let others = open.iter().filter(|other| other.id != self.id());
        let none = others.filter(|other| other.state == MailingState::Sending).count() == 0;
        none.then(|| Duration::try_from(wait).unwrap_or(Duration::ZERO))
    }

    /// Gives back whatever is claimed and not begun.
    pub async fn release(&self) {
        let rows = self.rows.lock().await.drain();
        self.give_back(rows).await;
    }

    async fn give_back(&self, rows: Vec<Claimed>) {
        let keys: Vec<AddrKey> = rows.into_iter().map(|row| row.key).collect();
        if keys.is_empty() {
            return;
        }
        if let Err(error) = patiently(|| self.turn.release(self.id(), keys.clone(), self.now())).await {
            self.gives_back_later(&keys, &error);
        }
    }
}
