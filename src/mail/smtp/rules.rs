//! What replies mean, as data: one table, read from the top; the first rule that fits decides.
//!
//! Where signs disagree the less blaming one comes first: an address is called invalid only when the server says so
//! by its number or in so many words, and not when it talks of policy.

use super::meaning::*;
use super::{Meaning, Phase};
use crate::domain::Reply;

/// Fits when phase and class do (and the code, if there is only one), and any one of code, enhanced code and words does; a
/// rule that names none of the three fits every reply of its phases and class.
pub(super) struct Rule {
    at: &'static [Phase],
    /// The first digit: 4 or 5.
    class: u16,
    /// No other of the class.
    only: Option<u16>,
    codes: &'static [u16],
    /// Subject and detail of RFC 3463; no detail means any.
    enhanced: &'static [(u16, Option<u16>)],
    /// In lower case.
    words: &'static [&'static str],
    pub(super) means: &'static Meaning,
}

const OPENING: &[Phase] =
    &[Phase::Connect, Phase::Banner, Phase::Ehlo, Phase::StartTls, Phase::Handshake, Phase::Reset];
const RECIPIENT: &[Phase] = &[Phase::Rcpt, Phase::Data, Phase::Body, Phase::Dot];
pub(super) const LETTER: &[Phase] = &[Phase::Data, Phase::Body, Phase::Dot];
const ENVELOPE: &[Phase] = &[Phase::Mail, Phase::Rcpt];

const SYNTAX: &[u16] = &[500, 501, 502, 503, 504];
const SYNTAX_OF_ENVELOPE: &[u16] = &[500, 501, 502, 503, 504, 555];

