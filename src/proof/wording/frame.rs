//! What stands in the list of an inbox: the subject (HDR011), the inbox line (HTM006); and whether somebody reads what
//! comes back (HDR010).

use std::collections::BTreeMap;

use super::left_over::is_same_by_intent;
use super::lists::lists;
use super::passages::{Part, Passage, Texts};
use super::tokens::tokens;
use crate::domain::{Place, Problem};
use crate::locale::{language_name, say};
use crate::proof::{Facts, content, rules};

/// Characters that an inbox line should have at least and at most.
const PREHEADER: std::ops::RangeInclusive<usize> = 40..=130;

/// HDR010
pub fn answered(facts: &Facts) -> Vec<Problem> {
    let sender = &facts.settings.sender;
    let (name, address) = match &sender.reply_to {
        Some(mailbox) => ("reply_to", &mailbox.address),
        None => ("from", &sender.address),
    };
    let local = address.as_str().split('@').next().unwrap_or_default();
    let bare: String = local.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    let deaf = lists().deaf.values().flatten().any(|word| bare.starts_with(word.as_str()));
    if !deaf {
        return Vec::new();
    }
    let what = say!("HDR010-deaf", local = local, name = name);
    vec![rules::HDR010.at(Place::file("config.toml"), what)]
}

/// HDR011
pub fn subjects(facts: &Facts, texts: &Texts) -> Vec<Problem> {
    let mut found = content::subject_length(facts);
    let mut known: BTreeMap<String, &Passage> = BTreeMap::new();
    let source = facts.issue.source();
    let (first, others): (Vec<_>, Vec<_>) = texts
        .all()
        .filter(|passage| passage.part == Part::Subject)
        .partition(|passage| Some(passage.lang()) == source);
    for passage in first.into_iter().chain(others) {
        let subject = passage.text.trim();
        let mut tell = |what: String, remedy: String| {
            found.push(rules::HDR011.should(passage.place(&passage.whole()), what).remedy(remedy));
        };
        let mark = subject.split_once(':').map(|(mark, _)| mark.trim().to_lowercase());
        if let Some(mark) = mark.filter(|mark| lists().answers.values().flatten().any(|one| one == mark)) {
            tell(say!("HDR011-answer", mark = mark), say!("HDR011-answer-remedy"));
        }
        // Most of the world's scripts have no capitals.
        let letters: Vec<char> = subject.chars().filter(|c| c.is_alphabetic()).collect();
        if letters.len() >= 8 && letters.iter().all(|c| c.is_uppercase()) && tokens(subject).len() >= 2 {
            tell(say!("HDR011-capitals"), say!("HDR011-capitals-remedy"));
        }
        let plain = tokens(subject).iter().any(|word| word.tells() >= 1.0 && word.text.chars().count() > 2);
        match known.get(&subject.to_lowercase()) {
            Some(other) if plain && !is_same_by_intent(facts, passage) => {
                let other = language_name(other.lang());
                tell(say!("HDR011-same", other = other), say!("HDR011-same-remedy"));
            }
            Some(_) => {}
            None => _ = known.insert(subject.to_lowercase(), passage),
        }
    }
    found
}

/// HTM006
pub fn inbox_lines(_: &Facts, texts: &Texts) -> Vec<Problem> {
    let mut found = Vec::new();
    for (_, passages) in texts.iter() {
        let of = |part: Part| passages.iter().find(move |passage| passage.part == part);
        let Some(line) = of(Part::Preheader) else { continue };
        let at = |what: String| rules::HTM006.at(line.place(&line.whole()), what);
        let long = line.text.trim().chars().count();
        if !PREHEADER.contains(&long) {
            found.push(at(say!("HTM006-length", long = long)));
        }
        let same = |other: &&Passage| other.text.trim().to_lowercase() == line.text.trim().to_lowercase();
        if of(Part::Subject).filter(same).is_some() {
            found.push(at(say!("HTM006-same-subject")));
        }
        if of(Part::Heading).filter(same).is_some() {
            found.push(at(say!("HTM006-same-heading")));
        }
    }
    found
}
