//! One process's turn at sending. Only who holds the sending lock has one; its epoch fences off whoever slept
//! through being replaced.

use std::sync::Arc;

use jiff::Timestamp;
use tokio::sync::MutexGuard;

use super::{
    Boot, Durable, Error, Ledger, SendingLock, claim, instance, mailings, place, record, recover, rescue,
    submit, unwritten,
};
use crate::domain::{AddrKey, DeliveryState, HoldReason, Mailing, MailingEvent, MailingId, Outcome};
use crate::ledger::{Backlog, Claimed, GoAhead, NOT_WRITTEN, Recovered, Stepped, Submit};

/// The right to claim, submit and record. Clones belong to the same turn.
#[derive(Debug, Clone)]
pub struct Turn {
    pub(super) ledger: Ledger,
    pub(super) epoch: i64,
    boot: Boot,
}

/// A refusal is about one letter; if SQLite fails, the whole is undone.
fn alone<T>(result: Result<T, Error>) -> Result<Result<T, Error>, Error> {
    match result {
        Err(error @ Error::Sqlite(_)) => Err(error),
        other => Ok(other),
    }
}

impl Ledger {
    /// Makes the holder of the lock the sender, and settles what the one before left behind: one durable transaction,
    /// before anything is claimed. After an unclean end the file is checked first.
    pub async fn take_over(&self, lock: &SendingLock, now: Timestamp) -> Result<(Turn, Recovered), Error> {
        let holder = lock.held_by().clone();
        let boot = Boot(holder.boot.clone());
        let here = self.0.here.clone();
        let log = Arc::new(self.rescue_log()?);
        let rescued = Arc::clone(&log);
        let marked = self.0.marked.left();
        let _writing = self.0.unwritten.writing().await;
        let kept = self.0.unwritten.so_far();
        let many = kept.len();
        let (epoch, recovered) = self
            .write(Durable::PowerCut, move |conn| {
                let last = instance::latest(conn)?;
                if last.is_some_and(|(_, ended_well)| !ended_well) {
                    recover::check(conn)?;
                }
                let brought = match last {
                    Some((last, _)) => {
                        rescue::bring_in(conn, &rescued, last)? + unwritten::write_down(conn, &kept, last)?
                    }
                    None => 0,
                };
                let epoch = instance::take_over(conn, &holder, now)?;
                let doubt = place::doubt(conn, &here)?;
                // What was claimed in a copy may have been handed over by the original, in this very boot.
                let boot = if doubt.is_some() { Boot::another() } else { Boot(holder.boot.clone()) };
                let mut recovered = recover::recover(conn, &boot, &marked, now)?;
                recovered.brought_in = brought;
                if let Some(doubt) = doubt {
                    recovered.held = place::hold(conn, &doubt, now)?;
                }
                Ok((epoch, recovered))
            })
            .await?;
        // Nobody of the turn before works any more: nothing came meanwhile.
        self.0.unwritten.forget(many, &log)?;
        self.0.marked.clear();
        Ok((Turn { ledger: self.clone(), epoch, boot }, recovered))
    }
}

impl Turn {
    /// Takes up to `n` rows that are due, first attempts before retries, durably. None if the mailing is not Sending.
    pub async fn claim(&self, mailing: MailingId, n: u32, now: Timestamp) -> Result<Vec<Claimed>, Error> {
        let _writing = self.caught_up(now).await?;
        let (epoch, boot) = (self.epoch, self.boot.clone());
        self.ledger
            .write(Durable::PowerCut, move |conn| {
                instance::fence(conn, epoch)?;
                claim::claim(conn, mailing, n, &boot, now)
            })
            .await
    }

    /// `claim`, of those alone who were tried before.
    pub async fn claim_tried(
        &self,
        mailing: MailingId,
        n: u32,
        now: Timestamp,
    ) -> Result<Vec<Claimed>, Error> {
        let _writing = self.caught_up(now).await?;
        let (epoch, boot) = (self.epoch, self.boot.clone());
        self.ledger
            .write(Durable::PowerCut, move |conn| {
                instance::fence(conn, epoch)?;
                claim::claim_tried(conn, mailing, n, &boot, now)
            })
            .await
    }

