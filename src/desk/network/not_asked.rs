//! Why something was not asked at all.

/// In words, for whoever wonders why it is not checked.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct NotAsked(pub String);

impl NotAsked {
    pub fn because(error: &dyn std::fmt::Display) -> Self {
        Self(error.to_string())
    }
}
