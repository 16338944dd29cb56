//! Tells a reader's history anew, from what is only ever added, and compares where it leads with what the row says.

use std::slice::Iter;

use jiff::SignedDuration;

use super::{Attempt, DeliveryRow, History, Invariant, Noted, Past};
use crate::domain::{DeliveryState as S, MailingState, SkipReason, Suppression};

/// A letter that was in flight when its reader left has landed by then.
const LANDED: SignedDuration = SignedDuration::from_hours(1);

type Faults = Vec<(Invariant, String)>;

/// Where the attempts lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stand {
    /// It may be tried, or left out.
    Open,
    Ended(S),
    Uncertain,
}

struct Telling<'a> {
    past: &'a Past,
    history: &'a History,
    stand: Stand,
    decisions: Iter<'a, Noted>,
    /// The last decision that moved it.
    decided: i64,
    last: Option<&'a Attempt>,
    /// Whether a person's decision may have set the count of attempts back.
    anew: bool,
    /// Whether it was uncertain once, and a person had it sent again.
    in_doubt: bool,
    found: Faults,
}

/// What does not agree.
pub fn replay(history: &History, past: &Past) -> Faults {
    let mut telling = Telling {
        past,
        history,
        stand: Stand::Open,
        decisions: history.decisions.iter(),
        decided: 0,
        last: None,
        anew: true,
        in_doubt: false,
        found: Vec::new(),
    };
    telling.tell();
    telling.found
}

impl<'a> Telling<'a> {
    fn fault(&mut self, invariant: Invariant, what: impl Into<String>) {
        self.found.push((invariant, what.into()));
    }

    fn tell(&mut self) {
        let Some(row) = &self.history.row else {
            return self.fault(Invariant::Conservation, "there are attempts or decisions, and no row");
        };
        for (at, noted) in (1..).zip(&self.history.decisions) {
            if noted.n != at {
                self.fault(Invariant::Replay, format!("decision {at} is missing"));
                break;
            }
        }
        for attempt in &self.history.attempts {
            self.attempt(attempt);
        }
        while self.stand == Stand::Uncertain {
            let Some(to) = self.way_out() else { break };
            self.stand = to;
        }
        while self.in_doubt && self.stand == Stand::Open {
            // It was left out instead of being sent again, so it was uncertain once more.
            let Some(to) = self.way_out() else { break };
            self.stand = to;
        }
        if self.decisions.len() > 0 {
            self.fault(Invariant::NoBlindRetry, "something was decided of a letter that was not uncertain");
        }
        let Some(state) = row.state() else {
            return self.fault(Invariant::Legal, format!("\"{}\" is no state", row.state));
        };
        self.compare(row, state);
        if state == S::Skipped {
            self.left_out(row);
        }
        if [S::Planned, S::Claimed, S::Submitting, S::Deferred].contains(&state) && row.address.is_none() {
            self.fault(Invariant::Unique, "there is no address to send it to");
        }
    }

    fn attempt(&mut self, attempt: &'a Attempt) {
        let outcome = S::from_word(&attempt.outcome);
        let Some(to @ (S::Accepted | S::Deferred | S::Failed | S::Unknown)) = outcome else {
            return self.fault(Invariant::Legal, format!("an attempt ended in \"{}\"", attempt.outcome));
        };
        let mut late = false;
        match self.stand {
            Stand::Open => {}
            Stand::Ended(S::Accepted) if to == S::Accepted => {
                self.fault(Invariant::Once, "it was taken twice");
            }
            Stand::Ended(state) => {
                self.fault(Invariant::Legal, format!("it was tried again after it was {}", state.as_str()));
            }
            Stand::Uncertain => match self.way_out() {
                None => self
                    .fault(Invariant::NoBlindRetry, "it was uncertain, and tried again without a decision"),
                // The answer came after the row had been given up.
                Some(Stand::Ended(state)) if state == to => late = true,
                Some(Stand::Open) => {}
                Some(_) => self.fault(Invariant::Legal, "it was tried again after it was settled"),
            },
        }
        self.number(attempt);
        self.words(attempt, to);
        if !late {
            self.time(attempt, to);
        }
        self.last = Some(attempt);
        self.anew = false;
        self.stand = match to {
            S::Deferred => Stand::Open,
            S::Unknown => Stand::Uncertain,
            state => Stand::Ended(state),
        };
    }

    /// What the next decision makes of an uncertain letter; none if nothing but "leave it" was said.
    fn way_out(&mut self) -> Option<Stand> {
        let noted = self.decisions.by_ref().find(|noted| noted.what != "leave")?;
        self.decided = noted.n;
        Some(match noted.what.as_str() {
            "accepted" => Stand::Ended(S::Accepted),
            "failed" => Stand::Ended(S::Failed),
            "resend" => {
                self.anew = true;
                self.in_doubt |= !noted.is_a_worker_s();
                Stand::Open
            }
            other => {
                self.fault(Invariant::Legal, format!("\"{other}\" is no decision"));
                Stand::Open
            }
        })
    }

