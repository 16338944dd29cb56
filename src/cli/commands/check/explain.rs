//! `--explain`: what a rule wants, why, and what to do.

use serde_json::json;
use unicode_width::UnicodeWidthStr as _;

use crate::cli::{Exit, Failure};
use crate::domain::{Severity, did_you_mean, quotable};
use crate::locale::{say, severity_word};
use crate::proof::{Reads, rules};

use super::report::{WIDTH, wrap};

/// The lines to print.
pub fn rule(id: &str, as_json: bool) -> Result<String, Failure> {
    let explained = match (rules::find(id), rules::find_of_files(id)) {
        (Some(rule), _) => Explained {
            id: rule.id,
            severity: rule.severity,
            reads: Reads::Stage(rule.stage),
            words: [rule.title(), rule.why(), rule.remedy()],
        },
        (None, Some(rule)) => Explained {
            id: rule.id,
            severity: rule.severity,
            reads: rule.reads,
            words: [rule.title(), rule.why(), rule.remedy()],
        },
        (None, None) => return Err(unknown(id)),
    };
    Ok(if as_json { explained.json() } else { explained.lines().join("\n") })
}

/// What is said of one rule.
struct Explained {
    id: &'static str,
    severity: Severity,
    reads: Reads,
    /// Title, why, remedy.
    words: [String; 3],
}

impl Explained {
    fn json(&self) -> String {
        let stage = match self.reads {
            Reads::Stage(stage) => json!(stage),
            _ => json!("files"),
        };
        let [title, why, remedy] = &self.words;
        json!({
            "schema_version": 1, "rule": self.id, "title": title, "severity": self.severity,
            "stage": stage, "why": why, "remedy": remedy,
        })
        .to_string()
    }

    fn lines(&self) -> Vec<String> {
        let [title, why, remedy] = &self.words;
        let severity = severity_word(self.severity);
        let head = say!("explain-head", severity = severity, reads = self.reads.in_words());
        let mut lines = vec![format!("{}  {title}", self.id), format!("        {head}")];
        let labels = [say!("problem-why"), say!("problem-do")];
        let margin = labels.iter().map(|label| label.width()).max().unwrap_or(0) + 4;
        for (label, text) in labels.iter().zip([why, remedy]) {
            for (at, line) in wrap(text, WIDTH - margin).iter().enumerate() {
                let label = if at == 0 { label.as_str() } else { "" };
                lines.push(format!("  {label}{}{line}", " ".repeat(margin - 2 - label.width())));
            }
        }
        lines
    }
}

fn unknown(id: &str) -> Failure {
    let remedy = match did_you_mean(id.trim(), rules::ids()) {
        Some(nearest) => say!("explain-nearest", rule = nearest),
        None => say!("explain-like-this"),
    };
    Failure::new(Exit::Usage, say!("explain-no-rule", rule = quotable(id)), remedy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_can_be_explained_within_eighty_columns() {
        for id in rules::ids() {
            let text = super::rule(id, false).expect("known");
            assert!(text.starts_with(id));
            for line in text.lines() {
                assert!(unicode_width::UnicodeWidthStr::width(line) <= 80, "{line}");
            }
        }
    }

    #[test]
    fn a_slip_is_answered_with_the_nearest_rule_and_exit_2() {
        let failure = super::rule("HTM009", false).expect_err("unknown");
        assert_eq!(failure.exit, Exit::Usage);
        assert!(failure.remedy.contains("HTM00"));
        for far in ["NOPE", "", "courant"] {
            let failure = super::rule(far, false).expect_err("unknown");
            assert!(!failure.remedy.contains("did you mean"), "{far}");
        }
        let of_config = super::rule("cfg005", false).expect("known");
        assert!(of_config.starts_with("CFG005  ") && of_config.contains("looks at config.toml"));
    }
}
