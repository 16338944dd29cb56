//! Makes one mailing ready to be sent, and sends what can be sent of it now.

use std::path::Path;
use std::sync::Arc;

use tokio::sync::watch;

use super::against::against_the_end;
use super::hold::hold;
use super::{Error, Hours, Line, Outlet, Post, Press, Relays, Shares, SignIn, Tempo, UnderWay, Way, ways};
use crate::domain::settings::{Relay, Settings};
use crate::domain::{Clock, DeliveryState, HoldReason, Mailing, MailingKind};
use crate::ledger::{Turn, patiently};
use crate::mail::Purpose;

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
    /// Sends what can be sent now. `told` turns true when the sender is to end. Gives back the round if all that is left of it
    /// are answers that a relay owes.
    pub async fn run(self, told: watch::Receiver<bool>) -> Result<Option<UnderWay>, Error> {
        let (turn, id, clock) = (self.turn.clone(), self.mailing.id, self.clock);
        if self.mailing.expires_at.is_some_and(|end| end <= clock.now()) {
            let zone = &self.settings.newsletter.timezone;
            if let Some(why) = against_the_end(turn.ledger(), clock, zone).await? {
                hold(&turn, id, why, clock.now()).await?;
                return Ok(None);
            }
            patiently(|| turn.expire(id, clock.now())).await?;
        }
        let ready = match self.ready().await {
            Ok(ready) => ready,
            Err(error) => {
                let why = HoldReason::Workspace { detail: error.to_string() };
                hold(&turn, id, why, clock.now()).await?;
                return Ok(None);
            }
        };
        let (post, lines) = ready;
        UnderWay::new(post, lines, told).work().await
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
            lines.extend(ways.into_iter().map(|way| (Arc::clone(&outlet), way)));
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
