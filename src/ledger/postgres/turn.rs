//! One worker at sending. Any number send side by side; the epoch of each row fences off whoever slept over its lease.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures_util::future::{join, join_all};
use jiff::{SignedDuration, Timestamp};
use rustix::time::{ClockId, clock_gettime};
use tokio::time::Instant;

use super::columns::{Columns as _, moment};
use super::held::Held;
use super::line::{Params, Session, patiently};
use super::said::Said;
use super::settled::Settled;
use super::{Holder, Ledger, mailings, workers};
use crate::domain::{
    AddrKey, DeliveryState, HoldReason, Mailing, MailingEvent, MailingId, Outcome, SkipReason, crash_point,
};
use crate::ledger::{Backlog, Error, GoAhead, NOT_ITS_TURN, NOT_WRITTEN, Recovered, Stepped, Submit};

/// How long the leave to hand a letter over is good for, in time that goes on while the machine sleeps.
const GOOD_FOR: i64 = 30;

/// The right to claim, submit and record. Clones belong to the same worker.
#[derive(Debug, Clone)]
pub struct Turn {
    pub(super) ledger: Ledger,
    pub(super) id: i64,
    pub(super) held: Arc<Held>,
    heartbeat: Duration,
    beaten: Arc<Mutex<Option<Instant>>>,
}

impl Ledger {
    /// Writes this process down as a worker, and settles what others have left behind.
    pub async fn take_over(&self, holder: &Holder, now: Timestamp) -> Result<(Turn, Recovered), Error> {
        let (lines, holder, said) = (self.lines(), holder.clone(), Arc::clone(&self.0.said));
        let (id, heartbeat, recovered) = self
            .run(async move {
                patiently(|| async {
                    let session = lines.claims.session(&lines.door).await?;
                    // What this process knows of its last turn's letters is not to be given up.
                    said.again(&session).await?;
                    workers::end_leases_of_the_gone(&session).await?;
                    let id = workers::enlist(&session, &holder, now).await?;
                    let recovered = workers::settle(&lines, now).await?;
                    crash_point("R1");
                    let sql = "SELECT extract(epoch FROM heartbeat)::float8 FROM store";
                    let heartbeat: f64 = session.one(sql, &[]).await?.try_get(0)?;
                    Ok((id, heartbeat, recovered))
                })
                .await
            })
            .await?;
        let turn = Turn {
            ledger: self.clone(),
            id,
            held: Arc::default(),
            heartbeat: Duration::from_secs_f64(heartbeat.clamp(0.1, 20.0)),
            beaten: Arc::default(),
        };
        Ok((turn, recovered))
    }
}

/// Seconds since the machine started, asleep or not.
fn boottime() -> i64 {
    #[cfg(target_os = "linux")]
    let clock = ClockId::Boottime;
    #[cfg(not(target_os = "linux"))]
    let clock = ClockId::Monotonic;
    clock_gettime(clock).tv_sec
}

/// Says that a worker is there, or has come to its end; what it said before is on the disk then. It is there also while
/// what it says of letters can't be written.
async fn alive(session: &Session, id: i64, said: &Said, clean: bool, now: Timestamp) -> Result<(), Error> {
    let again = said.again(session).await;
    let so_far = said.so_far();
    workers::beat(session, id, clean, now).await?;
    said.on_disk(so_far, &again?);
    Ok(())
}

impl Turn {
    pub(super) fn said(&self) -> &Arc<Said> {
        &self.ledger.0.said
    }

    /// Its row is held no more, and so not renewed; by its epoch what is kept counts only as long as nobody else took it.
    pub fn keep(
        &self,
        mailing: MailingId,
        key: AddrKey,
        outcome: Outcome,
        relay: Option<&str>,
        at: Timestamp,
    ) {
        let Some(epoch) = self.held.let_go(mailing, key) else { return };
        let relay = relay.map(str::to_owned);
        self.said().could_not(Arc::new(Settled { mailing, key, epoch, outcome, relay, at }));
    }

