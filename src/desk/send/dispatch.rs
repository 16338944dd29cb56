//! Sends one mailing until it is done, stopped, or has to wait.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinSet;

use super::against::against_the_end;
use super::hold::{hold, hold_under};
use super::{Error, Hours, Outlet, Post, Press, Relays, Shares, SignIn, Stop, Tempo, Way, line, ways};
use crate::domain::settings::{Relay, Settings};
use crate::domain::{Clock, DeliveryState, HoldReason, Mailing, MailingKind, MailingState};
use crate::ledger::patiently;
use crate::ledger::{Turn, WorkLeft};
use crate::mail::Purpose;

/// How often the mailing's state is looked at while it is sent, beside the look at every letter.
const LOOK: Duration = Duration::from_millis(250);

/// How a round of sending ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Nothing of it is left to do.
    Sent,
    /// What is left can't be sent now.
    Waits,
    /// It is not Sending any more.
    Stopped(MailingState),
    /// The sender was told to end.
    Told,
}

/// A connection's way, the relay at its end, and which of that relay's connections it is.
type Line = (Arc<Outlet>, u32, Way);

/// Everything that a round needs.
#[derive(Debug)]
pub struct Round<'a> {
    pub root: &'a Path,
    pub settings: &'a Settings,
    pub turn: &'a Turn,
    pub relays: &'a Relays,
    pub clock: Clock,
    pub tempo: Tempo,
    pub mailing: Mailing,
}

impl Round<'_> {
    /// Sends what can be sent now. `told` turns true when the sender is to end.
    pub async fn run(self, told: watch::Receiver<bool>) -> Result<Ended, Error> {
        let (turn, id, clock) = (self.turn.clone(), self.mailing.id, self.clock);
        if self.mailing.expires_at.is_some_and(|end| end <= clock.now()) {
            let zone = &self.settings.newsletter.timezone;
            if let Some(why) = against_the_end(turn.ledger(), clock, zone).await? {
                return Ok(Ended::Stopped(hold(&turn, id, why, clock.now()).await?.state));
            }
            patiently(|| turn.expire(id, clock.now())).await?;
        }
        let ready = match self.ready().await {
            Ok(ready) => ready,
            Err(error) => {
                let why = HoldReason::Workspace { detail: error.to_string() };
                return Ok(Ended::Stopped(hold(&turn, id, why, clock.now()).await?.state));
            }
        };
        let (post, ways) = ready;
        let mut lines = JoinSet::new();
        for (outlet, number, way) in ways {
            lines.spawn(line::work(Arc::clone(&post), outlet, number, way));
        }
        let panicked = attend(&post, &mut lines, told).await;
        if panicked {
            return Err(Error::Bug("a connection's work broke off".to_owned()));
        }
        conclude(&post).await
    }

    /// Letters encoded, keys read, the relays' passwords fetched.
    async fn ready(&self) -> Result<(Arc<Post>, Vec<Line>), Error> {
        let ledger = self.turn.ledger();
        let go_ahead = patiently(|| self.turn.go_ahead(self.mailing.id)).await?;
        let letters = ledger.letters(self.mailing.id).await?;
        // Files go on where the round before a pause has ended.
        let written = ledger.counts(self.mailing.id).await?.of(DeliveryState::Accepted);
        let (settings, root, mailing) = (self.settings.clone(), self.root.to_owned(), self.mailing.clone());
        let timers = self.tempo.timers;
        let (press, ways) = tokio::task::spawn_blocking(move || -> Result<_, Error> {
            let press = Press::new(&settings, &root, &mailing.issue, &letters, Purpose::Live)?;
            Ok((press, ways::ways(&settings, &root, &mailing, timers)?))
        })
        .await
        .map_err(|error| Error::Bug(error.to_string()))??;
        let (outlets, lines) = self.outlets(ways);
        let delivery = &self.settings.delivery;
        let live = self.mailing.kind == MailingKind::Live;
        let post = Post {
            turn: self.turn.clone(),
            press,
            clock: self.clock,
            pace: if live { self.relays.pace(delivery.rate) } else { self.relays.no_pace() },
            shares: if live { shares(&delivery.relays) } else { None },
            outlets,
            domains: self.relays.domains(if live { &delivery.domains } else { &[] }),
            hours: Hours::of(&self.mailing, self.settings),
            retry_for: delivery.retry_for,
            silence: self.tempo.silence,
            written: std::sync::atomic::AtomicU64::new(written),
            lists_are_good: std::sync::atomic::AtomicBool::new(false),
            rows: tokio::sync::Mutex::default(),
            stop: watch::channel(None).0,
            dry: watch::channel(false).0,
            mailing: self.mailing.clone(),
            go_ahead,
        };
        Ok((Arc::new(post), lines))
    }

    /// The ways with what is known of their relays. One that can't be used is left aside; it is known by then that there is
    /// another one.
    fn outlets(&self, ways: Vec<Result<Vec<Way>, Error>>) -> (Vec<Arc<Outlet>>, Vec<Line>) {
        let (mut outlets, mut lines) = (Vec::new(), Vec::new());
        for (number, ways) in ways.into_iter().enumerate() {
            let relay = self.settings.delivery.relays.get(number);
            let relay = relay.filter(|_| self.mailing.kind == MailingKind::Live);
            let dealings = relay.map_or_else(|| self.relays.none(), |relay| self.relays.of(relay));
            let ways = ways.unwrap_or_else(|error| {
                let name = relay.map_or("the mail server", |relay| relay.name.as_str());
                dealings.breaker.set_aside(tokio::time::Instant::now());
                dealings
                    .set_trouble(Some(format!("{name} can't be used: {error}; the others take its letters")));
                Vec::new()
            });
            let connections = u32::try_from(ways.len()).unwrap_or(1);
            let sign_in = relay.and_then(|relay| self.sign_in_of(relay, &outlets)).unwrap_or_default();
            let outlet = Arc::new(Outlet::new(number, relay, dealings, sign_in, connections));
            lines.extend((0..).zip(ways).map(|(number, way)| (Arc::clone(&outlet), number, way)));
            outlets.push(outlet);
        }
        let now = tokio::time::Instant::now();
        if outlets.iter().all(|outlet| outlet.dealings.breaker.is_aside(now)) {
            outlets.iter().for_each(|outlet| outlet.dealings.breaker.forgive());
        }
        (outlets, lines)
    }

    /// That of an earlier relay that knows the same account.
    fn sign_in_of(&self, relay: &Relay, earlier: &[Arc<Outlet>]) -> Option<Arc<SignIn>> {
        let relays = &self.settings.delivery.relays;
        let same = |outlet: &&Arc<Outlet>| {
            relays.get(outlet.number).is_some_and(|other| other.shares_account_with(relay))
        };
        earlier.iter().find(same).map(|outlet| Arc::clone(&outlet.sign_in))
    }
}

