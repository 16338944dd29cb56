//! XLIFF 2.0 (OASIS): the texts of an issue as a file for translators and their tools, and back.
//!
//! Every passage is a group, every field of it a unit under a name that comes back; a paragraph is a segment where both
//! languages have as many. Markdown is in it as text.

mod read;
mod write;

pub use read::{XliffError, read};
pub use write::write;

const NAMESPACE: &str = "urn:oasis:names:tc:xliff:document:2.0";
const METADATA: &str = "urn:oasis:names:tc:xliff:metadata:2.0";
/// Before our own words in attributes that others may use, too.
const OURS: &str = "courant";

#[cfg(test)]
mod tests;
