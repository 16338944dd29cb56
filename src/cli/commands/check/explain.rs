//! `--explain`: what a rule wants, why, and what to do.

use serde_json::json;

use crate::cli::{Exit, Failure};
use crate::domain::Severity;
use crate::proof::{Stage, rules};

use super::report::{WIDTH, wrap};

/// Findings of the files themselves carry their reason and remedy; there is nothing more to say than where.
const FAMILIES: &[(&str, &str)] = &[
    ("CFG", "config.toml does not say what it should there"),
    ("ISS", "issue.toml does not say what it should there"),
    ("EDN", "the file of an edition can't be read as it stands there"),
    ("SUB", "a list, or the table of facts beside it, can't be read as it stands there"),
    ("TPL", "a template or a catalogue can't be used as it stands there"),
];

/// The lines to print.
pub fn rule(id: &str, as_json: bool) -> Result<String, Failure> {
    let Some(rule) = rules::find(id) else {
        let upper = id.trim().to_uppercase();
        if let Some((_, what)) = FAMILIES.iter().find(|(family, _)| upper.starts_with(family)) {
            return Ok(format!("{upper}: {what}; the finding says what to do."));
        }
        let nearest = rules::all().max_by(|a, b| {
            let near = |rule: &str| strsim::jaro_winkler(rule, &upper);
            near(a.id).total_cmp(&near(b.id))
        });
        let failure = Failure::new(Exit::Usage, format!("there is no rule \"{}\"", id.escape_debug()));
        return Err(match nearest {
            Some(rule) => failure.remedy(format!("did you mean {} ({})?", rule.id, rule.title)),
            None => failure,
        });
    };
    let severity = match rule.severity {
        Severity::MustFix => "must fix",
        Severity::ShouldFix => "should fix",
        Severity::Tip => "tip",
    };
    let reads = match rule.stage {
        Stage::Text => "the text as written",
        Stage::Letter => "the finished letter",
        Stage::Message => "the bytes of a message",
    };
    if as_json {
        let document = json!({
            "schema_version": 1, "rule": rule.id, "title": rule.title, "severity": rule.severity,
            "stage": rule.stage, "why": rule.why, "remedy": rule.remedy,
        });
        return Ok(document.to_string());
    }
    let mut lines =
        vec![format!("{}  {}", rule.id, rule.title), format!("        {severity}; looks at {reads}")];
    for (label, text) in [("why:", rule.why), ("do:", rule.remedy)] {
        for (at, line) in wrap(text, WIDTH - 8).iter().enumerate() {
            lines.push(format!("  {:<4}  {line}", if at == 0 { label } else { "" }));
        }
    }
    Ok(lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_can_be_explained_within_eighty_columns() {
        for rule in rules::all() {
            let text = super::rule(rule.id, false).expect("known");
            assert!(text.starts_with(rule.id));
            for line in text.lines() {
                assert!(unicode_width::UnicodeWidthStr::width(line) <= 80, "{line}");
            }
        }
    }

    #[test]
    fn a_slip_is_answered_with_the_nearest_rule_and_exit_2() {
        let failure = super::rule("HTM009", false).expect_err("unknown");
        assert_eq!(failure.exit, Exit::Usage);
        assert!(failure.remedy.expect("a remedy").contains("HTM00"));
        assert!(super::rule("cfg005", false).expect("a family").starts_with("CFG005: config.toml"));
    }
}