    pub fn gives_back_later(&self, mailing: MailingId, key: AddrKey, at: Timestamp) {
        let outcome = Outcome::Released { detail: NOT_WRITTEN.to_owned() };
        self.keep(mailing, key, outcome, None, at);
    }

    pub async fn catch_up(&self) -> Result<(), Error> {
        let (lines, said) = (self.ledger.lines(), Arc::clone(self.said()));
        self.ledger
            .run(async move { said.again(&*lines.claims.session(&lines.door).await?).await.map(drop) })
            .await
    }

    pub fn backlog(&self) -> Backlog {
        self.said().backlog()
    }

    pub async fn submit(&self, mailing: MailingId, key: AddrKey, now: Timestamp) -> Result<Submit, Error> {
        let Some(epoch) = self.held.ask(mailing, key) else { return Ok(Submit::Lost) };
        let lines = self.ledger.lines();
        let (said, start): (String, _) = self
            .ledger
            .run(async move {
                loop {
                    let asked = boottime();
                    let said: (String, _) = patiently(|| async {
                        let session = lines.quick.session(&lines.door).await?;
                        let sql = "SELECT submit($1, $2, $3, $4)";
                        let row =
                            session.one(sql, &[&&mailing.0[..], &&key.0[..], &epoch, &moment(now)]).await?;
                        Ok((row.try_get(0)?, Arc::clone(&session.opened_under)))
                    })
                    .await?;
                    // A leave that was long on the way may have run out: it is asked for again.
                    if said.0 != "go" || boottime() - asked < GOOD_FOR {
                        return Ok(said);
                    }
                }
            })
            .await?;
        if said == "go" {
            return Ok(Submit::Go);
        }
        self.let_go(mailing, key, &start, now);
        Ok(match said.as_str() {
            "stop" => Submit::Stop,
            "lost" => Submit::Lost,
            reason => Submit::Skipped(SkipReason::from_word(reason).unwrap_or(SkipReason::Cancelled)),
        })
    }

    pub async fn record(
        &self,
        mailing: MailingId,
        key: AddrKey,
        outcome: Outcome,
        relay: Option<String>,
        now: Timestamp,
    ) -> Result<DeliveryState, Error> {
        let Some(epoch) = self.held.epoch(mailing, key) else {
            return self.state_of(mailing, key).await;
        };
        let (lines, said) = (self.ledger.lines(), Arc::clone(self.said()));
        let settled = Arc::new(Settled { mailing, key, epoch, outcome, relay, at: now });
        let state = self
            .ledger
            .run(async move {
                let session = lines.quick.session(&lines.door).await?;
                let state = settled.say(&session).await?;
                said.note(settled, Arc::clone(&session.opened_under));
                Ok(state)
            })
            .await?;
        self.held.let_go(mailing, key);
        match state {
            // Unless its reader has left by the link in it: then it has arrived.
            DeliveryState::Unknown => self.state_of(mailing, key).await,
            state => Ok(state),
        }
    }

    /// One statement for each letter, all in flight together. Each may be asked again, so an error that passes is one of
    /// the whole.
    pub async fn step(
        &self,
        mailing: MailingId,
        came: Arc<[(AddrKey, Outcome)]>,
        leaving: Vec<AddrKey>,
        relay: Option<Arc<str>>,
        now: Timestamp,
    ) -> Result<Stepped, Error> {
        let came = join_all(came.iter().map(|(key, outcome)| {
            self.record(mailing, *key, outcome.clone(), relay.as_deref().map(str::to_owned), now)
        }));
        let leaving = join_all(leaving.iter().map(|key| self.submit(mailing, *key, now)));
        let (came, leaving) = join(came, leaving).await;
        let passes = |error: &&Error| error.is_transient();
        let failed = came.iter().filter_map(|one| one.as_ref().err()).find(passes);
        match failed.or_else(|| leaving.iter().filter_map(|one| one.as_ref().err()).find(passes)) {
            Some(error) => Err(error.clone()),
            None => Ok(Stepped { came, leaving }),
        }
    }

