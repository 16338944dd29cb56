//! A picture of a section: the file and the facts about it that are the same in every language.

/// `[[section.picture]]`. The alt text and the caption stand in the editions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Relative to the folder, `images/ward.jpg`.
    pub file: String,
    pub credit: Option<String>,
    /// What was agreed with the people to be seen.
    pub people: Option<String>,
}
