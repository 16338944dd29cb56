//! What replies mean: one table, read from the top, the first rule that fits decides.
//!
//! Where signs disagree the less blaming one comes first: an address is called invalid only when the server says so
//! by its number or in so many words, and not when it talks of policy.

use super::{Everybody, Phase, Verdict, VerdictKind};
use crate::domain::Reply;

/// Fits when phase and class do, and any one of code, enhanced code and words does; a rule that names none of the
/// three fits every reply of its phases and class.
struct Rule {
    at: &'static [Phase],
    /// 4, 5, or 0 for both.
    class: u16,
    codes: &'static [u16],
    /// Subject and detail of RFC 3463; no detail means any.
    enhanced: &'static [(u16, Option<u16>)],
    /// In lower case.
    words: &'static [&'static str],
    then: Verdict,
}

const ANY: &[Phase] = &[];
const OPENING: &[Phase] =
    &[Phase::Connect, Phase::Banner, Phase::Ehlo, Phase::StartTls, Phase::Handshake, Phase::Reset];
const RECIPIENT: &[Phase] = &[Phase::Rcpt, Phase::Data, Phase::Body, Phase::Dot];
const LETTER: &[Phase] = &[Phase::Data, Phase::Body, Phase::Dot];
const ENVELOPE: &[Phase] = &[Phase::Mail, Phase::Rcpt];

