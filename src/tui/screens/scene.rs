//! What every screen is shown when it draws itself.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::Work;
use crate::domain::Problem;
use crate::domain::settings::Settings;
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
}
