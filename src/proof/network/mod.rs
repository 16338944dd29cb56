//! The rules that only the network can answer. Pure, like the others: what was asked is handed in, and what would have to
//! be asked to know more is handed out, so that whoever may ask goes on until nothing is wanted.

mod dmarc;
mod endpoint;
mod known;
mod link;
mod links;
mod pointer;
mod readers;
mod receiving;
mod relays;
mod sender;
mod sender_facts;
mod signing;
mod spf;
mod spf_record;
mod spf_walk;
mod verdict;

pub use endpoint::{Endpoint, endpoint};
pub use known::Known;
pub use link::{Link, links};
pub use links::reached;
pub use readers::{Readers, recipients, volume};
pub use relays::{RelayFault, RelaySeen, relays};
pub use sender::sender;
pub use sender_facts::SenderFacts;
pub use verdict::Verdict;
