//! Readers who are left out of a mailing because another one of the same issue waits to reach them.

use super::{MailingState, Schedule};

/// Which mailing that is, when it is due, and how many it takes.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ScheduledShare {
    pub mailing: String,
    /// Scheduled, paused or held.
    pub state: MailingState,
    #[serde(rename = "due", serialize_with = "due")]
    pub schedule: Schedule,
    pub readers: u64,
}

fn due<S: serde::Serializer>(schedule: &Schedule, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&schedule.due)
}

impl ScheduledShare {
    /// `12 by 2018-06-summer, due 2026-12-04 09:00 Europe/Budapest`, with the state if it does not go out by itself.
    pub fn in_words(&self) -> String {
        let state = match self.state {
            MailingState::Scheduled => String::new(),
            other => format!(" ({})", other.as_str()),
        };
        format!("{} by {}{state}, due {}", self.readers, self.mailing, self.schedule.in_words())
    }
}
