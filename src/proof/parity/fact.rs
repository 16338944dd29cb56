//! One fact of a text, and how strongly it is asked for.

use std::ops::Range;

use super::What;

/// How strongly a fact is asked for on the other side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// May stand for something on the other side, and is never asked for: "one", "first", "both".
    Weak,
    /// Is asked for where the other side has something else in its place: ordinals in words, what was said before.
    Soft,
    /// A number in words: is to be there, but never more than once.
    Spelled,
    /// Is to be there.
    Hard,
}

/// Something that every language is to say alike.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    pub what: What,
    pub grade: Grade,
    /// Bytes in the Markdown that it was read from.
    pub span: Range<usize>,
}
