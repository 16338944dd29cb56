//! Whom an Enter is for: whoever presses it twice, or types on while a dialog comes, means what had the keys a moment ago.

use crossterm::event::KeyCode;
use jiff::{SignedDuration, Timestamp};

use super::App;
use crate::tui::keys::Key;
use crate::tui::screens::Dialog;

/// For how long a key may be meant for what had the keys before: two presses of somebody in a hurry.
const MOMENT: SignedDuration = SignedDuration::from_millis(400);

/// What the last key did, and when.
#[derive(Debug, Clone, Copy)]
pub enum Before {
    /// An Enter ended a dialog.
    Ended(Timestamp),
    /// It went into a text.
    Typed(Timestamp),
}

impl App {
    /// Whether a key is left to nobody: an Enter that was meant for the dialog that the last one ended, and what is typed on
    /// while a dialog has come. For as long as such keys follow each other quickly.
    pub(super) fn is_meant_for_before(&mut self, key: Key) -> bool {
        let (now, enter) = (self.now, key.code == KeyCode::Enter);
        let recent = |at: Timestamp| now.duration_since(at) < MOMENT;
        let types_on = matches!(&self.dialog, Some(Dialog::Ask(_)))
            && (enter || (matches!(key.code, KeyCode::Char(_)) && !key.ctrl && !key.alt));
        let again = match self.before {
            Some(Before::Ended(at)) if enter && recent(at) => Some(Before::Ended(now)),
            Some(Before::Typed(at)) if types_on && recent(at) => Some(Before::Typed(now)),
            _ => None,
        };
        self.before = again;
        again.is_some()
    }

    /// A dialog was ended by a key.
    pub(super) fn ended_by(&mut self, key: Key) {
        self.before = (key.code == KeyCode::Enter).then_some(Before::Ended(self.now));
    }
}
