//! DOCX (ECMA-376): the texts of an issue as a Word document with a table of two columns, for translators who use no
//! translation tool, and back.
//!
//! A row per field, whose name stands as small grey text above the source. Content controls, bookmarks and hidden text would
//! be out of sight; but other programs than Word drop the one or rename the other when they save, and rows that are copied
//! or typed anew lose them. Text outlives every program, goes where its row goes, and a person can see what is wrong with it.
//! Markdown stands in the cells as text.

mod cell;
mod error;
mod grey;
mod package;
mod read;
mod styles;
mod table;
mod write;

pub use error::DocxError;
pub use package::is_one;
pub use read::read;
pub use write::write;

const WORDS: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

#[cfg(test)]
mod tests;
