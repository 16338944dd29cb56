//! Something in a section's prose that the dialect does not have or that is not safe.

use std::ops::Range;

/// A finding without its file: whoever knows the edition makes a `Problem` of it. No language is spoken down here: it
/// names the sentence of the interface's catalogues that says it, and the one that says what to do is `KEY-remedy`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProseProblem {
    /// Bytes of the text that was parsed.
    pub span: Range<usize>,
    /// `FLD001-no-words`.
    pub key: &'static str,
    /// What fills the places of its sentences.
    pub with: Vec<(&'static str, String)>,
}

impl ProseProblem {
    pub fn new(span: Range<usize>, key: &'static str) -> Self {
        Self { span, key, with: Vec::new() }
    }

    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.with.push((name, value.into()));
        self
    }

    /// `FLD001`
    pub fn rule(&self) -> &'static str {
        self.key.split('-').next().unwrap_or(self.key)
    }
}
