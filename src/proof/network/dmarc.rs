//! DNS003: a DMARC policy is found for the sender's domain, and our letters are in line with it (RFC 9989).

use super::super::rules::DNS003;
use super::sender::{line, place};
use super::{Known, SenderFacts};
use crate::domain::Problem;

/// At most so many names are asked for one domain.
const STEPS: usize = 8;

/// A record, and where it was found.
struct Record {
    domain: String,
    text: String,
}

impl Record {
    fn tag(&self, wanted: &str) -> Option<&str> {
        let tags = self.text.split(';').filter_map(|tag| tag.split_once('='));
        tags.map(|(tag, value)| (tag.trim(), value.trim()))
            .find(|(tag, _)| *tag == wanted)
            .map(|(_, value)| value)
    }
}

pub(super) fn policy(facts: &SenderFacts, known: &mut Known) -> Vec<Problem> {
    let from = facts.from().domain();
    let mut twice = Vec::new();
    let found = walk(from, known, &mut twice);
    let own = organisational(from, &found);
    let mut problems: Vec<Problem> = twice
        .iter()
        .map(|domain| {
            let what = format!("_dmarc.{domain} has more than one DMARC record, so receivers heed none.");
            DNS003.at(place(), what).remedy("Delete all but one.")
        })
        .collect();
    let of = |domain: &str| found.iter().find(|record| record.domain == domain);
    let Some(record) = of(from).or_else(|| of(&own)).or(found.last()) else {
        if problems.is_empty() {
            let what = format!("There is no DMARC record for {from}.");
            problems.push(DNS003.at(place(), what).remedy(format!("Publish: {}", suggested(from))));
        }
        return problems;
    };
    problems.extend(says(from, record));
    problems.extend(in_line(facts, record, &own, known));
    problems
}

fn suggested(domain: &str) -> String {
    line(&format!("_dmarc.{domain}"), &format!("v=DMARC1; p=none; rua=mailto:dmarc@{domain}"))
}

/// What of the record itself is amiss.
fn says(from: &str, record: &Record) -> Vec<Problem> {
    let name = format!("_dmarc.{}", record.domain);
    let known = |policy: &&str| ["none", "quarantine", "reject"].contains(policy);
    let mut found = Vec::new();
    let policy = record.tag("p");
    match policy.filter(known) {
        None if record.tag("rua").is_none() => {
            let what = match policy {
                Some(other) => format!("The DMARC record at {name} has p={other}, which is no policy."),
                None => format!("The DMARC record at {name} has no p=, the policy."),
            };
            found.push(DNS003.at(place(), what).remedy(format!("Publish: {}", suggested(&record.domain))));
        }
        None => {
            let what = format!(
                "The DMARC record at {name} has no policy that receivers know; they take it for p=none."
            );
            found.push(DNS003.should(place(), what).remedy("Write p=none, p=quarantine or p=reject."));
        }
        Some("none") if record.domain == from || record.tag("sp").is_none() => {
            let what = format!(
                "The DMARC record at {name} has p=none: forged letters in your name are let through."
            );
            found.push(DNS003.tip(place(), what).remedy(
                "Once the reports show that all your mail passes, write p=quarantine, and p=reject later.",
            ));
        }
        Some(_) => {}
    }
    if record.tag("rua").is_none() {
        let what = format!("The DMARC record at {name} has no rua=: nobody hears of letters that fail.");
        let remedy =
            format!("Add rua=mailto: with an address that somebody looks at, like dmarc@{}.", record.domain);
        found.push(DNS003.should(place(), what).remedy(remedy));
    }
    let gone: Vec<_> = ["pct", "rf", "ri"].into_iter().filter(|tag| record.tag(tag).is_some()).collect();
    if !gone.is_empty() {
        let what =
            format!("The DMARC record at {name} has {}=, which receivers no longer heed.", gone.join("=, "));
        found.push(DNS003.should(place(), what).remedy("Take it out."));
    }
    found
}

/// Whether SPF or the signature is of the domain that readers see.
fn in_line(facts: &SenderFacts, record: &Record, own: &str, known: &mut Known) -> Option<Problem> {
    let from = facts.from().domain();
    let bounces = facts.bounces();
    let keys = &facts.settings.dkim;
    let mut aligned = |domain: &str, mode: &str| {
        domain == from || (record.tag(mode) != Some("s") && organisation_of(domain, known) == own)
    };
    if aligned(bounces, "aspf") || keys.iter().any(|key| aligned(&key.domain, "adkim")) {
        return None;
    }
    if keys.is_empty() {
        let what = format!(
            "Letters bounce to {bounces}, which is not in line with {from}: they pass DMARC only if your mail server signs them as {from}."
        );
        let remedy = format!("Let bounces under [sender] be below {from}, or sign with `courant dkim new`.");
        return Some(DNS003.should(place(), what).remedy(remedy));
    }
    let signed: Vec<&str> = keys.iter().map(|key| key.domain.as_str()).collect();
    let what = format!(
        "Letters from {from} fail DMARC: they bounce to {bounces} and are signed by {}, neither in line with it.",
        signed.join(", ")
    );
    let remedy = format!("Make a key for it: courant dkim new --domain {from}");
    Some(DNS003.at(place(), what).remedy(remedy))
}

/// The records from the domain upwards. Where a name has several, it has none, and stands in `twice`.
fn walk(domain: &str, known: &mut Known, twice: &mut Vec<String>) -> Vec<Record> {
    let labels: Vec<&str> = domain.split('.').collect();
    let mut found = Vec::new();
    // A long name is asked itself, and then from its seventh label on.
    let ups = (0..labels.len()).filter(|skipped| *skipped == 0 || labels.len() - skipped < STEPS);
    for skipped in ups {
        let name = labels[skipped..].join(".");
        let is_one = |text: &String| {
            text.split(';').next().is_some_and(|version| {
                version
                    .split_once('=')
                    .is_some_and(|(tag, value)| tag.trim() == "v" && value.trim() == "DMARC1")
            })
        };
        let mut records: Vec<String> =
            known.text(&format!("_dmarc.{name}")).into_iter().filter(is_one).collect();
        match records.len() {
            0 => {}
            1 => {
                let record = Record { domain: name, text: records.remove(0) };
                let end = matches!(record.tag("psd"), Some("y" | "n"));
                found.push(record);
                if end {
                    break;
                }
            }
            _ => twice.push(name),
        }
    }
    found
}

fn organisation_of(domain: &str, known: &mut Known) -> String {
    let found = walk(domain, known, &mut Vec::new());
    organisational(domain, &found)
}

/// RFC 9989, 4.10.2: the one that says so, the one below a public suffix that says so, or the shortest with a record.
fn organisational(domain: &str, found: &[Record]) -> String {
    if let Some(record) = found.iter().find(|record| record.tag("psd") == Some("n")) {
        return record.domain.clone();
    }
    if let Some(suffix) =
        found.iter().find(|record| record.tag("psd") == Some("y") && record.domain != domain)
    {
        let above = suffix.domain.split('.').count();
        let labels: Vec<&str> = domain.split('.').collect();
        return labels[labels.len() - above - 1..].join(".");
    }
    found.last().map_or_else(|| domain.to_owned(), |record| record.domain.clone())
}