    /// Forgets a row that was not handed over. Should the server forget that it was told so, the row goes back.
    fn let_go(&self, mailing: MailingId, key: AddrKey, start: &Arc<str>, at: Timestamp) {
        let Some(epoch) = self.held.let_go(mailing, key) else { return };
        let outcome = Outcome::Released { detail: "the database has been restarted".to_owned() };
        let settled = Settled { mailing, key, epoch, outcome, relay: None, at };
        self.said().note(Arc::new(settled), Arc::clone(start));
    }

    async fn state_of(&self, mailing: MailingId, key: AddrKey) -> Result<DeliveryState, Error> {
        self.ledger
            .read(move |session| async move {
                let sql = "SELECT state FROM delivery WHERE mailing = $1 AND addr_key = $2";
                session.one(sql, &[&&mailing.0[..], &&key.0[..]]).await?.word(0)
            })
            .await
    }

    pub async fn release(&self, mailing: MailingId, keys: Vec<AddrKey>, now: Timestamp) -> Result<(), Error> {
        let held = |key: &AddrKey| self.held.epoch(mailing, *key).map(|epoch| (key.0.to_vec(), epoch));
        let (names, epochs): (Vec<_>, Vec<_>) = keys.iter().filter_map(held).unzip();
        let lines = self.ledger.lines();
        let start = self
            .ledger
            .run(async move {
                patiently(|| async {
                    let session = lines.quick.session(&lines.door).await?;
                    let sql = "SELECT release_rows($1, $2, $3, $4)";
                    session.execute(sql, &[&&mailing.0[..], &names, &epochs, &moment(now)]).await?;
                    Ok(Arc::clone(&session.opened_under))
                })
                .await
            })
            .await?;
        keys.iter().for_each(|key| self.let_go(mailing, *key, &start, now));
        Ok(())
    }

    pub async fn postpone(
        &self,
        mailing: MailingId,
        rows: Vec<(AddrKey, Timestamp)>,
        now: Timestamp,
    ) -> Result<(), Error> {
        let (mut names, mut epochs, mut until) = (Vec::new(), Vec::new(), Vec::new());
        for (key, at) in &rows {
            if let Some(epoch) = self.held.epoch(mailing, *key) {
                names.push(key.0.to_vec());
                epochs.push(epoch);
                until.push(moment(*at));
            }
        }
        let lines = self.ledger.lines();
        let start = self
            .ledger
            .run(async move {
                patiently(|| async {
                    let session = lines.quick.session(&lines.door).await?;
                    let sql = "SELECT postpone_rows($1, $2, $3, $4, $5, $6)";
                    let params: Params<'_> =
                        &[&&mailing.0[..], &names, &epochs, &until, &NOT_ITS_TURN, &moment(now)];
                    session.execute(sql, params).await?;
                    Ok(Arc::clone(&session.opened_under))
                })
                .await
            })
            .await?;
        rows.iter().for_each(|(key, _)| self.let_go(mailing, *key, &start, now));
        Ok(())
    }

    pub async fn expire(&self, mailing: MailingId, now: Timestamp) -> Result<u64, Error> {
        self.ledger
            .insist(move |transaction| async move {
                let sql = "UPDATE delivery SET state = 'skipped', reason = 'expired', retry_at = NULL, changed_at = $1
                     WHERE mailing = $2 AND state IN ('planned', 'deferred')
                       AND EXISTS (SELECT 1 FROM mailing WHERE id = $2 AND expires_at <= $1)";
                let rows = transaction.session()?.execute(sql, &[&moment(now), &&mailing.0[..]]).await?;
                transaction.commit().await.map(|()| rows)
            })
            .await
    }

    pub async fn go_ahead(&self, id: MailingId) -> Result<GoAhead, Error> {
        self.ledger.read(move |session| async move { mailings::go_ahead(&session, id).await }).await
    }

