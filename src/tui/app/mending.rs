//! What a finding offers is written into the text by one key.

use super::{App, Screen};
use crate::tui::effect::Effect;
use crate::tui::event::Spot;

impl App {
    /// Mends the marked finding in its text, and checks again.
    pub(super) fn mend(&mut self) -> Vec<Effect> {
        let Some(open) = &mut self.open else { return Vec::new() };
        let Some(problem) = open.checks.marked(open.work.problems()).cloned() else { return Vec::new() };
        let Some(fix) = problem.fix else { return Vec::new() };
        let place = problem.place;
        let words = place.words();
        let (Some(lang), Some(id), Some(words)) = (place.language, place.section, words) else {
            return Vec::new();
        };
        let text = open.work.issue.editions.get(&lang).and_then(|edition| edition.section(&id));
        let line = text.zip(place.line).and_then(|(text, line)| line.checked_sub(text.body_line));
        let (Some(line), Some(column)) = (line, place.column) else { return Vec::new() };
        open.work.lang = lang;
        let mut mended = false;
        let mut effects = self.change(&Spot::Body(id), |field| {
            mended = field.replace(line, column - 1, &words, &fix);
            mended
        });
        if !mended {
            let gone = "The text is another one by now: F5 checks it again.";
            return if self.notice.is_some() { effects } else { self.say(gone) };
        }
        effects.extend(self.show(Screen::Checks));
        effects.extend(self.say("Mended. Ctrl+Z in the text takes it back."));
        effects
    }
}
