//! Saying that a translation is done.

use super::App;
use crate::domain::translation::Passage;
use crate::locale::own_name;
use crate::tui::effect::Effect;
use crate::tui::screens::spots::section_name;
use crate::tui::screens::write::Row;

impl App {
    /// Saves, marks what is shown, and checks: the signs tell whether that was all.
    pub(super) fn translation_done(&mut self) -> Vec<Effect> {
        let mut effects = self.save_now();
        if let Some(refused) = self.refuse_unsaved() {
            effects.extend(refused);
            return effects;
        }
        let Some(open) = &self.open else { return effects };
        let (issue, lang) = (&open.work.issue, &open.work.lang);
        let section = match open.write.row(&open.work) {
            Row::Head => None,
            Row::Section(at) => issue.sections.get(at),
            Row::Add => {
                return [effects, self.say("Mark a section first, then say that it is done.")].concat();
            }
        };
        let passage = section.map_or(Passage::Head, |section| Passage::Section(section.id.clone()));
        let name = match section {
            Some(section) => format!("\"{}\"", section_name(issue, lang, section)),
            None => "The head".to_owned(),
        };
        if passage.source(issue) == Some(lang) {
            let words = format!("{name} was written in {} first: there is nothing to mark.", own_name(lang));
            return [effects, self.say(words)].concat();
        }
        effects.push(Effect::TranslationDone { issue: issue.id.clone(), lang: lang.clone(), passage, name });
        effects.extend(self.check(true));
        effects
    }
}
