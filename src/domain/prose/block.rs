//! What prose is made of, from top to bottom.

use std::ops::Range;

use super::Inline;

/// One block. `span` is the range of bytes in the section's Markdown, for messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    Paragraph {
        content: Vec<Inline>,
        span: Range<usize>,
    },
    /// Level 3 and below; level 2 opens a section.
    Heading {
        level: u8,
        content: Vec<Inline>,
        span: Range<usize>,
    },
    List {
        ordered: bool,
        items: Vec<ListItem>,
        span: Range<usize>,
    },
    Quote(PullQuote),
    Table(Table),
    Picture(PictureBlock),
    /// A link alone in its paragraph. A target of `link` is the section's own address.
    Button {
        label: Vec<Inline>,
        target: String,
        span: Range<usize>,
    },
}

/// One point of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListItem {
    pub blocks: Vec<Block>,
}

/// `> quote` and `> — Name, role`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PullQuote {
    pub blocks: Vec<Block>,
    pub attribution: Option<Vec<Inline>>,
    pub span: Range<usize>,
}

/// A table of data; the first row is its head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    pub head: Vec<Vec<Inline>>,
    pub rows: Vec<Vec<Vec<Inline>>>,
    pub span: Range<usize>,
}

/// `![alt](images/x.jpg)` on its own, and the line of emphasis below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureBlock {
    /// Relative to the folder.
    pub file: String,
    /// Empty only if `decorative`.
    pub alt: String,
    pub decorative: bool,
    pub caption: Option<Vec<Inline>>,
    pub span: Range<usize>,
}
