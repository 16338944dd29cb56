//! What came of one rule.

use super::super::Rule;
use super::Known;
use crate::domain::Problem;

/// Without `open` and problems it has passed.
#[derive(Debug, Clone)]
pub struct Verdict {
    pub rule: &'static Rule,
    pub problems: Vec<Problem>,
    /// Why not all of it could be looked at. What was found counts nevertheless.
    pub open: Option<String>,
}

impl Verdict {
    pub fn not_asked(rule: &'static Rule, why: impl Into<String>) -> Self {
        Self { rule, problems: Vec::new(), open: Some(why.into()) }
    }

    /// Of a rule that asks the DNS. What is missing there because nobody answered is not missing.
    pub(super) fn of(
        rule: &'static Rule,
        known: &mut Known,
        judge: impl FnOnce(&mut Known) -> Vec<Problem>,
    ) -> Self {
        known.begin();
        let problems = judge(known);
        let open = known.open();
        Self { rule, problems: if open.is_some() { Vec::new() } else { problems }, open }
    }
}
