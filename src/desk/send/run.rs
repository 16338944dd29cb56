//! The sender's loop: settle what the one before left behind, plan what is due, send what is planned.

use std::time::Duration;

use jiff::SignedDuration;
use tokio::sync::watch;

use super::against::{against, clock_was_set};
use super::hold::hold;
use super::moved::anew;
use super::off::tell_if_off;
use super::plan::Readers;
use super::under_way::to_end;
use super::waits::{tell_what_is_left, tell_what_waits};
use super::{
    Error, Hours, Late, Relays, Round, Tempo, UnderWay, away, put_offs, room, stood_still, switched_off,
};
use crate::desk::alerts;
use crate::desk::held::held_in_words;
use crate::domain::settings::Settings;
use crate::domain::{Clock, HoldReason, MailingId, MailingState, Problem};
use crate::ledger::patiently;
use crate::ledger::{self, Boot, Holder, Ledger, Turn, WorkLeft};
use crate::workspace::Workspace;

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
        let (end, ending) = watch::channel(false);
        // Large, and one within the other: they are not to lie on everybody's stack.
        let turns = Box::pin(async {
            let ended = self.turns(told).await;
            end.send_replace(true);
            ended
        });
        // From the beginning: who can't even take the lock for want of a database is to say so.
        let reaching = Box::pin(away::look(&self.ledger, ending));
        tokio::join!(turns, reaching).0
    }

    async fn turns(&self, told: watch::Receiver<bool>) -> Result<(), Error> {
        let relays = Relays::new(self.tempo.first_wait);
        self.turn(&relays, told.clone()).await?;
        // Who wrote a mailing while this sender was about to end saw its lock, and started no other.
        while !is_told(&told) && self.anything_open().await? {
            match self.turn(&relays, told.clone()).await {
                Err(Error::Ledger(ledger::Error::SenderLives(_))) => break,
                ended => ended?,
            }
        }
        Ok(())
    }

    /// From taking the lock to giving it back.
    async fn turn(&self, relays: &Relays, told: watch::Receiver<bool>) -> Result<(), Error> {
        let boot = Boot::current();
        let lock = self.ledger.sending_lock(Holder {
            detached: self.ends_when_idle,
            ..Holder::this(&boot, self.clock.now())
        })?;
        let (turn, recovered) = patiently(|| self.ledger.take_over(&lock, self.clock.now())).await?;
        if recovered.unknown + recovered.planned > 0 {
            tracing::info!(
                "the sender before ended in the middle: {} put back, {} not certain",
                recovered.planned,
                recovered.unknown
            );
        }
        if recovered.brought_in > 0 {
            tracing::info!(
                "{} outcomes were brought in that could not be written before",
                recovered.brought_in
            );
        }
        if recovered.held > 0 {
            tracing::warn!("{} mailings are held: this ledger may be a copy", recovered.held);
        }
        let ledger = self.ledger.clone();
        blocking(move || {
            ledger.keep_room();
            Ok(())
        })
        .await?;
        let worked = self.work(&turn, relays, told).await;
        let ended = match worked {
            Ok(()) => patiently(|| turn.end(self.clock.now())).await.map_err(Error::from),
            // Its reason says more than what may come of this.
            Err(why) => {
                _ = turn.catch_up(self.clock.now()).await;
                Err(why)
            }
        };
        tell_what_is_left(turn.backlog());
        drop(lock);
        ended
    }

    /// Starts and sends side by side: a round may last for hours, and what is due meanwhile begins on time. When one
    /// of them ends, for whatever reason, the other ends in order.
    async fn work(&self, turn: &Turn, relays: &Relays, mut told: watch::Receiver<bool>) -> Result<(), Error> {
        let (end, ending) = watch::channel(false);
        let starting = Box::pin(async {
            let ended = self.start_what_is_due(turn, ending.clone()).await;
            end.send_replace(true);
            ended
        });
        let sending = Box::pin(async {
            let ended = self.send_what_is_started(turn, relays, ending.clone()).await;
            end.send_replace(true);
            ended
        });
        let pass_on = async {
            let mut over = ending.clone();
            tokio::select! {
                true = to_end(&mut told) => { end.send_replace(true); }
                _ = to_end(&mut over) => {}
            }
        };
        let watch = self.watch();
        let telling = Box::pin(watch.run(self.tempo.poll, ending.clone()));
        let looking = Box::pin(self.look_ahead(turn, ending.clone()));
        let still = stood_still::look(ending.clone());
        let put_off = put_offs::look(&self.ledger, self.tempo.poll, ending.clone());
        let log = Box::pin(async { tokio::join!(still, put_off) });
        let (started, sent, (), (), (), _) = tokio::join!(starting, sending, pass_on, telling, looking, log);
        sent.and(started)
    }

    /// The team is told beside the sending, whatever becomes of it.
    fn watch(&self) -> alerts::Watch {
        alerts::Watch::new(self.workspace.clone(), self.ledger.clone(), self.clock)
    }

    async fn start_what_is_due(&self, turn: &Turn, told: watch::Receiver<bool>) -> Result<(), Error> {
        loop {
            let set = self.clock_was_set().await?;
            for mailing in patiently(|| self.ledger.open_mailings()).await? {
                self.start(turn, mailing.id, set).await?;
                if is_told(&told) {
                    return Ok(());
                }
            }
            pause(self.tempo.poll, told.clone()).await;
            if is_told(&told) {
                return Ok(());
            }
        }
    }

    /// One mailing after the other, for as long as each has something that can be sent now. Only answers that a relay owes
    /// are not waited for before the next.
    async fn send_what_is_started(
        &self,
        turn: &Turn,
        relays: &Relays,
        told: watch::Receiver<bool>,
    ) -> Result<(), Error> {
        let mut late = Late::default();
        let ended = self.one_after_the_other(turn, relays, &mut late, told).await;
        ended.and(late.end().await)
    }

    async fn one_after_the_other(
        &self,
        turn: &Turn,
        relays: &Relays,
        late: &mut Late,
        told: watch::Receiver<bool>,
    ) -> Result<(), Error> {
        let (mut rests, mut waits, mut ahead) = (None, None, SignedDuration::ZERO);
        loop {
            late.news()?;
            match turn.beat(self.clock.now()).await {
                // Nobody is mailed by a sign of life that can't be written.
                Err(error) if !error.is_transient() && !error.is_full() => return Err(error.into()),
                _ => {}
            }
            tell_if_off(turn, self.clock, &mut ahead).await;
            if tell_what_waits(turn, &mut waits).await {
                rests = None;
            }
            for mailing in patiently(|| self.ledger.open_mailings()).await? {
                let round = self.attend(turn, relays, mailing.id, &mut rests, told.clone()).await?;
                round.into_iter().for_each(|round| late.add(round));
                if is_told(&told) {
                    return Ok(());
                }
            }
            // What only this process knows goes with it.
            let knows_more = turn.backlog().on_no_disk > 0;
            if self.ends_when_idle && !knows_more && !self.anything_open().await? {
                return Ok(());
            }
            pause(self.tempo.poll, told.clone()).await;
            if is_told(&told) {
                return Ok(());
            }
        }
    }

    /// Whether something may come to be done without a person's order.
    async fn anything_open(&self) -> Result<bool, Error> {
        let by_itself = |state| matches!(state, MailingState::Scheduled | MailingState::Sending);
        let open = patiently(|| self.ledger.open_mailings()).await?;
        // What can't be known just now is looked at again.
        Ok(open.iter().any(|mailing| by_itself(mailing.state))
            || self.watch().anything_to_come().await.unwrap_or(true))
    }

    /// Sends what can be sent of one mailing now. `rests`: what is said of first attempts that wait for their hours.
    async fn attend(
        &self,
        turn: &Turn,
        relays: &Relays,
        id: MailingId,
        rests: &mut Option<String>,
        told: watch::Receiver<bool>,
    ) -> Result<Option<UnderWay>, Error> {
        // Read anew: while the one before was sent, people may have given orders to this one.
        let mailing = patiently(|| self.ledger.mailing(id)).await?;
        if mailing.state != MailingState::Sending {
            return Ok(None);
        }
        let left = patiently(|| self.ledger.work_left(id, self.clock.now())).await?;
        if let WorkLeft::At(_) = left {
            return Ok(None);
        }
        let settings = match self.settings_for_sending().await? {
            Ok(settings) => settings,
            Err(why) => {
                hold(turn, id, why, self.clock.now()).await?;
                return Ok(None);
            }
        };
        // What was begun in earnest does not go on once nobody is to be mailed any more.
        if let Some(why) = switched_off(&mailing, &settings) {
            hold(turn, id, why, self.clock.now()).await?;
            return Ok(None);
        }
        let (hours, now) = (Hours::of(&mailing, &settings), self.clock.now());
        let waits = left == WorkLeft::Now && hours.leave_nothing(&mailing, &self.ledger, now).await?;
        let words = hours.in_words(now);
        if waits && *rests != words || words.is_none() && rests.is_some() {
            // Where people look. Should it fail, it is said at the next look.
            *rests = turn.trouble(words.clone()).await.map_or(None, |()| words);
        }
        if waits {
            return Ok(None);
        }
        let (clock, tempo) = (self.clock, self.tempo);
        let root = self.workspace.root();
        let round = Round { root, settings: &settings, turn, relays, clock, tempo, mailing };
        Box::pin(round.run(told)).await
    }

    /// What `config.toml` says now, or why nothing can be sent by it or from this ledger.
    pub(super) async fn settings_for_sending(&self) -> Result<Result<Settings, HoldReason>, Error> {
        if let Some(doubt) = patiently(|| self.ledger.doubt()).await? {
            return Ok(Err(HoldReason::Copied { detail: doubt.to_string() }));
        }
        let workspace = self.workspace.clone();
        let (settings, problems) = blocking(move || Ok(workspace.settings())).await?;
        Ok(settings.ok_or_else(|| {
            let first = first_that_blocks(&problems);
            HoldReason::Workspace { detail: first.unwrap_or_else(|| "config.toml can't be used".to_owned()) }
        }))
    }

    /// By how much the clock was set since it was last trusted, if that is much.
    pub(super) async fn clock_was_set(&self) -> Result<Option<SignedDuration>, Error> {
        Ok(clock_was_set(&self.ledger, self.clock).await?)
    }

    /// If a mailing is due, everything that may stand against it is looked at, then it is planned.
    async fn start(&self, turn: &Turn, id: MailingId, set: Option<SignedDuration>) -> Result<(), Error> {
        let now = self.clock.now();
        let mailing = anew(turn, patiently(|| self.ledger.mailing(id)).await?, now).await?;
        if mailing.state != MailingState::Scheduled || mailing.schedule.due > now {
            return Ok(());
        }
        let settings = match self.settings_for_sending().await? {
            Ok(settings) => settings,
            Err(why) => {
                hold(turn, id, why, now).await?;
                return Ok(());
            }
        };
        let newest = patiently(|| self.ledger.newest_moment()).await?;
        if let Some(why) = against(&mailing, &settings, newest, set, now, self.ledger.is_shared()) {
            hold(turn, id, why, now).await?;
            return Ok(());
        }
        if let Some(detail) = room::lacks(&self.ledger, mailing.confirmed) {
            hold(turn, id, HoldReason::Storage { detail }, now).await?;
            return Ok(());
        }
        let (workspace, ledger) = (self.workspace.clone(), self.ledger.clone());
        let letters = patiently(|| ledger.letters(id)).await?;
        let readers = patiently(|| Readers::of(&ledger, &mailing)).await?;
        let planned = blocking(move || {
            ledger.keep_room();
            super::plan::plan(&workspace, &settings, &ledger, &mailing, &letters, &readers, now)
        })
        .await;
        match planned {
            Ok(mailing) => match &mailing.held {
                Some(why) => tracing::warn!("{} is held: {}", mailing.name, held_in_words(why).0),
                None => tracing::info!("{} begins", mailing.name),
            },
            // A person was first, or somebody else is writing: the next look finds how it stands.
            Err(Error::Ledger(error)) if error.is_refusal() || error.is_transient() => {}
            Err(other) => _ = hold(turn, id, reason(other)?, now).await?,
        }
        Ok(())
    }
}

/// Why a mailing whose readers can't be found waits for a person; an error of the ledger says nothing about it.
pub(super) fn reason(error: Error) -> Result<HoldReason, Error> {
    let detail = match &error {
        Error::Ledger(_) => return Err(error),
        Error::Broken(problems) => first_that_blocks(problems),
        _ => None,
    };
    Ok(HoldReason::Workspace { detail: detail.unwrap_or_else(|| error.to_string()) })
}

/// The first problem that must be fixed, with its file.
pub(super) fn first_that_blocks(problems: &[Problem]) -> Option<String> {
    let first = problems.iter().find(|problem| problem.blocks())?;
    let file = first.place.file.as_ref().map(|file| format!("{}: ", file.display())).unwrap_or_default();
    Some(format!("{file}{}", first.what))
}

pub(super) fn is_told(told: &watch::Receiver<bool>) -> bool {
    *told.borrow()
}

pub(super) async fn pause(how_long: Duration, mut told: watch::Receiver<bool>) {
    _ = tokio::time::timeout(how_long, to_end(&mut told)).await;
}

pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    tokio::task::spawn_blocking(work).await.map_err(|error| Error::Bug(error.to_string()))?
}
