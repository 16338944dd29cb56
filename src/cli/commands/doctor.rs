//! `courant doctor`: what is there, what is missing, and how to mend it.

use serde_json::json;

use crate::cli::{Exit, Failure, Format, Session, Table};
use crate::desk::doctor::{self, Health};

/// Arguments of `courant doctor`.
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Prints the findings; exit 4 if something must be mended before anything can be sent.
pub fn run(_: &Args, session: &Session) -> Result<Exit, Failure> {
    let findings = session.runtime()?.block_on(doctor::examine(&session.start, session.clock.now()));
    if session.format == Format::Json {
        let rows: Vec<_> = findings
            .iter()
            .map(|f| {
                json!({"what": f.what, "health": f.health, "detail": f.detail, "remedy": f.remedy,
                               "problems": f.problems})
            })
            .collect();
        session.print.json(&json!({"schema_version": 1, "findings": rows}));
    } else {
        let mut table = Table::default();
        for finding in &findings {
            let glyph = match finding.health {
                Health::Good => "✓",
                Health::Remark => "!",
                Health::Bad => "x",
                Health::NotChecked => "–",
            };
            table.row([glyph, finding.what, finding.detail.as_str()]);
            if let Some(remedy) = &finding.remedy {
                table.row(["", "", remedy.as_str()]);
            }
        }
        session.print.table(&table);
        findings.iter().for_each(|finding| session.print.problems(&finding.problems));
    }
    let bad = findings.iter().any(|finding| finding.health == Health::Bad);
    Ok(if bad { Exit::Workspace } else { Exit::Ok })
}
