//! Ctrl+F: words that are found in a text, and replaced.

use super::App;
use crate::tui::effect::Effect;
use crate::tui::screens::Dialog;
use crate::tui::screens::dialog::{Find, Seek, Seeking};
use crate::tui::widgets::plural;

impl App {
    pub(super) fn find(&mut self) -> Vec<Effect> {
        let marked = self.field().and_then(|field| field.marked_text()).filter(|text| !text.contains('\n'));
        let words = marked.unwrap_or(&self.sought).to_owned();
        self.ask(Dialog::Find(Find::new(&words)))
    }

    /// Does it in the text that has the keys, says what came of it, and goes on asking.
    pub(super) fn seek(&mut self, seek: &Seek) -> Vec<Effect> {
        self.sought.clone_from(&seek.words);
        let mut told = String::new();
        let effects = self.edit(|field| match seek.what {
            Seeking::ReplaceAll => {
                let count = field.replace_all(&seek.words, &seek.by) as u64;
                told = format!("{} replaced", plural(count, "place", "places"));
                count > 0
            }
            what => {
                let replaced = what == Seeking::Replace && field.replace_found(&seek.words, &seek.by);
                told = match field.mark_found(&seek.words, what == Seeking::Previous) {
                    Some((nth, all)) => format!("{nth} of {all}"),
                    None => "not found".to_owned(),
                };
                replaced
            }
        });
        self.ask(Dialog::Find(Find::after(seek, told)));
        effects
    }
}
