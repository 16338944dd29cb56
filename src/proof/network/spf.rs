//! DNS001: one SPF record that receivers can follow to its end, and that lets our mail server through.

use std::net::IpAddr;

use super::super::rules::DNS001;
use super::sender::{line, place};
use super::spf_walk::{Fault, Walk, lets_through};
use super::{Known, SenderFacts};
use crate::domain::Problem;
use crate::domain::settings::{Preset, Relay};
use crate::net::Question;

/// RFC 7208, 4.6.4.
const LOOKUPS: usize = 10;
const VOIDS: usize = 2;

pub(super) fn published(facts: &SenderFacts, known: &mut Known) -> Vec<Problem> {
    let domain = facts.bounces();
    let walk = Walk::of(domain, known);
    let mut found: Vec<Problem> = walk.faults.iter().map(|fault| problem(facts, fault)).collect();
    if walk.lookups > LOOKUPS {
        let what = format!(
            "The SPF record of {domain} makes receivers ask {} times, and they stop after {LOOKUPS}.",
            walk.lookups
        );
        let remedy = "Take include: of services that no longer send for you out of it, and write ip4: and ip6: in the place of a: and mx:.";
        found.push(DNS001.at(place(), what).remedy(remedy));
    }
    if walk.voids > VOIDS {
        let what = format!(
            "{} names in the SPF record of {domain} lead nowhere, and receivers stop after {VOIDS}.",
            walk.voids
        );
        found.push(DNS001.at(place(), what).remedy("Take the a: and mx: of hosts that are gone out of it."));
    }
    match walk.own.as_ref().map(|own| (own.rest(), &own.redirect)) {
        Some((Some('+'), _)) => {
            let what = format!("The SPF record of {domain} ends with +all: it lets everybody send as you.");
            found.push(DNS001.at(place(), what).remedy("End it with ~all, or -all."));
        }
        Some((Some('?'), _) | (None, None)) => {
            let what = format!("The SPF record of {domain} does not say what becomes of other senders.");
            found.push(DNS001.should(place(), what).remedy("End it with ~all, or -all."));
        }
        _ => {}
    }
    if !found.iter().any(Problem::blocks) && known.complete() {
        found.extend(facts.relays().iter().filter_map(|relay| left_out(facts, relay, &walk, known)));
    }
    found
}

fn problem(facts: &SenderFacts, fault: &Fault) -> Problem {
    let own = facts.bounces();
    match fault {
        Fault::None => {
            let what = format!("{own} has no SPF record: it does not say which servers send its mail.");
            let remedy =
                format!("Publish, once you know that no other server sends for it: {}", suggested(facts));
            DNS001.at(place(), what).remedy(remedy)
        }
        Fault::Nowhere { by, domain } => {
            let what = format!("The SPF record of {by} leads to {domain}, which has none.");
            DNS001
                .at(place(), what)
                .remedy(format!("Take {domain} out of the record of {by}, or mend its name."))
        }
        Fault::Several { domain, records } => {
            let what = format!("{domain} has {} SPF records, so receivers heed none.", records.len());
            DNS001.at(place(), what).remedy(format!(
                "Delete all but one, and write what the others name into it: {}.",
                records.join(" · ")
            ))
        }
        Fault::Unreadable { domain, term } => {
            let what = format!("Nobody can read \"{term}\" in the SPF record of {domain}.");
            DNS001.at(place(), what).remedy(format!("Mend \"{term}\", or take it out."))
        }
        Fault::Pointer { domain } => {
            let what =
                format!("The SPF record of {domain} has \"ptr\", which many receivers no longer heed.");
            DNS001.should(place(), what).remedy("Write ip4: or a: of the server in its place.")
        }
    }
}

/// The record that lets our own servers through, as far as it is known where they send from.
fn suggested(facts: &SenderFacts) -> String {
    let mut terms: Vec<String> = facts.relays().iter().flat_map(terms).collect();
    terms.dedup();
    if terms.is_empty() {
        terms.push("mx".to_owned());
    }
    line(facts.bounces(), &format!("v=spf1 {} ~all", terms.join(" ")))
}

fn terms(relay: &Relay) -> Vec<String> {
    match service(relay) {
        Some(include) => vec![format!("include:{include}")],
        None if !relay.sends_from.is_empty() => relay.sends_from.iter().map(term).collect(),
        None => vec![format!("a:{}", relay.host)],
    }
}

fn term(address: &IpAddr) -> String {
    format!("{}:{address}", if address.is_ipv4() { "ip4" } else { "ip6" })
}

/// The record that the service keeps for all that it sends from.
fn service(relay: &Relay) -> Option<&'static str> {
    match relay.preset {
        Preset::Own => None,
        Preset::Microsoft365 => Some("spf.protection.outlook.com"),
        Preset::Google => Some("_spf.google.com"),
    }
}

fn left_out(facts: &SenderFacts, relay: &Relay, walk: &Walk, known: &mut Known) -> Option<Problem> {
    let domain = facts.bounces();
    let host = &relay.host;
    if let Some(include) = service(relay) {
        let what = format!("The SPF record of {domain} does not include {include}, by which {host} sends.");
        let remedy = format!("Add include:{include} to it.");
        let there = walk.included.iter().any(|included| included == include);
        return (!there).then(|| DNS001.at(place(), what).remedy(remedy));
    }
    for address in &relay.sends_from {
        if lets_through(domain, *address, known) == Some(false) {
            let what = format!(
                "The SPF record of {domain} does not let {address} through, from which {host} sends."
            );
            return Some(DNS001.at(place(), what).remedy(format!("Add {} to it.", term(address))));
        }
    }
    if !relay.sends_from.is_empty() {
        return None;
    }
    // It may send from elsewhere, so that this is a guess.
    let own: Vec<IpAddr> = match host.parse() {
        Ok(address) => vec![address],
        Err(_) => known.ask(Question::Address(host.clone())).iter().filter_map(|a| a.parse().ok()).collect(),
    };
    let outside = |address: &IpAddr| !address.is_loopback();
    let own: Vec<IpAddr> = own.into_iter().filter(outside).collect();
    let refused = |address: &IpAddr| lets_through(domain, *address, known) == Some(false);
    if own.is_empty() || !own.iter().all(refused) {
        return None;
    }
    let what = format!("The SPF record of {domain} does not name {host}.");
    let remedy = format!(
        "If it sends from its own address, add a:{host}; if from others, add theirs, and write them as sends_from below the mail server in config.toml."
    );
    Some(DNS001.should(place(), what).remedy(remedy))
}
