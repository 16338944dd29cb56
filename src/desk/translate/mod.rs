//! Translations of an issue: how they stand, and saying that one is done.

mod done;
mod error;
mod overview;

pub use done::{Left, Mark, Marked, done};
pub use error::Error;
pub use overview::Overview;
