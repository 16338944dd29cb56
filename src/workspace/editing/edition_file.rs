//! `<lang>.md` while it is edited: texts are changed in place, and every other byte stays as it was.

use std::path::PathBuf;

use super::text_file::TextFile;
use super::{EditError, Pieces, Stamp, front_matter, line_end};
use crate::domain::{Edition, IssueId, Lang, Problem, SectionId, Spot};
use crate::workspace::issues::{Part, blank_lines_off, heading_line, issue_path, layout, read_edition};
use crate::workspace::reading::words_only;
use crate::workspace::{Error, Workspace};

/// An edition with changes that may not be saved yet.
#[derive(Debug)]
pub struct EditionFile {
    lang: Lang,
    /// Relative to the workspace.
    file: PathBuf,
    held: TextFile,
}

impl EditionFile {
    /// Opens an edition; one that is not written yet is empty, and its file comes with the first save.
    pub fn open(workspace: &Workspace, issue: &IssueId, lang: &Lang) -> Result<Self, Error> {
        let file = issue_path(issue, &format!("{lang}.md"));
        Ok(Self { lang: lang.clone(), held: TextFile::open(workspace.root(), &file)?, file })
    }

    /// The whole file as it would be saved.
    pub fn text(&self) -> &str {
        &self.held.text
    }

    /// What the text means by now, and what is wrong with it.
    pub fn edition(&self) -> (Edition, Vec<Problem>) {
        read_edition(&self.lang, &self.file, &self.held.text)
    }

    /// Why the words of a field can't be read as the file stands: what can't be read is not known to be empty.
    pub fn unread(&self, spot: &Spot) -> Option<Problem> {
        let key = match spot {
            Spot::Title => "title",
            Spot::Subject => "subject",
            Spot::InboxLine => "preheader",
            _ => return None,
        };
        let line = front_matter::unread(&self.held.text, key)?;
        let (_, problems) = self.edition();
        let of_line = problems.iter().position(|one| one.blocks() && one.place.line == line);
        let at = of_line.or_else(|| problems.iter().position(Problem::blocks))?;
        problems.into_iter().nth(at)
    }

    /// Whether there was a file when it was read, or it was saved since.
    pub fn is_there(&self) -> bool {
        self.held.is_there()
    }

    /// Whether nothing stands in it, or there is no file: somebody may be between emptying and writing it.
    pub fn is_empty(&self) -> bool {
        self.held.text.trim().is_empty()
    }

    /// What was read, or saved last.
    pub fn stamp(&self) -> &Stamp {
        self.held.stamp()
    }

    pub fn is_changed(&self) -> bool {
        self.held.is_changed()
    }

    /// Whether somebody else has written the file since it was read.
    pub fn is_stale(&self) -> Result<bool, Error> {
        self.held.is_stale()
    }

    /// Writes what was changed. `Error::is_conflict` if somebody else wrote the file meanwhile; then nothing is
    /// written, and the changes are still here.
    pub fn save(&mut self) -> Result<(), Error> {
        self.held.save()
    }

    pub fn set_subject(&mut self, subject: &str) -> Result<(), EditError> {
        self.set_front("subject", subject)
    }

    pub fn set_preheader(&mut self, preheader: &str) -> Result<(), EditError> {
        self.set_front("preheader", preheader)
    }

    pub fn set_title(&mut self, title: &str) -> Result<(), EditError> {
        self.set_front("title", title)
    }

    fn set_front(&mut self, key: &str, text: &str) -> Result<(), EditError> {
        words_only(text)?;
        self.held.text = front_matter::set(&self.held.text, key, text)?;
        Ok(())
    }

    /// Replaces the words of a section's heading; its id stays.
    pub fn set_heading(&mut self, id: &SectionId, heading: &str) -> Result<(), EditError> {
        words_only(heading)?;
        let place = self.part(id)?.heading;
        let space = if place.is_empty() && !heading.trim().is_empty() { " " } else { "" };
        self.held.text.replace_range(place, &format!("{}{space}", heading.trim()));
        Ok(())
    }

