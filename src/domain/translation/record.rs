//! What is written down of the translations of an issue.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{How, Passage, TextHash};
use crate::domain::{Issue, Lang};

/// What `translations.toml` says, and the texts that it refers to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Translations {
    pub records: BTreeMap<(Passage, Lang), Record>,
    /// The texts that translations were made from, as far as they are kept.
    pub texts: BTreeMap<TextHash, String>,
}

/// Of one passage in one language.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Record {
    /// None while nobody has said what it was made from.
    pub made: Option<Made>,
    /// What translators said about it, the oldest first.
    pub remarks: Vec<String>,
}

/// Which text a translation was made from, how, by whom and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    pub from: Lang,
    pub of: TextHash,
    pub how: How,
    pub by: String,
    pub on: Date,
}

impl Translations {
    pub fn record(&self, passage: &Passage, lang: &Lang) -> Option<&Record> {
        self.records.get(&(passage.clone(), lang.clone()))
    }

    pub fn made(&self, passage: &Passage, lang: &Lang) -> Option<&Made> {
        self.record(passage, lang)?.made.as_ref()
    }

    /// The language that a translation was made from or, if nobody said so, would be; none for the original.
    pub fn from<'a>(&'a self, issue: &'a Issue, passage: &Passage, lang: &Lang) -> Option<&'a Lang> {
        let source = passage.source(issue).filter(|source| *source != lang)?;
        Some(self.made(passage, lang).map_or(source, |made| &made.from))
    }
}

impl Made {
    /// Whether the two say the same, whoever said it first.
    pub fn agrees(&self, other: &Self) -> bool {
        (&self.from, &self.of, self.how) == (&other.from, &other.of, other.how)
    }
}
