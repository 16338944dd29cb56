//! A finished page as a terminal can show it: its words in their order, what is bold or a link, a place for each picture.

use scraper::{ElementRef, Html, Node};

/// One thing below the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageBlock {
    /// Running text; `\n` breaks a line, other blanks are single. `first` stands before it, `rest` before its other lines.
    Text { spans: Vec<PageSpan>, first: String, rest: String },
    /// What it shows, in words, and its width in pixels.
    Picture { alt: String, width: usize },
    /// A blank line.
    Gap,
}

/// Words that look alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageSpan {
    pub text: String,
    pub face: Face,
}

/// How words look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Face {
    pub bold: bool,
    pub italic: bool,
    pub link: bool,
}

/// The page, without what a mail program hides.
pub fn page_blocks(html: &str) -> Vec<PageBlock> {
    let page = Html::parse_document(html);
    let mut walk = Walk::default();
    walk.inside(page.root_element(), Face::default());
    walk.end();
    while walk.blocks.last() == Some(&PageBlock::Gap) {
        walk.blocks.pop();
    }
    walk.blocks
}

#[derive(Debug, Default)]
struct Walk {
    blocks: Vec<PageBlock>,
    open: Vec<PageSpan>,
    /// What stands before the next line, and before all after it, for each list and quotation around.
    before: Vec<(String, String)>,
}

impl Walk {
    fn inside(&mut self, element: ElementRef<'_>, face: Face) {
        for child in element.children() {
            match child.value() {
                Node::Text(text) => self.words(text, face),
                Node::Element(_) => {
                    if let Some(element) = ElementRef::wrap(child) {
                        self.element(element, face);
                    }
                }
                _ => {}
            }
        }
    }

    fn element(&mut self, element: ElementRef<'_>, face: Face) {
        let value = element.value();
        let hidden = value.attr("style").is_some_and(|style| style.replace(' ', "").contains("display:none"));
        let class = |name: &str| value.classes().any(|class| class == name);
        match value.name() {
            _ if hidden => {}
            "head" | "style" | "script" | "title" => {}
            "br" => self.open.push(PageSpan { text: "\n".into(), face }),
            "img" => {
                self.end();
                let alt = value.attr("alt").unwrap_or_default().to_owned();
                let width = value.attr("width").and_then(|width| width.parse().ok()).unwrap_or(200);
                self.blocks.push(PageBlock::Picture { alt, width });
            }
            "a" if class("button") => {
                let face = Face { bold: true, ..face };
                self.words("[\u{a0}", face);
                self.inside(element, face);
                self.words("\u{a0}]", face);
            }
            "a" => self.inside(element, Face { link: true, ..face }),
            "b" | "strong" => self.inside(element, Face { bold: true, ..face }),
            "em" | "i" => self.inside(element, Face { italic: true, ..face }),
            "h1" | "h2" | "h3" | "h4" => self.apart(element, Face { bold: true, ..face }),
            "p" if !class("label") => self.apart(element, face),
            "ul" | "ol" => self.list(element, face),
            "blockquote" => {
                self.gap();
                self.before.push(("│ ".into(), "│ ".into()));
                self.inside(element, face);
                self.end();
                self.drop_gap();
                self.before.pop();
                self.gap();
            }
            "tr" if is_data(element) => self.row(element, face),
            "p" | "div" | "table" | "tbody" | "thead" | "tr" | "td" | "th" | "section" | "article"
            | "body" => {
                self.end();
                self.inside(element, face);
                self.end();
                if class("section")
                    || class("picture")
                    || class("button-row")
                    || class("data")
                    || class("event")
                {
                    self.gap();
                }
            }
            _ => self.inside(element, face),
        }
    }

    fn words(&mut self, text: &str, face: Face) {
        let mut words = String::with_capacity(text.len());
        let after_blank = |words: &str, open: &[PageSpan]| {
            let before = words.chars().next_back();
            before.or_else(|| open.last().and_then(|span| span.text.chars().next_back())).is_none_or(blank)
        };
        for letter in text.chars() {
            match letter {
                letter if blank(letter) => {
                    if !after_blank(&words, &self.open) {
                        words.push(' ');
                    }
                }
                letter => words.push(letter),
            }
        }
        match self.open.last_mut() {
            Some(last) if last.face == face && last.text != "\n" => last.text.push_str(&words),
            _ if words.is_empty() => {}
            _ => self.open.push(PageSpan { text: words, face }),
        }
    }

