//! Where a finding in a finished letter comes from, as far as searching what people wrote can tell.

use std::path::PathBuf;

use crate::domain::{Edition, Issue, Lang, Place, Section, SectionText};

/// The issue's own file, relative to the workspace.
pub fn issue_file(issue: &Issue) -> PathBuf {
    PathBuf::from(format!("issues/{}/issue.toml", issue.id))
}

/// The file an edition is in, or would be.
pub fn edition_file(issue: &Issue, lang: &Lang) -> PathBuf {
    issue
        .editions
        .get(lang)
        .map_or_else(|| format!("issues/{}/{lang}.md", issue.id).into(), |edition| edition.file.clone())
}

/// The facts of a section.
pub fn of_facts(issue: &Issue, section: &Section) -> Place {
    Place::file(issue_file(issue)).in_section(&section.id)
}

/// The heading of a section in one edition.
pub fn of_heading(edition: &Edition, section: &SectionText) -> Place {
    Place::line(&edition.file, section.heading_line).in_section(&section.id).in_language(&edition.lang)
}

/// A byte position in a section's Markdown.
pub fn of_body(edition: &Edition, section: &SectionText, at: usize, length: usize) -> Place {
    let mut place = Place::span(&edition.file, &section.markdown, at, at + length)
        .in_section(&section.id)
        .in_language(&edition.lang);
    place.line = place.line.map(|line| line + section.body_line - 1);
    place
}

/// Where `needle` was written: in an edition's section, in a section's facts, in the settings; else the edition.
pub fn of_written(issue: &Issue, lang: &Lang, needle: &str) -> Place {
    if let Some(edition) = issue.editions.get(lang) {
        for section in &edition.sections {
            if let Some(at) = section.markdown.find(needle) {
                return of_body(edition, section, at, needle.len());
            }
            if section.heading.contains(needle) {
                return of_heading(edition, section);
            }
        }
    }
    for section in issue.sections_for(lang) {
        let online = section.event.as_ref().and_then(|event| event.online.as_deref());
        let link = section.link.as_ref();
        let fields = section.fields.values();
        if online == Some(needle)
            || link.into_iter().chain(fields).any(|texts| texts.iter().any(|(_, text)| text.contains(needle)))
        {
            return of_facts(issue, section).in_language(lang);
        }
    }
    Place { language: Some(lang.clone()), ..Place::default() }
}
