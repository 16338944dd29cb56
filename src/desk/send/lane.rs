//! One domain that gets letters more slowly than the rest: its pace, and how many are handed over to it at once.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::answers::Answers;
use super::{Pace, Place};
use crate::domain::settings::DomainLimit;

/// Who has a place so soon is kept in hand until then; everybody else is put off in the ledger.
const SOON: Duration = Duration::from_secs(1);
/// So many mailboxes that get too much, with none taken between, are a domain that does.
const BUSY: u32 = 3;
/// So many letters at once for a domain that puts off more than a fifth of them.
const FEW: u32 = 2;
/// So many are in hand at most for a domain that gets only so many at once: others need the room.
const IN_HAND: u32 = 64;
/// Who waits for letters to land is looked at again after that: it may go faster by then.
const LONGEST: Duration = Duration::from_secs(300);
/// How long a letter takes, before one has landed.
const GUESS: Duration = Duration::from_millis(100);

/// Shared by all connections.
#[derive(Debug)]
pub struct Lane {
    pace: Pace,
    /// None if config.toml does not name the domain.
    pub limit: Option<DomainLimit>,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    in_flight: u32,
    busy: u32,
    answers: Answers,
    /// From a letter's turn to its answer, smoothed.
    takes: Option<Duration>,
    /// Until when those put off so far will have had their turn.
    tail: Option<Instant>,
}

impl State {
    fn at_once(&self, limit: Option<&DomainLimit>) -> Option<u32> {
        let asked = limit.and_then(|limit| limit.connections).map(u32::from);
        let few = self.answers.are_mostly_later().then_some(FEW);
        asked.into_iter().chain(few).min()
    }
}

impl Lane {
    pub fn new(limit: Option<DomainLimit>) -> Self {
        let pace = Pace::new(limit.as_ref().and_then(|limit| limit.rate));
        Self { pace, limit, state: Mutex::default() }
    }

    /// Books a place, if one is near. `waiting`: how many letters to it are in hand.
    pub fn place(&self, now: Instant, waiting: impl FnOnce() -> u32) -> Place {
        let ahead = self.pace.ahead(now);
        let mut state = self.lock();
        let (ahead, gap, longest) = match state.at_once(self.limit.as_ref()) {
            _ if ahead > SOON => (ahead, self.pace.gap(), Duration::MAX),
            None => return Place::At(now + self.pace.book(now)),
            Some(most) => {
                let (waiting, gap) = (waiting(), state.takes.unwrap_or(GUESS) / most.max(1));
                if waiting < IN_HAND && gap * waiting <= SOON {
                    return Place::At(now + self.pace.book(now));
                }
                (gap * waiting, gap, LONGEST)
            }
        };
        let wait = state.tail.map_or(ahead, |tail| ahead.max(tail - now)).min(longest);
        state.tail = Some(now + wait + gap);
        Place::In(wait)
    }

    /// Whether one more may be handed over beside those that are; then it counts.
    pub fn admits_one(&self) -> bool {
        let mut state = self.lock();
        let free = state.at_once(self.limit.as_ref()).is_none_or(|most| state.in_flight < most);
        state.in_flight += u32::from(free);
        free
    }

    /// One that was admitted is over, after so long.
    pub fn landed(&self, took: Duration) {
        let mut state = self.lock();
        state.in_flight -= 1;
        state.takes = Some(state.takes.map_or(took, |takes| (takes * 7 + took) / 8));
    }

    /// A mailbox gets too much mail. Says whether it is the first to say so.
    pub fn busy(&self, now: Instant) -> bool {
        let mut state = self.lock();
        state.answers.note(true);
        state.busy += 1;
        let first = state.busy == 1;
        if state.busy >= BUSY {
            state.busy = 0;
            _ = self.pace.slow_down(now);
        }
        first
    }

    /// A letter was put off, for no fault of its pace.
    pub fn put_off(&self) {
        self.lock().answers.note(true);
    }

    /// A letter was taken, or refused for good: a lowered rate comes back little by little.
    pub fn went_well(&self, now: Instant) {
        let mut state = self.lock();
        state.busy = 0;
        state.answers.note(false);
        self.pace.went_well(now);
    }

    /// Whether it gets letters like any other domain, and nothing speaks for keeping it in mind.
    pub fn is_over(&self) -> bool {
        self.is_free() && self.lock().answers.are_well()
    }

    /// Whether it gets letters like any other domain.
    pub fn is_free(&self) -> bool {
        self.limit.is_none() && !self.pace.is_limited() && !self.lock().answers.are_mostly_later()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
