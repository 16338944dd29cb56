//! One way by which the team is told about one occasion, and what came of it.

use jiff::Timestamp;

use super::handle::{Store, ask};
use super::{Error, Ledger};
use crate::domain::{MailingId, Occasion};

/// No address stands here: `way` is `command`, the key of a colleague's address, or `sender` for its own look ahead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alert {
    /// As `domain::Occasion` names it.
    pub occasion: String,
    pub way: String,
    pub tries: u32,
    /// When it is tried (again); none once it has left or was given up.
    pub next_at: Option<Timestamp>,
    /// Why the last try came to nothing.
    pub trouble: Option<String>,
    /// When something last happened to it.
    pub at: Timestamp,
}

impl Alert {
    pub fn is_settled(&self) -> bool {
        self.next_at.is_none()
    }

    /// Of a look ahead that found what is only to be told: which, and how many minutes before the mailing was due.
    pub fn found(&self) -> Option<Occasion> {
        let (word, minutes) = self.occasion.split_once('@').filter(|_| self.way == Occasion::LOOKED)?;
        let minutes = minutes.parse().ok().filter(|_| self.trouble.is_some())?;
        let ways = [Occasion::Preflight(minutes), Occasion::TooLate(minutes)];
        ways.into_iter().find(|occasion| occasion.word() == word)
    }
}

impl Ledger {
    /// Takes on to tell the team about an occasion by one way; durable before it returns. None if that was done, given
    /// up, or is somebody else's for now. Otherwise which try it is; nobody else takes it on before `until`.
    pub async fn claim_alert(
        &self,
        id: MailingId,
        occasion: Occasion,
        way: &str,
        until: Timestamp,
        now: Timestamp,
    ) -> Result<Option<u32>, Error> {
        ask!(self, store => store.claim_alert(id, occasion, way, until, now).await)
    }

    /// What came of it: with `next_at` it is tried again then, otherwise never.
    pub async fn settle_alert(
        &self,
        id: MailingId,
        occasion: Occasion,
        way: &str,
        trouble: Option<String>,
        next_at: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<(), Error> {
        ask!(self, store => store.settle_alert(id, occasion, way, trouble, next_at, now).await)
    }

    /// What the team was told about a mailing, or was to be told, oldest first.
    pub async fn alerts(&self, id: MailingId) -> Result<Vec<Alert>, Error> {
        ask!(self, store => store.alerts(id).await)
    }
}
