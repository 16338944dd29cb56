//! A mailing that corrects an earlier one: it goes to those who have that one's letter, and to nobody else.

use std::collections::BTreeMap;

use crate::domain::{Lang, MailingId, SkipReason};

/// Whom it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The mailing whose letter they have.
    pub of: MailingId,
    /// Only those who have it in this language.
    pub lang: Option<Lang>,
}

/// How many that would reach now; the same answer as the planner's.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Corrected {
    pub gets: BTreeMap<Lang, u64>,
    /// Those among them whose old letter may have arrived or not.
    pub uncertain: u64,
    pub left_out: BTreeMap<SkipReason, u64>,
}

impl Corrected {
    pub(super) fn add(&mut self, lang: Lang, uncertain: bool, why: Option<SkipReason>, rows: u64) {
        if let Some(why) = why {
            *self.left_out.entry(why).or_default() += rows;
            return;
        }
        *self.gets.entry(lang).or_default() += rows;
        self.uncertain += if uncertain { rows } else { 0 };
    }
}
