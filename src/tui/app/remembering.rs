//! Alt+G: what the glossary and earlier issues call what stands in the text that this one is made from.

use super::App;
use crate::desk::recall::{Asked, Recalled, SHORTEST};
use crate::domain::translation::Passage;
use crate::tui::effect::Effect;
use crate::tui::screens::Dialog;
use crate::tui::screens::dialog::KnownWords;

impl App {
    pub(super) fn look_up(&mut self) -> Vec<Effect> {
        let Some(open) = &mut self.open else { return Vec::new() };
        let passage = open.write.passage(&open.work).unwrap_or(Passage::Head);
        let typed = open.write.spot(&open.work).map(|spot| open.write.field(&open.work, &spot).begun_word());
        let (issue, lang) = (&open.work.issue, open.work.lang.clone());
        let source = passage.source(issue).unwrap_or(&lang).clone();
        let words = issue.editions.get(&source).and_then(|edition| passage.text(edition)).unwrap_or_default();
        let asked = Asked { issue: issue.id.clone(), source, words, lang, typed: typed.unwrap_or_default() };
        self.busy = Some("Looking it up …");
        vec![Effect::Recall(Box::new(asked))]
    }

    /// An answer for whoever still stands where it was asked.
    pub(super) fn recalled(&mut self, asked: &Asked, terms: Vec<Recalled>) -> Vec<Effect> {
        self.busy = None;
        let here = self.open.as_mut().and_then(|open| {
            let spot = open.write.spot(&open.work)?;
            let typed = open.write.field(&open.work, &spot).begun_word();
            Some(open.work.issue.id == asked.issue && open.work.lang == asked.lang && typed == asked.typed)
        });
        if here != Some(true) || self.dialog.is_some() {
            return Vec::new();
        }
        if terms.is_empty() {
            return self
                .say("glossary.toml has no term that stands in this text or begins with what you typed.");
        }
        self.ask(Dialog::KnownWords(KnownWords::new(terms, asked.typed.clone())))
    }

    /// Puts words where the cursor stands, in the place of what was typed of them.
    pub(super) fn put_in(&mut self, words: &str, typed: &str) -> Vec<Effect> {
        let begun =
            typed.chars().count() >= SHORTEST && words.to_lowercase().starts_with(&typed.to_lowercase());
        self.edit(|field| field.put_in(words, if begun { typed } else { "" }))
    }
}
