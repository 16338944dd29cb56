//! What can be decided about a word that its dictionary does not have.

use crate::domain::Lang;

/// A decision; to leave it is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spell {
    Replace {
        word: String,
        by: String,
    },
    /// Until the program ends.
    Ignore {
        lang: Lang,
        word: String,
    },
    /// It is one of the project's words from now on.
    Keep {
        lang: Lang,
        word: String,
    },
}