    /// Moves a mailing on. Workers are equals: none replaces another, so no epoch is asked for here. Whether a mailing is
    /// over, or drained, is looked up in its rows in the same transaction, and they are everybody's: who slept over its
    /// leases finds the same as who did not. A reason to hold is one worker's own, and may be old: it counts `under` the
    /// order that it was met under.
    pub async fn moves(
        &self,
        id: MailingId,
        event: MailingEvent,
        held: Option<HoldReason>,
        under: Option<GoAhead>,
        now: Timestamp,
    ) -> Result<Mailing, Error> {
        self.ledger.moves(id, event, held, under, now).await
    }

    /// The next `n` places in the pace of all workers, `gap` apart: how long until the first.
    pub async fn book(&self, n: u32, gap: Duration) -> Result<Duration, Error> {
        let (lines, n) = (self.ledger.lines(), i32::try_from(n).unwrap_or(i32::MAX));
        let micros = self
            .ledger
            .run(async move {
                patiently(|| async {
                    let session = lines.quick.session(&lines.door).await?;
                    let sql = "SELECT book($1, $2 * interval '1 second')";
                    Ok(session.one(sql, &[&n, &gap.as_secs_f64()]).await?.try_get::<_, i64>(0)?)
                })
                .await
            })
            .await?;
        Ok(Duration::from_micros(u64::try_from(micros).unwrap_or(0)))
    }

    /// Three times in a lease: says that this worker lives, holds on to its rows, and settles those of others that
    /// did not. A database that can't be reached is no reason to stop: the rows are found later.
    pub async fn beat(&self, now: Timestamp) -> Result<(), Error> {
        {
            let mut beaten = self.beaten.lock().unwrap_or_else(PoisonError::into_inner);
            if beaten.is_some_and(|last| last.elapsed() < self.heartbeat) {
                return Ok(());
            }
            *beaten = Some(Instant::now());
        }
        let (lines, id, held) = (self.ledger.lines(), self.id, self.held.to_renew());
        let said = Arc::clone(self.said());
        let beaten = self
            .ledger
            .run(async move {
                let session = lines.claims.session(&lines.door).await?;
                session.keep_to_its_clock().await?;
                let renew = "SELECT renew($1, $2, $3)";
                session.execute(renew, &[&held.mailings, &held.keys, &held.epochs]).await?;
                alive(&session, id, &said, false, now).await?;
                workers::settle(&lines, now).await
            })
            .await;
        match beaten {
            Err(error) if !error.is_transient() => Err(error),
            Err(_) => {
                // Said as soon as it can be: until then this worker is taken for one that has gone silent.
                *self.beaten.lock().unwrap_or_else(PoisonError::into_inner) = None;
                Ok(())
            }
            Ok(_) => Ok(()),
        }
    }

    pub async fn clock_is_ahead(&self, by: SignedDuration) -> Result<(), Error> {
        let (lines, id) = (self.ledger.lines(), self.id);
        let by = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        self.ledger
            .run(async move {
                let session = lines.quick.session(&lines.door).await?;
                let sql = "UPDATE worker SET ahead = $1 WHERE id = $2";
                session.execute(sql, &[&by, &id]).await.map(drop)
            })
            .await
    }

    pub async fn trouble(&self, trouble: Option<String>) -> Result<(), Error> {
        let (lines, id) = (self.ledger.lines(), self.id);
        self.ledger
            .run(async move {
                let session = lines.quick.session(&lines.door).await?;
                workers::set_trouble(&session, id, trouble.as_deref()).await
            })
            .await
    }

    pub async fn end(&self, now: Timestamp) -> Result<(), Error> {
        let (lines, id, said) = (self.ledger.lines(), self.id, Arc::clone(self.said()));
        self.ledger
            .run(async move {
                patiently(|| async {
                    let session = lines.claims.session(&lines.door).await?;
                    alive(&session, id, &said, true, now).await
                })
                .await
            })
            .await
    }
}
