//! What a letter's slots hold for one reader: frozen with the row at planning.

use std::collections::BTreeMap;

use super::{Slot, SlotWhat};

/// Values by field name; the reason line stands under `Slots::REASON`. Empty values are left out.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Slots(pub BTreeMap<String, String>);

impl Slots {
    /// The key of "You get this because …"; no column can have this name.
    pub const REASON: &'static str = "$reason";

    /// What stands in `slot`, or the words for whoever has none. Unsubscribe addresses are not kept here.
    pub fn value<'a>(&'a self, slot: &'a Slot) -> Option<&'a str> {
        match &slot.what {
            SlotWhat::Field { name, fallback } => {
                Some(self.0.get(name).map_or(fallback.as_str(), String::as_str))
            }
            SlotWhat::Reason => Some(self.0.get(Self::REASON).map_or("", String::as_str)),
            SlotWhat::Unsubscribe => None,
        }
    }
}
