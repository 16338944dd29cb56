//! One thing that was looked at, and how it is.

use crate::domain::Problem;

/// What was seen, and what to do where it is not well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub what: &'static str,
    pub health: Health,
    pub detail: String,
    pub remedy: Option<String>,
    /// What people are to mend, each with its place.
    pub problems: Vec<Problem>,
}

/// How it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Health {
    Good,
    Remark,
    Bad,
    /// Not looked at, and why; never "good".
    NotChecked,
}

impl Finding {
    pub(super) fn new(what: &'static str, health: Health, detail: impl Into<String>) -> Self {
        Self { what, health, detail: detail.into(), remedy: None, problems: Vec::new() }
    }

    #[must_use]
    pub(super) fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }

    #[must_use]
    pub(super) fn with_problems(self, problems: Vec<Problem>) -> Self {
        Self { problems, ..self }
    }
}
