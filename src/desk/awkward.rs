//! The readers who are most likely to show that something is wrong with a letter.

use std::collections::{BTreeMap, BTreeSet};

use super::invented::Invented;
use super::opened::Opened;
use super::send::{Error, order};
use crate::domain::{IssueId, Lang, Letter, Recipient, SlotWhat, Slots};
use crate::ledger::Crowd;

/// So many of each edition.
pub const AWKWARD: usize = 10;

/// Somebody as whom a letter is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AsReader {
    /// What people call them; an address is shown to nobody.
    pub words: String,
    pub slots: Slots,
}

impl From<Invented> for AsReader {
    fn from(invented: Invented) -> Self {
        Self { words: format!("{} (invented)", invented.in_words()), slots: invented.slots() }
    }
}

/// Whoever of the issue's lists gets the edition in `lang` and is most likely to look wrong there.
pub async fn awkward_readers(opened: &Opened, issue: &IssueId, lang: &Lang) -> Result<Vec<AsReader>, Error> {
    let (pressed, _, counted) = order::count(opened, issue, None, true).await?;
    let Some(letter) = pressed.letters.get(lang) else { return Ok(Vec::new()) };
    let shown = |reader: Recipient| {
        let name = reader.name.unwrap_or_else(|| "somebody without a name".to_owned());
        AsReader { words: format!("{name}, {}", reader.list), slots: reader.slots }
    };
    Ok(awkward(letter, &counted.readers)?.into_iter().map(shown).collect())
}

/// Whoever of those who get this letter is most likely to show that something is wrong: no name, the longest name, each
/// field left empty, the longest address; then some that are like the rest.
pub fn awkward(letter: &Letter, readers: &Crowd) -> Result<Vec<Recipient>, Error> {
    let whole = [&letter.subject, &letter.html, &letter.text];
    let fields: BTreeSet<&str> = whole
        .iter()
        .flat_map(|text| text.slots())
        .filter_map(|slot| match &slot.what {
            SlotWhat::Field { name, .. } => Some(name.as_str()),
            _ => None,
        })
        .collect();
    let name = |reader: &Recipient| reader.name.as_ref().map_or(0, |name| name.chars().count());
    let address = |reader: &Recipient| reader.address.as_str().len();
    let (mut nameless, mut longest_name, mut international, mut longest_address) = (None, None, None, None);
    let mut lacking: BTreeMap<&str, Recipient> = BTreeMap::new();
    let mut others = Vec::new();
    readers.each(|reader| {
        if reader.skipped.is_some() || reader.edition != letter.lang {
            return Ok::<_, Error>(());
        }
        first(&mut nameless, &reader, reader.name.is_none());
        longest(&mut longest_name, &reader, name);
        for field in fields.iter().filter(|field| !reader.slots.0.contains_key(**field)) {
            lacking.entry(field).or_insert_with(|| reader.clone());
        }
        first(&mut international, &reader, reader.address.needs_smtputf8());
        longest(&mut longest_address, &reader, address);
        if others.len() < AWKWARD {
            others.push(reader);
        }
        Ok(())
    })?;
    let mut chosen: Vec<Recipient> = Vec::new();
    let special = [nameless, longest_name].into_iter().flatten().chain(lacking.into_values());
    let special = special.chain(international).chain(longest_address);
    for reader in special.chain(others) {
        if chosen.len() < AWKWARD && !chosen.iter().any(|one| one.key == reader.key) {
            chosen.push(reader);
        }
    }
    Ok(chosen)
}

fn first(taken: &mut Option<Recipient>, reader: &Recipient, fits: bool) {
    if fits && taken.is_none() {
        *taken = Some(reader.clone());
    }
}

fn longest(taken: &mut Option<Recipient>, reader: &Recipient, long: impl Fn(&Recipient) -> usize) {
    if taken.as_ref().is_none_or(|taken| long(reader) >= long(taken)) {
        *taken = Some(reader.clone());
    }
}