    /// What was open stands there as a block of its own.
    fn end(&mut self) {
        let spans = std::mem::take(&mut self.open);
        if spans.iter().all(|span| span.text.trim().is_empty()) {
            return;
        }
        let mut first = String::new();
        let mut rest = String::new();
        for (mark, blank) in &mut self.before {
            first.push_str(mark);
            rest.push_str(blank);
            // A point has its mark once.
            mark.clone_from(blank);
        }
        self.blocks.push(PageBlock::Text { spans, first, rest });
    }

    fn gap(&mut self) {
        self.end();
        if self.blocks.last().is_some_and(|last| *last != PageBlock::Gap) {
            self.blocks.push(PageBlock::Gap);
        }
    }

    fn drop_gap(&mut self) {
        if self.blocks.last() == Some(&PageBlock::Gap) {
            self.blocks.pop();
        }
    }

    fn apart(&mut self, element: ElementRef<'_>, face: Face) {
        self.end();
        self.inside(element, face);
        self.gap();
    }

    fn list(&mut self, list: ElementRef<'_>, face: Face) {
        self.end();
        let points = list.child_elements().filter(|child| child.value().name() == "li");
        for (number, point) in points.enumerate() {
            let mark =
                if list.value().name() == "ol" { format!("{}. ", number + 1) } else { "• ".to_owned() };
            let blank = " ".repeat(mark.chars().count());
            self.before.push((mark, blank));
            self.inside(point, face);
            self.end();
            self.drop_gap();
            self.before.pop();
        }
        self.gap();
    }

    /// A row of a table that people made.
    fn row(&mut self, row: ElementRef<'_>, face: Face) {
        self.end();
        for (number, cell) in row.child_elements().enumerate() {
            if number > 0 {
                self.words(" · ", face);
            }
            let bold = face.bold || cell.value().name() == "th";
            self.inside(cell, Face { bold, ..face });
        }
        self.end();
    }
}

fn is_data(row: ElementRef<'_>) -> bool {
    let table = row.ancestors().filter_map(ElementRef::wrap).find(|around| around.value().name() == "table");
    table.is_some_and(|table| table.value().classes().any(|class| class == "data"))
}

/// A blank that HTML makes one of; one that holds words together is none.
fn blank(letter: char) -> bool {
    matches!(letter, ' ' | '\n' | '\t' | '\r')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One line for each block: `*` bold, `/` italic, `_` link.
    fn told(html: &str) -> Vec<String> {
        let block = |block: PageBlock| match block {
            PageBlock::Gap => String::new(),
            PageBlock::Picture { alt, width } => format!("[{alt} {width}]"),
            PageBlock::Text { spans, first, rest } => {
                let words: String = spans
                    .iter()
                    .map(|PageSpan { text, face }| {
                        let marks = [(face.bold, "*"), (face.italic, "/"), (face.link, "_")];
                        let marks: String =
                            marks.iter().filter(|(is, _)| *is).map(|(_, mark)| *mark).collect();
                        format!("{marks}{text}{marks}")
                    })
                    .collect();
                format!("{first}|{rest}|{words}")
            }
        };
        page_blocks(html).into_iter().map(block).collect()
    }

    #[test]
    fn the_words_of_a_page_stand_in_their_order_as_they_look_without_what_is_hidden() {
        let html = "<html><head><title>x</title><style>p{}</style></head><body>\
            <div style=\"display: none\">hidden</div><!--[if mso]><p>no</p><![endif]-->\
            <table><tr><td><h2>A  <em>date</em></h2><p>One\n two <a href=\"u\">three</a>,<br>four.</p>\
            <ul><li>a</li><li><p>b</p><ol><li>c</li></ol></li></ul></td><td><img src=\"a\" alt=\"A ward\" width=\"320\"></td></tr></table>\
            <p class=\"label\">When</p><p>Soon</p><blockquote><p>Said</p></blockquote><div><a class=\"button\" href=\"u\">Read more</a></div>\
            <table class=\"data\"><tr><th>Town</th><td>Porto</td></tr></table></body></html>";
        let expected = [
            "||*A **/date*/",
            "",
            "||One two _three_,\nfour.",
            "",
            "• |  |a",
            "• |  |b",
            "",
            "  1. |     |c",
            "",
            "[A ward 320]",
            "||When",
            "||Soon",
            "",
            "│ |│ |Said",
            "",
            "||*[\u{a0}Read more\u{a0}]*",
            "||*Town* · Porto",
        ];
        assert_eq!(told(html), expected);
    }
}
