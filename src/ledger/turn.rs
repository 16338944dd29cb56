//! One process's turn at sending: the one sender of a file, or one worker of many at a database.

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::{Backlog, Claimed, Error, GoAhead, Ledger, Stepped, Submit, postgres, sqlite};
use crate::domain::{
    AddrKey, DeliveryState, HoldReason, Mailing, MailingEvent, MailingId, Outcome, Schedule,
};

/// The right to claim, submit and record. Clones belong to the same turn.
#[derive(Debug, Clone)]
pub struct Turn {
    ledger: Ledger,
    at: At,
}

#[derive(Debug, Clone)]
enum At {
    File(sqlite::Turn),
    Database(postgres::Turn),
}

macro_rules! ask {
    ($turn:expr, $at:ident => $question:expr) => {
        match $turn {
            At::File($at) => $question,
            At::Database($at) => $question,
        }
    };
}

impl Turn {
    pub(super) fn of_file(ledger: Ledger, turn: sqlite::Turn) -> Self {
        Self { ledger, at: At::File(turn) }
    }

    pub(super) fn of_database(ledger: Ledger, turn: postgres::Turn) -> Self {
        Self { ledger, at: At::Database(turn) }
    }

    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Takes up to `n` rows that are due, first attempts before retries, durably. None if the mailing is not Sending.
    pub async fn claim(&self, mailing: MailingId, n: u32, now: Timestamp) -> Result<Vec<Claimed>, Error> {
        ask!(&self.at, at => at.claim(mailing, n, now).await)
    }

    /// `claim`, of those alone who were tried before: when it is not the hour for the others.
    pub async fn claim_tried(
        &self,
        mailing: MailingId,
        n: u32,
        now: Timestamp,
    ) -> Result<Vec<Claimed>, Error> {
        ask!(&self.at, at => at.claim_tried(mailing, n, now).await)
    }

    /// The compare-and-set right before a letter is handed over. Only `Submit::Go` allows it.
    pub async fn submit(&self, mailing: MailingId, key: AddrKey, now: Timestamp) -> Result<Submit, Error> {
        ask!(&self.at, at => at.submit(mailing, key, now).await)
    }

    /// Writes what an exchange came to; says where the row stands then. The connection takes no other letter before
    /// this returns.
    pub async fn record(
        &self,
        mailing: MailingId,
        key: AddrKey,
        outcome: Outcome,
        relay: Option<String>,
        now: Timestamp,
    ) -> Result<DeliveryState, Error> {
        ask!(&self.at, at => at.record(mailing, key, outcome, relay, now).await)
    }

    /// Keeps what became of a letter and can't be written now. It is written before anybody else is claimed, with the
    /// next sign of life, or by the next turn of this process, whichever comes first. True if it is on this machine's
    /// disk until then, and not in this process alone. Blocks.
    pub fn keep(
        &self,
        mailing: MailingId,
        key: AddrKey,
        outcome: Outcome,
        relay: Option<&str>,
        at: Timestamp,
    ) -> bool {
        match &self.at {
            At::File(turn) => turn.keep(mailing, key, outcome, relay, at),
            At::Database(turn) => {
                turn.keep(mailing, key, outcome, relay, at);
                false
            }
        }
    }

    /// `keep`, for rows that are to be given back and were not begun.
    pub fn gives_back_later(&self, mailing: MailingId, keys: &[AddrKey], at: Timestamp) {
        ask!(&self.at, turn => keys.iter().for_each(|key| turn.gives_back_later(mailing, *key, at)));
    }

    /// Writes what is kept so, if it can be written now.
    pub async fn catch_up(&self, now: Timestamp) -> Result<(), Error> {
        match &self.at {
            At::File(turn) => turn.catch_up(now).await,
            At::Database(turn) => turn.catch_up().await,
        }
    }

    /// What is kept so.
    pub fn backlog(&self) -> Backlog {
        ask!(&self.at, at => at.backlog())
    }

    /// Several outcomes and marks at once, for letters that travel together. `came` and `leaving` are what `record` and
    /// `submit` take; what can't be written of one letter does not concern the others. After an error of the whole it
    /// is to be asked again.
    pub async fn step(
        &self,
        mailing: MailingId,
        came: Arc<[(AddrKey, Outcome)]>,
        leaving: Vec<AddrKey>,
        relay: Option<Arc<str>>,
        now: Timestamp,
    ) -> Result<Stepped, Error> {
        ask!(&self.at, at => at.step(mailing, came, leaving, relay, now).await)
    }

