//! What is translated and marked as one: a section, or the words above all of them.

use std::fmt;

use crate::domain::{Edition, Issue, Lang, NameError, SectionId};

/// A part of an issue that has a text in each language.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Passage {
    /// Title, subject and inbox line.
    Head,
    Section(SectionId),
}

/// A text of a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    Title,
    Subject,
    InboxLine,
    Heading,
    Body,
}

impl Field {
    pub const ALL: [Self; 5] = [Self::Title, Self::Subject, Self::InboxLine, Self::Heading, Self::Body];

    /// As an edition's file calls it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Subject => "subject",
            Self::InboxLine => "preheader",
            Self::Heading => "heading",
            Self::Body => "body",
        }
    }
}

impl Passage {
    /// What the head is called where sections go by their ids; no id can be the same.
    const HEAD: &str = "_head";

    pub fn parse(name: &str) -> Result<Self, NameError> {
        if name == Self::HEAD { Ok(Self::Head) } else { SectionId::parse(name).map(Self::Section) }
    }

    pub fn as_str(&self) -> &str {
        match self {
            Self::Head => Self::HEAD,
            Self::Section(id) => id.as_str(),
        }
    }

    pub fn section(&self) -> Option<&SectionId> {
        match self {
            Self::Head => None,
            Self::Section(id) => Some(id),
        }
    }

    /// The head and every section, in the order of the letter.
    pub fn all(issue: &Issue) -> impl Iterator<Item = Self> {
        std::iter::once(Self::Head)
            .chain(issue.sections.iter().map(|section| Self::Section(section.id.clone())))
    }

    /// Whether the edition in `lang` is to have it.
    pub fn is_for(&self, issue: &Issue, lang: &Lang) -> bool {
        let of_section = |id| issue.section(id).is_some_and(|section| section.is_for(lang));
        self.section().is_none_or(of_section)
    }

    /// The language it was written in first: what the section says, else the first of the issue's that it is for.
    pub fn source<'i>(&self, issue: &'i Issue) -> Option<&'i Lang> {
        let Some(id) = self.section() else { return issue.source() };
        let section = issue.section(id)?;
        section.source.as_ref().or_else(|| issue.languages.iter().find(|lang| section.is_for(lang)))
    }

    /// Its texts in one edition, each on its own; none if the edition lacks the section.
    pub fn fields<'e>(&self, edition: &'e Edition) -> Option<Vec<(Field, &'e str)>> {
        match self {
            Self::Head => Some(vec![
                (Field::Title, edition.title.as_deref().unwrap_or_default()),
                (Field::Subject, &edition.subject),
                (Field::InboxLine, &edition.preheader),
            ]),
            Self::Section(id) => {
                let text = edition.section(id)?;
                Some(vec![(Field::Heading, &text.heading), (Field::Body, &text.markdown)])
            }
        }
    }

    /// Its texts in one edition as one text, a blank line between them.
    pub fn text(&self, edition: &Edition) -> Option<String> {
        let fields = self.fields(edition)?;
        Some(fields.into_iter().map(|(_, text)| text.trim()).collect::<Vec<_>>().join("\n\n"))
    }

    /// Whether somebody has begun to write it: a heading alone is what every new issue has.
    pub fn is_written(&self, edition: &Edition) -> bool {
        let text = match self {
            Self::Head => Some(edition.subject.as_str()),
            Self::Section(id) => edition.section(id).map(|text| text.markdown.as_str()),
        };
        text.is_some_and(|text| !text.trim().is_empty())
    }
}

impl fmt::Display for Passage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
