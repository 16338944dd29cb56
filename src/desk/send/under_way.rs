//! A round at work: its connections, the orders that come meanwhile, and how it ends.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::Instant;

use super::hold::hold_under;
use super::{Error, Outlet, Post, Stop, Way, line};
use crate::domain::MailingState;
use crate::ledger::{WorkLeft, patiently};

/// How often the mailing's state is looked at while it is sent, beside the look at every letter.
const LOOK: Duration = Duration::from_millis(250);

/// A connection's way, and the relay at its end.
pub type Line = (Arc<Outlet>, Way);

/// One mailing's round. It lands what is in flight, whatever happens.
#[derive(Debug)]
pub struct UnderWay {
    post: Arc<Post>,
    lines: JoinSet<()>,
    /// Lines for which no seat has been free: another round's letters may still be unanswered there.
    waiting: Vec<Line>,
    /// Turns true when the sender is to end.
    told: watch::Receiver<bool>,
    deaf: bool,
    broke_off: bool,
    /// Since when nothing more is begun.
    last: Option<Instant>,
}

/// What is left of a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Left {
    Nothing,
    /// Letters that a relay has and has not answered for long.
    Answers,
}

impl UnderWay {
    pub fn new(post: Arc<Post>, lines: Vec<Line>, told: watch::Receiver<bool>) -> Self {
        let (waiting, lines) = (lines, JoinSet::new());
        Self { post, lines, waiting, told, deaf: false, broke_off: false, last: None }
    }

    /// Until its end; or until all that is left are answers that don't come: gives back the round that waits for them.
    pub async fn work(mut self) -> Result<Option<Self>, Error> {
        match self.attend(true).await {
            Left::Answers => Ok(Some(self)),
            Left::Nothing => self.conclude(true).await.map(|()| None),
        }
    }

    /// Beside whatever else is sent.
    pub async fn to_its_end(mut self) -> Result<(), Error> {
        self.attend(false).await;
        self.conclude(false).await
    }

    /// One line at work for each seat that is free.
    fn take_seats(&mut self) {
        for (outlet, way) in std::mem::take(&mut self.waiting) {
            match outlet.dealings.seats.take(outlet.connections) {
                Some(seat) => {
                    outlet.begins();
                    self.lines.spawn(line::work(Arc::clone(&self.post), outlet, seat, way));
                }
                None => self.waiting.push((outlet, way)),
            }
        }
    }

    /// Watches the lines at work: orders, the end, the heartbeat. `impatient`: not for longer than the relays may be silent.
    async fn attend(&mut self, impatient: bool) -> Left {
        let mut look = tokio::time::interval(LOOK);
        let mut stopped = false;
        let post = Arc::clone(&self.post);
        loop {
            let over = post.stopped() || *post.dry.borrow();
            if over {
                self.last.get_or_insert_with(Instant::now);
            } else {
                self.take_seats();
            }
            if self.lines.is_empty() && (over || self.waiting.is_empty()) {
                return Left::Nothing;
            }
            if impatient && self.last.is_some_and(|last| last.elapsed() >= post.silence) {
                return Left::Answers;
            }
            tokio::select! {
                () = post.until_stopped(), if !stopped => {
                    stopped = true;
                    holds_for_all(&post).await;
                }
                Some(ended) = self.lines.join_next() => if ended.is_err() {
                    self.broke_off = true;
                    post.stop(Stop::Told);
                },
                told = to_end(&mut self.told), if !self.deaf => {
                    self.deaf = true;
                    if told {
                        post.stop(Stop::Told);
                    }
                }
                // Who waits for the pace, or for a relay, would find out only when that lets another letter go.
                _ = look.tick() => match still_sending(&post).await {
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

    /// Settles the mailing after all lines have ended. `alone`: no other round's troubles are those of these relays.
    async fn conclude(self, alone: bool) -> Result<(), Error> {
        let post = &self.post;
        post.release().await;
        for outlet in &post.outlets {
            post.silence_is_over(outlet).await;
        }
        if self.broke_off {
            return Err(Error::Bug("a connection's work broke off".to_owned()));
        }
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
        let ledger = post.turn.ledger();
        let settled = match patiently(|| ledger.mailing(id)).await?.state {
            MailingState::Pausing => patiently(|| post.turn.drained(id, now)).await.map(|_| ()),
            MailingState::Sending if !told => match ledger.work_left(id, now).await? {
                WorkLeft::Nothing => patiently(|| post.turn.finish(id, now)).await.map(|_| {
                    tracing::info!("{} is sent", post.mailing.name);
                }),
                WorkLeft::At(_) if alone => {
                    post.rests_until_the_next_try().await;
                    Ok(())
                }
                WorkLeft::At(_) | WorkLeft::Now => Ok(()),
            },
            _ => Ok(()),
        };
        match settled {
            // A person or another sender was first: decided, resumed, cancelled, or letters of theirs are in flight still.
            Err(error) if error.is_refusal() => Ok(()),
            settled => Ok(settled?),
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
