//! What a plan came to.

use std::collections::BTreeMap;

use super::Error;
use crate::domain::{SkipReason, Slots};

/// Everybody on the lists, counted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Planned {
    /// Whoever gets a letter.
    pub recipients: u64,
    pub left_out: BTreeMap<SkipReason, u64>,
    /// Rows that were on more than one list; they get it once.
    pub on_several_lists: u64,
}

impl Planned {
    /// Everybody, each once.
    pub fn rows(&self) -> u64 {
        self.recipients + self.left_out.values().sum::<u64>()
    }
}

/// A reader's own words as they stand in a row; none if there are none.
pub(super) fn slots_text(slots: &Slots) -> Result<Option<String>, Error> {
    if slots.0.is_empty() {
        return Ok(None);
    }
    serde_json::to_string(slots).map(Some).map_err(|_| Error::Corrupt("the fields of a reader"))
}

/// What stands in a row so.
pub(super) fn slots_in(text: Option<&str>) -> Result<Slots, Error> {
    let Some(text) = text else { return Ok(Slots::default()) };
    serde_json::from_str(text).map_err(|_| Error::Corrupt("the fields of a reader"))
}
