//! The pages behind the links of a letter, in the reader's language. They load nothing from anywhere.

use super::letter::page_context;
use super::templates::{Form, Templates};
use crate::domain::settings::Settings;
use crate::domain::{Lang, Problem};

/// Which page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// The question, with its button.
    Unsubscribe,
    Done,
    /// The link came from a test or a dry run: nothing happens.
    Test,
    /// No such link.
    Unknown,
    /// The wish could not be saved.
    Failed,
    /// No such event has been sent, or not yet.
    NoCalendar,
    /// The event could not be read.
    CalendarFailed,
}

impl Page {
    fn template(self) -> &'static str {
        match self {
            Self::Unsubscribe => "pages/unsubscribe",
            Self::Done => "pages/unsubscribe-done",
            Self::Test => "pages/unsubscribe-test",
            Self::Unknown => "pages/unsubscribe-unknown",
            Self::Failed => "pages/unsubscribe-failed",
            Self::NoCalendar => "pages/calendar-waiting",
            Self::CalendarFailed => "pages/calendar-failed",
        }
    }
}

/// A whole page in `lang`, or in the newsletter's own language where the strings are not written in it.
pub fn page(
    templates: &Templates,
    settings: &Settings,
    lang: &Lang,
    page: Page,
) -> Result<String, Box<Problem>> {
    let lang = if templates.catalogue(lang).is_some() { lang } else { settings.newsletter.source() };
    templates.render(Form::Html, page.template(), &page_context(settings, lang))
}
