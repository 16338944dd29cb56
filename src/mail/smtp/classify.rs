//! What a reply means: looked up in the table of rules.

use super::meaning::PROTOCOL;
use super::rules::{LETTER, RULES};
use super::{Phase, Verdict, VerdictKind};
use crate::domain::Reply;

/// What `reply`, given at `phase`, means. A 2xx is `Accepted` only at the dot.
pub fn classify(phase: Phase, reply: &Reply) -> Verdict {
    if phase == Phase::Dot && reply.class() == 2 {
        return Verdict { kind: VerdictKind::Accepted, class: "accepted", hits_everybody: None };
    }
    let text = reply.text.to_lowercase();
    // What is neither yes nor no breaks the protocol.
    let means = RULES.iter().find(|rule| rule.fits(phase, reply, &text)).map_or(&PROTOCOL, |rule| rule.means);
    // The ledger has the hand-over on record by then: the row can't go back as if nothing had been tried. Nor may a
    // recipient who is refused, for whatever reason, be the first to be tried again.
    let begun = phase == Phase::Rcpt || LETTER.contains(&phase);
    let kind = if begun && means.kind == VerdictKind::Released { VerdictKind::Deferred } else { means.kind };
    Verdict { kind, class: means.class, hits_everybody: means.hits }
}

#[cfg(test)]
mod tests {
    use super::VerdictKind::*;
    use super::*;
    use crate::mail::smtp::meaning::MEANINGS;
    use crate::mail::smtp::{Blame, Everybody, Meaning};
    use Phase::*;

    fn reply(line: &str) -> Reply {
        let line = format!("{line}\r\n");
        let (_, reply) = crate::mail::smtp::ReplyReader::default().read(line.as_bytes()).expect("a reply");
        reply.expect("complete")
    }

    fn said(phase: Phase, line: &str) -> Verdict {
        classify(phase, &reply(line))
    }

    const CASES: &[(Phase, &str, VerdictKind, &str)] = &[
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
        (Mail, "450 4.7.1 Error: too much mail from 192.0.2.1", Released, "throttle"),
        (Mail, "421 4.7.0 too many connections", Released, "throttle"),
        (Rcpt, "421 closing", Deferred, "throttle"),
        (Rcpt, "421 4.7.28 unusual rate of mail", Deferred, "mailbox-busy"),
        (Rcpt, "421 4.7.0 too many messages to this recipient", Deferred, "mailbox-busy"),
        (Rcpt, "421 4.7.0 too many messages in this session", Deferred, "throttle"),
        (Mail, "421 4.7.28 unusual rate of mail", Released, "throttle"),
        (Dot, "421 4.7.28 unusual rate of mail", Deferred, "throttle"),
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
        (Mail, "550 5.4.5 Daily user sending limit exceeded", Released, "own-limit"),
        (Dot, "550 5.4.5 Daily user sending limit exceeded", Deferred, "own-limit"),
        (Rcpt, "550 Daily sending quota exceeded", Deferred, "own-limit"),
        (
            Dot,
            "554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException; Failed",
            Deferred,
            "own-limit",
        ),
        (Rcpt, "550 5.1.90 Your message can't be sent", Deferred, "own-limit"),
        (Rcpt, "550 you've reached your daily limit for message recipients", Deferred, "own-limit"),
        (Rcpt, "552 5.2.2 quota exceeded", Failed, "mailbox-full"),
        (Rcpt, "550 5.1.8 sender address rejected", Deferred, "sender-refused"),
        (Mail, "550 relaying denied", Released, "sender-refused"),
        (Mail, "503 bad sequence", Released, "protocol"),
        (Rcpt, "501 syntax", Failed, "protocol"),
        (Data, "503 no valid recipients", Deferred, "protocol"),
        (Banner, "554 go away", Released, "refused"),
        (Banner, "421 busy", Released, "throttle"),
        (Banner, "450 busy", Released, "throttle"),
        (Rcpt, "571 something", Failed, "undetermined"),
        (Rcpt, "550 5.0.0 no", Failed, "undetermined"),
        (Dot, "250 2.0.0 queued", Accepted, "accepted"),
        (Rcpt, "550 5.1.3 bad address syntax", Failed, "address-invalid"),
        (Rcpt, "550 5.1.6 has moved", Failed, "address-invalid"),
        (Rcpt, "556 5.1.10 null MX", Failed, "address-invalid"),
        (Rcpt, "550 5.4.4 unable to route", Failed, "domain-dead"),
        (Rcpt, "550 NXDOMAIN", Failed, "domain-dead"),
        (Rcpt, "550 account suspended", Failed, "mailbox-disabled"),
        (Rcpt, "452 4.7.28 unusual rate", Deferred, "mailbox-busy"),
        (Mail, "452 4.7.28 unusual rate", Released, "throttle"),
        (Dot, "450 4.7.1 try again", Deferred, "temporary"),
        (Rcpt, "450 4.7.1 try again", Deferred, "greylist"),
        (Rcpt, "550 5.7.606 access denied, banned sending IP", Failed, "policy"),
        (Rcpt, "550 poor reputation", Failed, "policy"),
        (Rcpt, "534 5.7.9 authentication mechanism is too weak", Deferred, "auth"),
        (Dot, "550 5.7.27 sender has null MX", Deferred, "sender-refused"),
        (Dot, "554 5.6.1 body refused", Failed, "content"),
        (Dot, "550 message too large", Failed, "content"),
        (Ehlo, "500 what", Released, "protocol"),
        (Rcpt, "450 4.0.0 no", Deferred, "temporary"),
        (Rcpt, "550 5.0.0 mailbox is full", Failed, "mailbox-full"),
        (Rcpt, "552 5.0.0 no", Failed, "mailbox-full"),
    ];

