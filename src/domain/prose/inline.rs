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

/// The words alone; a field shows its fallback, a break is a space.
pub fn plain_text(content: &[Inline]) -> String {
    let mut out = String::new();
    for inline in content {
        match inline {
            Inline::Text(text) => out.push_str(text),
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Link { content: inner, .. }
            | Inline::Phrase { content: inner, .. } => out.push_str(&plain_text(inner)),
            Inline::Field { fallback, .. } => out.push_str(fallback),
            Inline::Break => out.push(' '),
        }
    }
    out
}
