//! Two mailings to the same readers, that are found only when each begins: the second would find nobody.

use super::handle::{Store, ask};
use super::{Correction, Error, Ledger};
use crate::domain::{IssueId, MailingKind};

impl Ledger {
    /// `Error::SameReaders` if a mailing of this issue waits and is for the readers of a new one: a correction of the same
    /// letters, or, where it corrects nothing, another try for whoever an earlier one did not reach.
    pub async fn none_waits_for_the_same(
        &self,
        issue: &IssueId,
        kind: MailingKind,
        corrects: Option<&Correction>,
    ) -> Result<(), Error> {
        let waits = ask!(self, store => store.waits_for_the_same(issue, kind, corrects).await)?;
        waits.map_or(Ok(()), |name| Err(Error::SameReaders(name)))
    }
}
