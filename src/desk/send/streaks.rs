//! What tells that something is wrong with all of us and not with one reader: refusals in a row, uncertain outcomes.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use crate::domain::{AddrKey, HoldReason, MailingId, Reply};
use crate::mail::smtp::{Everybody, Verdict, VerdictKind};

/// More than so many uncertain outcomes within a minute hold the mailing.
const UNKNOWN: usize = 3;
const MINUTE: Duration = Duration::from_secs(60);

/// What is said at the name of one reader may be about them alone: so many different ones must meet it.
const READERS: u32 = 2;

/// So many letters of a mailing refused for policy, and more than one in fifty of those answered, are not about single
/// readers, whoever else comes between: over several connections three in a row seldom come in a row.
const POLICY: u32 = 3;
const ONE_IN: u32 = 50;

/// So many letters of a mailing refused for good without one taken between: whatever the server means by it, it means
/// everybody.
const REFUSED: u32 = 10;

/// Shared by all connections to one relay.
#[derive(Debug, Default)]
pub struct Streaks(Mutex<Inner>);

#[derive(Debug, Default)]
struct Inner {
    same: Option<Run>,
    share: Share,
    refused: Refused,
    unknown: VecDeque<Instant>,
}

/// How many of a mailing's letters were refused for policy, since it began or was held for that.
#[derive(Debug, Default)]
struct Share {
    of: Option<MailingId>,
    answered: u32,
    refused: u32,
}

/// How many of a mailing's letters were refused for good since the last one that was taken.
#[derive(Debug, Default)]
struct Refused {
    of: Option<MailingId>,
    times: u32,
}

impl Refused {
    /// Says whether that is too many; then they are counted anew. Addresses that do not exist have a limit of their own.
    fn note(&mut self, mailing: MailingId, verdict: &Verdict) -> bool {
        if self.of != Some(mailing) || verdict.kind == VerdictKind::Accepted {
            *self = Self { of: Some(mailing), times: 0 };
        }
        let counts = verdict.kind == VerdictKind::Failed && verdict.class != "address-invalid";
        self.times += u32::from(counts);
        let too_many = self.times >= REFUSED;
        if too_many {
            self.times = 0;
        }
        too_many
    }
}

impl Share {
    /// Says whether that is too many; then they are counted anew.
    fn note(&mut self, mailing: MailingId, refused: bool) -> bool {
        if self.of != Some(mailing) {
            *self = Self { of: Some(mailing), ..Self::default() };
        }
        self.answered = self.answered.saturating_add(1);
        self.refused += u32::from(refused);
        let too_many = refused && self.refused >= POLICY && self.refused > self.answered / ONE_IN;
        if too_many {
            *self = Self::default();
        }
        too_many
    }
}

/// The same refusal, again and again.
#[derive(Debug)]
struct Run {
    whom: Everybody,
    of: MailingId,
    times: u32,
    last: Option<AddrKey>,
}

impl Streaks {
    /// Counts a verdict; says why the mailing must be held, if it must. What is said of one mailing's content says
    /// nothing about another's. `reader`: whose name the answer was given to, at RCPT.
    pub fn note(
        &self,
        mailing: MailingId,
        verdict: &Verdict,
        reply: &Reply,
        reader: Option<AddrKey>,
    ) -> Option<HoldReason> {
        let mut inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let too_many = inner.share.note(mailing, verdict.hits_everybody == Some(Everybody::Policy));
        let all_refused = inner.refused.note(mailing, verdict);
        let Some(whom) = verdict.hits_everybody else {
            inner.same = None;
            let why = || HoldReason::ManyRefused { count: REFUSED.into(), reply: reply.to_string() };
            return all_refused.then(why);
        };
        let times = match &inner.same {
            Some(run) if run.whom == whom && (run.of == mailing || whom != Everybody::Content) => {
                run.times + u32::from(reader.is_none() || run.last != reader)
            }
            _ => 1,
        };
        inner.same = Some(Run { whom, of: mailing, times, last: reader });
        let enough = whom.holds_after().max(if reader.is_some() { READERS } else { 1 });
        (times >= enough || too_many).then(|| whom.hold_reason(reply))
    }

