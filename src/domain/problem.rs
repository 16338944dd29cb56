//! Something that is wrong with what people wrote, in words: place, what, why it matters, remedy.

use super::{Lang, Place, Severity};

/// One finding. Crafts collect all of them and never stop at the first.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Problem {
    /// The rule's id as `courant check --explain` knows it: `TRN001`, `CFG001` …
    pub rule: &'static str,
    pub severity: Severity,
    pub place: Place,
    /// One sentence on what is wrong.
    pub what: String,
    /// One sentence on why it matters; empty where `what` says it all.
    pub why: String,
    /// What to do about it.
    pub remedy: String,
    /// What mends it without a question, where something does: to be written at the place, instead of the words there.
    pub fix: Option<String>,
}

impl Problem {
    pub fn new(rule: &'static str, severity: Severity, place: Place, what: impl Into<String>) -> Self {
        Self {
            rule,
            severity,
            place,
            what: what.into(),
            why: String::new(),
            remedy: String::new(),
            fix: None,
        }
    }

    /// A must-fix problem.
    pub fn must(rule: &'static str, place: Place, what: impl Into<String>) -> Self {
        Self::new(rule, Severity::MustFix, place, what)
    }

    /// A should-fix problem.
    pub fn should(rule: &'static str, place: Place, what: impl Into<String>) -> Self {
        Self::new(rule, Severity::ShouldFix, place, what)
    }

    #[must_use]
    pub fn because(mut self, why: impl Into<String>) -> Self {
        self.why = why.into();
        self
    }

    #[must_use]
    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = remedy.into();
        self
    }

    /// What stands at the place from now on, if that mends it.
    #[must_use]
    pub fn mended_by(mut self, fix: impl Into<String>) -> Self {
        self.fix = Some(fix.into());
        self
    }

    /// Whether it is one of this edition, or of what all editions share.
    pub fn is_of(&self, lang: &Lang) -> bool {
        self.place.language.as_ref().is_none_or(|of| of == lang)
    }

    /// Whether it stops a send.
    pub fn blocks(&self) -> bool {
        self.severity == Severity::MustFix
    }
}
