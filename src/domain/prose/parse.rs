//! The dialect: Markdown without its traps.
//!
//! Blocks are read line by line here, so that nothing opens a list, a heading or a block of code that the
//! dialect does not have; what stands inside them is read by pulldown-cmark. Columns are mapped back.

mod blocks;
mod fields;
mod inlines;
mod links;
mod map;
mod rows;
mod shapes;
mod target;

pub use fields::{FIRST_MARK, LAST_MARK};
pub use shapes::{Look, Shape, shapes};

use self::fields::Lifted;
use self::inlines::Reader;
use super::{Block, Inline, ProseProblem};

/// Reads a section's Markdown. Whatever is written comes out as blocks; what is wrong is listed beside them,
/// in the order of the text.
pub fn parse(markdown: &str) -> (Vec<Block>, Vec<ProseProblem>) {
    let lifted = Lifted::from(markdown);
    let mut reader = Reader::new(&lifted);
    let lines = rows::split(&lifted.text);
    let blocks = blocks::read(&mut reader, &lines);
    (blocks, reader.finish())
}

/// Reads one line with its emphasis, links and fields: a heading.
pub fn parse_line(line: &str) -> (Vec<Inline>, Vec<ProseProblem>) {
    let lifted = Lifted::from(line);
    let mut reader = Reader::new(&lifted);
    let rows = rows::split(&lifted.text);
    let content = reader.read(&rows);
    (links::find(content), reader.finish())
}

/// Reads text in which only fields mean something: the subject, the inbox line.
pub fn parse_words(text: &str) -> (Vec<Inline>, Vec<ProseProblem>) {
    let lifted = Lifted::from(text);
    let mut content = Vec::new();
    lifted.push_text(&lifted.text, &mut content);
    (content, lifted.problems)
}

#[cfg(test)]
mod tests;
