//! Readers who are left out of a mailing because another one of the same issue is to reach them.

use super::{MailingState, Schedule};

/// Which mailing that is, when it is due, and how many it takes.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ScheduledShare {
    pub mailing: String,
    /// Any in which somebody may still wait.
    pub state: MailingState,
    #[serde(rename = "due", serialize_with = "due")]
    pub schedule: Schedule,
    pub readers: u64,
    /// Whether it was planned: when it was due says nothing more then.
    #[serde(skip)]
    pub begun: bool,
}

fn due<S: serde::Serializer>(schedule: &Schedule, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&schedule.due)
}

impl ScheduledShare {
    /// `12 by 2018-06-summer, due 2026-12-04 09:00 Europe/Budapest`, with the state if it does not go out by itself;
    /// `12 by 2018-06-summer (sending)` once it has begun.
    pub fn in_words(&self) -> String {
        let state = match self.state {
            MailingState::Scheduled => String::new(),
            other => format!(" ({})", other.as_str()),
        };
        let due = if self.begun { String::new() } else { format!(", due {}", self.schedule.in_words()) };
        format!("{} by {}{state}{due}", self.readers, self.mailing)
    }
}
