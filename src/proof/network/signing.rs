//! DNS002: what the DNS says of our signing keys is what the keys are.

use super::super::rules::DNS002;
use super::sender::place;
use super::{Known, SenderFacts, Verdict};
use crate::domain::Problem;
use crate::mail::dkim::{DnsRecord, compact, tag_list};

pub(super) fn records(facts: &SenderFacts, known: &mut Known) -> Verdict {
    if facts.settings.dkim.is_empty() {
        return Verdict::not_asked(&DNS002, "config.toml has no [[dkim]]");
    }
    let mut verdict = Verdict::of(&DNS002, known, |known| {
        facts.keys.iter().flat_map(|own| one(own, &known.text(&own.name))).collect()
    });
    if facts.keys_missing && verdict.open.is_none() {
        verdict.open = Some("a key's file can't be read".to_owned());
    }
    verdict
}

fn one(own: &DnsRecord, published: &[String]) -> Vec<Problem> {
    let name = &own.name;
    let must = |what: String| DNS002.at(place(), what).remedy(format!("Publish: {}", own.zone_line()));
    let text = match published {
        [] => {
            return vec![must(format!(
                "There is no DKIM record at {name}: nobody can check the signatures."
            ))];
        }
        [text] => text,
        several => {
            let what = format!(
                "There are {} records at {name}, and it is anybody's guess which counts.",
                several.len()
            );
            return vec![must(what)];
        }
    };
    let Some(tags) = tag_list(text) else {
        return vec![must(format!("The record at {name} can't be read."))];
    };
    let tag = |wanted: &str| tags.iter().find(|(tag, _)| *tag == wanted).map(|(_, value)| *value);
    let ours = tag_list(&own.value).unwrap_or_default();
    let our = |wanted: &str| ours.iter().find(|(tag, _)| *tag == wanted).map_or("", |(_, value)| *value);
    let has = |list: &str, wanted: &[&str]| list.split(':').any(|part| wanted.contains(&part.trim()));
    let key = tag("p").map(compact);
    let wrong = match key.as_deref() {
        _ if tags.first().is_some_and(|(tag, value)| *tag == "v" && *value != "DKIM1") => {
            "says v= of another kind"
        }
        None => "has no p=, the key",
        Some("") => "takes the key back: its p= is empty",
        Some(_) if tag("k").unwrap_or("rsa") != our("k") => "is for another kind of key",
        Some(key) if key != our("p") => "has another key than the one that signs",
        Some(_) if tag("h").is_some_and(|list| !has(list, &["sha256"])) => "does not allow sha256",
        Some(_) if tag("s").is_some_and(|list| !has(list, &["email", "*"])) => "is not for e-mail",
        Some(_) => {
            let testing = tag("t").is_some_and(|list| has(list, &["y"]));
            let what = format!("The record at {name} has t=y: receivers take its signatures for a trial.");
            let problem = DNS002.should(place(), what).remedy(format!("Publish: {}", own.zone_line()));
            return testing.then_some(problem).into_iter().collect();
        }
    };
    vec![must(format!("The record at {name} {wrong}."))]
}
