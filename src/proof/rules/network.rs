//! Rules about what the network says: asked only when somebody wants it.

use super::super::{Check, Rule, Stage};
use crate::domain::Severity::{MustFix, ShouldFix};

pub(super) const ALL: &[&Rule] =
    &[&DNS001, &DNS002, &DNS003, &DNS004, &DNS005, &LNK005, &LST005, &SMT001, &SMT002, &SMT003];

pub const DNS001: Rule = Rule {
    id: "DNS001",
    severity: MustFix,
    stage: Stage::Network,
    title: "SPF lets the mail server through",
    why: "Gmail, Yahoo and Outlook refuse letters whose domain does not say which servers send them, or says it so that it can't be followed.",
    remedy: "Publish one TXT record at the domain that letters bounce to: v=spf1, the servers, ~all.",
    check: Check::Network,
};

pub const DNS002: Rule = Rule {
    id: "DNS002",
    severity: MustFix,
    stage: Stage::Network,
    title: "The DKIM record is that of the key",
    why: "A signature that can't be checked counts as none, and large providers refuse newsletters without one.",
    remedy: "Publish what `courant dkim show` prints.",
    check: Check::Network,
};

pub const DNS003: Rule = Rule {
    id: "DNS003",
    severity: MustFix,
    stage: Stage::Network,
    title: "DMARC is published, and letters pass it",
    why: "Gmail, Yahoo and Outlook want a policy for the domain that readers see, and SPF or a signature in line with it.",
    remedy: "Publish a TXT record at _dmarc and the domain: v=DMARC1; p=none; rua=mailto: and an address of yours.",
    check: Check::Network,
};

pub const DNS004: Rule = Rule {
    id: "DNS004",
    severity: MustFix,
    stage: Stage::Network,
    title: "Answers reach somebody",
    why: "Providers refuse letters from addresses that no answer can reach, and readers lose their way to you.",
    remedy: "Let from and reply_to be addresses at domains that take mail, the first at one of your own.",
    check: Check::Network,
};

pub const LNK005: Rule = Rule {
    id: "LNK005",
    severity: MustFix,
    stage: Stage::Network,
    title: "Links arrive",
    why: "Readers would click and find an error, or nothing at all.",
    remedy: "Open the link in a browser, and write the address of the page that you meant.",
    check: Check::Network,
};

pub const LST005: Rule = Rule {
    id: "LST005",
    severity: MustFix,
    stage: Stage::Network,
    title: "The unsubscribe address answers as it must",
    why: "Mail programs unsubscribe by a POST to it (RFC 8058); if that fails, readers report spam instead.",
    remedy: "Let `courant serve` run, and the web server before it hand everything below /u/ on as it is.",
    check: Check::Network,
};

pub const DNS005: Rule = Rule {
    id: "DNS005",
    severity: ShouldFix,
    stage: Stage::Network,
    title: "The sending addresses have names",
    why: "Every large provider refuses or distrusts letters from an address whose name does not lead back to it.",
    remedy: "Ask whoever runs the mail server, or lends its address, for a PTR record and an A record that agree.",
    check: Check::Network,
};

pub const SMT001: Rule = Rule {
    id: "SMT001",
    severity: MustFix,
    stage: Stage::Network,
    title: "The mail server takes the letters",
    why: "Without a safe line to it nothing is handed over.",
    remedy: "Mend host, port, tls and sign-in below [[delivery.relay]] in config.toml.",
    check: Check::Network,
};

pub const SMT002: Rule = Rule {
    id: "SMT002",
    severity: ShouldFix,
    stage: Stage::Network,
    title: "There is somebody behind every address",
    why: "Each address that nobody reads bounces or annoys, and providers count that against you.",
    remedy: "Mend the address, or take it off the list.",
    check: Check::Network,
};

pub const SMT003: Rule = Rule {
    id: "SMT003",
    severity: ShouldFix,
    stage: Stage::Network,
    title: "No provider gets a flood",
    why: "Whoever sends one provider 5,000 letters a day is held to its rules for bulk senders ever after.",
    remedy: "See that DNS001 to DNS005 and LST005 pass, and send the first such issues slowly: rate below [delivery.domain].",
    check: Check::Network,
};
