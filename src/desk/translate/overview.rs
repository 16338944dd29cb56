//! An issue with what is written down of its translations.

use super::Error;
use crate::domain::translation::{Passage, Standing, Translations, standing};
use crate::domain::{Issue, IssueId, Lang, Problem};
use crate::proof::fact_changes;
use crate::workspace::Workspace;

/// Read once; every question is answered from it.
#[derive(Debug)]
pub struct Overview {
    pub issue: Issue,
    pub translations: Translations,
    /// Of translations.toml.
    pub problems: Vec<Problem>,
}

impl Overview {
    pub fn read(workspace: &Workspace, issue: &IssueId) -> Result<Self, Error> {
        let (translations, problems) = workspace.translations(issue);
        Ok(Self { issue: workspace.issue(issue)?.0, translations, problems })
    }

    /// How a passage stands in a language; none if it is not meant for it.
    pub fn standing(&self, passage: &Passage, lang: &Lang) -> Option<Standing<'_>> {
        standing(&self.issue, &self.translations, passage, lang, fact_changes)
    }

    pub fn text(&self, passage: &Passage, lang: &Lang) -> Option<String> {
        passage.text(self.issue.editions.get(lang)?)
    }

    /// A language of the issue.
    pub fn known(&self, lang: &Lang) -> Result<(), Error> {
        if self.issue.languages.contains(lang) {
            return Ok(());
        }
        Err(Error::NoLanguage { lang: lang.clone(), known: self.issue.languages.clone() })
    }

    /// A passage by its name; `head` is one too, unless a section is called so.
    pub fn passage(&self, wanted: &str) -> Result<Passage, Error> {
        let named = |passage: &Passage| passage.as_str() == wanted;
        let found = Passage::all(&self.issue).find(named);
        let head = || (wanted == "head").then_some(Passage::Head);
        found.or_else(head).ok_or_else(|| Error::NoPassage {
            wanted: crate::domain::quotable(wanted),
            known: Passage::all(&self.issue).collect(),
        })
    }
}
