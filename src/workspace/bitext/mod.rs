//! Bitexts: the texts of an issue in two languages side by side, in files that translators work with.

mod texts;
pub mod xliff;

pub use texts::{Bitext, BitextPassage, Row, SegmentState};
