//! Rules about the bytes that go on the wire.

use super::super::{Check, Rule, Stage};
use crate::domain::Severity::{self, MustFix, ShouldFix};

pub(super) const ALL: &[&Rule] = &[
    &HDR001, &HDR002, &HDR003, &HDR004, &HDR005, &HDR006, &HDR007, &HDR008, &HDR009, &LST001, &LST002,
    &LST003, &LST004, &LST007, &MIM001, &MIM002, &MIM003, &MIM004, &EVT003, &DKM001,
];

/// People can't mend a message's bytes by hand: what is wrong there comes from a template, the settings or us.
const OURS: &str = "Look at [sender] in config.toml and at changed templates; if they are right, this is a fault of the program: please report it.";

const fn rule(id: &'static str, severity: Severity, title: &'static str, why: &'static str) -> Rule {
    Rule { id, severity, stage: Stage::Message, title, why, remedy: OURS, check: Check::Message }
}

pub const HDR001: Rule = rule(
    "HDR001",
    MustFix,
    "Single headers stand once",
    "Mail servers refuse letters with two dates or two senders (RFC 5322, 3.6).",
);
pub const HDR002: Rule = rule(
    "HDR002",
    MustFix,
    "From is one named sender",
    "The name tells readers who writes; Gmail treats anything else in it as deception.",
);
pub const HDR003: Rule = rule(
    "HDR003",
    MustFix,
    "Message-ID is there and ours",
    "Without it mail programs can't tell copies apart, and Gmail refuses the letter (RFC 5322, 3.6.4).",
);
pub const HDR004: Rule = rule(
    "HDR004",
    MustFix,
    "Date is the moment of sending",
    "Letters from the future or the past are sorted out as spam (RFC 5322, 3.6.1).",
);
pub const HDR005: Rule = rule(
    "HDR005",
    MustFix,
    "Headers hold nothing but what they should",
    "A control character or a header from elsewhere could change to whom the letter goes.",
);
pub const HDR006: Rule = rule(
    "HDR006",
    MustFix,
    "Accented letters in headers are encoded right",
    "Subjects and names would arrive as question marks (RFC 2047).",
);
pub const HDR007: Rule = rule(
    "HDR007",
    MustFix,
    "No line is too long",
    "Mail servers cut or refuse lines of more than 998 bytes (RFC 5322, 2.1.1).",
);
pub const HDR008: Rule = rule(
    "HDR008",
    MustFix,
    "Line ends and bytes survive every server",
    "Bare line ends let others slip a second letter in, and 8-bit bytes are mangled (RFC 5321, 2.3.8).",
);
pub const HDR009: Rule = rule(
    "HDR009",
    MustFix,
    "No header that gives something away",
    "Return-Path is the receiver's to write, and Bcc shows who else got it (RFC 5321, 4.4).",
);
pub const LST001: Rule = rule(
    "LST001",
    MustFix,
    "One-click unsubscribe has its link",
    "Gmail and Yahoo show their unsubscribe button only for one https link that nobody can guess (RFC 8058).",
);
pub const LST002: Rule = rule(
    "LST002",
    MustFix,
    "One-click unsubscribe is announced",
    "Without exactly these words the link counts as an ordinary page (RFC 8058, 5).",
);
pub const LST003: Rule = Rule {
    remedy: "Sign with `courant dkim new`, or send a test to a mailbox of yours and look whether the relay's signature covers both headers.",
    ..rule(
        "LST003",
        MustFix,
        "The signature covers the unsubscribe headers",
        "Mail providers ignore one-click unsubscribe that is not signed (RFC 8058, 4).",
    )
};
pub const LST004: Rule = rule(
    "LST004",
    MustFix,
    "List-Id is the newsletter's",
    "Readers' filters go by it; it must never change (RFC 2919).",
);
pub const LST007: Rule = rule(
    "LST007",
    ShouldFix,
    "Feedback-ID names the mailing and nobody else",
    "Gmail counts by it which mailing readers report as spam, in fours: three names of it and one of the sender.",
);
pub const MIM001: Rule = rule(
    "MIM001",
    MustFix,
    "Text first, HTML last, both filled",
    "Mail programs show the last part they understand (RFC 2046, 5.1.4).",
);
pub const MIM002: Rule = rule(
    "MIM002",
    MustFix,
    "The text says what the HTML says",
    "Readers of the text would miss a heading or a link; filters hold a difference for deception.",
);
pub const MIM003: Rule = rule(
    "MIM003",
    MustFix,
    "Pictures are there and not too heavy",
    "A missing part shows as a broken picture; heavy letters are refused.",
);
pub const MIM004: Rule = rule(
    "MIM004",
    MustFix,
    "Content-Language is the letter's",
    "Screen readers and filters go by it (RFC 3282).",
);
pub const EVT003: Rule = rule(
    "EVT003",
    MustFix,
    "Attached events are whole and ask nobody",
    "Calendars refuse a file that lacks a part, and show a time without a zone at the wrong hour (RFC 5545, RFC 5546).",
);
pub const DKM001: Rule = Rule {
    remedy: "Make a new key with `courant dkim new` and publish the DNS record that it prints.",
    ..rule(
        "DKM001",
        MustFix,
        "The DKIM signature is strong and verifies",
        "Mail providers refuse bulk mail whose signature is missing, weak or broken (RFC 6376).",
    )
};