    /// Counts an outcome that nobody can know; `detail` says why not.
    pub fn uncertain(&self, now: Instant, detail: &str) -> Option<HoldReason> {
        let mut inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        inner.unknown.retain(|at| now.saturating_duration_since(*at) < MINUTE);
        inner.unknown.push_back(now);
        let count = inner.unknown.len();
        (count > UNKNOWN).then(|| HoldReason::TooManyUnknown {
            count: u64::try_from(count).unwrap_or(u64::MAX),
            detail: detail.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(hits_everybody: Option<Everybody>) -> Verdict {
        let kind = if hits_everybody.is_some() { VerdictKind::Failed } else { VerdictKind::Accepted };
        Verdict { kind, class: "x", hits_everybody }
    }

    #[test]
    fn ten_refused_for_good_with_none_taken_between_hold_whatever_is_meant_by_it() {
        let reply = Reply { code: 550, enhanced: None, text: "rejected".to_owned() };
        let said = |kind, class| Verdict { kind, class, hits_everybody: None };
        let (no, yes) = (said(VerdictKind::Failed, "undetermined"), said(VerdictKind::Accepted, "accepted"));
        let (later, unknown) =
            (said(VerdictKind::Deferred, "temporary"), said(VerdictKind::Failed, "address-invalid"));
        for (between, mailing, held) in
            [(&yes, 1, false), (&later, 1, true), (&unknown, 1, true), (&later, 2, false)]
        {
            let streaks = Streaks::default();
            let note =
                |mailing, verdict: &Verdict| streaks.note(MailingId([mailing; 8]), verdict, &reply, None);
            for n in 1..10 {
                assert_eq!(note(1, &no), None, "{n}");
            }
            assert_eq!(note(1, between), None);
            let why = HoldReason::ManyRefused { count: 10, reply: "550 rejected".to_owned() };
            assert_eq!(note(mailing, &no), held.then_some(why), "{between:?}");
        }
    }

    #[test]
    fn policy_holds_at_the_third_in_a_row_and_anything_else_between_begins_anew() {
        let streaks = Streaks::default();
        let reply = Reply { code: 550, enhanced: None, text: "blocked".to_owned() };
        let note = |whom| streaks.note(MailingId([1; 8]), &refusal(whom), &reply, None).is_some();
        // So many that a few are not too many of them.
        assert!((0..300).all(|_| !note(None)));
        assert_eq!([note(Some(Everybody::Policy)), note(Some(Everybody::Policy)), note(None)], [false; 3]);
        assert_eq!([note(Some(Everybody::Policy)), note(Some(Everybody::Policy))], [false; 2]);
        assert!(note(Some(Everybody::Policy)));
        assert!(note(Some(Everybody::Auth)), "a refused sign-in holds at once");
    }

    #[test]
    fn more_than_one_in_fifty_refused_for_policy_holds_though_others_are_taken_between() {
        let reply = Reply { code: 550, enhanced: None, text: "blocked".to_owned() };
        for (taken_between, held_at) in [(10, Some(3)), (47, Some(3)), (50, None)] {
            let streaks = Streaks::default();
            let note = |whom| streaks.note(MailingId([1; 8]), &refusal(whom), &reply, None).is_some();
            let held = (1..20).find(|_| {
                assert!(!(0..taken_between).any(|_| note(None)));
                note(Some(Everybody::Policy))
            });
            assert_eq!(held, held_at, "one refused after {taken_between}");
        }
    }

    #[test]
    fn a_refusal_for_policy_counts_over_mailings_and_one_for_content_does_not() {
        for (whom, held) in [(Everybody::Policy, true), (Everybody::Content, false)] {
            let streaks = Streaks::default();
            let reply = Reply { code: 550, enhanced: None, text: "no".to_owned() };
            let note =
                |mailing| streaks.note(MailingId([mailing; 8]), &refusal(Some(whom)), &reply, None).is_some();
            let before = (1..whom.holds_after()).any(|_| note(1));
            assert_eq!((before, note(2)), (false, held), "{whom:?}");
        }
    }

    #[test]
    fn what_is_said_to_one_reader_holds_only_when_another_one_is_told_the_same() {
        let reply = Reply { code: 550, enhanced: None, text: "relaying denied".to_owned() };
        let denied = |streaks: &Streaks, reader: u8, whom| {
            let reader = Some(AddrKey([reader; 16]));
            streaks.note(MailingId([1; 8]), &refusal(whom), &reply, reader).is_some()
        };
        for whom in [Everybody::RelayDenied, Everybody::SenderRefused] {
            let streaks = Streaks::default();
            assert_eq!([1, 1, 1].map(|reader| denied(&streaks, reader, Some(whom))), [false; 3]);
            assert!(!denied(&streaks, 2, None), "another is taken");
            assert!(!denied(&streaks, 1, Some(whom)));
            assert!(denied(&streaks, 2, Some(whom)));
        }
    }

    #[test]
    fn a_fourth_uncertain_letter_within_a_minute_holds() {
        let streaks = Streaks::default();
        let start = Instant::now();
        let at = |seconds| streaks.uncertain(start + Duration::from_secs(seconds), "").is_some();
        assert_eq!([at(0), at(1), at(2), at(61), at(61)], [false; 5]);
        assert!(at(61));
    }
}
