//! What a line of prose is made of.

use crate::domain::Lang;

/// Text and what it carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    Text(String),
    Emphasis(Vec<Inline>),
    Strong(Vec<Inline>),
    /// `http`, `https`, `mailto`, or `link` for the section's own address.
    Link {
        target: String,
        content: Vec<Inline>,
    },
    /// `[text](lang:sv)`: words in another language.
    Phrase {
        lang: Lang,
        content: Vec<Inline>,
    },
    /// `{{name|dear reader}}`: the reader's own words.
    Field {
        name: String,
        fallback: String,
    },
    /// A backslash at a line's end.
    Break,
}
