//! Something that one of two texts says and the other does not.

use super::Fact;

/// One difference between a source and its translation. With both sides they contradict each other; with one of them
/// something is missing, or was added.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    pub source: Option<Fact>,
    pub target: Option<Fact>,
}
