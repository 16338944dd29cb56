//! How much a finding matters.

/// Must-fix findings block sending; the others are shown beside the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    MustFix,
    ShouldFix,
    Tip,
}
