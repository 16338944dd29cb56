//! Where the parts of an edition's file lie, in bytes: front matter, sections, headings, texts.
//!
//! Reading and editing both go by it, so that what is edited is exactly what was read.

use std::ops::Range;

use crate::domain::{NameError, SectionId};

/// The line above and below the front matter.
pub(in crate::workspace) const FENCE: &str = "+++";

/// A file taken apart. The ranges cover it without gaps: front matter, preamble, sections.
#[derive(Debug)]
pub(in crate::workspace) struct Layout {
    /// The TOML between the fences; none if the file does not begin with a closed pair.
    pub front: Option<Range<usize>>,
    /// What stands before the first section, without the front matter.
    pub preamble: Range<usize>,
    pub sections: Vec<Part>,
    /// Level-2 headings that open no section.
    pub stray: Vec<Stray>,
}

/// One section: from its heading to the next one.
#[derive(Debug, Clone)]
pub(in crate::workspace) struct Part {
    pub id: SectionId,
    pub id_span: Range<usize>,
    /// The words of the heading.
    pub heading: Range<usize>,
    /// The text without the blank lines around it; empty, at the end of the heading's line, if there is none.
    pub body: Range<usize>,
    /// Where the heading's line ends, without its line break.
    pub heading_line_end: usize,
    pub whole: Range<usize>,
}

/// A level-2 heading without an id, or with one that can't be used.
#[derive(Debug)]
pub(in crate::workspace) struct Stray {
    pub span: Range<usize>,
    pub error: Option<NameError>,
}

/// A line without its end, and where the next one begins.
struct Line {
    span: Range<usize>,
    next: usize,
}

fn lines(text: &str, from: usize) -> impl Iterator<Item = Line> {
    let mut at = from;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let next = rest.find('\n').map_or(text.len(), |end| at + end + 1);
        let end = text[at..next].trim_end_matches('\n').trim_end_matches('\r').len();
        let line = Line { span: at..at + end, next };
        at = next;
        Some(line)
    })
}

/// Takes any text apart; nothing can go wrong.
pub(in crate::workspace) fn layout(text: &str) -> Layout {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let front = front_matter(text, start);
    let begin = front.as_ref().map_or(start, |(_, after)| *after);
    let mut stray = Vec::new();
    let mut sections: Vec<Part> = Vec::new();
    for line in lines(text, begin) {
        match heading(text, &line) {
            Some(Ok(part)) => {
                if let Some(last) = sections.last_mut() {
                    close(text, last, line.span.start);
                }
                sections.push(part);
            }
            Some(Err(heading)) => stray.push(heading),
            None => {}
        }
    }
    if let Some(last) = sections.last_mut() {
        close(text, last, text.len());
    }
    let preamble = begin..sections.first().map_or(text.len(), |first| first.whole.start);
    Layout { front: front.map(|(range, _)| range), preamble, sections, stray }
}

fn front_matter(text: &str, start: usize) -> Option<(Range<usize>, usize)> {
    let is_fence = |line: &Line| text[line.span.clone()].trim_end() == FENCE;
    let mut lines = lines(text, start);
    let opening = lines.next().filter(|line| is_fence(line))?;
    let closing = lines.find(|line| is_fence(line))?;
    Some((opening.next..closing.span.start, closing.next))
}

/// A level-2 heading: a section if it has an id, stray if not.
fn heading(text: &str, line: &Line) -> Option<Result<Part, Stray>> {
    let words = text[line.span.clone()].strip_prefix("##")?;
    if !words.is_empty() && !words.starts_with([' ', '\t']) {
        return None;
    }
    let trimmed = words.trim_end();
    let Some((before, id)) = trimmed.strip_suffix('}').and_then(|words| words.rsplit_once("{#")) else {
        return Some(Err(Stray { span: line.span.clone(), error: None }));
    };
    let words_at = line.span.start + 2;
    let id_at = words_at + before.len() + 2;
    let id_span = id_at..id_at + id.len();
    let id = match SectionId::parse(id) {
        Ok(id) => id,
        Err(error) => return Some(Err(Stray { span: id_span, error: Some(error) })),
    };
    let lead = before.len() - before.trim_start().len();
    let heading = words_at + lead..words_at + lead + before.trim().len();
    Some(Ok(Part {
        id,
        id_span,
        heading,
        body: line.next..line.next,
        heading_line_end: line.span.end,
        whole: line.span.start..line.next,
    }))
}

