//! One sending of one issue to lists, and the states it goes through.

use std::borrow::Cow;
use std::fmt;

use jiff::Timestamp;

use super::{DeliveryState, HoldReason, IssueId, ListName, Schedule};

/// Eight random bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MailingId(pub [u8; 8]);

impl fmt::Debug for MailingId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// A mailing as the ledger has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Mailing {
    pub id: MailingId,
    /// What people call it: `2018-06-summer`, then `2018-06-summer.2`.
    pub name: String,
    pub issue: IssueId,
    pub kind: MailingKind,
    pub state: MailingState,
    /// Why the program stopped it, or would have if a person had not.
    pub held: Option<HoldReason>,
    /// The machine whose sender stopped it, where several may share the ledger.
    pub held_on: Option<String>,
    pub lists: Vec<ListName>,
    /// The number that was typed.
    pub confirmed: u64,
    /// Whether it may go to people who already have the issue.
    pub again: bool,
    pub schedule: Schedule,
    pub expires_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub started_at: Option<Timestamp>,
    pub finished_at: Option<Timestamp>,
    /// Who typed the number.
    pub by: String,
    /// The text as it was frozen: changes of the issue since can be seen.
    pub letters_hash: String,
}

/// Whether letters reach people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MailingKind {
    /// Over SMTP to lists: counts for "nobody twice".
    Live,
    /// Into `outbox/`.
    Files,
}

impl MailingKind {
    /// What is to be said of every mailing that reaches nobody, whatever the settings say by now.
    pub fn caveat(self) -> Option<&'static str> {
        match self {
            Self::Live => None,
            Self::Files => Some("its letters are written into files: nobody is mailed"),
        }
    }

    /// The state for people, who would take it that letters were sent which became files.
    pub fn state_in_words(self, state: MailingState) -> Cow<'static, str> {
        match (self, state) {
            (Self::Live, _) | (Self::Files, MailingState::Cancelled) => state.as_str().into(),
            (Self::Files, MailingState::Sent) => "in files".into(),
            (Self::Files, MailingState::Sending) => "writing files".into(),
            (Self::Files, _) => format!("{} (files)", state.as_str()).into(),
        }
    }

    /// What became of a letter that is done with.
    pub fn taken(self) -> &'static str {
        match self {
            Self::Live => DeliveryState::Accepted.in_words(),
            Self::Files => "written",
        }
    }
}

/// People pause, the program holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MailingState {
    Draft,
    Scheduled,
    Sending,
    /// A person said pause; letters in flight still land.
    Pausing,
    Paused,
    /// The program stopped by itself and says why.
    Held,
    Sent,
    Cancelled,
}

/// What can happen to a mailing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailingEvent {
    Schedule,
    /// The due time has come.
    Start,
    Pause,
    /// The last letter in flight has landed.
    Drained,
    Resume,
    Hold,
    Cancel,
    /// No delivery is planned, claimed, submitting or deferred.
    Finish,
    /// A person decided to send an uncertain one again.
    Resend,
}

impl MailingState {
    pub const ALL: [Self; 8] = [
        Self::Draft,
        Self::Scheduled,
        Self::Sending,
        Self::Pausing,
        Self::Paused,
        Self::Held,
        Self::Sent,
        Self::Cancelled,
    ];

    /// The state after `event`, or none where that can't happen. A resumed mailing that was never planned goes back
    /// to Scheduled; the caller says so with `planned`.
    pub fn next(self, event: MailingEvent, planned: bool) -> Option<Self> {
        use MailingEvent as E;
        Some(match (self, event) {
            (Self::Draft, E::Schedule) => Self::Scheduled,
            (Self::Scheduled, E::Start) => Self::Sending,
            (Self::Sending, E::Pause) => Self::Pausing,
            (Self::Pausing, E::Drained) => Self::Paused,
            (Self::Scheduled, E::Pause) => Self::Paused,
            (Self::Scheduled | Self::Sending, E::Hold) => Self::Held,
            // A person was first: it is paused, and the reason is kept.
            (Self::Pausing, E::Hold) => Self::Pausing,
            (Self::Pausing | Self::Paused | Self::Held, E::Resume) if planned => Self::Sending,
            (Self::Paused | Self::Held, E::Resume) => Self::Scheduled,
            // What is being sent is paused first: two orders to lose what can't be taken up again.
            (Self::Draft | Self::Scheduled | Self::Pausing | Self::Paused | Self::Held, E::Cancel) => {
                Self::Cancelled
            }
            (Self::Sending, E::Finish) => Self::Sent,
            (Self::Sent, E::Resend) => Self::Sending,
            _ => return None,
        })
    }

    /// Whether it goes out later, with the text that it has.
    pub fn waits(self) -> bool {
        matches!(self, Self::Scheduled | Self::Paused | Self::Held)
    }

    /// The word in the ledger and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Scheduled => "scheduled",
            Self::Sending => "sending",
            Self::Pausing => "pausing",
            Self::Paused => "paused",
            Self::Held => "held",
            Self::Sent => "sent",
            Self::Cancelled => "cancelled",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_being_sent_can_be_paused_and_then_cancelled_but_not_cancelled_at_once() {
        use MailingEvent::{Cancel, Pause};
        assert_eq!(MailingState::Sending.next(Cancel, true), None);
        let paused = MailingState::Sending.next(Pause, true).unwrap();
        assert_eq!(paused.next(Cancel, true), Some(MailingState::Cancelled));
        for waits in [MailingState::Scheduled, MailingState::Paused, MailingState::Held] {
            assert_eq!(waits.next(Cancel, false), Some(MailingState::Cancelled));
        }
    }

    #[test]
    fn nothing_leaves_cancelled_and_only_a_resend_leaves_sent() {
        use MailingEvent::*;
        for event in [Schedule, Start, Pause, Drained, Resume, Hold, Cancel, Finish, Resend] {
            assert_eq!(MailingState::Cancelled.next(event, true), None);
            let after_sent = MailingState::Sent.next(event, true);
            assert_eq!(after_sent, (event == Resend).then_some(MailingState::Sending));
        }
    }
}
