//! Checks about wording and language: they read the words of an edition as its readers will, without marks.

mod endings;
mod foreign;
mod frame;
mod grams;
mod labels;
mod left_over;
mod lists;
mod passages;
mod quotes;
mod repeated;
mod shape;
mod tokens;
mod typing;
mod vocabulary;

pub use frame::{answered, inbox_lines, subjects};
pub use labels::{colours, knows_colours, knows_links, links};
pub use left_over::{left_over, unmarked};
pub use passages::Texts;
pub use quotes::marks as quotation_marks;
pub use shape::{length, shape};
pub use typing::slips;

use crate::domain::Lang;

/// The language that a text is most likely in, of all of which words are known.
#[cfg(test)]
pub fn identified(text: &str) -> Option<String> {
    let vocabulary = vocabulary::vocabulary();
    let all: Vec<usize> = vocabulary.all().collect();
    let found = foreign::identify(&vocabulary::Scale::default(), text, &all)?;
    Some(vocabulary.language(found).to_owned())
}

/// Whether words of a language are known, so that others stand out among them.
pub fn knows_language(lang: &Lang) -> bool {
    vocabulary::vocabulary().index(lang.primary()).is_some()
}