/// Ends a section where the next begins, and finds its text between the blank lines.
fn close(text: &str, part: &mut Part, end: usize) {
    part.whole.end = end;
    if let Some(body) = between_blank_lines(&text[..end], part.body.start) {
        part.body = body;
    }
}

fn between_blank_lines(text: &str, from: usize) -> Option<Range<usize>> {
    let mut with_words = lines(text, from).filter(|line| !text[line.span.clone()].trim().is_empty());
    let first = with_words.next()?;
    let end = with_words.last().map_or(first.span.end, |line| line.span.end);
    Some(first.span.start..end)
}

/// A text without the blank lines around it.
pub(in crate::workspace) fn blank_lines_off(text: &str) -> &str {
    between_blank_lines(text, 0).map_or("", |range| &text[range])
}

/// The first line, from 1, that opens a section or looks as if it did.
pub(in crate::workspace) fn heading_line(text: &str) -> Option<usize> {
    lines(text, 0).position(|line| heading(text, &line).is_some()).map(|at| at + 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FILE: &str = "+++\nsubject = \"S\"\n+++\npre\n\n## One {#one}\n\nText\n\n### Three\nmore  \n\n\n##\tTwo  {#two} \n## No id\n##Not\n";

    #[test]
    fn sections_begin_at_headings_with_ids() {
        let layout = layout(FILE);
        assert_eq!(layout.front.map(|range| &FILE[range]), Some("subject = \"S\"\n"));
        assert_eq!(&FILE[layout.preamble], "pre\n\n");
        let found: Vec<_> = layout
            .sections
            .iter()
            .map(|part| (part.id.as_str(), &FILE[part.heading.clone()], &FILE[part.body.clone()]))
            .collect();
        assert_eq!(found, [("one", "One", "Text\n\n### Three\nmore  "), ("two", "Two", "## No id\n##Not")]);
        assert_eq!(layout.stray.len(), 1);
    }

    #[test]
    fn an_id_that_can_not_be_used_opens_nothing() {
        for text in ["## A {#B c}\n", "## A {#}\n", "## A {#-a}\n"] {
            let layout = layout(text);
            assert!(layout.sections.is_empty() && layout.stray[0].error.is_some(), "{text}");
        }
        assert!(layout("### A {#a}\n").stray.is_empty());
    }

    #[test]
    fn front_matter_is_closed_or_is_none() {
        for (text, front) in [
            ("+++\na\n+++\n", Some("a\n")),
            ("+++\r\na\r\n+++", Some("a\r\n")),
            ("+++\na\n", None),
            ("x\n+++\n+++\n", None),
        ] {
            assert_eq!(layout(text).front.map(|range| &text[range]), front, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn the_parts_cover_any_text_without_gaps(text in r"(\+\+\+|## |\{#|a|b|\}|\r|\n|é| |#){0,60}") {
            let layout = layout(&text);
            let mut at = layout.preamble.start;
            prop_assert!(layout.front.is_none_or(|front| front.end <= at));
            prop_assert_eq!(layout.preamble.end, layout.sections.first().map_or(text.len(), |s| s.whole.start));
            at = layout.preamble.end.max(at);
            for part in &layout.sections {
                prop_assert_eq!(part.whole.start, at);
                prop_assert!(part.heading.end <= part.id_span.start && part.id_span.end < part.whole.end);
                prop_assert!(part.body.start > part.id_span.end && part.body.end <= part.whole.end);
                at = part.whole.end;
            }
            prop_assert_eq!(at, text.len());
        }
    }
}
