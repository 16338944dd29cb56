//! What becomes of a text in another language: which text a translation was made from, and how it stands by now.

mod fact_change;
mod how;
mod passage;
mod record;
mod standing;
mod state;
#[cfg(test)]
mod tests;
mod text_hash;
mod word_diff;

pub use fact_change::FactChange;
pub use how::How;
pub use passage::{Field, Passage};
pub use record::{Made, Record, Translations};
pub use standing::{Changed, FactsChanged, Standing, standing};
pub use state::TranslationState;
pub use text_hash::{TextHash, TextHashError};
pub use word_diff::{WordDiff, changed_lines, same_words, word_diff};
