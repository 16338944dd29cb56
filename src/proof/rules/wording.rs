//! Rules about wording and language.

use super::super::{Check, Rule, Stage, wording};
use crate::domain::Severity::{MustFix, ShouldFix};

pub(super) const ALL: &[&Rule] = &[&TRN003, &A11Y10];

pub const TRN003: Rule = Rule {
    id: "TRN003",
    severity: MustFix,
    stage: Stage::Text,
    title: "Nothing is left over in another language",
    why: "Readers of one language stumble over words of another, and think that the letter was not finished.",
    remedy: "Translate it. What is meant to stay is marked [Read more](lang:en); names and terms of the project belong into glossary.toml.",
    check: Check::Wording(wording::left_over, wording::knows_language),
};

pub const A11Y10: Rule = Rule {
    id: "A11Y10",
    severity: ShouldFix,
    stage: Stage::Text,
    title: "Words in another language are marked",
    why: "A screen reader reads them with the voice of the wrong language, and nobody understands them.",
    remedy: "Mark them: [Nära vård](lang:sv).",
    check: Check::Wording(wording::unmarked, wording::knows_language),
};
