//! What an exchange with the relay means: for the row, and for the mailing.

use jiff::Timestamp;

use super::Streaks;
use super::retry::{self, Limits};
use crate::domain::{AddrKey, HoldReason, MailingId, Outcome, Reply};
use crate::ledger::Claimed;
use crate::mail::smtp::{LinkError, Phase, Verdict, VerdictKind, classify};

/// A verdict and what is written for it.
#[derive(Debug)]
pub struct Settled {
    pub outcome: Outcome,
    pub verdict: Verdict,
    pub reply: Reply,
    phase: Phase,
    /// Whose name it was the answer to.
    reader: Option<AddrKey>,
    tried_before: bool,
}

impl Settled {
    /// What `reply`, given at `phase`, means for this letter.
    pub fn of(phase: Phase, reply: Reply, row: &Claimed, now: Timestamp, limits: Limits) -> Self {
        let mut verdict = classify(phase, &reply);
        if verdict.class == "throttle" && phase == Phase::Rcpt && names(&reply, row.address.domain()) {
            verdict.class = "mailbox-busy";
        }
        let outcome = match verdict.kind {
            VerdictKind::Accepted => Outcome::Accepted { reply: Some(reply.clone()) },
            VerdictKind::Failed => {
                let detail = String::new();
                Outcome::Failed { class: verdict.class, reply: Some(reply.clone()), detail }
            }
            VerdictKind::Deferred => {
                deferred(verdict.class, Some(&reply), "it was put off until too late", row, now, limits)
            }
            VerdictKind::Released => Outcome::Released { detail: reply.to_string() },
        };
        let reader = (phase == Phase::Rcpt).then_some(row.key);
        Self { outcome, verdict, reply, phase, reader, tried_before: row.attempt > 0 }
    }

    /// Counts it; says why the mailing must be held, if it must. Readers who are refused again and again stand side by
    /// side in the end: that says nothing about the others.
    pub fn note_in(&self, streaks: &Streaks, mailing: MailingId) -> Option<HoldReason> {
        let is_refused = self.verdict.hits_everybody.is_some() || self.verdict.kind == VerdictKind::Failed;
        if self.reader.is_some() && self.tried_before && is_refused {
            return None;
        }
        streaks.note(mailing, &self.verdict, &self.reply, self.reader)
    }

    /// Whether the relay asked us to slow down.
    pub fn asks_to_slow_down(&self) -> bool {
        self.verdict.class == "throttle"
    }

    /// Whether it was the reader's domain that put the letter off, as far as one can see from here.
    pub fn is_put_off(&self) -> bool {
        let for_one = self.verdict.kind == VerdictKind::Deferred && self.verdict.hits_everybody.is_none();
        for_one && matches!(self.phase, Phase::Rcpt | Phase::Dot)
    }

    /// Whether there is no such address.
    pub fn is_hard_bounce(&self) -> bool {
        self.verdict.class == "address-invalid"
    }

    /// Whether it was this mailbox that asked for less.
    pub fn mailbox_is_busy(&self) -> bool {
        self.verdict.class == "mailbox-busy"
    }
}

/// Whether a reply about policy (RFC 3463, 3.8) is about this domain by its own words.
fn names(reply: &Reply, domain: &str) -> bool {
    let mut words = reply.text.split(|c: char| !c.is_alphanumeric() && !".-".contains(c));
    reply.enhanced.is_some_and(|(_, subject, _)| subject == 7)
        && words.any(|word| word.trim_matches('.').eq_ignore_ascii_case(domain))
}

/// What is written for a letter before whose hand-over the line has broken too often. Nobody else need wait for it.
pub fn always_breaks(error: &LinkError, row: &Claimed, now: Timestamp, limits: Limits) -> Outcome {
    let said = error.reply().map(|reply| classify(error.phase, reply).class);
    let class = said.filter(|class| *class == "throttle").unwrap_or("line-broken");
    let late = format!("the line broke before it every time: {error}");
    deferred(class, error.reply(), &late, row, now, limits)
}

fn deferred(
    class: &'static str,
    reply: Option<&Reply>,
    late: &str,
    row: &Claimed,
    now: Timestamp,
    limits: Limits,
) -> Outcome {
    let reply = reply.cloned();
    match retry::next(class, row.attempt + 1, row.key, row.first_at, now, limits) {
        Some(retry_at) => Outcome::Deferred { class, reply, retry_at },
        None => Outcome::Failed { class, reply, detail: format!("given up: {late}") },
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;
    use crate::domain::{AddrKey, Address, Lang, MailingId, Slots};

    fn row() -> Claimed {
        Claimed {
            mailing: MailingId([1; 8]),
            key: AddrKey([128; 16]),
            address: Address::parse("Kati@example.hu").unwrap(),
            name: None,
            lang: Lang::parse("hu").unwrap(),
            slots: Slots::default(),
            attempt: 0,
            first_at: Timestamp::UNIX_EPOCH,
        }
    }

    fn settled(phase: Phase, code: u16, text: &str, hours: i64) -> Outcome {
        let reply = Reply { code, enhanced: None, text: text.to_owned() };
        let now = Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hours);
        let limits = Limits { retry_for: SignedDuration::from_hours(48), expires_at: None };
        Settled::of(phase, reply, &row(), now, limits).outcome
    }

    #[test]
    fn a_throttle_at_rcpt_is_about_one_mailbox_and_bounded_like_any_other_refusal_for_now() {
        let busy = "mailbox receives too many messages";
        assert!(matches!(settled(Phase::Mail, 450, busy, 0), Outcome::Released { .. }));
        for text in [busy, "4.3.2 not accepting mail, slow down"] {
            assert!(matches!(settled(Phase::Rcpt, 450, text, 0), Outcome::Deferred { .. }), "{text}");
            assert!(matches!(settled(Phase::Rcpt, 450, text, 48), Outcome::Failed { .. }), "{text}");
        }
    }

    #[test]
    fn a_refusal_for_now_is_tried_again_until_it_is_too_late() {
        assert!(matches!(settled(Phase::Rcpt, 450, "later", 0), Outcome::Deferred { .. }));
        assert!(matches!(settled(Phase::Dot, 451, "later", 0), Outcome::Deferred { .. }));
        let given_up = settled(Phase::Rcpt, 450, "later", 48);
        assert!(matches!(given_up, Outcome::Failed { detail, .. } if detail.starts_with("given up")));
    }
}
