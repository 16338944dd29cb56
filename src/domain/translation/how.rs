//! How a translation came about.

/// What whoever marked it said. What is original is not marked: `issue.toml` says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// By a machine, and no person has looked over it.
    Automated,
    /// By a person who did not say that it is done.
    Human,
    /// A person said that it is done.
    Reviewed,
    /// It is to be the same words as in the other language.
    Same,
    /// The same facts in a text of its own.
    Adapted,
}

impl How {
    pub const ALL: [Self; 5] = [Self::Automated, Self::Human, Self::Reviewed, Self::Same, Self::Adapted];

    /// As `translations.toml` has it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Automated => "automated",
            Self::Human => "human",
            Self::Reviewed => "reviewed",
            Self::Same => "same",
            Self::Adapted => "adapted",
        }
    }
}
