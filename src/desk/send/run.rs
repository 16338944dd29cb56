//! The sender's loop: settle what the one before left behind, plan what is due, send what is planned.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;

use super::{Ended, Error, Round, Tempo};
use crate::domain::settings::Settings;
use crate::domain::{Clock, HoldReason, Mailing, MailingKind, MailingState, Mode, Problem};
use crate::ledger::{Boot, Holder, Ledger, SendingLock, Turn, WorkLeft};
use crate::workspace::Workspace;

/// A clock so far behind what the ledger has seen is wrong.
const BACKWARDS: SignedDuration = SignedDuration::from_mins(5);
/// Before this program was written.
const BUILT: i16 = 2026;

/// Sends what is due in one workspace, for as long as it runs.
#[derive(Debug)]
pub struct Sender {
    pub workspace: Workspace,
    pub ledger: Ledger,
    pub clock: Clock,
    pub tempo: Tempo,
    /// `work` on its own ends when there is nothing left to do; `serve` goes on.
    pub ends_when_idle: bool,
}

impl Sender {
    /// Takes the sending lock and works until told to end; then whatever is in flight still lands.
    pub async fn run(&self, told: watch::Receiver<bool>) -> Result<(), Error> {
        let boot = Boot::current();
        let lock = SendingLock::take(self.ledger.path(), Holder::this(&boot, self.clock.now()))?;
        let (turn, recovered) = self.ledger.take_over(&lock, self.clock.now()).await?;
        if recovered.unknown + recovered.planned > 0 {
            tracing::info!(
                "the sender before ended in the middle: {} put back, {} not certain",
                recovered.planned,
                recovered.unknown
            );
        }
        self.look_around(&turn, told).await?;
        turn.end(self.clock.now()).await?;
        drop(lock);
        Ok(())
    }

    async fn look_around(&self, turn: &Turn, told: watch::Receiver<bool>) -> Result<(), Error> {
        loop {
            turn.beat(self.clock.now()).await?;
            let mut waiting = false;
            for mailing in self.ledger.open_mailings().await? {
                waiting |= self.attend(turn, mailing, told.clone()).await?;
                if *told.borrow() {
                    return Ok(());
                }
            }
            if !waiting && self.ends_when_idle && !self.anything_open().await? {
                return Ok(());
            }
            pause(self.tempo.poll, told.clone()).await;
            if *told.borrow() {
                return Ok(());
            }
        }
    }

    /// Whether something may come to be done without a person's order.
    async fn anything_open(&self) -> Result<bool, Error> {
        let by_itself = |state| matches!(state, MailingState::Scheduled | MailingState::Sending);
        Ok(self.ledger.open_mailings().await?.iter().any(|mailing| by_itself(mailing.state)))
    }

    /// Does what can be done for one mailing now; says whether more of it comes later.
    async fn attend(
        &self,
        turn: &Turn,
        mailing: Mailing,
        told: watch::Receiver<bool>,
    ) -> Result<bool, Error> {
        let now = self.clock.now();
        let mailing = match mailing.state {
            MailingState::Scheduled if mailing.schedule.due > now => return Ok(true),
            MailingState::Scheduled => self.start(mailing).await?,
            _ => mailing,
        };
        if mailing.state != MailingState::Sending {
            return Ok(false);
        }
        match self.ledger.work_left(mailing.id, now).await? {
            WorkLeft::At(_) => Ok(true),
            WorkLeft::Now | WorkLeft::Nothing => {
                let ended = self.round(turn, mailing, told).await?;
                Ok(ended == Ended::Waits)
            }
        }
    }

    async fn round(
        &self,
        turn: &Turn,
        mailing: Mailing,
        told: watch::Receiver<bool>,
    ) -> Result<Ended, Error> {
        let settings = match self.settings().await? {
            Ok(settings) => settings,
            Err(why) => {
                let held = self.ledger.hold(mailing.id, why, self.clock.now()).await?;
                return Ok(Ended::Stopped(held.state));
            }
        };
        let (clock, tempo) = (self.clock, self.tempo);
        let root = self.workspace.root();
        Round { root, settings: &settings, turn, clock, tempo, mailing }.run(told).await
    }

