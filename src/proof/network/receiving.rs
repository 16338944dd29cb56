//! DNS004: whoever answers a letter reaches somebody.

use super::super::rules::DNS004;
use super::super::words;
use super::sender::place;
use super::{Known, SenderFacts};
use crate::domain::Problem;
use crate::net::Question;

pub(super) fn answers(facts: &SenderFacts, known: &mut Known) -> Vec<Problem> {
    let from = facts.from().domain();
    let mut found = Vec::new();
    if words::words().hosts.freemail.iter().any(|free| free == from) {
        let what =
            format!("Letters from an address at {from} are refused: only {from} itself may send them.");
        let remedy = "Send from an address at a domain of your own; the other may stay as reply_to.";
        found.push(DNS004.at(place(), what).remedy(remedy));
    }
    let mut asked = Vec::new();
    let reply_to = facts.settings.sender.reply_to.iter().map(|reply| ("reply_to", reply.address.domain()));
    for (key, domain) in [("from", from)].into_iter().chain(reply_to) {
        if asked.contains(&domain) {
            continue;
        }
        asked.push(domain);
        found.extend(takes_mail(key, domain, known));
    }
    found
}

fn takes_mail(key: &str, domain: &str, known: &mut Known) -> Option<Problem> {
    let exchangers = known.ask(Question::Mail(domain.to_owned()));
    if exchangers.iter().any(String::is_empty) {
        let what = format!("{domain}, the domain of {key}, says that it takes no mail (a null MX).");
        let remedy = format!(
            "Let {key} be an address that somebody reads, or publish: {domain}. IN MX 10 mail.{domain}."
        );
        return Some(DNS004.at(place(), what).remedy(remedy));
    }
    if !exchangers.is_empty() || !known.ask(Question::Address(domain.to_owned())).is_empty() {
        return None;
    }
    let what = format!("{domain}, the domain of {key}, has no mail server (no MX, no A).");
    let remedy = format!(
        "Mend the address, or publish, with your mail server's name: {domain}. IN MX 10 mail.{domain}."
    );
    Some(DNS004.at(place(), what).remedy(remedy))
}