    /// The compare-and-set right before a letter is handed over. Only `Submit::Go` allows it.
    pub async fn submit(&self, mailing: MailingId, key: AddrKey, now: Timestamp) -> Result<Submit, Error> {
        let epoch = self.epoch;
        let said = self
            .ledger
            .write(Durable::Kill, move |conn| {
                instance::fence(conn, epoch)?;
                submit::submit(conn, mailing, key, now)
            })
            .await?;
        self.ledger.0.marked.add(mailing, (said == Submit::Go).then_some(key));
        Ok(said)
    }

    /// Writes what an exchange came to. The connection takes no other letter before this returns.
    pub async fn record(
        &self,
        mailing: MailingId,
        key: AddrKey,
        outcome: Outcome,
        relay: Option<String>,
        now: Timestamp,
    ) -> Result<DeliveryState, Error> {
        let epoch = self.epoch;
        self.ledger
            .write(Durable::Kill, move |conn| {
                instance::fence(conn, epoch)?;
                record::record(conn, mailing, key, &outcome, relay.as_deref(), now)
            })
            .await
    }

    /// Keeps what could not be recorded. True if it stands in `rescue.log` too. Blocks.
    pub fn keep(
        &self,
        mailing: MailingId,
        key: AddrKey,
        outcome: Outcome,
        relay: Option<&str>,
        at: Timestamp,
    ) -> bool {
        let relay = relay.map(str::to_owned);
        let happened = rescue::Happened { epoch: self.epoch, mailing, key, outcome, relay, at };
        let rescue = |happened: &_| match self.ledger.rescue(happened) {
            Ok(()) => true,
            Err(error) => {
                tracing::debug!(%error, "rescue.log can't be written");
                false
            }
        };
        self.ledger.0.unwritten.add(happened, rescue)
    }

    /// Keeps what could not be released. Nobody has marked it: the next process needs no word of it.
    pub fn gives_back_later(&self, mailing: MailingId, key: AddrKey, at: Timestamp) {
        let outcome = Outcome::Released { detail: NOT_WRITTEN.to_owned() };
        let happened = rescue::Happened { epoch: self.epoch, mailing, key, outcome, relay: None, at };
        self.ledger.0.unwritten.add(happened, |_| false);
    }

    pub fn backlog(&self) -> Backlog {
        self.ledger.0.unwritten.backlog()
    }

    /// Writes what was kept, durably; a pause that waited for it comes to its end.
    pub async fn catch_up(&self, now: Timestamp) -> Result<(), Error> {
        self.caught_up(now).await.map(drop)
    }