    /// What `config.toml` says now, or why nothing can be sent by it.
    async fn settings(&self) -> Result<Result<Settings, HoldReason>, Error> {
        let workspace = self.workspace.clone();
        let (settings, problems) = blocking(move || Ok(workspace.settings())).await?;
        Ok(settings.ok_or_else(|| {
            let first = first_that_blocks(&problems);
            HoldReason::Workspace { detail: first.unwrap_or_else(|| "config.toml can't be used".to_owned()) }
        }))
    }

    /// A mailing is due: everything that may stand against it is looked at, then it is planned.
    async fn start(&self, mailing: Mailing) -> Result<Mailing, Error> {
        let now = self.clock.now();
        let settings = match self.settings().await? {
            Ok(settings) => settings,
            Err(why) => return Ok(self.ledger.hold(mailing.id, why, now).await?),
        };
        let newest = self.ledger.newest_moment().await?;
        let against = against(&mailing, &settings, newest, now);
        if let Some(why) = against {
            tracing::warn!("{} is held: {why:?}", mailing.name);
            return Ok(self.ledger.hold(mailing.id, why, now).await?);
        }
        let (workspace, ledger) = (self.workspace.clone(), self.ledger.clone());
        let letters = ledger.letters(mailing.id).await?;
        let missing_of = ledger.missing_of(mailing.id).await?;
        let id = mailing.id;
        let planned = blocking(move || {
            super::plan::plan(&workspace, &settings, &ledger, &mailing, &letters, missing_of, now)
        })
        .await;
        match planned {
            Ok(mailing) => {
                tracing::info!("{} begins", mailing.name);
                Ok(mailing)
            }
            Err(Error::Ledger(error)) if error.is_refusal() => Ok(self.ledger.mailing(id).await?),
            Err(Error::Ledger(error)) => Err(error.into()),
            Err(other) => {
                let first =
                    if let Error::Broken(problems) = &other { first_that_blocks(problems) } else { None };
                let why = HoldReason::Workspace { detail: first.unwrap_or_else(|| other.to_string()) };
                Ok(self.ledger.hold(id, why, now).await?)
            }
        }
    }
}

/// The first problem that must be fixed, with its file.
fn first_that_blocks(problems: &[Problem]) -> Option<String> {
    let first = problems.iter().find(|problem| problem.blocks())?;
    let file = first.place.file.as_ref().map(|file| format!("{}: ", file.display())).unwrap_or_default();
    Some(format!("{file}{}", first.what))
}

/// What stands against starting now.
fn against(
    mailing: &Mailing,
    settings: &Settings,
    newest: Option<Timestamp>,
    now: Timestamp,
) -> Option<HoldReason> {
    let year = now.to_zoned(jiff::tz::TimeZone::UTC).year();
    if let Some(newest) = newest.filter(|newest| newest.duration_since(now) > BACKWARDS) {
        let detail = format!("it is {now} by the clock, and {newest} has been already");
        return Some(HoldReason::Clock { detail });
    }
    if year < BUILT {
        return Some(HoldReason::Clock { detail: format!("the clock says that it is {year}") });
    }
    let late = now.duration_since(mailing.schedule.due);
    if late > settings.delivery.late_start {
        return Some(HoldReason::Missed { minutes_late: late.as_mins() });
    }
    let live = mailing.kind == MailingKind::Live;
    (live && settings.newsletter.mode == Mode::Test).then_some(HoldReason::TestMode)
}

async fn pause(how_long: Duration, mut told: watch::Receiver<bool>) {
    let end = async {
        _ = told.wait_for(|told| *told).await;
    };
    _ = tokio::time::timeout(how_long, end).await;
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    tokio::task::spawn_blocking(work).await.map_err(|error| Error::Bug(error.to_string()))?
}
