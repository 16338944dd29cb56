//! The lines of a page: its words as they look, broken between words, and boxes where its pictures are.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use unicode_segmentation::UnicodeSegmentation as _;

use super::{Canvas, clean, cut, pad, put, width, wrap};
use crate::render::{Face, PageBlock, PageSpan};

/// One line, in pieces that look alike.
pub type PageLine = Vec<(String, Face)>;

/// Lines of a picture's description in its box.
const DESCRIBED: usize = 2;

/// The page in `room` columns, which stand for `pixels`; `pictures` that are off leave their words.
pub fn page_lines(blocks: &[PageBlock], room: usize, pixels: usize, pictures: bool) -> Vec<PageLine> {
    let mut lines = Vec::new();
    for block in blocks {
        match block {
            PageBlock::Gap => lines.push(Vec::new()),
            PageBlock::Text { spans, first, rest } => text(spans, (first, rest), room, &mut lines),
            PageBlock::Picture { alt, width } if pictures => {
                boxed(alt, (width * room / pixels.max(1)).clamp(16, room.max(16)), &mut lines);
            }
            PageBlock::Picture { alt, .. } => {
                lines.extend(wrap(alt, room).into_iter().map(|line| plain(&line)));
            }
        }
    }
    lines
}

/// Draws them from line `from` on, and no further than there is anything below.
pub fn draw_page(lines: &[PageLine], frame: &mut Canvas, area: Rect, from: usize) {
    let height = usize::from(area.height);
    let first = from.min(lines.len().saturating_sub(height));
    for (y, line) in (area.y..area.bottom()).zip(lines.iter().skip(first)) {
        let mut x = area.x;
        for (text, face) in line {
            let text = cut(text, usize::from(area.right().saturating_sub(x)));
            put(frame.buffer_mut(), x, y, &text, style(*face));
            x += u16::try_from(width(&text)).unwrap_or(0);
        }
    }
}

fn style(face: Face) -> Style {
    let marks =
        [(face.bold, Modifier::BOLD), (face.italic, Modifier::ITALIC), (face.link, Modifier::UNDERLINED)];
    let on = marks.iter().filter(|(is, _)| *is).map(|(_, mark)| *mark);
    Style::new().add_modifier(on.fold(Modifier::empty(), Modifier::union))
}

fn plain(text: &str) -> PageLine {
    vec![(text.to_owned(), Face::default())]
}

fn boxed(alt: &str, wide: usize, lines: &mut Vec<PageLine>) {
    let line = "─".repeat(wide - 2);
    let words = if alt.trim().is_empty() { "picture".to_owned() } else { format!("picture: {alt}") };
    let mut described = wrap(&words, wide - 4);
    if described.len() > DESCRIBED {
        described.truncate(DESCRIBED);
        described[DESCRIBED - 1] = cut(&format!("{} …", described[DESCRIBED - 1]), wide - 4);
    }
    lines.push(plain(&format!("┌{line}┐")));
    lines.extend(described.iter().map(|line| plain(&format!("│ {} │", pad(line, wide - 4)))));
    lines.push(plain(&format!("└{line}┘")));
}

fn text(spans: &[PageSpan], (first, rest): (&str, &str), room: usize, lines: &mut Vec<PageLine>) {
    let room = room.saturating_sub(width(rest)).max(2);
    let begun = lines.len();
    let mut line = LineOf { pieces: Vec::new(), used: 0 };
    let mut wanted: Option<Face> = None;
    let mut end = |line: &mut LineOf| {
        let before = if lines.len() == begun { first } else { rest };
        let pieces = std::mem::take(&mut line.pieces);
        line.used = 0;
        let whole = if before.is_empty() { Vec::new() } else { plain(before) };
        lines.push(whole.into_iter().chain(pieces).collect());
    };
    for word in words(spans) {
        let Some(word) = word else {
            end(&mut line);
            wanted = None;
            continue;
        };
        let wide: usize = word.iter().map(|(text, _)| width(text)).sum();
        if let Some(face) = wanted {
            if line.used + 1 + wide > room {
                end(&mut line);
            } else {
                line.push(" ", face);
            }
        }
        for (text, face) in &word {
            for cluster in text.graphemes(true) {
                if line.used + width(cluster) > room {
                    end(&mut line);
                }
                line.push(cluster, *face);
            }
        }
        wanted = word.last().map(|(_, face)| *face);
    }
    if !line.pieces.is_empty() || lines.len() == begun {
        let before = if lines.len() == begun { first } else { rest };
        let whole = if before.is_empty() { Vec::new() } else { plain(before) };
        lines.push(whole.into_iter().chain(line.pieces).collect());
    }
}

/// A line that is being filled.
struct LineOf {
    pieces: PageLine,
    used: usize,
}

impl LineOf {
    fn push(&mut self, text: &str, face: Face) {
        self.used += width(text);
        match self.pieces.last_mut() {
            Some((last, same)) if *same == face => last.push_str(text),
            _ => self.pieces.push((text.to_owned(), face)),
        }
    }
}

/// Words, which may change their looks in the middle; none where a line is broken.
fn words(spans: &[PageSpan]) -> Vec<Option<PageLine>> {
    let mut all: Vec<Option<PageLine>> = Vec::new();
    let mut open = false;
    for PageSpan { text, face } in spans {
        for (at, part) in text.split('\n').enumerate() {
            if at > 0 {
                all.push(None);
                open = false;
            }
            for (nth, piece) in part.split(' ').enumerate() {
                open &= nth == 0;
                if piece.is_empty() {
                    continue;
                }
                let piece = (clean(piece), *face);
                match all.last_mut() {
                    Some(Some(word)) if open => word.push(piece),
                    _ => all.push(Some(vec![piece])),
                }
                open = true;
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::page_blocks;

    fn told(html: &str, room: usize, pictures: bool) -> Vec<String> {
        let whole = |line: &PageLine| line.iter().map(|(text, _)| text.as_str()).collect::<String>();
        page_lines(&page_blocks(html), room, 375, pictures).iter().map(whole).collect()
    }

    #[test]
    fn a_page_is_broken_between_words_and_its_pictures_are_boxes_or_words() {
        let html = "<h2>A very long heading</h2><ul><li>one two three four five</li></ul>\
                    <p>half<b>bold</b> word, <i>Donaudampfschifffahrtsgesellschaft</i></p>\
                    <img alt=\"A ward\" width=\"300\"><p>a<br>b</p>";
        let shown = [
            "A very long heading",
            "",
            "• one two three four",
            "  five",
            "",
            "halfbold word,",
            "Donaudampfschifffahr",
            "tsgesellschaft",
            "",
            "┌──────────────┐",
            "│ picture: A   │",
            "│ ward         │",
            "└──────────────┘",
            "a",
            "b",
            "",
        ];
        let mut shown: Vec<&str> = shown.to_vec();
        shown.pop();
        assert_eq!(told(html, 20, true), shown);
        let off = told(html, 20, false);
        assert_eq!(off[off.len() - 3..], ["A ward", "a", "b"]);
        for room in 4..60 {
            let lines = told(html, room, false);
            assert!(lines.iter().all(|line| width(line) <= room), "{room}: {lines:?}");
        }
    }
}