    /// Gives back rows that were claimed and not begun.
    pub async fn release(&self, mailing: MailingId, keys: Vec<AddrKey>, now: Timestamp) -> Result<(), Error> {
        ask!(&self.at, at => at.release(mailing, keys, now).await)
    }

    /// Puts off rows that were claimed and not begun, each until a moment of its own. No attempt, and no time of theirs, is
    /// counted.
    pub async fn postpone(
        &self,
        mailing: MailingId,
        rows: Vec<(AddrKey, Timestamp)>,
        now: Timestamp,
    ) -> Result<(), Error> {
        ask!(&self.at, at => at.postpone(mailing, rows, now).await)
    }

    /// Leaves out whatever waits past the mailing's `expires_at`; returns how many.
    pub async fn expire(&self, mailing: MailingId, now: Timestamp) -> Result<u64, Error> {
        ask!(&self.at, at => at.expire(mailing, now).await)
    }

    /// By which order a mailing is being sent now.
    pub async fn go_ahead(&self, id: MailingId) -> Result<GoAhead, Error> {
        ask!(&self.at, at => at.go_ahead(id).await)
    }

    /// Stops a mailing, and says why. Refused if it was met `under` an order that is not the last any more: a person, or
    /// another worker's hold that a person has ended, was first.
    pub async fn hold(
        &self,
        id: MailingId,
        why: HoldReason,
        under: Option<GoAhead>,
        now: Timestamp,
    ) -> Result<Mailing, Error> {
        self.moves(id, MailingEvent::Hold, Some(why), under, now).await
    }

    /// The last letter in flight has landed. Refused while one has not.
    pub async fn drained(&self, id: MailingId, now: Timestamp) -> Result<Mailing, Error> {
        self.moves(id, MailingEvent::Drained, None, None, now).await
    }

    /// Everything that could be done is done. Refused while a row is planned, claimed, submitting or deferred.
    pub async fn finish(&self, id: MailingId, now: Timestamp) -> Result<Mailing, Error> {
        self.moves(id, MailingEvent::Finish, None, None, now).await
    }

    /// Gives a mailing that waits the instant that its time means by now, and notes `why`. False, and nothing is done, if
    /// it waits no more or was given another meanwhile.
    pub async fn reschedule(
        &self,
        mailing: &Mailing,
        to: &Schedule,
        why: String,
        now: Timestamp,
    ) -> Result<bool, Error> {
        let (id, from, to) = (mailing.id, mailing.schedule.due, to.clone());
        ask!(&self.at, at => at.reschedule(id, from, to, why, now).await)
    }

    async fn moves(
        &self,
        id: MailingId,
        event: MailingEvent,
        held: Option<HoldReason>,
        under: Option<GoAhead>,
        now: Timestamp,
    ) -> Result<Mailing, Error> {
        ask!(&self.at, at => at.moves(id, event, held, under, now).await)
    }

    /// The next `n` places in the pace that all senders share, `gap` apart: how long until the first. None where there
    /// is only one sender.
    pub async fn book(&self, n: u32, gap: Duration) -> Result<Option<Duration>, Error> {
        match &self.at {
            At::File(_) => Ok(None),
            At::Database(at) => at.book(n, gap).await.map(Some),
        }
    }

    /// Says that this sender lives. To be called every second or so.
    pub async fn beat(&self, now: Timestamp) -> Result<(), Error> {
        ask!(&self.at, at => at.beat(now).await)
    }

    /// Says by how much this machine's clock is ahead of the database's. A file has none.
    pub async fn clock_is_ahead(&self, by: SignedDuration) -> Result<(), Error> {
        match &self.at {
            At::File(_) => Ok(()),
            At::Database(at) => at.clock_is_ahead(by).await,
        }
    }

    /// Says what keeps this sender from sending just now, or that nothing does any more.
    pub async fn trouble(&self, trouble: Option<String>) -> Result<(), Error> {
        ask!(&self.at, at => at.trouble(trouble).await)
    }

    /// Ends the turn in order.
    pub async fn end(&self, now: Timestamp) -> Result<(), Error> {
        ask!(&self.at, at => at.end(now).await)
    }
}
