//! Why somebody on the lists gets nothing.

/// Kept in the row, shown in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SkipReason {
    Unsubscribed,
    HardBounce,
    Complaint,
    Erased,
    /// Taken off by hand.
    Manual,
    /// Their letter of another live mailing of the same issue was handed over, or may have been.
    AlreadyHasIt,
    /// They are to get it by another live mailing of the same issue, whatever that one's state: their letter waits in it,
    /// or it has not begun and they are on its lists.
    AlreadyScheduled,
    /// The issue has no edition in their language, and their list holds rather than sending another one.
    NoEdition,
    /// They had, or were to have, a letter that is sent anew, and stand on none of its mailing's lists any more.
    OffTheLists,
    Cancelled,
    Expired,
}

impl SkipReason {
    pub const ALL: [Self; 11] = [
        Self::Unsubscribed,
        Self::HardBounce,
        Self::Complaint,
        Self::Erased,
        Self::Manual,
        Self::AlreadyHasIt,
        Self::AlreadyScheduled,
        Self::NoEdition,
        Self::OffTheLists,
        Self::Cancelled,
        Self::Expired,
    ];

    /// The word in the ledger and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unsubscribed => "unsubscribed",
            Self::HardBounce => "hard-bounce",
            Self::Complaint => "complaint",
            Self::Erased => "erased",
            Self::Manual => "manual",
            Self::AlreadyHasIt => "already-has-it",
            Self::AlreadyScheduled => "already-scheduled",
            Self::NoEdition => "no-edition",
            Self::OffTheLists => "off-the-lists",
            Self::Cancelled => "cancelled",
            Self::Expired => "expired",
        }
    }

    /// For people.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Unsubscribed => "unsubscribed",
            Self::HardBounce => "their mailbox does not exist",
            Self::Complaint => "called it spam",
            Self::Erased => "asked to be forgotten",
            Self::Manual => "taken off by hand",
            Self::AlreadyHasIt => "has it already",
            Self::AlreadyScheduled => "is to get it by another mailing",
            Self::NoEdition => "no edition in their language: held",
            Self::OffTheLists => "on none of its lists any more",
            Self::Cancelled => "the mailing was cancelled before their turn",
            Self::Expired => "it came too late for them",
        }
    }

    /// The reason a word of the ledger means.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == word)
    }
}
