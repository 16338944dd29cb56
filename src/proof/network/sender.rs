//! DNS001 to DNS005, one after the other.

use super::super::rules::{DNS001, DNS003, DNS004};
use super::{Known, SenderFacts, Verdict, dmarc, pointer, receiving, signing, spf};
use crate::domain::Place;

/// What the DNS says of whoever sends. Where something is wanted and not known, the rule is open.
pub fn sender(facts: &SenderFacts, known: &mut Known) -> Vec<Verdict> {
    vec![
        Verdict::of(&DNS001, known, |known| spf::published(facts, known)),
        signing::records(facts, known),
        Verdict::of(&DNS003, known, |known| dmarc::policy(facts, known)),
        Verdict::of(&DNS004, known, |known| receiving::answers(facts, known)),
        pointer::names(facts, known),
    ]
}

/// All of it is about what config.toml says.
pub(super) fn place() -> Place {
    Place::file("config.toml")
}

/// A TXT record as a line of a zone file. What is longer than a string may be is in several.
pub(super) fn line(name: &str, value: &str) -> String {
    format!("{name}. IN TXT \"{value}\"")
}
