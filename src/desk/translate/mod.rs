//! Translations of an issue: how they stand, saying that one is done, and files for translators.

mod done;
mod error;
mod export;
mod import;
mod overview;
mod placing;
mod received;

pub use done::{Left, Mark, Marked, done, today};
pub use error::Error;
pub use export::{Exported, export};
pub use import::{Fate, Imported, import};
pub use overview::Overview;
