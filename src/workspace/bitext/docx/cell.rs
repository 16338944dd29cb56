//! What stands in a cell → Markdown.

/// A cell, or another text of paragraphs.
#[derive(Debug)]
pub(super) struct Cell {
    pub paragraphs: Vec<Paragraph>,
}

#[derive(Debug)]
pub(super) struct Paragraph {
    pub pieces: Vec<Piece>,
    pub list: Option<ListKind>,
    /// Its end was taken out: the next one goes on in it.
    pub goes_on: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ListKind {
    Bullets,
    Numbered,
}

/// Words of one look. Programs split them wherever they like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub text: String,
    pub bold: bool,
    pub italic: bool,
    /// Where it leads.
    pub link: Option<String>,
}

impl Cell {
    /// The words as they stand there.
    pub fn words(&self) -> String {
        self.text(|paragraph| paragraph.pieces.iter().map(|piece| piece.text.as_str()).collect())
    }

    /// The same where bold type, italics and links of the program become those of Markdown. What a whole cell has is
    /// left out: people colour and thicken what they have changed.
    pub fn markdown(&self) -> String {
        let pieces = || self.paragraphs.iter().flat_map(|paragraph| &paragraph.pieces);
        let all = |has: fn(&Piece) -> bool| pieces().filter(|piece| !piece.text.trim().is_empty()).all(has);
        let (bold, italic) = (!all(|piece| piece.bold), !all(|piece| piece.italic));
        let text = self.text(|paragraph| {
            let mut text = String::new();
            for mut piece in joined(&paragraph.pieces) {
                piece.bold &= bold;
                piece.italic &= italic;
                let words = marked(&piece, &text);
                text.push_str(&words);
            }
            text
        });
        mended(&text)
    }

    /// Paragraphs with a blank line between them, rows of a list without.
    fn text(&self, words: impl Fn(&Paragraph) -> String) -> String {
        let mut text = String::new();
        let (mut goes_on, mut was_row) = (false, false);
        for paragraph in &self.paragraphs {
            let own = words(paragraph);
            // White space at its beginning would make it code.
            let own = own.trim_matches(['\n', '\t', ' ']);
            if own.is_empty() {
                continue;
            }
            let is_row = paragraph.list.is_some() || begins_a_row(own);
            match (goes_on, text.is_empty()) {
                (true, _) | (_, true) => {}
                _ => text.push_str(if is_row && was_row { "\n" } else { "\n\n" }),
            }
            if !begins_a_row(own) && !goes_on {
                text.push_str(match paragraph.list {
                    None => "",
                    Some(ListKind::Bullets) => "- ",
                    Some(ListKind::Numbered) => "1. ",
                });
            }
            text.push_str(own);
            (goes_on, was_row) = (paragraph.goes_on, is_row);
        }
        text
    }
}

/// Whether it is written as a row of a list.
fn begins_a_row(text: &str) -> bool {
    let behind = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let counted = behind.len() < text.len() && (behind.starts_with(". ") || behind.starts_with(") "));
    counted || ["- ", "* ", "-\u{a0}", "*\u{a0}"].iter().any(|mark| text.starts_with(mark))
}

/// Neighbours of one look are one piece.
fn joined(pieces: &[Piece]) -> Vec<Piece> {
    let mut all: Vec<Piece> = Vec::new();
    for piece in pieces {
        match all.last_mut() {
            Some(last) if (last.bold, last.italic, &last.link) == (piece.bold, piece.italic, &piece.link) => {
                last.text.push_str(&piece.text);
            }
            _ => all.push(piece.clone()),
        }
    }
    all
}

/// A piece in Markdown. `before` stands in front of it.
fn marked(piece: &Piece, before: &str) -> String {
    let words = piece.text.trim();
    let mark = match (piece.bold, piece.italic) {
        (true, true) => "***",
        (true, false) => "**",
        (false, true) => "*",
        (false, false) => "",
    };
    // An address that is written out becomes a link by itself, and inside `](…)` it is one.
    let is_address = |to: &str| words.contains("://") || words.contains('@') || words == to;
    let leads = |to: &&String| ["https://", "http://", "mailto:"].iter().any(|how| to.starts_with(how));
    let link = piece.link.as_ref().filter(leads).filter(|to| !is_address(to));
    let link = link.filter(|_| !before.ends_with("](") && !words.contains(['[', ']']));
    if words.is_empty() || mark.is_empty() && link.is_none() {
        return piece.text.clone();
    }
    let mark = if words.contains(['*', '\n']) { "" } else { mark };
    let inside = link.map_or_else(|| words.to_owned(), |to| format!("[{words}]({to})"));
    let lead = &piece.text[..piece.text.len() - piece.text.trim_start().len()];
    let tail = &piece.text[piece.text.trim_end().len()..];
    format!("{lead}{mark}{inside}{mark}{tail}")
}

