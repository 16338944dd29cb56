//! Where in the workspace something is.

use std::path::PathBuf;

use super::{Lang, SectionId};

/// A place a person can go to: file, line and column (both from 1), and which section of which edition.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct Place {
    /// Relative to the workspace.
    pub file: Option<PathBuf>,
    pub line: Option<usize>,
    pub column: Option<usize>,
    pub section: Option<SectionId>,
    pub language: Option<Lang>,
    /// The line as it stands in the file and how many characters from `column` are meant: for the caret.
    #[serde(skip)]
    pub excerpt: Option<Excerpt>,
}

/// One line of a file, with the part of it that is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    pub line: String,
    /// Characters, at least 1.
    pub width: usize,
}

impl Place {
    /// A whole file.
    pub fn file(path: impl Into<PathBuf>) -> Self {
        Self { file: Some(path.into()), ..Self::default() }
    }

    /// A line of a file, counted from 1.
    pub fn line(path: impl Into<PathBuf>, line: usize) -> Self {
        Self { file: Some(path.into()), line: Some(line), ..Self::default() }
    }

    /// The characters `start..end` (bytes) of `text`, which is what stands in `path`.
    pub fn span(path: impl Into<PathBuf>, text: &str, start: usize, end: usize) -> Self {
        let start = text.floor_char_boundary(start.min(text.len()));
        let end = text.floor_char_boundary(end.clamp(start, text.len()));
        let begin = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let stop = text[begin..].find('\n').map_or(text.len(), |at| begin + at);
        let line = text[begin..stop].trim_end_matches('\r').to_owned();
        let width = text[start..end.min(stop).max(start)].chars().count().max(1);
        Self {
            file: Some(path.into()),
            line: Some(text[..start].matches('\n').count() + 1),
            column: Some(text[begin..start].chars().count() + 1),
            excerpt: Some(Excerpt { line, width }),
            ..Self::default()
        }
    }

    /// The words that are meant, as they stand in the file; none where the place is a whole line or file.
    pub fn words(&self) -> Option<String> {
        let (column, excerpt) = (self.column?, self.excerpt.as_ref()?);
        Some(excerpt.line.chars().skip(column - 1).take(excerpt.width).collect())
    }

    #[must_use]
    pub fn in_section(mut self, section: &SectionId) -> Self {
        self.section = Some(section.clone());
        self
    }

    #[must_use]
    pub fn in_language(mut self, language: &Lang) -> Self {
        self.language = Some(language.clone());
        self
    }
}
