//! An outcome as a row takes it.

use jiff::Timestamp;

use crate::domain::{DeliveryState, Outcome, Reply};

/// The classes of replies that ask for less mail, from us or for one mailbox; they do not count as attempts.
const ASKS_FOR_LESS: [&str; 2] = ["throttle", "mailbox-busy"];

pub(super) struct Written<'a> {
    /// None: it was not handed over and nobody is to blame, so it goes back to where it can be claimed.
    pub state: Option<DeliveryState>,
    pub class: Option<&'a str>,
    pub reply: Option<&'a Reply>,
    pub detail: Option<&'a str>,
    pub retry_at: Option<Timestamp>,
    /// Whether it is one of the attempts.
    pub counts: bool,
}

impl<'a> Written<'a> {
    pub fn of(outcome: &'a Outcome) -> Self {
        let plain =
            |state| Written { state, class: None, reply: None, detail: None, retry_at: None, counts: true };
        match outcome {
            Outcome::Accepted { reply } => {
                Written { reply: reply.as_ref(), ..plain(Some(DeliveryState::Accepted)) }
            }
            Outcome::Deferred { class, reply, retry_at } => Written {
                class: Some(class),
                reply: reply.as_ref(),
                retry_at: Some(*retry_at),
                counts: !ASKS_FOR_LESS.contains(class),
                ..plain(Some(DeliveryState::Deferred))
            },
            Outcome::Failed { class, reply, detail } => Written {
                class: Some(class),
                reply: reply.as_ref(),
                detail: Some(detail),
                ..plain(Some(DeliveryState::Failed))
            },
            Outcome::Unknown { detail } => {
                Written { detail: Some(detail), ..plain(Some(DeliveryState::Unknown)) }
            }
            Outcome::Released { detail } => Written { detail: Some(detail), counts: false, ..plain(None) },
        }
    }

    /// `5.1.1`
    pub fn enhanced(&self) -> Option<String> {
        let (class, subject, detail) = self.reply?.enhanced?;
        Some(format!("{class}.{subject}.{detail}"))
    }
}