const RULES: &[Rule] = &[
    rule(released("throttle")).class(4).codes(&[421]),
    // Signing in and the opening: nobody's letter is concerned.
    rule(released("temporary")).at(&[Phase::Auth]).class(4),
    rule(everybody("auth", VerdictKind::Released, Everybody::Auth)).at(&[Phase::Auth]).class(5),
    rule(everybody("auth", VerdictKind::Released, Everybody::Auth))
        .class(5)
        .codes(&[530, 534, 535, 538])
        .enhanced(&[(7, Some(8)), (7, Some(9))])
        .words(&["authentication required", "authentication failed"]),
    rule(released("throttle")).at(OPENING).class(4),
    rule(everybody("protocol", VerdictKind::Released, Everybody::Protocol))
        .at(OPENING)
        .class(5)
        .codes(&[500, 501, 502, 503, 504]),
    rule(everybody("refused", VerdictKind::Released, Everybody::Refused)).at(OPENING).class(5),
    // Not now.
    rule(deferred("greylist")).class(4).words(&["greylist", "graylist", "grey-list", "gray-list"]),
    rule(released("throttle")).class(4).enhanced(&[(3, Some(2))]),
    // One transaction has one recipient: at RCPT it is this mailbox that gets too much, not the relay.
    rule(deferred("mailbox-busy"))
        .at(&[Phase::Rcpt])
        .class(4)
        .enhanced(&[(2, Some(1)), (5, Some(3)), (7, Some(28))])
        .words(TOO_MUCH),
    rule(released("throttle")).class(4).enhanced(&[(7, Some(28))]).words(TOO_MUCH),
    rule(deferred("greylist")).at(&[Phase::Rcpt]).class(4).enhanced(&[(7, Some(1))]),
    rule(deferred("mailbox-full")).at(RECIPIENT).class(4).enhanced(&[(2, Some(2))]).words(FULL),
    rule(deferred("temporary")).class(4),
    // Never, and not because of the recipient.
    rule(everybody("content", VerdictKind::Failed, Everybody::Content))
        .at(&[Phase::Mail])
        .class(5)
        .codes(&[552])
        .enhanced(&[(3, Some(4))]),
    rule(everybody("protocol", VerdictKind::Released, Everybody::Protocol))
        .at(&[Phase::Mail])
        .class(5)
        .codes(&[500, 501, 502, 503, 504, 555]),
    rule(everybody("sender-refused", VerdictKind::Released, Everybody::SenderRefused))
        .at(&[Phase::Mail])
        .class(5),
    rule(everybody("sender-refused", VerdictKind::Released, Everybody::SenderRefused))
        .class(5)
        .enhanced(&[(1, Some(7)), (1, Some(8)), (7, Some(27)), (7, Some(60))])
        .words(&[
            "sender address rejected",
            "sender rejected",
            "not allowed to send as",
            "not owned by user",
        ]),
    rule(everybody("relay-denied", VerdictKind::Released, Everybody::RelayDenied)).class(5).words(&[
        "relay access denied",
        "relaying denied",
        "relay denied",
        "relay not permitted",
        "relaying not allowed",
        "unable to relay",
        "not permitted to relay",
    ]),
    rule(everybody("content", VerdictKind::Failed, Everybody::Content))
        .class(5)
        .enhanced(&[(3, Some(4)), (6, None)])
        .words(&["message too large", "message size exceeds", "message too big"]),
    rule(failed("address-invalid")).at(RECIPIENT).class(5).enhanced(&[
        (1, Some(1)),
        (1, Some(3)),
        (1, Some(6)),
        (1, Some(10)),
    ]),
    rule(everybody("policy", VerdictKind::Failed, Everybody::Policy)).class(5).enhanced(&[(7, None)]).words(
        &[
            "spam",
            "blocked",
            "blocklist",
            "blacklist",
            "block list",
            "reputation",
            "dnsbl",
            "dmarc",
            "spf ",
            "policy",
        ],
    ),
    // Never, because of the recipient.
    rule(failed("mailbox-full")).at(RECIPIENT).class(5).enhanced(&[(2, Some(2))]).words(FULL),
    rule(failed("mailbox-full")).at(&[Phase::Rcpt]).class(5).codes(&[552]),
    rule(failed("domain-dead")).at(RECIPIENT).class(5).enhanced(&[(1, Some(2)), (4, Some(4))]).words(&[
        "host unknown",
        "domain not found",
        "no such domain",
        "nxdomain",
    ]),
    rule(failed("mailbox-disabled")).at(RECIPIENT).class(5).enhanced(&[(2, Some(1))]).words(&[
        "disabled",
        "suspended",
        "inactive",
    ]),
    rule(failed("address-invalid")).at(RECIPIENT).class(5).words(&[
        "user unknown",
        "unknown user",
        "no such user",
        "no such recipient",
        "no such mailbox",
        "user not found",
        "recipient not found",
        "recipient unknown",
        "does not exist",
        "doesn't exist",
        "invalid recipient",
        "invalid mailbox",
        "no mailbox here",
    ]),
    // A word that a relay does not like in one address must not stop everybody: failed, and held if it goes on.
    rule(everybody("protocol", VerdictKind::Failed, Everybody::Protocol))
        .at(ENVELOPE)
        .class(5)
        .codes(&[500, 501, 502, 503, 504, 555]),
    rule(everybody("protocol", VerdictKind::Released, Everybody::Protocol))
        .at(LETTER)
        .class(5)
        .codes(&[500, 501, 502, 503, 504]),
    rule(everybody("content", VerdictKind::Failed, Everybody::Content))
        .at(LETTER)
        .class(5)
        .codes(&[552, 554]),
    rule(failed("undetermined")).class(5),
];

const TOO_MUCH: &[&str] =
    &["too many", "rate limit", "rate exceeded", "throttl", "slow down", "quota exceeded for sender"];

const FULL: &[&str] =
    &["mailbox full", "mailbox is full", "over quota", "overquota", "quota exceeded", "exceeded storage"];

/// What `reply`, given at `phase`, means. A 2xx is `Accepted` only at the dot.
pub fn classify(phase: Phase, reply: &Reply) -> Verdict {
    if phase == Phase::Dot && reply.class() == 2 {
        return Verdict { kind: VerdictKind::Accepted, class: "accepted", hits_everybody: None };
    }
    let text = reply.text.to_lowercase();
    let found = RULES.iter().find(|rule| rule.fits(phase, reply, &text));
    let mut verdict = found.map_or(NONSENSE, |rule| rule.then);
    // The ledger has the hand-over on record by then: the row can't go back as if nothing had been tried. Nor may a
    // recipient who is refused, for whatever reason, be the first to be tried again.
    if (phase == Phase::Rcpt || LETTER.contains(&phase)) && verdict.kind == VerdictKind::Released {
        verdict.kind = VerdictKind::Deferred;
    }
    verdict
}

