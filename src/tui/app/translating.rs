//! Translating: two languages side by side, and saying that a translation is done.

use super::{App, Screen};
use crate::domain::Lang;
use crate::domain::translation::Passage;
use crate::locale::own_name;
use crate::tui::effect::Effect;
use crate::tui::screens::spots::section_name;
use crate::tui::screens::write::{Layout, Row};

impl App {
    /// F2 and F3: the texts, among the sections or each beside the one that it is made from.
    pub(super) fn show_texts(&mut self, layout: Layout) -> Vec<Effect> {
        let effects = self.show(Screen::Write);
        self.with_open(|open| {
            open.write.layout = layout;
            open.write.at = open.write.at.min(open.write.rows(&open.work).saturating_sub(1));
            open.write.prepare(&open.work);
        });
        effects
    }

    /// F3: beside the text that it is made from, in the language that is shown, or in the first other one where that is
    /// the language of the texts; F3 again shows the next language.
    pub(super) fn translate(&mut self) -> Vec<Effect> {
        let Some(open) = &self.open else { return Vec::new() };
        let work = &open.work;
        if work.issue.languages.len() < 2 {
            return self
                .say("There is nothing to translate: the issue has one language. issue.toml names them.");
        }
        if self.only.is_some() {
            let effects = self.show(Screen::Write);
            self.turn_to_the_language();
            return effects;
        }
        let again = self.screen == Screen::Write && open.write.layout == Layout::Beside;
        let is_source = |lang: &Lang| work.issue.source() == Some(lang);
        let others: Vec<&Lang> = work.issue.languages.iter().filter(|lang| !is_source(lang)).collect();
        let at = others.iter().position(|lang| **lang == work.lang);
        let next = match at {
            Some(at) if again => (at + 1) % others.len(),
            Some(at) => at,
            None => 0,
        };
        let lang = others[next].clone();
        let effects = self.show_texts(Layout::Beside);
        self.with_open(|open| {
            open.work.lang = lang;
            open.write.prepare(&open.work);
        });
        effects
    }

    /// From what is done to the next text of the language that is not.
    fn go_to_the_next(&mut self) {
        self.with_open(|open| {
            let work = &open.work;
            let rows = open.write.rows(work).min(work.issue.sections.len() + 1);
            let passages: Vec<Passage> = Passage::all(&work.issue).collect();
            let open_still = |at: &usize| {
                let beside = passages.get(*at).and_then(|passage| work.standings.of(passage, &work.lang));
                beside.is_some_and(|beside| !beside.state.is_done())
            };
            let here = open.write.at;
            if let Some(at) = (here + 1..rows).chain(0..here).find(open_still) {
                open.write.at = at;
                open.write.prepare(&open.work);
            }
        });
    }

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
        let beside = open.write.layout == Layout::Beside;
        effects.push(Effect::TranslationDone { issue: issue.id.clone(), lang: lang.clone(), passage, name });
        effects.extend(self.check(true));
        if beside {
            self.go_to_the_next();
        }
        effects
    }
}
