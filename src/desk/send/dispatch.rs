//! Sends one mailing until it is done, stopped, or has to wait.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinSet;

use super::hold::hold;
use super::{Error, Post, Press, Relays, Stop, Tempo, Way, line};
use crate::domain::settings::{Pipelining, Settings};
use crate::domain::{Clock, DeliveryState, HoldReason, Mailing, MailingKind, MailingState, Mode};
use crate::ledger::patiently;
use crate::ledger::{Turn, WorkLeft};
use crate::mail::Purpose;
use crate::mail::files::FilesTransport;
use crate::mail::smtp::Allowed;
use crate::workspace::private;

/// How often the mailing's state is looked at while it is sent, beside the look at every letter.
const LOOK: Duration = Duration::from_millis(250);
/// Files need no more.
const FILE_LINES: u32 = 2;

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
        patiently(|| turn.expire(id, clock.now())).await?;
        let ready = match self.ready().await {
            Ok(ready) => ready,
            Err(error) => {
                let why = HoldReason::Workspace { detail: error.to_string() };
                return Ok(Ended::Stopped(hold(&turn, id, why, clock.now()).await?.state));
            }
        };
        let (post, ways) = ready;
        let mut lines = JoinSet::new();
        for way in ways {
            lines.spawn(line::work(Arc::clone(&post), way));
        }
        let panicked = attend(&post, &mut lines, told).await;
        if panicked {
            return Err(Error::Bug("a connection's work broke off".to_owned()));
        }
        conclude(&post).await
    }

    /// Letters encoded, keys read, the relay's password fetched.
    async fn ready(&self) -> Result<(Arc<Post>, Vec<Way>), Error> {
        let ledger = self.turn.ledger();
        let letters = ledger.letters(self.mailing.id).await?;
        // Files go on where the round before a pause has ended.
        let written = ledger.counts(self.mailing.id).await?.of(DeliveryState::Accepted);
        let (settings, root, mailing) = (self.settings.clone(), self.root.to_owned(), self.mailing.clone());
        let timers = self.tempo.timers;
        let (press, ways) = tokio::task::spawn_blocking(move || -> Result<_, Error> {
            let press = Press::new(&settings, &root, &mailing.issue, &letters, Purpose::Live)?;
            Ok((press, ways(&settings, &root, &mailing, timers)?))
        })
        .await
        .map_err(|error| Error::Bug(error.to_string()))??;
        let delivery = &self.settings.delivery;
        let post = Post {
            turn: self.turn.clone(),
            press,
            clock: self.clock,
            dealings: match &delivery.relay {
                Some(relay) if self.mailing.kind == MailingKind::Live => self.relays.of(relay, delivery.rate),
                _ => self.relays.none(),
            },
            well: std::sync::atomic::AtomicBool::new(false),
            retry_for: delivery.retry_for,
            connections: u32::try_from(ways.len()).unwrap_or(1),
            written: std::sync::atomic::AtomicU64::new(written),
            relay: delivery.relay.as_ref().map(|relay| relay.host.clone()),
            rows: tokio::sync::Mutex::default(),
            stop: watch::channel(None).0,
            mailing: self.mailing.clone(),
        };
        Ok((Arc::new(post), ways))
    }
}

fn ways(
    settings: &Settings,
    root: &Path,
    mailing: &Mailing,
    timers: crate::mail::smtp::Timers,
) -> Result<Vec<Way>, Error> {
    if mailing.kind == MailingKind::Files {
        let folder = root.join("outbox/sent").join(&mailing.name);
        let failed = |source| Error::Io { what: format!("{}: can't be made", folder.display()), source };
        private::folder(root, &folder).map_err(failed)?;
        let files = FilesTransport::new(folder);
        return Ok((0..FILE_LINES).map(|_| Way::Files(files.clone())).collect());
    }
    let Some(relay) = &settings.delivery.relay else {
        return Err(Error::Bug("config.toml names no relay any more".to_owned()));
    };
    let allowed = match settings.newsletter.mode {
        Mode::Live => Allowed::Everybody,
        Mode::Test => Allowed::only(settings.test_readers().map(|person| &person.address)),
    };
    let transport = crate::desk::relay::transport(relay, root, allowed)?.with_timers(timers);
    let way = || Way::Smtp {
        transport: transport.clone(),
        in_flight: match settings.delivery.pipelining {
            Pipelining::Envelope => None,
            Pipelining::Deep { in_flight } => Some(in_flight.into()),
        },
        letters_per_connection: relay.messages_per_connection.max(1),
        open: None,
    };
    Ok((0..relay.connections.max(1)).map(|_| way()).collect())
}

/// Watches the lines at work: orders, the end, the heartbeat. Says whether one of them broke off.
async fn attend(post: &Post, lines: &mut JoinSet<()>, mut told: watch::Receiver<bool>) -> bool {
    let mut look = tokio::time::interval(LOOK);
    let mut panicked = false;
    let mut deaf = false;
    loop {
        tokio::select! {
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
            _ = look.tick() => match still_sending(post).await {
                Ok(true) => {}
                Ok(false) => post.stop(Stop::State),
                // Others may be writing for long.
                Err(error) if error.is_transient() => {}
                Err(error) => post.lost_the_ledger(&error),
            },
        }
    }
}

async fn still_sending(post: &Post) -> Result<bool, crate::ledger::Error> {
    post.turn.beat(post.now()).await?;
    Ok(post.turn.ledger().mailing(post.id()).await?.state == MailingState::Sending)
}

/// False if nobody is there any more who could tell.
pub(super) async fn to_end(told: &mut watch::Receiver<bool>) -> bool {
    told.wait_for(|told| *told).await.is_ok()
}

/// Settles the mailing after all lines have ended.
async fn conclude(post: &Post) -> Result<Ended, Error> {
    post.release().await;
    let ledger = post.turn.ledger();
    let (id, now) = (post.id(), post.now());
    let why = post.stop.borrow().clone();
    match why {
        Some(Stop::Hold(reason)) => {
            hold(&post.turn, id, reason, now).await?;
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
            if ledger.work_left(id, now).await? != WorkLeft::Nothing {
                return Ok(Ended::Waits);
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
