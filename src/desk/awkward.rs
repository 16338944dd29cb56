//! The readers who are most likely to show that something is wrong with a letter.

use std::collections::BTreeSet;

use super::invented::Invented;
use super::opened::Opened;
use super::send::{Error, order};
use crate::domain::{IssueId, Lang, Letter, Recipient, SlotWhat, Slots};

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
    let readers: Vec<&Recipient> = of_edition(&counted.readers, lang).collect();
    let shown = |reader: &Recipient| {
        let name = reader.name.clone().unwrap_or_else(|| "somebody without a name".to_owned());
        AsReader { words: format!("{name}, {}", reader.list), slots: reader.slots.clone() }
    };
    Ok(awkward(letter, &readers).into_iter().map(shown).collect())
}

/// Those who get the edition in `lang`.
pub fn of_edition<'a>(readers: &'a [Recipient], lang: &'a Lang) -> impl Iterator<Item = &'a Recipient> {
    readers.iter().filter(move |reader| reader.skipped.is_none() && reader.edition == *lang)
}

/// Whoever is most likely to show that something is wrong: no name, the longest name, each field left empty, the longest
/// address; then some that are like the rest.
pub fn awkward<'a>(letter: &Letter, readers: &[&'a Recipient]) -> Vec<&'a Recipient> {
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
    let mut chosen: Vec<&'a Recipient> = Vec::new();
    let mut choose = |reader: Option<&&'a Recipient>| {
        if let Some(reader) = reader
            && chosen.len() < AWKWARD
            && !chosen.iter().any(|one| one.key == reader.key)
        {
            chosen.push(reader);
        }
    };
    choose(readers.iter().find(|reader| reader.name.is_none()));
    choose(readers.iter().max_by_key(|reader| name(reader)));
    for field in fields {
        choose(readers.iter().find(|reader| !reader.slots.0.contains_key(field)));
    }
    choose(readers.iter().find(|reader| reader.address.needs_smtputf8()));
    choose(readers.iter().max_by_key(|reader| reader.address.as_str().len()));
    readers.iter().for_each(|reader| choose(Some(reader)));
    chosen
}