    /// `catch_up`, and nobody else does until what it gives is dropped: for whoever claims what it gives back.
    async fn caught_up(&self, now: Timestamp) -> Result<MutexGuard<'_, ()>, Error> {
        let unwritten = &self.ledger.0.unwritten;
        let writing = unwritten.writing().await;
        while !unwritten.is_empty() {
            let (kept, epoch) = (unwritten.so_far(), self.epoch);
            let many = kept.len();
            self.ledger
                .write(Durable::PowerCut, move |conn| {
                    instance::fence(conn, epoch)?;
                    unwritten::write_down(conn, &kept, epoch)?;
                    recover::end_pauses(conn, now)
                })
                .await?;
            // Before any of these rows is claimed again: what stands in the log counts for the whole turn.
            unwritten.forget(many, &self.ledger.rescue_log()?)?;
        }
        Ok(writing)
    }

    /// Several outcomes and marks at once, in one transaction, for letters that travel together. `came` and `leaving` are
    /// what `record` and `submit` take; what can't be written of one letter does not concern the others. An error of
    /// the whole means that nothing was written.
    pub async fn step(
        &self,
        mailing: MailingId,
        came: Arc<[(AddrKey, Outcome)]>,
        leaving: Vec<AddrKey>,
        relay: Option<Arc<str>>,
        now: Timestamp,
    ) -> Result<Stepped, Error> {
        let (epoch, keys) = (self.epoch, leaving.clone());
        let stepped: Stepped = self
            .ledger
            .write(Durable::Kill, move |conn| {
                instance::fence(conn, epoch)?;
                let came = came.iter().map(|(key, outcome)| {
                    alone(record::record(conn, mailing, *key, outcome, relay.as_deref(), now))
                });
                let came = came.collect::<Result<_, _>>()?;
                let leaving = leaving.iter().map(|key| alone(submit::submit(conn, mailing, *key, now)));
                Ok(Stepped { came, leaving: leaving.collect::<Result<_, _>>()? })
            })
            .await?;
        let gone = keys.into_iter().zip(&stepped.leaving).filter(|(_, said)| matches!(said, Ok(Submit::Go)));
        self.ledger.0.marked.add(mailing, gone.map(|(key, _)| key));
        Ok(stepped)
    }

    /// Gives back rows that were claimed and not begun.
    pub async fn release(&self, mailing: MailingId, keys: Vec<AddrKey>, now: Timestamp) -> Result<(), Error> {
        let epoch = self.epoch;
        self.ledger
            .write(Durable::Kill, move |conn| {
                instance::fence(conn, epoch)?;
                keys.iter().try_for_each(|key| record::release(conn, mailing, *key, now))
            })
            .await
    }

    /// Puts off rows that were claimed, each until a moment of its own.
    pub async fn postpone(
        &self,
        mailing: MailingId,
        rows: Vec<(AddrKey, Timestamp)>,
        now: Timestamp,
    ) -> Result<(), Error> {
        let epoch = self.epoch;
        self.ledger
            .write(Durable::Kill, move |conn| {
                instance::fence(conn, epoch)?;
                rows.iter().try_for_each(|(key, until)| record::postpone(conn, mailing, *key, *until, now))
            })
            .await
    }

    /// Leaves out whatever waits past the mailing's `expires_at`; returns how many.
    pub async fn expire(&self, mailing: MailingId, now: Timestamp) -> Result<u64, Error> {
        let epoch = self.epoch;
        self.ledger
            .write(Durable::PowerCut, move |conn| {
                instance::fence(conn, epoch)?;
                record::expire(conn, mailing, now)
            })
            .await
    }

    pub async fn go_ahead(&self, id: MailingId) -> Result<GoAhead, Error> {
        self.ledger.read(move |conn| mailings::go_ahead(conn, id)).await
    }

    /// Moves a mailing on as this sender found it; `under` which order, if a later one speaks against it.
    pub async fn moves(
        &self,
        id: MailingId,
        event: MailingEvent,
        held: Option<HoldReason>,
        under: Option<GoAhead>,
        now: Timestamp,
    ) -> Result<Mailing, Error> {
        let epoch = self.epoch;
        self.ledger
            .write(Durable::PowerCut, move |conn| {
                instance::fence(conn, epoch)?;
                if let Some(under) = under {
                    mailings::stands(conn, id, event, under)?;
                }
                mailings::happen(conn, id, event, held.as_ref(), None, now)
            })
            .await
    }

    /// Says that this sender lives, if its ledger is still the one at its path.
    pub async fn beat(&self, now: Timestamp) -> Result<(), Error> {
        self.ledger.is_in_place()?;
        let (caught_up, epoch) = (self.catch_up(now).await, self.epoch);
        self.ledger.write(Durable::Kill, move |conn| instance::beat(conn, epoch, false, now)).await?;
        caught_up
    }

    /// Says what keeps this sender from sending just now, or that nothing does any more.
    pub async fn trouble(&self, trouble: Option<String>) -> Result<(), Error> {
        let epoch = self.epoch;
        self.ledger
            .write(Durable::Kill, move |conn| instance::set_trouble(conn, epoch, trouble.as_deref()))
            .await
    }

    /// Ends the turn in order.
    pub async fn end(&self, now: Timestamp) -> Result<(), Error> {
        self.catch_up(now).await?;
        let epoch = self.epoch;
        self.ledger.write(Durable::PowerCut, move |conn| instance::beat(conn, epoch, true, now)).await
    }
}
