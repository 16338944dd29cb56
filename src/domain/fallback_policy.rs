//! What readers of a list get whose language the issue lacks, in whole or in part.

/// `fallback` of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FallbackPolicy {
    /// The whole issue in the nearest other language.
    #[default]
    Whole,
    /// Nothing, which is said before sending: they read no other language.
    Hold,
}
