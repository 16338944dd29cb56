//! What a kind of section declares about itself, at the head of its template.

use std::path::Path;

use crate::domain::{Kind, Place, Problem};

/// A kind of section: how the composer names it and which facts it asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionKind {
    pub kind: Kind,
    /// The key of its name in the catalogue; if the catalogue has none, the name itself.
    pub title: String,
    pub facts: Vec<Fact>,
    /// Further fields of `[[section]]` that its template prints.
    pub fields: Vec<String>,
}

/// What a section may say about itself besides its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fact {
    /// When, where, organiser, deadlines, contacts.
    Event,
    /// The button's address.
    Link,
    Pictures,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    title: String,
    #[serde(default)]
    facts: Vec<Fact>,
    #[serde(default)]
    fields: Vec<String>,
}

/// Takes the front matter off a template. Its lines stay, empty, so that later messages name the right ones.
pub fn take(file: &Path, kind: &Kind, text: &str) -> (String, Result<SectionKind, Problem>) {
    let plain = |title: &str| SectionKind {
        kind: kind.clone(),
        title: title.to_owned(),
        facts: Vec::new(),
        fields: Vec::new(),
    };
    let inside = text.strip_prefix("+++\n").and_then(|rest| rest.split_once("\n+++\n"));
    let Some((head, body)) = inside else { return (text.to_owned(), Ok(plain(kind.as_str()))) };
    let lines = head.matches('\n').count() + 3;
    let kept = format!("{{{{!{}}}}}{body}", "\n".repeat(lines));
    let declared = toml::from_str::<Written>(head).map_err(|error| {
        let span = error.span().unwrap_or(0..head.len());
        Problem::must("TPL006", Place::span(file, text, span.start + 4, span.end + 4), error.message())
            .because("The head of a section's template says what the composer asks for.")
            .remedy("It may hold title, facts (\"event\", \"link\", \"pictures\") and fields.")
    });
    let kind = declared.map(|Written { title, facts, fields }| SectionKind {
        kind: kind.clone(),
        title,
        facts,
        fields,
    });
    (kept, kind)
}
