//! Something in a section's prose that the dialect does not have or that is not safe.

use std::ops::Range;

/// A finding without its file: whoever knows the edition makes a `Problem` of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProseProblem {
    /// Bytes of the text that was parsed.
    pub span: Range<usize>,
    pub rule: &'static str,
    pub what: String,
    pub remedy: String,
}
