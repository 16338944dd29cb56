//! The Markdown that editors write, as a tree: no traps, no raw HTML (see `parse`).

mod block;
mod inline;

pub use block::{Block, ListItem, PictureBlock, PullQuote, Table};
pub use inline::Inline;
