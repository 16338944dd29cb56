//! Why nothing could be said of a translation, or written down.

use std::io;
use std::path::PathBuf;

use crate::domain::translation::Passage;
use crate::domain::{Lang, Problem};
use crate::workspace;
use crate::workspace::bitext::docx::DocxError;
use crate::workspace::bitext::xliff::XliffError;

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
    #[error("{}: {why}", file.display())]
    Xliff { file: PathBuf, why: XliffError },
    #[error("{}: {why}", file.display())]
    Docx { file: PathBuf, why: DocxError },
    #[error("{}: {why}", file.display())]
    File { file: PathBuf, why: io::Error },
    #[error("there is nothing to translate from {from} into {lang}")]
    Nothing { from: Lang, lang: Lang },
    #[error("{0} can't be made from itself")]
    FromItself(Lang),
    /// One that was named.
    #[error("{passage}: {left}")]
    Left { passage: Passage, left: Left },
}

impl Error {
    /// What whoever asked can do about it.
    pub fn remedy(&self) -> String {
        let words = match self {
            Self::Broken(_) => "what the file said before is in git; `courant check` says the same of it",
            Self::NoLanguage { .. } => {
                "add it to languages in issue.toml, and to those of the newsletter in config.toml"
            }
            Self::NoPassage { .. } => "`courant translate status` names the sections",
            Self::FromItself(_) => "name the language of the text that it was made from",
            Self::Nothing { .. } => {
                "write the original first, or name the language to translate from: --from"
            }
            Self::Left { left: Left::Original(_), .. } => {
                "mark the other languages; if it is a translation, say in its [[section]] which language is its source"
            }
            Self::Left { left: Left::NotMeant(_), .. } => {
                "add the language to the section's languages in issue.toml"
            }
            Self::Left { left: Left::NotWritten(_), .. } => "write it first",
            Self::Left { left: Left::NotTheSame(_), .. } => "make the two the same, or leave out --same",
            Self::Left { left: Left::StillTheSame(_), .. } => {
                "translate it, or say that it is to be so: --same"
            }
            Self::Xliff { .. } => "let the tool write it again, or export it once more",
            Self::Docx { why, .. } => why.remedy(),
            Self::File { .. } => "see that it is there, and that this user may use it",
            Self::Workspace(error) => return error.remedy(),
        };
        words.to_owned()
    }
}

fn joined<T: ToString>(known: &[T]) -> String {
    known.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

impl From<workspace::EditError> for Error {
    fn from(error: workspace::EditError) -> Self {
        Self::Workspace(error.into())
    }
}
