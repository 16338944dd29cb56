//! Where in an issue something is written.

use super::SectionId;

/// A piece of an edition that is written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum Spot {
    Title,
    Subject,
    InboxLine,
    Heading(SectionId),
    /// Date or month or time of an event; the same in every language.
    When(SectionId),
    /// Where an event is.
    Place(SectionId),
    Body(SectionId),
}
