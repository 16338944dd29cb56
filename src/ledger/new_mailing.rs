//! What a mailing is made of when somebody has typed the number.

use jiff::Timestamp;

use super::Correction;
use crate::domain::{IssueId, Letter, ListName, MailingId, MailingKind, Schedule};

/// Everything that is frozen, and who asked for it.
#[derive(Debug, Clone)]
pub struct NewMailing {
    pub issue: IssueId,
    pub kind: MailingKind,
    /// One per language.
    pub letters: Vec<Letter>,
    /// In the order of their rank: the first wins for whoever is on several.
    pub lists: Vec<ListName>,
    /// Instead of the lists: whoever an earlier mailing failed to reach, or came too late for.
    pub missing_of: Option<MailingId>,
    /// Instead of the lists: whoever has the letter of an earlier mailing.
    pub corrects: Option<Correction>,
    pub confirmed: u64,
    pub again: bool,
    pub schedule: Schedule,
    pub expires_at: Option<Timestamp>,
    /// Who typed the number.
    pub by: String,
}
