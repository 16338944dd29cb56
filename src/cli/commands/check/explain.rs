//! `--explain`: what a rule wants, why, and what to do.

use serde_json::json;

use crate::cli::{Exit, Failure};
use crate::domain::{Severity, did_you_mean, quotable};
use crate::proof::{FileRule, Rule, Stage, rules};

use super::report::{WIDTH, wrap};

/// The lines to print.
pub fn rule(id: &str, as_json: bool) -> Result<String, Failure> {
    Ok(match (rules::find(id), rules::find_of_files(id)) {
        (Some(rule), _) => {
            let reads = match rule.stage {
                Stage::Text => "the text as written",
                Stage::Letter => "the finished letter",
                Stage::Message => "the bytes of a message",
            };
            let stage = json!(rule.stage);
            let Rule { id, severity, title, why, remedy, .. } = *rule;
            explained(&FileRule { id, reads, severity, title, why, remedy }, &stage, as_json)
        }
        (None, Some(rule)) => explained(rule, &json!("files"), as_json),
        (None, None) => return Err(unknown(id)),
    })
}

fn explained(rule: &FileRule, stage: &serde_json::Value, as_json: bool) -> String {
    if as_json {
        return json!({
            "schema_version": 1, "rule": rule.id, "title": rule.title, "severity": rule.severity,
            "stage": stage, "why": rule.why, "remedy": rule.remedy,
        })
        .to_string();
    }
    let severity = match rule.severity {
        Severity::MustFix => "must fix",
        Severity::ShouldFix => "should fix",
        Severity::Tip => "tip",
    };
    let head = format!("{}  {}", rule.id, rule.title);
    let mut lines = vec![head, format!("        {severity}; looks at {}", rule.reads)];
    for (label, text) in [("why:", rule.why), ("do:", rule.remedy)] {
        for (at, line) in wrap(text, WIDTH - 8).iter().enumerate() {
            lines.push(format!("  {:<4}  {line}", if at == 0 { label } else { "" }));
        }
    }
    lines.join("\n")
}

fn unknown(id: &str) -> Failure {
    let remedy = match did_you_mean(id.trim(), rules::ids()) {
        Some(nearest) => format!("did you mean {nearest}?"),
        None => "write it as `courant check ISSUE` does, like TRN001".to_owned(),
    };
    Failure::new(Exit::Usage, format!("there is no rule \"{}\"", quotable(id)), remedy)
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
