//! Whether the issues can be opened, and which of them have something that must be fixed.

use jiff::Timestamp;

use super::{Finding, Health, counted};
use crate::desk::list::must_fix;
use crate::workspace::Workspace;

pub(super) fn look(workspace: &Workspace, now: Timestamp) -> Vec<Finding> {
    let ids = match workspace.issues() {
        Ok(ids) => ids,
        Err(error) => return vec![Finding::new("Issues", Health::Bad, error.to_string())],
    };
    let mut sound = 0;
    let mut findings = Vec::new();
    for id in &ids {
        match must_fix(workspace, id, now) {
            Ok(0) => sound += 1,
            Ok(must) => findings.push(
                Finding::new(
                    "Issues",
                    Health::Remark,
                    format!("{id}: {must} to be mended before it is sent"),
                )
                .remedy(format!("courant check {id}")),
            ),
            Err(error) => findings.push(Finding::new("Issues", Health::Bad, format!("{id}: {error}"))),
        }
    }
    if findings.is_empty() {
        let detail = format!("{}, nothing to be mended", counted(sound, "issue", "issues"));
        findings.push(Finding::new("Issues", Health::Good, detail));
    }
    findings
}
