//! What can be taken back in a field, kept while nobody is in its issue: undo outlives the program.

use serde::{Deserialize, Serialize};

use super::widgets::{History, TextArea};
use crate::domain::{Lang, Spot};

/// Of one field, as it was left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Steps {
    pub lang: Lang,
    pub spot: Spot,
    /// What the field held: the steps lead to this and to nothing else.
    text: String,
    history: History,
}

impl Steps {
    /// None if nothing was done in it.
    pub fn of(lang: &Lang, spot: &Spot, field: &TextArea) -> Option<Self> {
        let mut history = field.history()?.clone();
        history.close();
        Some(Self { lang: lang.clone(), spot: spot.clone(), text: field.text().to_owned(), history })
    }

    /// Makes them the field's, if it holds what it held.
    pub fn take_up(self, field: &mut TextArea) {
        if field.text() == self.text {
            field.take_up(self.history);
        }
    }
}
