//! What a reply means for a delivery, and whether it means the same for everybody.

use crate::domain::{HoldReason, Reply};

/// What `classify` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    pub kind: VerdictKind,
    /// `mailbox-full`, `greylist` …: stored with the delivery.
    pub class: &'static str,
    pub hits_everybody: Option<Everybody>,
}

/// The outcome's kind. After DATA it is never `Released`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VerdictKind {
    Accepted,
    Deferred,
    Failed,
    /// Back to the queue, no attempt counted.
    Released,
}

/// Refusals that the next letter would meet too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Everybody {
    Auth,
    SenderRefused,
    /// What our account may send.
    OwnLimit,
    RelayDenied,
    /// The connection itself.
    Refused,
    Policy,
    Content,
    Protocol,
}

impl Everybody {
    /// How many in a row stop the mailing.
    pub fn holds_after(self) -> u32 {
        match self {
            Self::Auth | Self::SenderRefused | Self::OwnLimit | Self::RelayDenied => 1,
            Self::Content | Self::Protocol => 2,
            Self::Refused | Self::Policy => 3,
        }
    }

    /// The reason to hold, with the server's own words.
    pub fn hold_reason(self, reply: &Reply) -> HoldReason {
        let reply = reply.to_string();
        match self {
            Self::Auth => HoldReason::Auth { reply },
            Self::SenderRefused => HoldReason::SenderRefused { reply },
            Self::OwnLimit => HoldReason::OwnLimit { reply },
            Self::RelayDenied => HoldReason::RelayDenied { reply },
            Self::Refused => HoldReason::Refused { reply },
            Self::Policy => HoldReason::Policy { reply },
            Self::Content => HoldReason::Content { reply },
            Self::Protocol => HoldReason::Protocol { reply },
        }
    }
}
