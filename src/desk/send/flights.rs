//! One connection's work where letters travel together (`pipelining = "deep"`): while the relay has some, the next are
//! made, so that no answer waits for a signature.
//!
//! A letter is marked before the write that carries its DATA or BDAT. What came of letters and the marks of the next ones
//! are one transaction. So a killed process leaves uncertain what was written and not answered, and what was answered
//! and is not in the ledger yet: never more than `in_flight` letters and one for each connection.

use std::collections::VecDeque;

use tokio::time::Instant;

use super::heed::{broken, heed};
use super::line::{Came, prepare, too_often, unsendable};
use super::outcome::Settled;
use super::{Next, Outlet, Post, Taken};
use crate::domain::{AddrKey, Outcome, crash_point};
use crate::mail::smtp::{Connection, Form, Handover, LinkError, Parcel, Phase};

/// Made and packed, not marked.
struct Ready {
    taken: Taken,
    parcel: Parcel,
    /// When it may leave, once its place is booked.
    at: Option<Instant>,
}

/// What is to be written of a letter, and what follows from it.
struct Landing {
    taken: Taken,
    outcome: Outcome,
    follows: Follows,
}

enum Follows {
    Nothing,
    Answer(Box<Settled>),
    Break(LinkError),
    /// With what makes it uncertain.
    Doubt(String),
}

/// One connection and the letters around it.
pub struct Flights<'a> {
    post: &'a Post,
    outlet: &'a Outlet,
    /// Which of the relay's connections this is.
    number: u32,
    line: &'a mut Connection,
    form: Form,
    in_flight: usize,
    /// Letters that may still be put aboard this connection.
    left: u32,
    ready: VecDeque<Ready>,
    aboard: VecDeque<Taken>,
    landed: Vec<Landing>,
    came: Vec<Handover>,
    /// Buffers of messages that have left.
    rooms: Vec<Vec<u8>>,
    /// Since when the answer that comes next is waited for, however often the waiting was broken off for another letter.
    asked: Option<Instant>,
    /// Nothing more can be taken.
    dry: bool,
}

