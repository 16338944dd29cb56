//! An issue in one language: what a person reads.

use std::path::PathBuf;

use super::{Lang, SectionId};

/// What stands in `hu.md`, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    pub lang: Lang,
    /// Relative to the workspace.
    pub file: PathBuf,
    /// The letter's one level-1 heading; the newsletter's name if absent.
    pub title: Option<String>,
    pub subject: String,
    /// The inbox line.
    pub preheader: String,
    /// In the order of the file; `issue.toml` decides the order of the letter.
    pub sections: Vec<SectionText>,
}

/// One section's words in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionText {
    pub id: SectionId,
    /// The level-2 heading, without its id.
    pub heading: String,
    /// The Markdown below the heading, without surrounding blank lines.
    pub markdown: String,
    /// The line of the heading in the file, from 1.
    pub heading_line: usize,
    /// The line on which `markdown` begins, from 1.
    pub body_line: usize,
}

impl Edition {
    pub fn section(&self, id: &SectionId) -> Option<&SectionText> {
        self.sections.iter().find(|section| section.id == *id)
    }

    /// The section that a line of the file, from 1, belongs to.
    pub fn section_at(&self, line: usize) -> Option<&SectionText> {
        let begun = self.sections.iter().filter(|section| (1..=line).contains(&section.heading_line));
        begun.max_by_key(|section| section.heading_line)
    }
}
