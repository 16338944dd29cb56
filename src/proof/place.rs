//! Where a finding in a finished letter comes from, as far as searching what people wrote can tell.

use std::path::PathBuf;

use crate::domain::settings::Settings;
use crate::domain::{Edition, Issue, Lang, Localized, Place, Section, SectionText};

use super::Facts;

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
pub fn of_written(facts: &Facts, lang: &Lang, needle: &str) -> Place {
    written_in(facts.settings, facts.issue, lang, needle)
}

/// The same, for whoever knows no more of the facts.
pub fn written_in(settings: &Settings, issue: &Issue, lang: &Lang, needle: &str) -> Place {
    let bare = needle.strip_prefix("mailto:").unwrap_or(needle);
    let nowhere = Place { language: Some(lang.clone()), ..Place::default() };
    if bare.is_empty() {
        return nowhere;
    }
    if let Some(edition) = issue.editions.get(lang) {
        for section in &edition.sections {
            if let Some(at) = section.markdown.find(bare) {
                return of_body(edition, section, at, bare.len());
            }
            if section.heading.contains(bare) {
                return of_heading(edition, section);
            }
        }
    }
    let says = |texts: &Localized| texts.iter().any(|(_, text)| text.contains(bare));
    for section in issue.sections_for(lang) {
        let online = section.event.as_ref().and_then(|event| event.online.as_deref());
        if online == Some(bare) || section.link.iter().chain(section.fields.values()).any(says) {
            return of_facts(issue, section).in_language(lang);
        }
    }
    let sender = &settings.sender;
    let partners = settings.partners.iter().filter_map(|partner| partner.url.as_deref());
    if sender.website.iter().chain(&sender.privacy).any(says) || partners.into_iter().any(|url| url == bare) {
        return Place::file("config.toml").in_language(lang);
    }
    nowhere
}
