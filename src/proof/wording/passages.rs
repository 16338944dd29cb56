//! What people wrote, as readers will read it: one passage for each paragraph, heading, point, button, caption.
//!
//! It is taken from the parsed prose, so that marks, addresses and fields are no words. Made once for all rules.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;

use super::left_over::LeftOver;
use super::vocabulary::Scale;
use crate::domain::prose::{self, Block, Inline, PictureBlock};
use crate::domain::{Edition, Lang, Place, Problem, SectionText};
use crate::proof::{Facts, place};

/// What a passage is in the letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    Title,
    Subject,
    Preheader,
    /// A section's.
    Heading,
    /// One below that.
    Subheading,
    Paragraph,
    Point,
    Button,
    Quote,
    Cell,
    Caption,
    /// What a picture shows.
    Description,
}

/// Some words that stand together.
#[derive(Debug)]
pub struct Passage<'a> {
    pub edition: &'a Edition,
    /// None above the first section.
    pub section: Option<&'a SectionText>,
    pub part: Part,
    pub text: String,
    /// Bytes of `text` with where they lead.
    pub links: Vec<(Range<usize>, String)>,
    /// Marked as another language's.
    pub marked: Vec<(Range<usize>, Lang)>,
    pub emphasis: Vec<Range<usize>>,
    pub strong: Vec<Range<usize>>,
    /// Words that stand in for a reader's own.
    pub fields: Vec<Range<usize>>,
    /// Bytes of the section's Markdown.
    span: Range<usize>,
}

/// The passages of every edition that the issue is to have.
#[derive(Debug)]
pub struct Texts<'a> {
    by_language: BTreeMap<&'a Lang, Vec<Passage<'a>>>,
    scale: Scale,
    /// Asked by two rules, looked for once.
    left_overs: BTreeMap<&'a Lang, OnceCell<Vec<Vec<LeftOver>>>>,
}

impl<'a> Texts<'a> {
    pub fn new(facts: &Facts<'a>) -> Self {
        let issue = facts.issue;
        let editions = issue.editions.values().filter(|edition| issue.languages.contains(&edition.lang));
        let by_language: BTreeMap<_, _> =
            editions.map(|edition| (&edition.lang, of_edition(edition))).collect();
        let left_overs = by_language.keys().map(|lang| (*lang, OnceCell::new())).collect();
        Self { by_language, scale: Scale::default(), left_overs }
    }

    /// From top to bottom.
    pub fn of(&self, lang: &Lang) -> &[Passage<'a>] {
        self.by_language.get(lang).map_or(&[], Vec::as_slice)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&'a Lang, &[Passage<'a>])> {
        self.by_language.iter().map(|(lang, passages)| (*lang, passages.as_slice()))
    }

    pub fn scale(&self) -> &Scale {
        &self.scale
    }

    /// What of each passage of an edition is in another language, as `look` finds it the first time.
    pub fn left_overs(&self, lang: &Lang, look: impl FnOnce() -> Vec<Vec<LeftOver>>) -> &[Vec<LeftOver>] {
        self.left_overs.get(lang).map_or(&[], |cell| cell.get_or_init(look))
    }

    /// Every passage of every edition.
    pub fn all(&self) -> impl Iterator<Item = &Passage<'a>> {
        self.by_language.values().flatten()
    }
}

impl<'a> Passage<'a> {
    fn new(edition: &'a Edition, section: Option<&'a SectionText>, part: Part, span: Range<usize>) -> Self {
        Self {
            edition,
            section,
            part,
            text: String::new(),
            links: Vec::new(),
            marked: Vec::new(),
            emphasis: Vec::new(),
            strong: Vec::new(),
            fields: Vec::new(),
            span,
        }
    }

    fn reading(mut self, content: &[Inline]) -> Self {
        self.push(content);
        self
    }

    fn push(&mut self, content: &[Inline]) {
        for inline in content {
            let from = self.text.len();
            match inline {
                Inline::Text(text) => self.text.push_str(&text.replace('\n', " ")),
                Inline::Break => self.text.push(' '),
                Inline::Emphasis(inner) | Inline::Strong(inner) => self.push(inner),
                Inline::Link { content, .. } | Inline::Phrase { content, .. } => self.push(content),
                Inline::Field { fallback, .. } => self.text.push_str(fallback),
            }
            let range = from..self.text.len();
            match inline {
                Inline::Emphasis(_) => self.emphasis.push(range),
                Inline::Strong(_) => self.strong.push(range),
                Inline::Link { target, .. } => self.links.push((range, target.clone())),
                Inline::Phrase { lang, .. } => self.marked.push((range, lang.clone())),
                Inline::Field { .. } => self.fields.push(range),
                Inline::Text(_) | Inline::Break => {}
            }
        }
    }