    /// Replaces the text of a section; blank lines around it are not part of it.
    pub fn set_markdown(&mut self, id: &SectionId, markdown: &str) -> Result<(), EditError> {
        let new = clean(markdown)?;
        let part = self.part(id)?;
        let text = &self.held.text;
        let end = line_end(text);
        let new = new.replace('\n', end);
        let (place, new) = if !new.is_empty() && !part.body.is_empty() {
            (part.body, new)
        } else if new.is_empty() && part.body.is_empty() {
            return Ok(());
        } else {
            let gap = if part.whole.end < text.len() { end } else { "" };
            let body = if new.is_empty() { String::new() } else { format!("{end}{new}{end}") };
            (part.heading_line_end..part.whole.end, format!("{end}{body}{gap}"))
        };
        self.held.text.replace_range(place, &new);
        Ok(())
    }

    /// Puts a new section before the one that stands at `at`, or at the end.
    pub fn insert(
        &mut self,
        at: usize,
        id: &SectionId,
        heading: &str,
        markdown: &str,
    ) -> Result<(), EditError> {
        words_only(heading)?;
        let markdown = clean(markdown)?;
        if self.part(id).is_ok() {
            return Err(EditError::SectionExists(id.clone()));
        }
        let text = &self.held.text;
        let end = line_end(text);
        let heading = heading.trim();
        let space = if heading.is_empty() { "" } else { " " };
        let mut piece = format!("## {heading}{space}{{#{id}}}");
        if !markdown.is_empty() {
            piece = format!("{piece}{end}{end}{}", markdown.replace('\n', end));
        }
        self.held.text = pieces(text).with(at, &piece, text.len());
        Ok(())
    }

    pub fn remove(&mut self, id: &SectionId) -> Result<(), EditError> {
        let at = self.index(id)?;
        self.held.text = pieces(&self.held.text).without(at);
        Ok(())
    }

    /// Puts a section where the one at `to` stands.
    pub fn move_to(&mut self, id: &SectionId, to: usize) -> Result<(), EditError> {
        let at = self.index(id)?;
        self.held.text = pieces(&self.held.text).moved(at, to);
        Ok(())
    }

    fn index(&self, id: &SectionId) -> Result<usize, EditError> {
        let sections = layout(&self.held.text).sections;
        sections.iter().position(|part| part.id == *id).ok_or_else(|| EditError::NoSection(id.clone()))
    }

    fn part(&self, id: &SectionId) -> Result<Part, EditError> {
        Ok(layout(&self.held.text).sections.swap_remove(self.index(id)?))
    }
}

/// Whether a field says the same with both texts, once they have been through its file.
pub fn same_text(spot: &Spot, one: &str, other: &str) -> bool {
    let lines = |text: &str| text.replace("\r\n", "\n").replace('\r', "\n");
    match spot {
        Spot::Body(_) => one == other || blank_lines_off(&lines(one)) == blank_lines_off(&lines(other)),
        _ => one.trim() == other.trim(),
    }
}

/// A text as it goes into a file: no blank lines around it, no heading that would open a section.
fn clean(markdown: &str) -> Result<String, EditError> {
    let text = markdown.replace("\r\n", "\n").replace('\r', "\n");
    match heading_line(&text) {
        Some(line) => Err(EditError::OpensSection { line }),
        None => Ok(blank_lines_off(&text).to_owned()),
    }
}

fn pieces(text: &str) -> Pieces<'_> {
    let places = layout(text)
        .sections
        .iter()
        .map(|part| {
            let end = if part.body.is_empty() { part.heading_line_end } else { part.body.end };
            (part.whole.start..end, part.whole.end)
        })
        .collect();
    Pieces { text, places }
}

#[cfg(test)]
mod tests;
