//! Texts that leave the composer and come back: cut, copied and pasted, or in an editor of one's own.

use super::App;
use crate::domain::{Lang, Spot};
use crate::tui::effect::Effect;
use crate::tui::screens::spots;

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

    /// The text that has the keys, in somebody's own editor; what is here is in its files before.
    pub(super) fn edit_outside(&mut self) -> Vec<Effect> {
        let Some(text) = self.field().map(|field| field.text().to_owned()) else { return Vec::new() };
        let Some(spot) = self.open.as_ref().and_then(|open| open.write.spot(&open.work)) else {
            return Vec::new();
        };
        let mut effects = self.save_now();
        let Some(open) = &self.open else { return effects };
        let lang = open.work.lang.clone();
        let name = spots::section_of(&spot).map_or("text".to_owned(), ToString::to_string);
        effects.push(Effect::Edit { name: format!("{name}.{lang}.md"), lang, spot, text });
        effects
    }

    /// Takes what the editor left, as one step to undo.
    pub(super) fn edited(&mut self, lang: &Lang, spot: &Spot, text: &str) -> Vec<Effect> {
        if self.open.as_ref().is_none_or(|open| open.work.lang != *lang) {
            return Vec::new();
        }
        self.change(spot, |field| field.put_whole(text))
    }
}