    /// Attempts count one by one. Those that ask for less mail do not count, and one that was never ended is written
    /// down with the number before its own.
    fn number(&mut self, attempt: &Attempt) {
        let highest = self.last.map_or(1, |last| last.n + 1 + i64::from(last.outcome == "unknown"));
        let fits = attempt.n <= highest && (self.anew || self.last.is_none_or(|last| attempt.n >= last.n));
        if !fits {
            self.fault(Invariant::Replay, format!("an attempt before number {} is missing", attempt.n));
        }
    }

    fn words(&mut self, attempt: &Attempt, to: S) {
        let class = attempt.said.code.map(|code| code / 100);
        match (to, class) {
            (S::Accepted, Some(class)) if class != 2 => {
                self.fault(Invariant::Accepted, format!("the server answered {}", attempt.said.in_words()));
            }
            (S::Deferred | S::Failed, Some(2)) => {
                self.fault(Invariant::Refused, format!("the server answered {}", attempt.said.in_words()));
            }
            _ => {}
        }
    }

    fn time(&mut self, attempt: &Attempt, to: S) {
        if to == S::Unknown {
            // Written down by whoever found it.
            return;
        }
        if let Some(since) = self.past.stood_still(attempt) {
            let what = format!("it was tried at {}, and the mailing stood still since {since}", attempt.at);
            self.fault(Invariant::Stop, what);
        }
        let list = self.history.row.as_ref().map(|row| row.list.as_str());
        let gone = self.history.left.iter().filter(|one| one.attempts.is_none_or(|last| last < attempt.id));
        let mut gone = gone.map(|one| &one.noted);
        let meant = |scope: &str| scope == "*" || Some(scope) == list;
        let too_late = gone.find(|one| meant(&one.scope) && attempt.at.duration_since(one.at) > LANDED);
        if let Some(left) = too_late.filter(|_| to == S::Accepted) {
            let what = format!("it was taken at {}, and they had left at {}", attempt.at, left.at);
            self.fault(Invariant::Suppression, what);
        }
    }

    fn compare(&mut self, row: &DeliveryRow, state: S) {
        let agrees = match self.stand {
            // Left out it would be forgotten that the first one may have arrived.
            Stand::Open if self.in_doubt => !matches!(state, S::Accepted | S::Failed | S::Skipped),
            Stand::Open => !matches!(state, S::Accepted | S::Failed | S::Unknown),
            Stand::Ended(end) => state == end,
            Stand::Uncertain => state == S::Unknown,
        };
        if !agrees {
            let told = match self.stand {
                Stand::Open if self.last.is_none() => "it was never tried",
                Stand::Open => "it is to be tried again",
                Stand::Ended(end) => end.as_str(),
                Stand::Uncertain => S::Unknown.as_str(),
            };
            let invariant = match state {
                S::Accepted => Invariant::Accepted,
                S::Deferred | S::Failed => Invariant::Refused,
                _ => Invariant::Replay,
            };
            return self
                .fault(invariant, format!("the row says {}, the attempts say: {told}", state.as_str()));
        }
        if row.decided != self.decided {
            let what =
                format!("the row hangs on decision {}, and {} moved it last", row.decided, self.decided);
            self.fault(Invariant::Replay, what);
        }
        let Some(last) = self.last else { return };
        let by_itself = S::from_word(&last.outcome) == Some(state);
        if by_itself && matches!(state, S::Accepted | S::Failed) && row.said != last.said {
            let what = format!(
                "the row says \"{}\", its last attempt \"{}\"",
                row.said.in_words(),
                last.said.in_words()
            );
            self.fault(Invariant::Replay, what);
        }
        let counted = last.n..=last.n + i64::from(last.outcome == "unknown");
        if !self.anew && !counted.contains(&row.attempt) {
            let what = format!("the row counts {} attempts, the last one was {}", row.attempt, last.n);
            self.fault(Invariant::Replay, what);
        }
    }

    fn left_out(&mut self, row: &DeliveryRow) {
        let reason = row.said.told.as_deref().unwrap_or_default();
        let mailing = &self.past.mailing;
        match SkipReason::from_word(reason) {
            None => self.fault(Invariant::Legal, format!("\"{reason}\" is no reason to be left out")),
            Some(SkipReason::Cancelled) if mailing.state != MailingState::Cancelled => {
                self.fault(Invariant::Replay, "left out as cancelled, and the mailing is not cancelled");
            }
            Some(SkipReason::Expired) if mailing.expires_at.is_none_or(|at| at > row.changed_at) => {
                self.fault(Invariant::Replay, "left out as too late, and it was not too late then");
            }
            Some(
                SkipReason::AlreadyHasIt
                | SkipReason::AlreadyScheduled
                | SkipReason::NoEdition
                | SkipReason::OffTheLists
                | SkipReason::Cancelled
                | SkipReason::Expired,
            ) => {}
            Some(gone) => {
                let mut noted = self.history.left.iter().map(|one| &one.noted);
                let meant = |one: &Suppression| {
                    // It may have been taken back since.
                    one.scope == Suppression::EVERYTHING
                        || one.scope == row.list
                        || one.taken_back_at().is_some()
                };
                if !noted.any(meant) {
                    let what = format!("left out ({}), and nothing is noted against them", gone.in_words());
                    self.fault(Invariant::Suppression, what);
                }
            }
        }
    }
}
