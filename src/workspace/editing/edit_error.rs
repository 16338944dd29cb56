//! Why a change can't be made. The text stays as it was.

use crate::domain::SectionId;
use crate::workspace::reading::TextFault;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    #[error("there is no section \"{0}\"")]
    NoSection(SectionId),
    #[error("there is a section \"{0}\" already")]
    SectionExists(SectionId),
    /// `line` of the text that was to be written, from 1.
    #[error("line {line} is a level-2 heading, which would open another section; write ### there")]
    OpensSection { line: usize },
    #[error("{0}")]
    Text(#[from] TextFault),
    #[error("the file is not understood as it stands, mend it by hand first: {0}")]
    NotUnderstood(String),
    #[error("\"{0}\" is written in a form that can't be changed here; change it by hand")]
    Form(String),
}
