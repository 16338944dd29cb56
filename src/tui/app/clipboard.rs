//! Cut, copy and paste: from one text of the newsletter into another, and to the computer that somebody sits at.

use super::App;
use crate::tui::effect::Effect;

impl App {
    /// Keeps what is marked, and takes it out of its text if it is `cut`.
    pub(super) fn copy(&mut self, cut: bool) -> Vec<Effect> {
        let mut taken = None;
        let mut effects = Vec::new();
        if cut {
            effects = self.edit(|field| {
                taken = field.cut();
                taken.is_some()
            });
        } else {
            taken = self.field().and_then(|field| field.marked_text()).map(str::to_owned);
        }
        let Some(text) = taken else {
            return if self.notice.is_some() {
                effects
            } else {
                self.say("Nothing is marked: Shift with the arrows marks.")
            };
        };
        self.clipboard.clone_from(&text);
        effects.push(Effect::Copy(text));
        effects.extend(self.say(if cut { "Cut. Ctrl+V puts it in." } else { "Copied. Ctrl+V puts it in." }));
        effects
    }

    pub(super) fn paste_copied(&mut self) -> Vec<Effect> {
        if self.clipboard.is_empty() {
            return self.say("Nothing was copied here. From elsewhere the terminal pastes: Ctrl+Shift+V.");
        }
        let text = self.clipboard.clone();
        self.edit(|field| field.paste(&text))
    }

    pub(super) fn mark_all(&mut self) -> Vec<Effect> {
        self.edit(|field| {
            field.select_all();
            false
        })
    }
}
