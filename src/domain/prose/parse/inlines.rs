//! What stands inside a block: pulldown-cmark's events as a tree.
//!
//! Every row is given to the parser behind a no-break space: to it that is text, so nothing at the beginning
//! of a row can open a block, and the rules of emphasis see a space, as they would without it.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::super::{Inline, ProseProblem, plain_text};
use super::fields::{FIRST_MARK, LAST_MARK, Lifted, is_refused};
use super::map::Map;
use super::rows::Row;
use super::target::{self, Target};

const GUARD: char = '\u{a0}';

/// Reads the insides of blocks and collects what is wrong with them.
#[derive(Debug)]
pub struct Reader<'a> {
    lifted: &'a Lifted,
    problems: Vec<ProseProblem>,
}

/// A picture that fills its row: alt text, file, whether it is decoration.
#[derive(Debug)]
pub struct RowPicture {
    pub alt: String,
    pub file: String,
    pub decorative: bool,
}

/// An element that is still open.
enum Open {
    Emphasis,
    Strong,
    /// None: its address was refused, and only the words stay.
    Link(Option<Target>),
    Picture,
    Block,
}

impl<'a> Reader<'a> {
    pub fn new(lifted: &'a Lifted) -> Self {
        Self { lifted, problems: Vec::new() }
    }

    /// All problems, those of the fields too, in the order of the text.
    pub fn finish(mut self) -> Vec<ProseProblem> {
        self.problems.extend(self.lifted.problems.iter().cloned());
        self.problems.sort_by_key(|problem| (problem.span.start, problem.span.end));
        self.problems.dedup();
        self.problems
    }

    /// The written bytes of a range of the lifted text.
    pub fn written(&self, range: Range<usize>) -> Range<usize> {
        self.lifted.map.written(range.start)..self.lifted.map.written(range.end)
    }

    pub fn problem(&mut self, span: Range<usize>, key: &'static str) {
        self.problems.push(ProseProblem::new(span, key));
    }

