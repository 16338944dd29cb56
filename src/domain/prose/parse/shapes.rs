//! What a line of prose looks like while it is written.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::rows;

/// How some bytes of a line are to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// They only say how others look: the stars around bold words, the address behind a link.
    Sign,
    Heading,
    Strong,
    Emphasis,
    Link,
}

/// Bytes of a line, and how they are to look. A sign inside bold words is both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    pub range: Range<usize>,
    pub look: Look,
}

/// Behind it nothing opens a block, as for the reader of whole texts.
const GUARD: &str = "\u{a0}";

/// The shapes of one line, read by itself: what stands open at its end is closed by no other one.
pub fn shapes(line: &str) -> Vec<Shape> {
    let mut shapes = Vec::new();
    let Some(&row) = rows::split(line).first() else { return shapes };
    let words = if let Some((_, words)) = row.heading() {
        shapes.push(Shape { range: row.start..words.start, look: Look::Sign });
        shapes.push(Shape { range: words.start..words.end(), look: Look::Heading });
        words
    } else {
        let words = row.quoted().unwrap_or(row);
        words.marker().map_or(words, |(_, words)| words)
    };
    if words.text.contains(['*', '_', '[', '<']) {
        inside(words.text, words.start, &mut shapes);
    }
    shapes
}

fn inside(words: &str, start: usize, shapes: &mut Vec<Shape>) {
    // Of one byte each: the dialect has no code.
    let guarded = format!("{GUARD}{}", words.replace('`', "'"));
    let mut links = Vec::new();
    let mut inner_end = 0;
    for (event, range) in Parser::new_ext(&guarded, Options::empty()).into_offset_iter() {
        let at = |at: usize| start + at.saturating_sub(GUARD.len());
        let whole = at(range.start)..at(range.end);
        let mut wrapped = |look, sign: usize| {
            shapes.push(Shape { range: whole.start..whole.start + sign, look: Look::Sign });
            shapes.push(Shape { range: whole.end - sign..whole.end, look: Look::Sign });
            shapes.push(Shape { range: whole.clone(), look });
        };
        match event {
            Event::Start(Tag::Strong) => wrapped(Look::Strong, 2),
            Event::Start(Tag::Emphasis) => wrapped(Look::Emphasis, 1),
            Event::Start(Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. }) => {
                wrapped(Look::Link, 1);
                links.push(None);
            }
            Event::Start(Tag::Link { .. }) => links.push(Some(whole.start)),
            Event::End(TagEnd::Link) => {
                let opened = links.pop().flatten();
                if let Some(begin) = opened.filter(|begin| inner_end > begin + 1 && inner_end < whole.end) {
                    shapes.push(Shape { range: begin..begin + 1, look: Look::Sign });
                    shapes.push(Shape { range: begin + 1..inner_end, look: Look::Link });
                    shapes.push(Shape { range: inner_end..whole.end, look: Look::Sign });
                }
            }
            Event::Start(_) => {}
            _ => inner_end = whole.end,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The line without its signs, and the pieces that look like something.
    fn seen(line: &str) -> (String, Vec<(Look, &str)>) {
        let shapes = shapes(line);
        let is_sign = |at: usize| shapes.iter().any(|one| one.look == Look::Sign && one.range.contains(&at));
        let words = line.char_indices().filter(|(at, _)| !is_sign(*at)).map(|(_, letter)| letter).collect();
        let others = shapes.iter().filter(|one| one.look != Look::Sign);
        (words, others.map(|one| (one.look, &line[one.range.clone()])).collect())
    }

    #[test]
    fn signs_are_told_from_the_words_that_they_are_about() {
        use Look::{Emphasis, Heading, Link, Strong};
        for (line, words, looks) in [
            ("An **open** event", "An open event", vec![(Strong, "**open**")]),
            (
                "*kerül* ***sor***",
                "kerül sor",
                vec![(Emphasis, "*kerül*"), (Emphasis, "***sor***"), (Strong, "**sor**")],
            ),
            ("### Was nun?", "Was nun?", vec![(Heading, "Was nun?")]),
            ("- a **b**", "- a b", vec![(Strong, "**b**")]),
            ("> *é*", "> é", vec![(Emphasis, "*é*")]),
            (
                "See [the **case** study](https://example.org/a_b_c).",
                "See the case study.",
                vec![(Strong, "**case**"), (Link, "the **case** study")],
            ),
            ("<https://example.org>", "https://example.org", vec![(Link, "<https://example.org>")]),
            ("[](https://example.org)", "[](https://example.org)", vec![]),
            ("2 * 3 * 4, snake_case_name, **open", "2 * 3 * 4, snake_case_name, **open", vec![]),
            ("`**b**`", "`b`", vec![(Strong, "**b**")]),
            ("1. *x*", "1. x", vec![(Emphasis, "*x*")]),
            ("![A *ward*](images/ward.jpg)", "![A ward](images/ward.jpg)", vec![(Emphasis, "*ward*")]),
        ] {
            assert_eq!(seen(line), (words.to_owned(), looks), "{line}");
        }
    }
}
