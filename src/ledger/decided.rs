//! A decision about an uncertain letter as it is written down.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::Error;
use crate::domain::{AddrKey, Decision, DeliveryState, Mailing, MailingId, MailingState, Suppression};

/// Who said what about which letter, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    pub mailing: MailingId,
    pub key: AddrKey,
    pub decision: Decision,
    pub by: String,
    pub why: Option<String>,
}

impl Decided {
    /// What leaving by the link in a letter says of that letter: nobody else has the link, so it has arrived.
    pub(super) fn by_the_link(left: &Suppression) -> Option<Self> {
        left.letter_of().map(|mailing| Self::has_left(mailing, left.key))
    }

    /// The same of a letter that became uncertain after its reader had left by it.
    pub(super) fn has_left(mailing: MailingId, key: AddrKey) -> Self {
        let (by, why) = ("the reader".to_owned(), Some("left by the link in this letter".to_owned()));
        Self { mailing, key, decision: Decision::Accepted, by, why }
    }

    /// The word in the ledger.
    pub(super) fn word(&self) -> &'static str {
        match self.decision {
            Decision::Leave => "leave",
            Decision::Accepted => "accepted",
            Decision::Failed => "failed",
            Decision::Resend => "resend",
        }
    }

    /// The state that the row goes to; none if it stays.
    pub(super) fn leads_to(&self) -> Option<DeliveryState> {
        match self.decision {
            Decision::Leave => None,
            Decision::Accepted => Some(DeliveryState::Accepted),
            Decision::Failed => Some(DeliveryState::Failed),
            Decision::Resend => Some(DeliveryState::Planned),
        }
    }

    /// Refuses to send once more what no sender would take: it would be left out, and that it may have arrived forgotten.
    pub(super) fn is_in_time(&self, mailing: &Mailing, now: Timestamp) -> Result<(), Error> {
        let end = mailing.expires_at.filter(|end| self.decision == Decision::Resend && *end <= now);
        end.map_or(Ok(()), |end| {
            let zone = TimeZone::get(&mailing.schedule.zone).unwrap_or(TimeZone::UTC);
            Err(Error::IsOver { name: mailing.name.clone(), end: end.to_zoned(zone) })
        })
    }

    /// A row can only be sent in a mailing that is, or will be, sending.
    pub(super) fn must_reopen(&self, state: MailingState) -> bool {
        use MailingState::{Held, Paused, Pausing, Sending};
        !matches!(state, Sending | Pausing | Paused | Held)
    }
}