/// Quotation marks and spaces that a program put in place of the plain ones, where Markdown has to have those.
fn mended(text: &str) -> String {
    let text = between(&between(text, "{{", "}}"), "](", ")");
    let row = |line: &str| match line.split_once('\u{a0}') {
        Some((mark @ ("-" | "*"), words)) => format!("{mark} {words}"),
        _ => line.to_owned(),
    };
    text.split('\n').map(row).collect::<Vec<_>>().join("\n")
}

fn between(text: &str, open: &str, close: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(from) = rest.find(open).map(|at| at + open.len()) {
        let Some(length) = rest[from..].find(close) else { break };
        out.push_str(&rest[..from]);
        out.extend(rest[from..from + length].chars().map(|letter| match letter {
            '“' | '”' | '„' | '‟' | '»' | '«' => '"',
            '‘' | '’' | '‚' | '‛' => '\'',
            '\u{a0}' | '\u{202f}' => ' ',
            other => other,
        }));
        rest = &rest[from + length..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(text: &str, look: &str, link: Option<&str>) -> Piece {
        let has = |one: char| look.contains(one);
        Piece { text: text.to_owned(), bold: has('b'), italic: has('i'), link: link.map(str::to_owned) }
    }

    fn markdown(paragraphs: Vec<(Vec<Piece>, Option<ListKind>)>) -> String {
        let paragraph = |(pieces, list)| Paragraph { pieces, list, goes_on: false };
        Cell { paragraphs: paragraphs.into_iter().map(paragraph).collect() }.markdown()
    }

    #[test]
    fn bold_italic_and_linked_words_become_markdown_however_they_are_split() {
        let to = Some("https://helium.example.eu/nl");
        for (pieces, expected) in [
            (
                vec![
                    piece("We vonden ", "", None),
                    piece("4", "b", None),
                    piece("3 ", "b", None),
                    piece("!", "", None),
                ],
                "We vonden **43** !",
            ),
            (vec![piece("a", "bi", None), piece("b", "", None)], "***a***b"),
            (vec![piece("alles vet", "b", None)], "alles vet"),
            (
                vec![piece("zie ", "", None), piece("onze site", "", to)],
                "zie [onze site](https://helium.example.eu/nl)",
            ),
            (
                vec![piece("[Meer](", "", None), piece("https://helium.example.eu/nl)", "", to)],
                "[Meer](https://helium.example.eu/nl)",
            ),
            (vec![piece("a ", "", None), piece("*b*", "i", None)], "a *b*"),
            (vec![piece("weg", "", Some("file:///etc/passwd")), piece("!", "", None)], "weg!"),
            (
                vec![piece("{{name|“lezer”}} “zegt” 25\u{a0}oktober [x](link\u{a0}“y”)", "", None)],
                "{{name|\"lezer\"}} “zegt” 25\u{a0}oktober [x](link \"y\")",
            ),
        ] {
            assert_eq!(markdown(vec![(pieces, None)]), expected);
        }
    }

    #[test]
    fn paragraphs_stand_apart_and_rows_of_lists_together() {
        let plain = |text: &str| vec![piece(text, "", None)];
        let text = markdown(vec![
            (plain("De reizen:"), None),
            (plain(""), None),
            (plain("Porto"), Some(ListKind::Bullets)),
            (plain("-\u{a0}Liverpool"), None),
            (plain("Eerst"), Some(ListKind::Numbered)),
            (plain(" Tot ziens\nin Eindhoven "), None),
        ]);
        assert_eq!(text, "De reizen:\n\n- Porto\n- Liverpool\n1. Eerst\n\nTot ziens\nin Eindhoven");
    }
}
