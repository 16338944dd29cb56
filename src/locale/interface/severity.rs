//! How grave a finding is, in words.

use super::say;
use crate::domain::Severity;

/// As it stands in a line: "must fix".
pub fn severity_word(severity: Severity) -> String {
    match severity {
        Severity::MustFix => say!("severity-must"),
        Severity::ShouldFix => say!("severity-should"),
        Severity::Tip => say!("severity-tip"),
    }
}

/// As it heads something: "Must fix".
pub fn severity_heading(severity: Severity) -> String {
    match severity {
        Severity::MustFix => say!("severity-must.heading"),
        Severity::ShouldFix => say!("severity-should.heading"),
        Severity::Tip => say!("severity-tip.heading"),
    }
}
