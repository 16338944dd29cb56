//! How many get which language, and who gets nothing and why.

use std::collections::BTreeMap;

use super::{BadRows, EditionChoice, Lang, ScheduledShare, SkipReason};

/// What the People screen, the dry run and the typed number are made of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Audience {
    /// Readers by edition and by the reason it was chosen: "14 hu, 3 en: no de edition".
    pub gets: BTreeMap<Lang, Vec<EditionShare>>,
    /// Of the editions that somebody gets and that lack sections: the languages in which these stand in it.
    pub lent: BTreeMap<Lang, Vec<Lang>>,
    pub left_out: BTreeMap<SkipReason, u64>,
    /// Of those left out: the languages that have no edition, where a list holds.
    pub no_edition: BTreeMap<Lang, u64>,
    /// Of those left out: by which mailing they are still to get it, the oldest first.
    pub scheduled: Vec<ScheduledShare>,
    /// Rows that were on more than one of the lists; they get it once.
    pub on_several_lists: u64,
    /// Rows of the files that could not be read, all lists together.
    pub bad_rows: u64,
    /// The same, by file.
    pub unreadable: Vec<BadRows>,
}

/// Readers of one edition who came to it in the same way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditionShare {
    pub wanted: Option<Lang>,
    pub why: EditionChoice,
    pub readers: u64,
}

impl Audience {
    /// The number that is typed.
    pub fn readers(&self) -> u64 {
        self.gets.values().flatten().map(|share| share.readers).sum()
    }

    pub fn left_out(&self) -> u64 {
        self.left_out.values().sum()
    }

    pub fn readers_of(&self, edition: &Lang) -> u64 {
        self.gets.get(edition).map_or(0, |shares| shares.iter().map(|share| share.readers).sum())
    }
}