impl<'a> Flights<'a> {
    /// `left`: how many letters may still go over this connection.
    pub fn new(
        post: &'a Post,
        (outlet, number): (&'a Outlet, u32),
        line: &'a mut Connection,
        in_flight: usize,
        left: u32,
    ) -> Self {
        let form = line.form(true);
        Self {
            post,
            outlet,
            number,
            line,
            form,
            in_flight: if form == Form::Chunks { in_flight.max(1) } else { 1 },
            left,
            ready: VecDeque::new(),
            aboard: VecDeque::new(),
            landed: Vec::new(),
            came: Vec::new(),
            rooms: Vec::new(),
            asked: None,
            dry: false,
        }
    }

    /// Sends until nothing is left to take, the connection has had its share or is over, or there is a reason to stop.
    /// Says how many letters may still go over it.
    pub async fn work(mut self) -> u32 {
        match self.form {
            Form::Chunks => self.chunks().await,
            Form::Deep | Form::Apart => self.bodies_with_envelopes().await,
        }
        self.step(Vec::new()).await;
        for ready in std::mem::take(&mut self.ready).into_iter().rev() {
            if ready.at.is_some() {
                self.post.give_back_place(self.outlet);
            }
            self.post.put_back(self.outlet, ready.taken).await;
        }
        self.left
    }

    async fn chunks(&mut self) {
        loop {
            let room = self.in_flight - self.aboard.len();
            self.make_ready(room).await;
            let leaving = self.step_with(room).await;
            if !leaving.is_empty() {
                let (taken, parcels): (Vec<_>, Vec<_>) =
                    leaving.into_iter().map(|ready| (ready.taken, ready.parcel)).unzip();
                self.aboard.extend(taken);
                let given = self.line.unanswered();
                self.post.hears(self.outlet, given, self.line.fly(&parcels, &mut self.came)).await;
                self.rooms.extend(parcels.into_iter().map(Parcel::into_room));
                self.land().await;
                self.make_ready(self.in_flight.div_ceil(2)).await;
            } else if self.aboard.is_empty() && self.landed.is_empty() && !self.wait_for_the_first().await {
                return;
            }
            if self.landed.is_empty() && !self.aboard.is_empty() {
                self.hear().await;
            }
            if !self.line.is_fit() {
                return;
            }
        }
    }

    async fn bodies_with_envelopes(&mut self) {
        let mut body: Option<Parcel> = None;
        loop {
            self.make_ready(1).await;
            let mut leaving = self.step_with(1).await;
            let (taken, next) = leaving.pop().map(|ready| (ready.taken, ready.parcel)).unzip();
            if body.is_none() && next.is_none() {
                if self.landed.is_empty() && !self.wait_for_the_first().await {
                    return;
                }
                continue;
            }
            self.aboard.extend(taken);
            self.post
                .hears(
                    self.outlet,
                    self.line.unanswered(),
                    self.line.follow(body.as_ref(), next.as_ref(), &mut self.came),
                )
                .await;
            self.rooms.extend(body.take().map(Parcel::into_room));
            self.make_ready(1).await;
            let go = self
                .post
                .hears(self.outlet, self.line.unanswered(), self.line.hear_all(&mut self.came))
                .await;
            self.land().await;
            match next {
                Some(parcel) if go => body = Some(parcel),
                next => self.rooms.extend(next.map(Parcel::into_room)),
            }
            if !self.line.is_fit() {
                return;
            }
        }
    }

    /// Takes rows and makes their letters until so many are ready.
    async fn make_ready(&mut self, many: usize) {
        while self.ready.len() < many && !self.dry && self.left > 0 && !self.post.stopped() {
            let idle = self.ready.is_empty() && self.aboard.is_empty() && self.landed.is_empty();
            let now = Instant::now();
            let others = self.post.leaves_them_to_others(self.outlet, now);
            let for_others = others.is_some_and(|wait| !wait.is_zero() || !self.ready.is_empty());
            if for_others || !self.outlet.dealings.crew.has(self.number, now) {
                return;
            }
            let taken = match self.post.next(self.outlet, idle).await {
                Next::Row(taken) => taken,
                Next::Later => return,
                Next::Nothing => {
                    self.dry = true;
                    return;
                }
            };
            let mut message = self.rooms.pop().unwrap_or_default();
            match prepare(self.post, &taken.row, &mut message) {
                Err(Came::Back) => return self.post.put_back(self.outlet, taken).await,
                Err(Came::Settled(outcome)) => {
                    self.landed.push(Landing { taken, outcome, follows: Follows::Nothing });
                    continue;
                }
                Err(Came::Next) => continue,
                Ok(()) => {}
            }
            crash_point("P3");
            let from =
                self.post.press.return_address(self.post.id(), taken.row.key, self.post.turn.ledger().keys());
            match self.line.pack(self.form, from, taken.row.address.clone(), message) {
                Ok(parcel) => {
                    self.left -= 1;
                    self.ready.push_back(Ready { taken, parcel, at: None });
                }
                Err(why) => match unsendable(self.post, why) {
                    Came::Settled(outcome) => {
                        self.landed.push(Landing { taken, outcome, follows: Follows::Nothing });
                    }
                    Came::Back | Came::Next => return self.post.put_back(self.outlet, taken).await,
                },
            }
        }
    }

    /// Writes what landed, and marks up to `most` letters whose time has come: those may leave.
    async fn step_with(&mut self, most: usize) -> Vec<Ready> {
        let now = Instant::now();
        let mut leaving = Vec::new();
        while leaving.len() < most && !self.post.stopped() {
            let Some(first) = self.ready.front_mut() else { break };
            if first.at.is_none() {
                self.post.book_places().await;
            }
            let (all, own) = (&self.post.pace, &self.outlet.dealings.pace);
            if *first.at.get_or_insert_with(|| now + own.book(now).max(all.book(now))) > now {
                break;
            }
            let out_of_hours = self.post.is_out_of_hours(&first.taken.row);
            let Some(ready) = self.ready.pop_front() else { break };
            if out_of_hours {
                self.post.give_back_place(self.outlet);
                self.post.leave_for_the_hours(self.outlet, ready.taken).await;
                self.rooms.push(ready.parcel.into_room());
                continue;
            }
            leaving.push(ready);
        }
        self.step(leaving).await
    }

    async fn step(&mut self, leaving: Vec<Ready>) -> Vec<Ready> {
        if leaving.is_empty() && self.landed.is_empty() {
            return leaving;
        }
        let landed = std::mem::take(&mut self.landed);
        let came = landed.iter().map(|landing| (landing.taken.row.key, landing.outcome.clone())).collect();
        let keys: Vec<AddrKey> = leaving.iter().map(|ready| ready.taken.row.key).collect();
        let may_leave = self.post.step(self.outlet, came, keys).await;
        if !landed.is_empty() {
            crash_point("P14");
        }
        for landing in landed {
            self.heed(landing).await;
        }
        let (leaving, stay): (Vec<_>, Vec<_>) = leaving.into_iter().zip(may_leave).partition(|(_, may)| *may);
        self.rooms.extend(stay.into_iter().map(|(ready, _)| ready.parcel.into_room()));
        if !leaving.is_empty() {
            crash_point("P7");
        }
        leaving.into_iter().map(|(ready, _)| ready).collect()
    }

    async fn heed(&mut self, landing: Landing) {
        match landing.follows {
            Follows::Nothing => {}
            Follows::Answer(settled) => {
                heed(self.post, self.outlet, &settled, self.line.taken(), &landing.taken.row).await;
                crash_point("P15");
            }
            Follows::Break(error) => {
                broken(self.post, self.outlet, &error, self.line.taken(), &landing.taken.row).await;
            }
            Follows::Doubt(why) => {
                if let Some(reason) = self.outlet.dealings.streaks.uncertain(Instant::now(), &why) {
                    self.post.refuses_all(self.outlet, reason).await;
                }
            }
        }
    }

    /// Waits until something has come of a letter, or the next one's time has.
    async fn hear(&mut self) {
        let may = !self.post.stopped() && self.aboard.len() < self.in_flight;
        let next = self.ready.front().and_then(|ready| ready.at).filter(|_| may);
        let asked = *self.asked.get_or_insert_with(Instant::now);
        let hears =
            self.post.hears_since(self.outlet, asked, self.line.unanswered(), self.line.hear(&mut self.came));
        match next {
            Some(at) => tokio::select! {
                () = hears => {}
                () = tokio::time::sleep_until(at) => {}
            },
            None => hears.await,
        }
        self.land().await;
    }

    /// Nothing is on its way: waits for the next letter's time. False if none will come.
    async fn wait_for_the_first(&self) -> bool {
        let Some(first) = self.ready.front() else { return false };
        if let Some(at) = first.at {
            self.post.wait(at.saturating_duration_since(Instant::now())).await;
        }
        !self.post.stopped()
    }

    /// What was heard becomes what is to be written. One line that broke is one break, however many were aboard.
    async fn land(&mut self) {
        if self.came.is_empty() {
            return;
        }
        self.asked = None;
        crash_point("P13");
        let (mut first_break, mut first_doubt) = (true, true);
        for handover in self.came.drain(..) {
            let Some(taken) = self.aboard.pop_front() else { return };
            let row = &taken.row;
            let (now, limits) = (self.post.now(), self.post.limits());
            let answer = |at, reply| {
                let settled = Settled::of(at, reply, row, now, limits);
                (settled.outcome.clone(), Follows::Answer(Box::new(settled)))
            };
            let (outcome, follows) = match handover {
                Handover::Replied(reply) => answer(Phase::Dot, reply),
                Handover::Refused { at, reply } => answer(at, reply),
                Handover::NotHandedOver(error) if std::mem::take(&mut first_break) => {
                    let outcome = too_often(self.post, self.outlet, &error, row).await;
                    let outcome = outcome.unwrap_or(Outcome::Released { detail: error.to_string() });
                    (outcome, Follows::Break(error))
                }
                Handover::NotHandedOver(error) => {
                    (Outcome::Released { detail: error.to_string() }, Follows::Nothing)
                }
                Handover::Uncertain(detail) => {
                    let first = std::mem::take(&mut first_doubt);
                    let follows = if first { Follows::Doubt(detail.clone()) } else { Follows::Nothing };
                    (Outcome::Unknown { detail }, follows)
                }
            };
            self.landed.push(Landing { taken, outcome, follows });
        }
    }
}