    pub fn lang(&self) -> &'a Lang {
        &self.edition.lang
    }

    /// Where some bytes of the text were written.
    pub fn place(&self, range: &Range<usize>) -> Place {
        let Some(section) = self.section else {
            return Place::file(&self.edition.file).in_language(self.lang());
        };
        if self.part == Part::Heading {
            return place::of_heading(self.edition, section);
        }
        let span = self.span.start..self.span.end.min(section.markdown.len());
        let written = section.markdown.get(span.clone()).unwrap_or_default();
        let needle = self.text.get(range.clone()).unwrap_or_default();
        let first = needle.split_whitespace().next().unwrap_or_default();
        let found = [needle, first].into_iter().filter(|needle| !needle.is_empty()).find_map(|needle| {
            let earlier = self.text.get(..range.start)?.matches(needle).count();
            let mut places = written.match_indices(needle).map(|(at, _)| at);
            let at = places.clone().nth(earlier).or_else(|| places.next())?;
            Some((span.start + at, needle.len()))
        });
        let (at, length) = found.unwrap_or((span.start, 1));
        place::of_body(self.edition, section, at, length)
    }

    /// A finding about some bytes of the text that other words there would mend; that is offered only where they stand
    /// just so in the file, and nothing else in the passage could be meant.
    pub fn mended(&self, problem: Problem, range: &Range<usize>, words: impl Into<String>) -> Problem {
        let meant = &self.text[range.clone()];
        let written = self.section.and_then(|section| section.markdown.get(self.span.clone()));
        let times = |text: &str| text.matches(meant).count();
        let certain = written.is_some_and(|written| times(written) == times(&self.text));
        if certain && problem.place.words().as_deref() == Some(meant) {
            return problem.mended_by(words);
        }
        problem
    }

    /// The whole of it.
    pub fn whole(&self) -> Range<usize> {
        0..self.text.len()
    }

    /// The addresses among the words: bare links.
    pub fn is_address(&self, range: &Range<usize>) -> bool {
        self.links.iter().any(|(link, target)| {
            link.start <= range.start && range.end <= link.end && {
                let words = &self.text[link.clone()];
                target == words || target.strip_prefix("mailto:") == Some(words)
            }
        })
    }
}

fn of_edition(edition: &Edition) -> Vec<Passage<'_>> {
    let title = edition.title.as_deref().unwrap_or_default();
    let head =
        [(Part::Title, title), (Part::Subject, &edition.subject), (Part::Preheader, &edition.preheader)];
    let mut found: Vec<Passage<'_>> = head
        .into_iter()
        .map(|(part, text)| Passage::new(edition, None, part, 0..0).reading(&prose::parse_words(text).0))
        .collect();
    for section in &edition.sections {
        let heading = prose::parse_line(&section.heading).0;
        found.push(Passage::new(edition, Some(section), Part::Heading, 0..0).reading(&heading));
        let mut body = Body { edition, section, found: &mut found };
        body.blocks(&prose::parse(&section.markdown).0, Part::Paragraph);
    }
    found.retain(|passage| !passage.text.trim().is_empty());
    found
}

struct Body<'f, 'a> {
    edition: &'a Edition,
    section: &'a SectionText,
    found: &'f mut Vec<Passage<'a>>,
}

impl Body<'_, '_> {
    fn add(&mut self, part: Part, span: &Range<usize>, content: &[Inline]) {
        let passage = Passage::new(self.edition, Some(self.section), part, span.clone());
        self.found.push(passage.reading(content));
    }

    fn blocks(&mut self, blocks: &[Block], part: Part) {
        for block in blocks {
            match block {
                Block::Paragraph { content, span } => self.add(part, span, content),
                Block::Heading { content, span, .. } => self.add(Part::Subheading, span, content),
                Block::List { items, .. } => {
                    items.iter().for_each(|item| self.blocks(&item.blocks, Part::Point));
                }
                Block::Quote(quote) => {
                    self.blocks(&quote.blocks, Part::Quote);
                    if let Some(by) = &quote.attribution {
                        self.add(Part::Caption, &quote.span, by);
                    }
                }
                Block::Table(table) => {
                    let cells = table.head.iter().chain(table.rows.iter().flatten());
                    cells.for_each(|cell| self.add(Part::Cell, &table.span, cell));
                }
                Block::Picture(picture) => self.picture(picture),
                Block::Button { label, target, span } => {
                    let link = Inline::Link { target: target.clone(), content: label.clone() };
                    self.add(Part::Button, span, &[link]);
                }
            }
        }
    }

    fn picture(&mut self, picture: &PictureBlock) {
        self.add(Part::Description, &picture.span, &[Inline::Text(picture.alt.clone())]);
        if let Some(caption) = &picture.caption {
            self.add(Part::Caption, &picture.span, caption);
        }
    }
}