fn shares(relays: &[Relay]) -> Option<Shares> {
    let weighed: Option<Vec<_>> =
        relays.iter().map(|relay| Some((relay.weight?, relay.connections.into()))).collect();
    weighed.filter(|relays| relays.len() > 1).map(|relays| Shares::new(&relays))
}

/// Watches the lines at work: orders, the end, the heartbeat. Says whether one of them broke off.
async fn attend(post: &Post, lines: &mut JoinSet<()>, mut told: watch::Receiver<bool>) -> bool {
    let mut look = tokio::time::interval(LOOK);
    let mut panicked = false;
    let mut deaf = false;
    let mut stopped = false;
    loop {
        tokio::select! {
            () = post.until_stopped(), if !stopped => {
                stopped = true;
                holds_for_all(post).await;
            }
            ended = lines.join_next() => match ended {
                None => return panicked,
                Some(Ok(())) => {}
                Some(Err(_)) => {
                    panicked = true;
                    post.stop(Stop::Told);
                }
            },
            told = to_end(&mut told), if !deaf => {
                deaf = true;
                if told {
                    post.stop(Stop::Told);
                }
            }
            // Who waits for the pace, or for a relay, would find out only when that lets another letter go.
            _ = look.tick() => match still_sending(post).await {
                Ok(true) if post.is_too_late() => post.stop(Stop::State),
                Ok(true) => {}
                Ok(false) => post.stop(Stop::State),
                // Others may be writing for long.
                Err(error) if error.is_transient() => {}
                Err(error) => post.lost_the_ledger(&error),
            },
        }
    }
}

/// A reason to hold counts from the moment that it is known, for other senders too and if this one is killed: what is in
/// flight may take minutes to land.
async fn holds_for_all(post: &Post) {
    let why = post.stop.borrow().clone();
    if let Some(Stop::Hold(reason)) = why
        && let Err(error) = hold_under(&post.turn, post.id(), reason, Some(post.go_ahead), post.now()).await
    {
        // It is written down once all lines have ended.
        tracing::warn!("{} can't be held yet: {error}", post.mailing.name);
    }
}

/// By the order that this round was begun under: who pauses and resumes between two looks has settings taken up anew.
async fn still_sending(post: &Post) -> Result<bool, crate::ledger::Error> {
    post.turn.beat(post.now()).await?;
    let sending = post.turn.ledger().mailing(post.id()).await?.state == MailingState::Sending;
    Ok(sending && post.turn.go_ahead(post.id()).await? == post.go_ahead)
}

/// False if nobody is there any more who could tell.
pub(super) async fn to_end(told: &mut watch::Receiver<bool>) -> bool {
    told.wait_for(|told| *told).await.is_ok()
}

/// Settles the mailing after all lines have ended.
async fn conclude(post: &Post) -> Result<Ended, Error> {
    post.release().await;
    for outlet in &post.outlets {
        post.silence_is_over(outlet).await;
    }
    let ledger = post.turn.ledger();
    let (id, now) = (post.id(), post.now());
    let why = post.stop.borrow().clone();
    match why {
        // Unless it is held already.
        Some(Stop::Hold(reason)) => {
            hold_under(&post.turn, id, reason, Some(post.go_ahead), now).await?;
        }
        Some(Stop::Ledger(error)) => return Err(error.into()),
        Some(Stop::Told | Stop::State) | None => {}
    }
    let told = matches!(*post.stop.borrow(), Some(Stop::Told));
    let mailing = patiently(|| ledger.mailing(id)).await?;
    match mailing.state {
        MailingState::Pausing => match patiently(|| post.turn.drained(id, now)).await {
            Ok(paused) => Ok(Ended::Stopped(paused.state)),
            // It has just been cancelled or resumed, or another sender's letters are in flight still.
            Err(error) if error.is_refusal() => Ok(Ended::Stopped(ledger.mailing(id).await?.state)),
            Err(error) => Err(error.into()),
        },
        _ if told => Ok(Ended::Told),
        MailingState::Sending => {
            match ledger.work_left(id, now).await? {
                WorkLeft::Nothing => {}
                left => {
                    if let WorkLeft::At(_) = left {
                        post.rests_until_the_next_try().await;
                    }
                    return Ok(Ended::Waits);
                }
            }
            match patiently(|| post.turn.finish(id, now)).await {
                Ok(_) => {
                    tracing::info!("{} is sent", post.mailing.name);
                    Ok(Ended::Sent)
                }
                // A decision has just put a letter back.
                Err(error) if error.is_refusal() => Ok(Ended::Waits),
                Err(error) => Err(error.into()),
            }
        }
        other => Ok(Ended::Stopped(other)),
    }
}
