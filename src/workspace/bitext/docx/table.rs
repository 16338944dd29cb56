//! The rows of a document's tables, as they are once all tracked changes are accepted.

use std::collections::BTreeMap;

use roxmltree::{Document, Node};

use super::WORDS;
use super::cell::{Cell, ListKind, Paragraph, Piece};
use super::package::link_of;

const STRICT: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";

/// A row of a table.
#[derive(Debug)]
pub(super) struct TableRow {
    pub cells: Vec<Cell>,
    /// The names of the comments that hang on its words.
    pub comments: Vec<String>,
}

/// What lies in other parts of the package.
#[derive(Debug, Default)]
pub(super) struct Beside {
    /// Addresses of links by name.
    pub links: BTreeMap<String, String>,
    /// Lists by name; those that are not numbered are left out.
    pub numbered: Vec<String>,
}

pub(super) fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.has_tag_name((WORDS, name)) || node.has_tag_name((STRICT, name))
}

pub(super) fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attribute((WORDS, name)).or_else(|| node.attribute((STRICT, name)))
}

fn child<'a, 'd>(node: Node<'a, 'd>, name: &str) -> Option<Node<'a, 'd>> {
    node.children().find(|node| is(*node, name))
}

/// All rows of all tables, in order; a table inside a cell is a part of its text. None if there is no table.
pub(super) fn rows(document: &Document<'_>, beside: &Beside) -> Option<Vec<TableRow>> {
    let tables = inside(document.root_element(), "tbl");
    let row = |node: Node<'_, '_>| {
        let mut reader = Reader { beside, comments: Vec::new() };
        let cells = inside(node, "tc").into_iter().map(|cell| reader.cell(cell)).collect();
        TableRow { cells, comments: reader.comments }
    };
    let is_there = |node: &Node<'_, '_>| {
        child(*node, "trPr").is_none_or(|properties| child(properties, "del").is_none())
    };
    let all = tables.iter().flat_map(|table| inside(*table, "tr")).filter(is_there);
    (!tables.is_empty()).then(|| all.map(row).collect())
}

/// The nearest elements of this name below a node: wherever a program has put them, but none inside another.
fn inside<'a, 'd>(node: Node<'a, 'd>, name: &str) -> Vec<Node<'a, 'd>> {
    let mut found = Vec::new();
    let mut open: Vec<Node<'a, 'd>> = node.children().rev().collect();
    while let Some(node) = open.pop() {
        if is(node, name) {
            found.push(node);
        } else if !is_dropped(node) {
            open.extend(node.children().rev());
        }
    }
    found
}

/// What was taken out and is only kept to be seen, and what is told twice.
fn is_dropped(node: Node<'_, '_>) -> bool {
    ["del", "moveFrom", "txbxContent"].iter().any(|name| is(node, name))
        || node.tag_name().name() == "Fallback"
}

/// The paragraphs of a part that is one text.
pub(super) fn plain(node: Node<'_, '_>) -> Cell {
    Reader { beside: &Beside::default(), comments: Vec::new() }.cell(node)
}

struct Reader<'b> {
    beside: &'b Beside,
    comments: Vec<String>,
}

impl Reader<'_> {
    fn cell(&mut self, node: Node<'_, '_>) -> Cell {
        Cell {
            paragraphs: inside(node, "p").into_iter().map(|paragraph| self.paragraph(paragraph)).collect(),
        }
    }

    fn paragraph(&mut self, node: Node<'_, '_>) -> Paragraph {
        let properties = child(node, "pPr");
        let list = properties.and_then(|properties| child(child(properties, "numPr")?, "numId"));
        let list = list.and_then(|list| attribute(list, "val")).filter(|name| *name != "0").map(|name| {
            let is_numbered = self.beside.numbered.iter().any(|other| other == name);
            if is_numbered { ListKind::Numbered } else { ListKind::Bullets }
        });
        let mark = properties.and_then(|properties| child(properties, "rPr"));
        let mut pieces = Vec::new();
        node.children().for_each(|node| self.pieces(node, None, &mut pieces));
        Paragraph { pieces, list, goes_on: mark.is_some_and(|mark| child(mark, "del").is_some()) }
    }

    /// Depth is bounded by the XML reader.
    fn pieces(&mut self, node: Node<'_, '_>, link: Option<&str>, out: &mut Vec<Piece>) {
        if is(node, "r") {
            out.extend(self.run(node, link));
        } else if is(node, "hyperlink") {
            let to = link_of(node).and_then(|name| self.beside.links.get(name)).map(String::as_str);
            node.children().for_each(|node| self.pieces(node, to.or(link), out));
        } else if node.is_element() && !is(node, "pPr") && !is_dropped(node) {
            node.children().for_each(|node| self.pieces(node, link, out));
        }
    }

    fn run(&mut self, node: Node<'_, '_>, link: Option<&str>) -> Option<Piece> {
        let is_on = |name: &str| {
            let found = child(child(node, "rPr")?, name)?;
            Some(!matches!(attribute(found, "val"), Some("0" | "false" | "off")))
        };
        let mut text = String::new();
        for part in node.children() {
            if is(part, "t") {
                text.push_str(part.text().unwrap_or_default());
            } else if is(part, "br") || is(part, "cr") {
                text.push('\n');
            } else if is(part, "tab") {
                text.push('\t');
            } else if is(part, "noBreakHyphen") {
                text.push('\u{2011}');
            } else if is(part, "commentReference") {
                self.comments.extend(attribute(part, "id").map(str::to_owned));
            }
        }
        (!text.is_empty()).then(|| Piece {
            text,
            bold: is_on("b").unwrap_or_default(),
            italic: is_on("i").unwrap_or_default(),
            link: link.map(str::to_owned),
        })
    }
}

/// The comments of a document by name.
pub(super) fn comments(document: &Document<'_>) -> BTreeMap<String, String> {
    let all = inside(document.root_element(), "comment");
    all.into_iter()
        .filter_map(|node| Some((attribute(node, "id")?.to_owned(), plain(node).words())))
        .collect()
}

/// The names of the lists that count.
pub(super) fn numbered(document: &Document<'_>) -> Vec<String> {
    let root = document.root_element();
    let counts = |node: &Node<'_, '_>| {
        let form = child(*node, "lvl").and_then(|level| attribute(child(level, "numFmt")?, "val"));
        form.is_some_and(|form| form != "bullet" && form != "none")
    };
    let counting = inside(root, "abstractNum").into_iter().filter(counts);
    let counting: Vec<&str> = counting.filter_map(|node| attribute(node, "abstractNumId")).collect();
    let of_one = |node: &Node<'_, '_>| {
        let name = child(*node, "abstractNumId").and_then(|of| attribute(of, "val"));
        name.is_some_and(|name| counting.contains(&name))
    };
    let lists = inside(root, "num").into_iter().filter(of_one);
    lists.filter_map(|node| attribute(node, "numId").map(str::to_owned)).collect()
}
