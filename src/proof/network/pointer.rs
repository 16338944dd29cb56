//! DNS005: the addresses that letters leave from have names, and the names lead back to them.

use super::super::rules::DNS005;
use super::sender::place;
use super::{Known, SenderFacts, Verdict};
use crate::domain::Problem;
use crate::net::Question;

pub(super) fn names(facts: &SenderFacts, known: &mut Known) -> Verdict {
    let all: Vec<_> = facts.relays().iter().flat_map(|relay| &relay.sends_from).collect();
    if all.is_empty() {
        let why = "no [[delivery.relay]] says in sends_from which addresses it sends from";
        return Verdict::not_asked(&DNS005, why);
    }
    Verdict::of(&DNS005, known, |known| all.into_iter().filter_map(|address| one(*address, known)).collect())
}

fn one(address: std::net::IpAddr, known: &mut Known) -> Option<Problem> {
    let names = known.ask(Question::Pointer(address));
    let Some(first) = names.first().cloned() else {
        let what =
            format!("{address} has no name (PTR), and Gmail, Yahoo and Apple refuse letters from there.");
        return Some(DNS005.should(place(), what));
    };
    let back =
        |name: String| known.ask(Question::Address(name)).iter().any(|found| found.parse() == Ok(address));
    if names.into_iter().any(back) {
        return None;
    }
    let what = format!("{address} is called {first}, and {first} does not lead back to it.");
    Some(DNS005.should(place(), what))
}