    #[test]
    fn replies_of_real_servers_mean_what_they_mean() {
        for (phase, line, kind, class) in CASES {
            let verdict = said(*phase, line);
            assert_eq!((verdict.kind, verdict.class), (*kind, *class), "{phase:?} {line}");
        }
    }

    #[test]
    fn every_rule_decides_about_a_reply_of_its_own_and_every_refusal_meets_one() {
        let first = |phase: Phase, reply: &Reply| {
            let text = reply.text.to_lowercase();
            RULES.iter().position(|rule| rule.fits(phase, reply, &text))
        };
        let met: Vec<_> = CASES.iter().filter_map(|(phase, line, ..)| first(*phase, &reply(line))).collect();
        let idle: Vec<_> = (0..RULES.len()).filter(|rule| !met.contains(rule)).collect();
        assert!(idle.is_empty(), "no reply comes as far as rules {idle:?}");
        for phase in [Connect, Banner, Ehlo, StartTls, Handshake, Auth, Mail, Rcpt, Data, Body, Dot, Reset] {
            for code in 400..600 {
                let plain = Reply { code, enhanced: None, text: String::new() };
                assert!(first(phase, &plain).is_some(), "{phase:?} {code}");
            }
        }
        for meaning in MEANINGS {
            assert!(RULES.iter().any(|rule| std::ptr::eq(rule.means, *meaning)), "{}", meaning.class);
        }
    }

    #[test]
    fn only_what_speaks_against_an_address_or_a_mailbox_is_held_against_a_reader() {
        for meaning in MEANINGS {
            let of_the_reader = matches!(meaning.blame, Blame::Address | Blame::Mailbox);
            assert!(!of_the_reader || meaning.hits.is_none(), "{}", meaning.class);
            assert_eq!(Meaning::words_of(meaning.class), Some(meaning.words), "one class, one wording");
        }
        let blamed = |phase, line| {
            let class = said(phase, line).class;
            MEANINGS.iter().find(|meaning| meaning.class == class).map(|meaning| meaning.blame)
        };
        assert_eq!(blamed(Rcpt, "550 5.1.1 user unknown, blocked by policy"), Some(Blame::Address));
        assert_eq!(blamed(Rcpt, "550 user unknown, blocked by policy"), Some(Blame::Us), "the lesser blame");
        assert_eq!(blamed(Rcpt, "550 5.2.2 full"), Some(Blame::Mailbox));
    }

    #[test]
    fn what_the_next_letter_would_meet_too_stops_the_mailing() {
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
