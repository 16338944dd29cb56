//! What the DNS says of the sender: the records without which letters are refused.

use jiff::Timestamp;

use super::{Finding, Health};
use crate::desk::network;
use crate::domain::settings::Settings;
use crate::proof::Verdict;
use crate::workspace::Workspace;

pub const DNS: &str = "DNS";

pub(super) async fn look(workspace: &Workspace, settings: &Settings, now: Timestamp) -> Vec<Finding> {
    network::sender(workspace, settings, now).await.into_iter().map(finding).collect()
}

/// For whoever did not ask.
pub(super) fn unasked(settings: &Settings) -> Finding {
    let domain = settings.sender.address.domain();
    let detail = format!("SPF, DKIM and DMARC of {domain} were not asked for");
    Finding::new(DNS, Health::NotChecked, detail).remedy("courant doctor --dns")
}

fn finding(verdict: Verdict) -> Finding {
    let Verdict { rule, problems, open } = verdict;
    let title = format!("{}  {}", rule.id, rule.title);
    let must = problems.iter().any(crate::domain::Problem::blocks);
    let (health, detail) = match (open, must, problems.is_empty()) {
        (_, true, _) => (Health::Bad, title),
        (Some(why), ..) => (Health::NotChecked, format!("{}  not checked: {why}", rule.id)),
        (None, _, false) => (Health::Remark, title),
        (None, _, true) => (Health::Good, title),
    };
    Finding::new(DNS, health, detail).with_problems(problems)
}