const NONSENSE: Verdict = everybody("protocol", VerdictKind::Released, Everybody::Protocol);

const fn released(class: &'static str) -> Verdict {
    Verdict { kind: VerdictKind::Released, class, hits_everybody: None }
}

const fn deferred(class: &'static str) -> Verdict {
    Verdict { kind: VerdictKind::Deferred, class, hits_everybody: None }
}

const fn failed(class: &'static str) -> Verdict {
    Verdict { kind: VerdictKind::Failed, class, hits_everybody: None }
}

const fn everybody(class: &'static str, kind: VerdictKind, whom: Everybody) -> Verdict {
    Verdict { kind, class, hits_everybody: Some(whom) }
}

const fn rule(then: Verdict) -> Rule {
    Rule { at: ANY, class: 0, codes: &[], enhanced: &[], words: &[], then }
}

impl Rule {
    const fn at(self, at: &'static [Phase]) -> Self {
        Self { at, ..self }
    }

    const fn class(self, class: u16) -> Self {
        Self { class, ..self }
    }

    const fn codes(self, codes: &'static [u16]) -> Self {
        Self { codes, ..self }
    }

    const fn enhanced(self, enhanced: &'static [(u16, Option<u16>)]) -> Self {
        Self { enhanced, ..self }
    }

    const fn words(self, words: &'static [&'static str]) -> Self {
        Self { words, ..self }
    }

    fn fits(&self, phase: Phase, reply: &Reply, text: &str) -> bool {
        let here = self.at.is_empty() || self.at.contains(&phase);
        if !here || (self.class != 0 && self.class != reply.class()) {
            return false;
        }
        let no_sign = self.codes.is_empty() && self.enhanced.is_empty() && self.words.is_empty();
        no_sign
            || self.codes.contains(&reply.code)
            || reply.enhanced.is_some_and(|(_, subject, detail)| {
                self.enhanced.iter().any(|&(s, d)| s == subject && d.is_none_or(|d| d == detail))
            })
            || self.words.iter().any(|word| text.contains(word))
    }
}

#[cfg(test)]
mod tests {
    use super::VerdictKind::*;
    use super::*;

    fn said(phase: Phase, line: &str) -> Verdict {
        let line = format!("{line}\r\n");
        let (_, reply) = crate::mail::smtp::ReplyReader::default().read(line.as_bytes()).expect("a reply");
        classify(phase, &reply.expect("complete"))
    }

