//! What every screen is shown when it draws itself.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::Work;
use crate::domain::settings::Settings;
use crate::domain::{Audience, Problem};
use crate::tui::event::Unwritten;
use crate::tui::theme::Theme;

/// Borrowed for one frame.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    pub theme: Theme,
    pub now: Timestamp,
    pub settings: Option<&'a Settings>,
    /// Why there are no settings, once they were looked for.
    pub config: &'a [Problem],
    /// The newsletter's, as it was known last.
    pub zone: &'a TimeZone,
    pub work: &'a Work,
    /// What is on the screen and can't be written into the files.
    pub unwritten: &'a [Unwritten],
}

impl Scene<'_> {
    pub fn zone(&self) -> TimeZone {
        self.zone.clone()
    }

    /// Who would get it, or why that is not known: without a config nothing that was counted goes out, and of lists and
    /// languages that can't be read nothing is counted.
    pub fn counted(&self) -> (Option<&Audience>, &[Problem]) {
        match (self.settings, self.config.is_empty()) {
            (None, false) => (None, self.config),
            _ if !self.work.uncountable.is_empty() => (None, &self.work.uncountable),
            _ => (self.work.audience.as_ref(), &self.work.uncounted),
        }
    }
}
