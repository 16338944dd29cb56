//! Looks whether everything that writing and sending need is there, and says how to mend what is not.

mod alerts;
mod dns;
mod finding;
mod issues;
mod ledger;
mod lists;
mod relay;
mod spelling;
mod synced;
mod templates;
mod terminal;
mod workspace;

use std::path::Path;

use jiff::Timestamp;

pub use dns::DNS;
pub use finding::{Finding, Health};
pub use relay::MAIL_SERVER;

use crate::spelling::Folders;
use crate::workspace::{Error, Workspace};

/// Everything there is to say, in the order in which it is mended. Speaks to the relay, but hands nothing over.
pub async fn examine(start: &Path, now: Timestamp) -> Vec<Finding> {
    let mut findings = vec![terminal::letters()];
    let workspace = match Workspace::find(start) {
        Ok(workspace) => workspace,
        Err(error) => {
            findings.push(none(&error));
            return findings;
        }
    };
    let (settings, config) = workspace::config(&workspace);
    findings.push(config);
    findings.push(templates::look(&workspace, settings.as_ref()));
    findings.extend(issues::look(&workspace, now));
    findings.extend(lists::look(&workspace));
    findings.extend(lists::passed_over(&workspace));
    let Some(settings) = settings else {
        let rest = "config.toml must be mended first";
        findings
            .extend(["Ledger", DNS, MAIL_SERVER].map(|what| Finding::new(what, Health::NotChecked, rest)));
        return findings;
    };
    findings.extend(workspace::signing(&workspace, &settings));
    findings.push(dns::unasked(&settings));
    findings.extend(ledger::look(&workspace, &settings, now).await);
    findings.extend(workspace::disks(&workspace, &settings));
    findings.push(spelling::dictionaries(&settings, &Folders::of_this_machine()));
    findings.extend(synced::look(&workspace));
    findings.extend(relay::look(&workspace, &settings).await);
    findings.extend(relay::unsubscribe(&settings));
    findings.extend(alerts::look(&workspace, &settings));
    findings
}

/// Only what the network says: of the DNS, of the mail server up to the sign-in; or why it can't be known which.
pub async fn ask(start: &Path, dns: bool, mail_server: bool, now: Timestamp) -> Vec<Finding> {
    let workspace = match Workspace::find(start) {
        Ok(workspace) => workspace,
        Err(error) => return vec![none(&error)],
    };
    let settings = match workspace::config(&workspace) {
        (Some(settings), _) => settings,
        (None, config) => return vec![config],
    };
    let mut findings = Vec::new();
    if dns {
        findings.extend(dns::look(&workspace, &settings, now).await);
    }
    if mail_server {
        findings.extend(relay::look(&workspace, &settings).await);
    }
    findings
}

fn none(error: &Error) -> Finding {
    let finding = Finding::new("Workspace", Health::Bad, error.to_string());
    Finding { remedy: Some(error.remedy()), ..finding }
}

/// `1 issue`, `2 issues`.
fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
