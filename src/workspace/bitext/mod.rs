//! Bitexts: the texts of an issue in two languages side by side, in files that translators work with.

pub mod docx;
mod texts;
pub mod xliff;
mod xml;

pub use texts::{Bitext, BitextPassage, Row, SegmentState};
