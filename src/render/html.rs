//! Prose as HTML: tags and classes that `style.css` knows, everything escaped.

use super::marks::Marks;
use super::pictures::Pictures;
use crate::domain::prose::{Block, Inline, PictureBlock, PullQuote, Table};
use crate::domain::{Issue, Lang, Place, Section};

/// Columns of text on the page.
pub const TEXT_WIDTH: usize = 520;
const PICTURE_HEIGHT: usize = 800;

/// Writes the blocks of one section.
#[derive(Debug)]
pub struct Writer<'w, 'a> {
    pub marks: &'w mut Marks,
    pub pictures: &'w mut Pictures<'a>,
    pub issue: &'w Issue,
    pub lang: &'w Lang,
    pub section: &'w Section,
    /// The section's own address in this language.
    pub link: Option<&'w str>,
    pub place: &'w Place,
}

/// `&`, `<`, `>` and both quotation marks; nothing else, so that addresses stay as they are.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// A button that Outlook draws as one: the cell has the colour, the link the padding.
pub fn button(address: &str, label: &str, lang: &Lang) -> String {
    let dir = lang.dir();
    format!(
        "<div class=\"button-row\"><table role=\"presentation\" dir=\"{dir}\" class=\"button-table\" cellpadding=\"0\" \
         cellspacing=\"0\" border=\"0\"><tr><td class=\"button-cell\" align=\"center\">\
         <a class=\"button\" href=\"{}\">{label}</a></td></tr></table></div>\n",
        escape(address)
    )
}

impl Writer<'_, '_> {
    pub fn blocks(&mut self, blocks: &[Block]) -> String {
        blocks.iter().map(|block| self.block(block)).collect()
    }

    fn block(&mut self, block: &Block) -> String {
        match block {
            Block::Paragraph { content, .. } => format!("<p>{}</p>\n", self.inlines(content)),
            Block::Heading { level, content, .. } => {
                format!("<h{level}>{}</h{level}>\n", self.inlines(content))
            }
            Block::List { ordered, items, .. } => {
                let tag = if *ordered { "ol" } else { "ul" };
                let items: String =
                    items.iter().map(|item| format!("<li>{}</li>\n", self.point(&item.blocks))).collect();
                format!("<{tag}>\n{items}</{tag}>\n")
            }
            Block::Quote(quote) => self.quote(quote),
            Block::Table(table) => self.table(table),
            Block::Picture(picture) => self.picture(picture),
            Block::Button { label, target, .. } => {
                let label = self.inlines(label);
                match self.address(target) {
                    Some(address) => button(&address, &label, self.lang),
                    None => format!("<p>{label}</p>\n"),
                }
            }
        }
    }

    /// A point of a list: its one paragraph without the tag.
    fn point(&mut self, blocks: &[Block]) -> String {
        match blocks {
            [Block::Paragraph { content, .. }] => self.inlines(content),
            blocks => self.blocks(blocks),
        }
    }

    fn quote(&mut self, quote: &PullQuote) -> String {
        let inside = self.blocks(&quote.blocks);
        let by = quote.attribution.as_ref().map(|by| {
            let by = self.inlines(by);
            format!("<p class=\"attribution\">— {by}</p>\n")
        });
        format!("<blockquote class=\"quote\">\n{inside}{}</blockquote>\n", by.unwrap_or_default())
    }

    fn table(&mut self, table: &Table) -> String {
        let lang = self.lang;
        let mut row = |cells: &[Vec<Inline>], open: &str, close: &str| {
            let cells: String =
                cells.iter().map(|cell| format!("<{open}>{}</{close}>", self.inlines(cell))).collect();
            format!("<tr>{cells}</tr>\n")
        };
        let side = if lang.is_right_to_left() { "right" } else { "left" };
        let head = row(&table.head, &format!("th scope=\"col\" align=\"{side}\""), "th");
        let rows: String = table.rows.iter().map(|cells| row(cells, "td", "td")).collect();
        format!(
            "<table class=\"data\" dir=\"{}\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\">\n\
             <thead>{head}</thead>\n<tbody>{rows}</tbody>\n</table>\n",
            lang.dir()
        )
    }

    fn picture(&mut self, picture: &PictureBlock) -> String {
        let path = super::assets::in_issue(self.issue, &picture.file);
        let shown = self.pictures.show(&path, TEXT_WIDTH, PICTURE_HEIGHT, self.place);
        let image = shown.map_or_else(
            || escape(&picture.alt),
            |shown| {
                format!(
                    "<img src=\"{}\" width=\"{}\" height=\"{}\" alt=\"{}\">",
                    escape(&shown.src),
                    shown.width,
                    shown.height,
                    escape(&picture.alt)
                )
            },
        );
        let caption = picture.caption.as_ref().map(|words| self.inlines(words));
        let credit = credit(self.section, picture).map(|credit| self.isolated(&escape(credit)));
        let below: Vec<String> = caption.into_iter().chain(credit).collect();
        let below = match below.is_empty() {
            true => String::new(),
            false => format!("<p class=\"caption\">{}</p>\n", below.join(" · ")),
        };
        format!("<div class=\"picture\">{image}\n{below}</div>\n")
    }

    pub fn inlines(&mut self, content: &[Inline]) -> String {
        content.iter().map(|inline| self.inline(inline)).collect()
    }

    fn inline(&mut self, inline: &Inline) -> String {
        match inline {
            Inline::Text(text) => escape(text),
            Inline::Emphasis(inner) => format!("<em>{}</em>", self.inlines(inner)),
            Inline::Strong(inner) => format!("<strong>{}</strong>", self.inlines(inner)),
            Inline::Link { target, content } => {
                let words = self.inlines(content);
                match self.address(target) {
                    Some(address) => format!("<a href=\"{}\">{words}</a>", escape(&address)),
                    None => words,
                }
            }
            Inline::Phrase { lang, content } => {
                format!("<span lang=\"{lang}\" dir=\"{}\">{}</span>", lang.dir(), self.inlines(content))
            }
            Inline::Field { name, fallback } => {
                let field = self.marks.field(name, fallback).to_string();
                self.isolated(&field)
            }
            Inline::Break => "<br>\n".to_owned(),
        }
    }

    /// A name in other letters keeps its own order.
    fn isolated(&self, name: &str) -> String {
        if self.lang.is_right_to_left() { format!("<bdi>{name}</bdi>") } else { name.to_owned() }
    }

    /// Where a link leads; `link` is the section's own address, which may be missing.
    fn address(&self, target: &str) -> Option<String> {
        if target == "link" { self.link.map(str::to_owned) } else { Some(target.to_owned()) }
    }
}

/// Who made a picture, as `issue.toml` says.
pub fn credit<'s>(section: &'s Section, picture: &PictureBlock) -> Option<&'s str> {
    section.pictures.iter().find(|known| known.file == picture.file)?.credit.as_deref()
}
