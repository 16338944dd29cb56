//! Findings as JSON.

use serde_json::{Value, json};

use crate::domain::{IssueId, Problem, Severity};
use crate::proof::{Findings, Rule, rules};

/// The whole outcome.
pub fn document(issue: &IssueId, findings: &Findings) -> Value {
    let accepted: Vec<Value> = findings
        .accepted
        .iter()
        .map(|one| {
            let mut value = problem(&one.problem);
            value["accepted"] = json!({"by": one.acceptance.by, "reason": one.acceptance.reason});
            value
        })
        .collect();
    let title = |id: &str| rules::find(id).map_or_else(String::new, Rule::title);
    let passed: Vec<Value> =
        findings.passed.iter().map(|id| json!({"rule": id, "title": title(id)})).collect();
    let not_checked: Vec<Value> = findings
        .not_checked
        .iter()
        .map(|one| json!({"rule": one.rule, "title": title(one.rule), "reason": one.reason}))
        .collect();
    json!({
        "schema_version": 1,
        "issue": issue,
        "blocks": findings.blocks(),
        "must_fix": findings.count(Severity::MustFix),
        "should_fix": findings.count(Severity::ShouldFix),
        "tips": findings.count(Severity::Tip),
        "problems": findings.problems.iter().map(problem).collect::<Vec<_>>(),
        "accepted": accepted,
        "passed": passed,
        "not_checked": not_checked,
    })
}

/// One finding.
pub fn problem(problem: &Problem) -> Value {
    json!(problem)
}