    /// Reads rows as running text; bare addresses are not linked yet.
    pub fn read(&mut self, rows: &[Row<'_>]) -> Vec<Inline> {
        let (prepared, map) = self.prepare(rows);
        let mut open: Vec<(Open, Vec<Inline>)> = vec![(Open::Block, Vec::new())];
        let mut row_begins = true;
        for (event, range) in Parser::new_ext(&prepared, Options::empty()).into_offset_iter() {
            let span = map.written(range.start)..map.written(range.end);
            match event {
                Event::Start(tag) => open.push((self.opened(tag, span), Vec::new())),
                Event::End(end) => self.closed(end, span, &mut open),
                Event::Text(text) => {
                    let text = self.without_guard(text, &mut row_begins);
                    let coded = prepared[range].starts_with('&');
                    let text = if coded { text.replace(is_refused, "\u{fffd}") } else { text };
                    self.push_text(&text, &mut open);
                }
                Event::SoftBreak => {
                    self.push_text(" ", &mut open);
                    row_begins = true;
                }
                Event::HardBreak => {
                    if let Some((_, content)) = open.last_mut() {
                        content.push(Inline::Break);
                    }
                    row_begins = true;
                }
                Event::Html(html) | Event::InlineHtml(html) => {
                    self.problem(span, "HTM010-tag");
                    self.push_text(&html.replace(GUARD, ""), &mut open);
                }
                other => self.push_text(&literal(&other), &mut open),
            }
        }
        let mut content = Vec::new();
        for (_, inside) in open {
            content.extend(inside);
        }
        merged(content)
    }

    /// The picture that a row is, if it is one and nothing else. Errors are told once, by `read`.
    pub fn picture(&mut self, row: &Row<'_>) -> Option<RowPicture> {
        if !row.text.starts_with("![") {
            return None;
        }
        let (prepared, _) = self.prepare(std::slice::from_ref(row));
        let mut address = None;
        let (mut alt, mut depth) = (String::new(), 0usize);
        for event in Parser::new_ext(&prepared, Options::empty()) {
            match event {
                Event::Start(Tag::Image { dest_url, .. }) if address.is_none() => {
                    address = Some(dest_url.to_string());
                    depth = 1;
                }
                Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
                Event::Start(_) if depth > 0 => depth += 1,
                Event::End(_) if depth > 0 => depth -= 1,
                Event::Text(text) if depth > 0 => alt.push_str(&text),
                Event::Text(text) if address.is_none() && text.as_ref() == GUARD.to_string() => {}
                _ => return None,
            }
        }
        let (file, decorative) = target::picture(&address?)?;
        let span = self.written(row.start..row.end());
        let alt = self.lifted.show(alt.trim());
        if alt.contains("{{") {
            self.problem(span, "FLD003-in-description");
        } else if alt.is_empty() && !decorative {
            self.problem(span, "IMG001-no-description");
        }
        Some(RowPicture { alt: if decorative { String::new() } else { alt }, file, decorative })
    }

    /// Rows with their guards, and backticks made harmless: the dialect has no code.
    fn prepare(&self, rows: &[Row<'_>]) -> (String, Map) {
        let mut prepared = String::new();
        let mut map = Map::default();
        for (number, row) in rows.iter().enumerate() {
            if number > 0 {
                prepared.push('\n');
            }
            let begin = self.lifted.map.written(row.start);
            map.push(prepared.len(), begin);
            prepared.push(GUARD);
            let mut escaped = false;
            let mut exact = false;
            for (at, c) in row.text.char_indices() {
                if c == '`' && !escaped {
                    prepared.push('\\');
                    exact = false;
                }
                if !exact || (FIRST_MARK..=LAST_MARK).contains(&c) {
                    map.push(prepared.len(), self.lifted.map.written(row.start + at));
                    exact = !(FIRST_MARK..=LAST_MARK).contains(&c);
                }
                escaped = c == '\\' && !escaped;
                prepared.push(c);
            }
            map.push(prepared.len(), self.lifted.map.written(row.end()));
        }
        (prepared, map)
    }

    fn without_guard(&self, text: CowStr<'_>, row_begins: &mut bool) -> String {
        if std::mem::take(row_begins)
            && let Some(rest) = text.strip_prefix(GUARD)
        {
            return rest.to_owned();
        }
        text.into_string()
    }

    fn push_text(&self, text: &str, open: &mut [(Open, Vec<Inline>)]) {
        if let Some((_, content)) = open.last_mut() {
            self.lifted.push_text(text, content);
        }
    }

    fn opened(&mut self, tag: Tag<'_>, span: Range<usize>) -> Open {
        match tag {
            Tag::Emphasis => Open::Emphasis,
            Tag::Strong => Open::Strong,
            // An address in angle brackets is a bare address like any other.
            Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. } => Open::Block,
            Tag::Link { dest_url, .. } => Open::Link(self.target(&dest_url, span)),
            Tag::Image { dest_url, .. } => {
                let is_ours = target::picture(&dest_url).is_some();
                self.problem(span, if is_ours { "IMG010-in-line" } else { "IMG010-outside" });
                Open::Picture
            }
            _ => Open::Block,
        }
    }

    fn target(&mut self, address: &str, span: Range<usize>) -> Option<Target> {
        if address.chars().any(|c| self.lifted.field(c).is_some()) {
            self.problem(span, "FLD003-in-link");
            return None;
        }
        match target::read(address) {
            Ok(target) => Some(target),
            Err((key, with)) => {
                self.problems.push(ProseProblem { span, key, with });
                None
            }
        }
    }

    fn closed(&mut self, _: TagEnd, span: Range<usize>, open: &mut Vec<(Open, Vec<Inline>)>) {
        if open.len() < 2 {
            return;
        }
        let Some((what, inside)) = open.pop() else { return };
        let Some((_, content)) = open.last_mut() else { return };
        match what {
            Open::Emphasis => content.push(Inline::Emphasis(merged(inside))),
            Open::Strong => content.push(Inline::Strong(merged(inside))),
            Open::Link(Some(target)) => {
                if plain_text(&inside).trim().is_empty() {
                    self.problem(span, "A11Y04-nothing-to-click");
                }
                content.push(match target {
                    Target::Link(target) => Inline::Link { target, content: merged(inside) },
                    Target::Phrase(lang) => Inline::Phrase { lang, content: merged(inside) },
                });
            }
            Open::Link(None) | Open::Picture | Open::Block => content.extend(inside),
        }
    }
}

/// Events of constructs that the dialect lacks and that are switched off; their text stays.
fn literal(event: &Event<'_>) -> String {
    match event {
        Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => text.to_string(),
        _ => String::new(),
    }
}

/// Neighbouring texts as one.
fn merged(content: Vec<Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::with_capacity(content.len());
    for inline in content {
        match (inline, out.last_mut()) {
            (Inline::Text(text), Some(Inline::Text(last))) => last.push_str(&text),
            (Inline::Text(text), _) if text.is_empty() => {}
            (inline, _) => out.push(inline),
        }
    }
    out
}
