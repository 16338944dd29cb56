//! A mailing that corrects an earlier one: it goes to those who have that one's letter, and to nobody else.

use std::collections::{BTreeMap, HashSet};

use super::handle::{Store, ask};
use super::{Error, Ledger};
use crate::domain::{AddrKey, Lang, MailingId, Recipient, SkipReason};

/// Whom it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The mailing whose letter they have.
    pub of: MailingId,
    /// Only those who have it in this language.
    pub lang: Option<Lang>,
}

/// Whom that would reach now.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Corrected {
    pub gets: BTreeMap<Lang, u64>,
    /// Those among them whose old letter may have arrived or not.
    pub uncertain: HashSet<AddrKey>,
    pub left_out: BTreeMap<SkipReason, u64>,
    /// All of them, also who is left out, with the words that they were planned with; in the order of their keys.
    pub readers: Vec<Recipient>,
}

impl Corrected {
    pub(super) fn add(&mut self, reader: Recipient, uncertain: bool) {
        match reader.skipped {
            Some(why) => *self.left_out.entry(why).or_default() += 1,
            None => {
                *self.gets.entry(reader.edition.clone()).or_default() += 1;
                if uncertain {
                    self.uncertain.insert(reader.key);
                }
            }
        }
        self.readers.push(reader);
    }

    /// The same without those who are on the lists no more; the same answer as the planner's.
    #[must_use]
    pub fn without(self, off_the_lists: &HashSet<AddrKey>) -> Self {
        let mut rest = Self::default();
        for mut reader in self.readers {
            if off_the_lists.contains(&reader.key) {
                reader.skipped = reader.skipped.or(Some(SkipReason::OffTheLists));
            }
            let uncertain = self.uncertain.contains(&reader.key);
            rest.add(reader, uncertain);
        }
        rest
    }
}

impl Ledger {
    /// The corrections that came after a mailing and are of its letter: of its own, of what that corrects or tries again,
    /// or of what corrects or tries again any of these. Each with its name and its only language, if it has one; the
    /// oldest first. Not those that were cancelled before they began.
    pub async fn corrections_since(
        &self,
        id: MailingId,
    ) -> Result<Vec<(MailingId, String, Option<Lang>)>, Error> {
        ask!(self, store => store.corrections_since(id).await)
    }
}
