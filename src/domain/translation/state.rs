//! How a passage stands in a language.

/// Computed from the texts and what is written down of them; never stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TranslationState {
    /// It was written in this language first.
    Original,
    /// The edition, or the section in it, is not there.
    Missing,
    /// There is no text yet, or it is still that of the other language.
    NotStarted,
    /// It is written, and nobody said what it was made from.
    NotRecorded,
    /// By a machine, and no person has looked over it.
    Machine,
    /// By a person who did not say that it is done.
    Translated,
    /// The text that it was made from is another one by now.
    Stale,
    /// So are its numbers, dates or links.
    StaleInFacts,
    Reviewed,
    /// The words are to be the same.
    SameByIntent,
    /// The same facts in a text of its own.
    Adapted,
}

impl TranslationState {
    pub const ALL: [Self; 11] = [
        Self::Original,
        Self::Missing,
        Self::NotStarted,
        Self::NotRecorded,
        Self::Machine,
        Self::Translated,
        Self::Stale,
        Self::StaleInFacts,
        Self::Reviewed,
        Self::SameByIntent,
        Self::Adapted,
    ];

    pub fn in_words(self) -> &'static str {
        match self {
            Self::Original => "original",
            Self::Missing => "missing",
            Self::NotStarted => "not started",
            Self::NotRecorded => "not recorded",
            Self::Machine => "machine",
            Self::Translated => "translated",
            Self::Stale => "stale",
            Self::StaleInFacts => "stale in facts",
            Self::Reviewed => "reviewed",
            Self::SameByIntent => "same by intent",
            Self::Adapted => "adapted",
        }
    }

    /// Whether it must be looked at because the other text has changed.
    pub fn is_stale(self) -> bool {
        matches!(self, Self::Stale | Self::StaleInFacts)
    }

    /// Whether nobody needs to do anything about it.
    pub fn is_done(self) -> bool {
        matches!(self, Self::Original | Self::Reviewed | Self::SameByIntent | Self::Adapted)
    }
}
