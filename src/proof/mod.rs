//! The checks: what is wrong with an issue, in words, with a place and a remedy.
//!
//! One file per family; every rule is a plain function from facts to problems, and `rules` is the one table of
//! them. `check_issue` reads what people wrote and what was rendered from it, `audit` the bytes of a message, `network`
//! what was asked of the network.

mod access;
mod addresses;
mod agreement;
mod content;
mod event;
mod fact_changes;
mod facts;
mod file_rule;
mod findings;
mod follow_ups;
mod html;
mod law;
mod links;
mod looks;
mod message;
mod network;
mod page;
pub mod parity;
mod people;
mod picture_width;
mod pictures;
mod place;
mod reads;
mod release;
mod rule;
pub mod rules;
mod staleness;
mod stated;
mod structure;
#[cfg(test)]
mod tests;
mod translation;
mod weekday;
mod wording;
mod words;

pub use agreement::of_passage as disagreements;
pub use fact_changes::fact_changes;
pub use facts::{Facts, Gate};
pub use file_rule::FileRule;
pub use findings::{Accepted, Findings, NotChecked, check_issue};
pub use message::{Expected, ExpectedKey, audit, subject};
pub use network::{
    Endpoint, Known, Link, Readers, RelayFault, RelaySeen, SenderFacts, Verdict, endpoint, links, reached,
    recipients, relays, sender, volume,
};
pub use reads::Reads;
pub use release::{Release, Tested};
pub use rule::{Check, Rule, Stage};
pub use wording::quotation_marks;
