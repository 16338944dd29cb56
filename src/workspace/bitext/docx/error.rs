//! Why a document, or a row of it, can't be taken in.

use super::package::{MOST_BYTES, MOST_ENTRIES, MOST_RATIO};

/// Rows count from 1, the first one of the table among them.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DocxError {
    #[error("it is not a Word document (.docx)")]
    NotZip,
    #[error("it is protected with a password")]
    Encrypted,
    #[error("it is a document of an older Word (.doc), whatever its name says")]
    OldWord,
    #[error("its end is missing or damaged: it was not copied or sent as a whole")]
    CutOff,
    #[error("it is no Word document, but {0}")]
    AnotherKind(String),
    #[error("it has more than {MOST_ENTRIES} files in it, which no translation has")]
    ManyEntries,
    #[error(
        "{part} in it unpacks to more than {MOST_RATIO} times its size, or all of it to more than {} MiB",
        MOST_BYTES >> 20
    )]
    Swollen { part: String },
    #[error("{part} in it is damaged: {why}")]
    Damaged { part: String, why: String },
    #[error("there is no table in it")]
    NoTable,
    #[error(
        "no row of its table says of which issue it is: the small grey line that begins with \"courant\""
    )]
    NoIssue,
    #[error(
        "row {row} (\"{begins}\") has no small grey line above its left-hand text, so that nobody knows what it is the translation of: move its text to the row that it belongs to"
    )]
    NoName { row: usize, begins: String },
    #[error(
        "row {row}: \"{name}\" is not of this issue: the small grey line was changed, or is of another document"
    )]
    Strange { row: usize, name: String },
    #[error("row {row}: \"{name}\" stands in it twice; only the first of them counts")]
    Twice { row: usize, name: String },
    #[error("row {row}: \"{name}\" has no right-hand column any more: split its cell into two")]
    OneColumn { row: usize, name: String },
    #[error(
        "row {row}: the left-hand text of \"{name}\" was changed; it is not taken, so tell those who write it what is wrong with it"
    )]
    SourceChanged { row: usize, name: String },
    #[error("{missing} of the {of} rows of \"{passage}\" are not in it any more")]
    RowsGone { passage: String, missing: usize, of: usize },
    #[error("\"{passage}\" is not in it any more: its rows were taken out")]
    Gone { passage: String },
}

impl DocxError {
    /// What whoever has the document can do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::NotZip | Self::OldWord | Self::AnotherKind(_) => {
                "open it in Word or LibreOffice, and save it as a Word document (.docx)"
            }
            Self::Encrypted => "open it in Word, take the password away (File, Info), and save it",
            Self::CutOff | Self::Damaged { .. } => {
                "have it sent once more; if it can be opened in Word, save it there under another name"
            }
            Self::ManyEntries | Self::Swollen { .. } => {
                "copy its table into a new document without pictures, and save that; if nobody knows who made it, leave it"
            }
            Self::NoTable | Self::NoIssue => {
                "send the document that `courant translate export` wrote, with its whole table; or export it once more, and copy the translations into it"
            }
            _ => "mend the row in Word, and import the document again",
        }
    }
}
