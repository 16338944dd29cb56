//! Prose as plain text, from the same tree as the HTML: every word, every address, pictures as their
//! description. Lines are wrapped later.

use crate::domain::prose::{Block, Inline, PictureBlock, Table};
use crate::domain::{Section, wrap};

use super::html::credit;

/// What stands in for the letter's context while prose becomes text.
pub struct TextWriter<'w> {
    pub section: &'w Section,
    pub link: Option<&'w str>,
    /// Writes a reader's field.
    pub field: &'w mut dyn FnMut(&str, &str) -> String,
    /// "Picture: …" around a description.
    pub picture: &'w dyn Fn(&str) -> String,
    /// What stands behind a label.
    pub colon: &'w str,
}

impl TextWriter<'_> {
    pub fn blocks(&mut self, blocks: &[Block]) -> String {
        let parts: Vec<String> = blocks.iter().map(|block| self.block(block)).collect();
        parts.join("\n\n")
    }

    fn block(&mut self, block: &Block) -> String {
        match block {
            Block::Paragraph { content, .. } => self.line(content),
            Block::Heading { content, .. } => format!("{}\n", self.line(content)).trim_end().to_owned(),
            Block::List { ordered, items, .. } => {
                let mut lines = Vec::with_capacity(items.len());
                for (number, item) in items.iter().enumerate() {
                    let mark = if *ordered { format!("{}.\t", number + 1) } else { "- ".to_owned() };
                    let words = self.blocks(&item.blocks);
                    lines.push(prefixed(&words, &mark, "  "));
                }
                lines.join("\n")
            }
            Block::Quote(quote) => {
                let mut quoted = prefixed(&self.blocks(&quote.blocks), "> ", "> ");
                if let Some(by) = &quote.attribution {
                    quoted.push_str(&format!("\n> — {}", self.line(by)));
                }
                quoted
            }
            Block::Table(table) => self.table(table),
            Block::Picture(picture) => self.picture(picture),
            Block::Button { label, target, .. } => {
                let label = self.line(label);
                match self.address(target) {
                    Some(address) => format!("{label}{}\n{address}", self.colon),
                    None => label,
                }
            }
        }
    }

    /// Rows as "head: cell" lines, which a narrow screen and a screen reader can follow.
    fn table(&mut self, table: &Table) -> String {
        let head: Vec<String> = table.head.iter().map(|cell| self.line(cell)).collect();
        let mut rows = Vec::with_capacity(table.rows.len());
        for row in &table.rows {
            let mut lines = Vec::with_capacity(row.len());
            for (number, cell) in row.iter().enumerate() {
                let words = self.line(cell);
                let mark = if number == 0 { "- " } else { "  " };
                lines.push(match head.get(number).filter(|head| !head.is_empty()) {
                    Some(head) => format!("{mark}{head}{} {words}", self.colon),
                    None => format!("{mark}{words}"),
                });
            }
            rows.push(lines.join("\n"));
        }
        rows.join("\n")
    }

    fn picture(&mut self, picture: &PictureBlock) -> String {
        let mut lines = Vec::new();
        if !picture.decorative && !picture.alt.is_empty() {
            lines.push(format!("[{}]", (self.picture)(&picture.alt)));
        }
        let caption = picture.caption.as_ref().map(|words| self.line(words));
        let credit = credit(self.section, picture).map(str::to_owned);
        let below: Vec<String> = caption.into_iter().chain(credit).collect();
        if !below.is_empty() {
            lines.push(below.join(" · "));
        }
        lines.join("\n")
    }

    /// Running text. An address stands on a line of its own, right behind the words that lead to it.
    pub fn line(&mut self, content: &[Inline]) -> String {
        let mut line = Line::default();
        self.inlines(content, &mut line);
        line.finish()
    }

    fn inlines(&mut self, content: &[Inline], line: &mut Line) {
        for inline in content {
            match inline {
                Inline::Text(text) => line.text(text),
                Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Phrase { content: inner, .. } => {
                    self.inlines(inner, line);
                }
                Inline::Link { target, content } => {
                    let begin = line.out.len();
                    self.inlines(content, line);
                    let Some(address) = self.address(target) else { continue };
                    let words = line.out.get(begin..).unwrap_or_default().trim();
                    let bare = address.strip_prefix("mailto:").unwrap_or(&address);
                    if words != bare {
                        line.address = Some(bare.to_owned());
                    }
                }
                Inline::Field { name, fallback } => {
                    let field = (self.field)(name, fallback);
                    line.text(&field);
                }
                Inline::Break => line.text("\n"),
            }
        }
    }

    fn address(&self, target: &str) -> Option<String> {
        if target == "link" { self.link.map(str::to_owned) } else { Some(target.to_owned()) }
    }
}

/// Text in the making, with the address that is to follow the word being written.
#[derive(Default)]
struct Line {
    out: String,
    address: Option<String>,
}

impl Line {
    fn text(&mut self, text: &str) {
        let Some(address) = self.address.take() else {
            self.out.push_str(text);
            return;
        };
        // A full stop behind the link belongs to the words before the address.
        let stop = text.find(char::is_whitespace);
        self.out.push_str(&text[..stop.unwrap_or(text.len())]);
        match stop {
            Some(stop) => {
                self.out.push_str(&format!("\n<{address}>\n"));
                self.out.push_str(text[stop..].trim_start());
            }
            None => self.address = Some(address),
        }
    }

    fn finish(mut self) -> String {
        if let Some(address) = self.address.take() {
            self.out.push_str(&format!("\n<{address}>"));
        }
        self.out.trim_end().to_owned()
    }
}

fn prefixed(text: &str, first: &str, rest: &str) -> String {
    let lines: Vec<String> = text
        .lines()
        .enumerate()
        .map(|(number, line)| format!("{}{line}", if number == 0 { first } else { rest }))
        .collect();
    lines.join("\n")
}

/// A line of dashes as wide as `heading`.
pub fn rule_below(heading: &str, with: char) -> String {
    let width = unicode_width::UnicodeWidthStr::width(heading).clamp(3, wrap::WIDTH);
    with.to_string().repeat(width)
}