    #[test]
    fn replies_of_real_servers_mean_what_they_mean() {
        use Phase::*;
        let cases = [
            (Rcpt, "550 5.1.1 no such user here", Failed, "address-invalid"),
            (Rcpt, "550 user unknown", Failed, "address-invalid"),
            (Dot, "550 5.1.1 recipient gone", Failed, "address-invalid"),
            (Rcpt, "550 5.1.2 host unknown", Failed, "domain-dead"),
            (Rcpt, "550 5.2.1 account disabled", Failed, "mailbox-disabled"),
            (Rcpt, "452 4.2.2 over quota", Deferred, "mailbox-full"),
            (Rcpt, "552 5.2.2 over quota", Failed, "mailbox-full"),
            (Rcpt, "552 exceeded storage allocation", Failed, "mailbox-full"),
            (Rcpt, "450 4.7.1 Greylisted, come back", Deferred, "greylist"),
            (Rcpt, "451 Greylisting in action", Deferred, "greylist"),
            (Rcpt, "450 4.3.2 shutting down", Deferred, "throttle"),
            (Mail, "450 4.3.2 shutting down", Released, "throttle"),
            (Mail, "450 4.7.1 too much mail, slow down", Released, "throttle"),
            (Rcpt, "450 4.2.1 mailbox receives too many messages", Deferred, "mailbox-busy"),
            (Rcpt, "450 4.2.1 receiving mail at a rate that", Deferred, "mailbox-busy"),
            (Rcpt, "452 4.5.3 too many recipients", Deferred, "mailbox-busy"),
            (Rcpt, "450 rate limit exceeded", Deferred, "mailbox-busy"),
            (Mail, "421 4.7.0 too many connections", Released, "throttle"),
            (Rcpt, "421 closing", Deferred, "throttle"),
            (Dot, "421 closing", Deferred, "throttle"),
            (Dot, "451 4.3.0 try later", Deferred, "temporary"),
            (Mail, "451 4.3.0 try later", Deferred, "temporary"),
            (Rcpt, "550 5.7.1 blocked by our policy", Failed, "policy"),
            (Dot, "554 5.7.1 looks like spam", Failed, "policy"),
            (Dot, "550 5.7.26 unauthenticated mail", Failed, "policy"),
            (Auth, "535 5.7.8 bad credentials", Released, "auth"),
            (Auth, "454 4.7.0 not now", Released, "temporary"),
            (Mail, "530 5.7.0 authentication required", Released, "auth"),
            (Mail, "550 5.1.8 bad sender", Released, "sender-refused"),
            (Mail, "553 not your address", Released, "sender-refused"),
            (Mail, "552 5.3.4 too big", Failed, "content"),
            (Dot, "552 too much mail data", Failed, "content"),
            (Dot, "554 transaction failed", Failed, "content"),
            (Dot, "550 5.6.0 bad MIME", Failed, "content"),
            (Rcpt, "554 5.7.1 Relay access denied", Deferred, "relay-denied"),
            (Rcpt, "550 relaying denied", Deferred, "relay-denied"),
            (Rcpt, "550 5.1.8 sender address rejected", Deferred, "sender-refused"),
            (Mail, "550 relaying denied", Released, "sender-refused"),
            (Mail, "503 bad sequence", Released, "protocol"),
            (Rcpt, "501 syntax", Failed, "protocol"),
            (Data, "503 no valid recipients", Deferred, "protocol"),
            (Banner, "554 go away", Released, "refused"),
            (Banner, "421 busy", Released, "throttle"),
            (Rcpt, "571 something", Failed, "undetermined"),
            (Rcpt, "550 5.0.0 no", Failed, "undetermined"),
            (Dot, "250 2.0.0 queued", Accepted, "accepted"),
        ];
        for (phase, line, kind, class) in cases {
            let verdict = said(phase, line);
            assert_eq!((verdict.kind, verdict.class), (kind, class), "{phase:?} {line}");
        }
    }

    #[test]
    fn what_the_next_letter_would_meet_too_stops_the_mailing() {
        use Phase::*;
        let cases = [
            (Auth, "535 5.7.8 bad credentials", Some(1)),
            (Mail, "550 5.1.8 bad sender", Some(1)),
            (Rcpt, "554 5.7.1 Relay access denied", Some(1)),
            (Dot, "554 5.7.1 looks like spam", Some(3)),
            (Dot, "554 transaction failed", Some(2)),
            (Mail, "503 bad sequence", Some(2)),
            (Rcpt, "550 5.1.1 no such user", None),
            (Rcpt, "450 4.2.2 full", None),
            (Auth, "454 4.7.0 not now", None),
        ];
        for (phase, line, after) in cases {
            assert_eq!(
                said(phase, line).hits_everybody.map(Everybody::holds_after),
                after,
                "{phase:?} {line}"
            );
        }
    }

    #[test]
    fn a_basic_code_decides_about_retrying_even_where_the_enhanced_one_disagrees() {
        assert_eq!(said(Phase::Rcpt, "450 5.1.1 no such user").kind, Deferred);
        assert_eq!(said(Phase::Rcpt, "550 4.2.2 full").kind, Failed);
    }

    #[test]
    fn nothing_but_a_2xx_at_the_dot_is_accepted_and_nothing_is_released_from_rcpt_on() {
        for code in 200..600 {
            for phase in [Phase::Mail, Phase::Rcpt, Phase::Data, Phase::Dot] {
                let verdict = classify(phase, &Reply { code, enhanced: None, text: String::new() });
                assert_eq!(verdict.kind == Accepted, phase == Phase::Dot && code < 300, "{phase:?} {code}");
                assert!(phase < Phase::Rcpt || verdict.kind != Released, "{phase:?} {code}");
            }
        }
    }
}
