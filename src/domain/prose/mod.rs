//! The Markdown that editors write, as a tree: no traps, no raw HTML (see `parse`).

mod block;
mod inline;
mod parse;
mod problem;

pub use block::{Block, ListItem, PictureBlock, PullQuote, Table};
pub use inline::{Inline, plain_text};
pub use parse::{FIRST_MARK, LAST_MARK, Look, Shape, parse, parse_line, parse_words, shapes};
pub use problem::ProseProblem;
