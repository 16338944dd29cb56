//! Why nothing could be said of a translation, or written down.

use crate::domain::translation::Passage;
use crate::domain::{Lang, Problem};
use crate::workspace;

use super::Left;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Workspace(#[from] workspace::Error),
    /// Nothing is written over it.
    #[error("translations.toml has to be mended first")]
    Broken(Vec<Problem>),
    #[error("{lang} is not a language of this issue, which has {}", joined(.known))]
    NoLanguage { lang: Lang, known: Vec<Lang> },
    #[error("there is no section \"{wanted}\"; there are {}", joined(.known))]
    NoPassage { wanted: String, known: Vec<Passage> },
    #[error("{0} can't be made from itself")]
    FromItself(Lang),
    /// One that was named.
    #[error("{passage}: {left}")]
    Left { passage: Passage, left: Left },
}

fn joined<T: ToString>(known: &[T]) -> String {
    known.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

impl From<workspace::EditError> for Error {
    fn from(error: workspace::EditError) -> Self {
        Self::Workspace(error.into())
    }
}
