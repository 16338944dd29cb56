//! Spelling, by the dictionaries of the system that Hunspell has, too. None is part of this program: their licences
//! differ, and a system's are kept up to date. Nothing here knows what a newsletter is but its prose.

mod decode;
mod error;
mod folders;
mod package;
mod speller;
mod words;

pub use error::Error;
pub use folders::{Files, Folders};
pub use package::package;
pub use speller::Speller;
pub use words::{Word, parts, words};