pub(super) static RULES: &[Rule] = &[
    // It closes the connection: because of this recipient, if it says so when it is named, else because of us.
    temporary(&MAILBOX_BUSY).only(421).at(&[Phase::Rcpt]).enhanced(&[(7, Some(28))]).words(OF_ONE),
    temporary(&THROTTLE).only(421),
    // Signing in and the opening: nobody's letter is concerned.
    temporary(&NOT_NOW).at(&[Phase::Auth]),
    permanent(&AUTH).at(&[Phase::Auth]),
    permanent(&AUTH)
        .codes(&[530, 534, 535, 538])
        .enhanced(&[(7, Some(8)), (7, Some(9))])
        .words(&["authentication required", "authentication failed"]),
    temporary(&THROTTLE).at(OPENING),
    permanent(&PROTOCOL).at(OPENING).codes(SYNTAX),
    permanent(&REFUSED).at(OPENING),
    // Not now.
    temporary(&GREYLIST).words(&["greylist", "graylist", "grey-list", "gray-list"]),
    temporary(&THROTTLE).enhanced(&[(3, Some(2))]),
    // One transaction has one recipient: at RCPT it is this mailbox that gets too much, not the relay.
    temporary(&MAILBOX_BUSY)
        .at(&[Phase::Rcpt])
        .enhanced(&[(2, Some(1)), (5, Some(3)), (7, Some(28))])
        .words(TOO_MUCH),
    temporary(&THROTTLE).enhanced(&[(7, Some(28))]).words(TOO_MUCH),
    temporary(&GREYLIST).at(&[Phase::Rcpt]).enhanced(&[(7, Some(1))]),
    temporary(&MAILBOX_FULL_NOW).at(RECIPIENT).enhanced(&[(2, Some(2))]).words(FULL),
    temporary(&TEMPORARY),
    // Never, and not because of the recipient. Google says 5.4.5, Microsoft 365 says 5.1.90 of an account's own limit.
    permanent(&OWN_LIMIT).enhanced(&[(4, Some(5)), (1, Some(90))]).words(OWN_LIMIT_WORDS),
    permanent(&CONTENT).at(&[Phase::Mail]).codes(&[552]).enhanced(&[(3, Some(4))]),
    permanent(&PROTOCOL).at(&[Phase::Mail]).codes(SYNTAX_OF_ENVELOPE),
    permanent(&SENDER_REFUSED).at(&[Phase::Mail]),
    permanent(&SENDER_REFUSED).enhanced(&[(1, Some(7)), (1, Some(8)), (7, Some(27)), (7, Some(60))]).words(
        &["sender address rejected", "sender rejected", "not allowed to send as", "not owned by user"],
    ),
    permanent(&RELAY_DENIED).words(&[
        "relay access denied",
        "relaying denied",
        "relay denied",
        "relay not permitted",
        "relaying not allowed",
        "unable to relay",
        "not permitted to relay",
    ]),
    permanent(&CONTENT).enhanced(&[(3, Some(4)), (6, None)]).words(&[
        "message too large",
        "message size exceeds",
        "message too big",
    ]),
    permanent(&ADDRESS_INVALID).at(RECIPIENT).enhanced(&[
        (1, Some(1)),
        (1, Some(3)),
        (1, Some(6)),
        (1, Some(10)),
    ]),
    permanent(&POLICY).enhanced(&[(7, None)]).words(&[
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
    ]),
    // Never, because of the recipient.
    permanent(&MAILBOX_FULL).at(RECIPIENT).enhanced(&[(2, Some(2))]).words(FULL),
    permanent(&MAILBOX_FULL).at(&[Phase::Rcpt]).codes(&[552]),
    permanent(&DOMAIN_DEAD).at(RECIPIENT).enhanced(&[(1, Some(2)), (4, Some(4))]).words(&[
        "host unknown",
        "domain not found",
        "no such domain",
        "nxdomain",
    ]),
    permanent(&MAILBOX_DISABLED).at(RECIPIENT).enhanced(&[(2, Some(1))]).words(&[
        "disabled",
        "suspended",
        "inactive",
    ]),
    permanent(&ADDRESS_INVALID).at(RECIPIENT).words(&[
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
    permanent(&PROTOCOL_OF_ONE).at(ENVELOPE).codes(SYNTAX_OF_ENVELOPE),
    permanent(&PROTOCOL).at(LETTER).codes(SYNTAX),
    permanent(&CONTENT).at(LETTER).codes(&[552, 554]),
    permanent(&UNDETERMINED),
];

const TOO_MUCH: &[&str] = &[
    "too many",
    "too much mail",
    "rate limit",
    "rate exceeded",
    "throttl",
    "slow down",
    "quota exceeded for sender",
];

const OWN_LIMIT_WORDS: &[&str] = &[
    "sending limit",
    "sending quota",
    "sender quota",
    "daily limit",
    "daily quota",
    "hourly limit",
    "messages per day",
    "messages per hour",
    "limit for message recipients",
    "submissionquotaexceeded",
];

/// `(the recipient)` stands for the address itself.
const OF_ONE: &[&str] = &[
    "(the recipient)",
    "this recipient",
    "this mailbox",
    "this user",
    "this domain",
    "recipient domain",
    "recipient's domain",
    "destination domain",
];

const FULL: &[&str] =
    &["mailbox full", "mailbox is full", "over quota", "overquota", "quota exceeded", "exceeded storage"];

const fn temporary(means: &'static Meaning) -> Rule {
    Rule { at: &[], class: 4, only: None, codes: &[], enhanced: &[], words: &[], means }
}

const fn permanent(means: &'static Meaning) -> Rule {
    Rule { class: 5, ..temporary(means) }
}

impl Rule {
    const fn at(self, at: &'static [Phase]) -> Self {
        Self { at, ..self }
    }

    const fn only(self, code: u16) -> Self {
        Self { only: Some(code), ..self }
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

    /// `text` is the reply's, in lower case.
    pub(super) fn fits(&self, phase: Phase, reply: &Reply, text: &str) -> bool {
        let here = self.at.is_empty() || self.at.contains(&phase);
        if !here || self.class != reply.class() || self.only.is_some_and(|code| code != reply.code) {
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
