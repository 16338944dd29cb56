//! What is made of an issue to be looked at: the letter on the screen, the page in the browser.

use super::App;
use crate::desk::awkward::AsReader;
use crate::domain::Lang;
use crate::tui::effect::Effect;
use crate::tui::screens::Preview;

impl App {
    pub(super) fn render(&mut self) -> Option<Effect> {
        let open = self.open.as_mut()?;
        let (issue, lang) = (open.work.issue.id.clone(), open.work.lang.clone());
        Some(Effect::Preview { issue, lang, slots: open.preview.slots() })
    }

    pub(super) fn with_preview(&mut self, change: impl FnOnce(&mut Preview)) -> Vec<Effect> {
        self.with_open(|open| change(&mut open.preview));
        Vec::new()
    }

    /// Shows the letter as the next reader sees it, whoever may look wrong first; after the last one as nobody in particular.
    pub(super) fn next_reader(&mut self) -> Vec<Effect> {
        let Some(open) = &mut self.open else { return Vec::new() };
        if open.preview.next_reader() {
            return self.render().into_iter().collect();
        }
        let (issue, lang) = (open.work.issue.id.clone(), open.work.lang.clone());
        self.busy = Some("Looking for readers …");
        vec![Effect::LookForReaders { issue, lang }]
    }

    pub(super) fn found_readers(&mut self, lang: &Lang, readers: Vec<AsReader>) -> Vec<Effect> {
        self.busy = None;
        let Some(open) = self.open.as_mut().filter(|open| open.work.lang == *lang) else { return Vec::new() };
        open.preview.readers = readers;
        open.preview.next_reader();
        self.render().into_iter().collect()
    }

    pub(super) fn open_browser(&mut self) -> Vec<Effect> {
        let mut effects = self.save_now();
        if let Some(open) = &self.open {
            let (issue, lang) = (open.work.issue.id.clone(), open.work.lang.clone());
            effects.push(Effect::Browser { issue, lang });
            self.busy = Some("Making the page …");
        }
        effects
    }
}
