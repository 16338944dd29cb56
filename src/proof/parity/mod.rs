//! Holds one text against the same in another language: numbers, amounts, dates, times, telephone numbers, addresses,
//! links, pictures and names of the glossary must be the same facts, however each language writes them.
//!
//! `Text` reads the facts of some Markdown, `differences` says which of them only one side has. How languages write is
//! data, `languages.toml`; a language without a table has fewer facts, never wrong ones.

mod amounts;
mod calendar;
mod clocks;
mod clocks_in_words;
mod compare;
mod contacts;
mod dates;
mod difference;
mod excerpt;
mod fact;
mod language;
mod lexicon;
mod links;
mod names;
mod plain;
mod reader;
mod segments;
mod spelled;
#[cfg(test)]
mod tests;
mod text;
mod token;
mod what;

pub use compare::differences;
pub use difference::Difference;
pub use fact::{Fact, Grade};
pub use text::Text;
pub use what::{Day, What};
