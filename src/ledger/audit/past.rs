//! What a ledger holds about a mailing as a whole, and whether that can have come about.

use jiff::{SignedDuration, Timestamp};

use super::{Attempt, Happened, Invariant};
use crate::domain::{DeliveryState as Row, Mailing, MailingEvent as E, MailingState as M};

/// By then whatever was in flight has landed, or is uncertain: longer than a server has for its answer.
const LANDED: SignedDuration = SignedDuration::from_hours(1);

pub struct Past {
    pub mailing: Mailing,
    pub planned_at: Option<Timestamp>,
    pub planned_rows: Option<u64>,
    /// None of those that an earlier release has planned.
    pub plan_sum: Option<i64>,
    /// Of the letters as they stand there now.
    pub letters_hash: String,
    /// State by state, in the order in which it was written.
    pub happened: Vec<Happened>,
}

impl Past {
    /// Whether nothing can have been in flight any more when this was written: since when the mailing stood still. What
    /// came first is told by the order of the ledger: clocks are set, and differ.
    pub fn stood_still(&self, attempt: &Attempt) -> Option<Timestamp> {
        let before = |one: &&Happened| one.attempts.map_or(one.at <= attempt.at, |last| last < attempt.id);
        let Happened { state, at: since, .. } = self.happened.iter().rfind(before)?;
        let moves = [M::Sending.as_str(), M::Pausing.as_str()].contains(&state.as_str());
        (!moves && attempt.at.duration_since(*since) > LANDED).then_some(*since)
    }

    /// What does not agree, whatever the rows are.
    pub fn faults(&self) -> Vec<(Invariant, String)> {
        let mut found = Vec::new();
        let states: Vec<&str> = self.happened.iter().map(|one| one.state.as_str()).collect();
        let starts = [M::Scheduled.as_str(), M::Sending.as_str()];
        for pair in states.windows(2) {
            if !follows(pair[0], pair[1]) {
                found.push((Invariant::Legal, format!("it went from {} to {}", pair[0], pair[1])));
            }
        }
        if states.first().is_none_or(|first| *first != M::Scheduled.as_str()) {
            found.push((Invariant::Legal, "it did not begin as scheduled".to_owned()));
        }
        let stands = self.mailing.state.as_str();
        if let Some(last) = states.last().filter(|last| **last != stands) {
            found.push((Invariant::Replay, format!("it is said to be {stands}, and became {last} last")));
        }
        if states.windows(2).filter(|pair| *pair == starts).count() > 1 {
            found.push((Invariant::Start, "it started more than once".to_owned()));
        }
        let due = self.mailing.schedule.due;
        if let Some(planned) = self.planned_at.filter(|planned| *planned < due) {
            found.push((Invariant::Start, format!("it started at {planned}, and was due at {due}")));
        }
        if self.letters_hash != self.mailing.letters_hash {
            found.push((Invariant::Letters, "its letters are not those that were frozen".to_owned()));
        }
        found
    }

    /// Whether a mailing as it stands may have `rows` of this state.
    pub fn may_hold(&self, state: Row) -> bool {
        let open = [Row::Planned, Row::Claimed, Row::Submitting, Row::Deferred];
        match self.mailing.state {
            M::Sent => !open.contains(&state),
            // A letter that was being handed over still lands.
            M::Cancelled => !open.contains(&state) || state == Row::Submitting,
            M::Draft | M::Scheduled => false,
            _ => true,
        }
    }
}

/// Whether some event leads from one to the other. What is noted beside a state repeats it.
fn follows(from: &str, to: &str) -> bool {
    let known = |word: &str| M::ALL.into_iter().find(|state| state.as_str() == word);
    let (Some(from), Some(to)) = (known(from), known(to)) else { return false };
    let events =
        [E::Schedule, E::Start, E::Pause, E::Drained, E::Resume, E::Hold, E::Cancel, E::Finish, E::Resend];
    let leads = |event: &E| [true, false].into_iter().any(|planned| from.next(*event, planned) == Some(to));
    // With nothing in flight a pause is over at once.
    from == to || (from, to) == (M::Sending, M::Paused) || events.iter().any(leads)
}
