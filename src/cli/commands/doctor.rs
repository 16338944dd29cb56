//! `courant doctor`: what is there, what is missing, and how to mend it.

use serde_json::json;

use crate::cli::{Exit, Failure, Format, Session, Table};
use crate::desk::doctor::{self, Finding, Health};

/// Arguments of `courant doctor`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only speak to the mail server: connect, encrypt, sign in, hand nothing over
    #[arg(long)]
    smtp: bool,
    /// Only ask the DNS whether the sender's records are there, and whether they are right
    #[arg(long)]
    dns: bool,
}

/// Prints the findings; exit 4 if something must be mended before anything can be sent, 7 if it is the mail server that
/// was asked for, or if nobody answers for the DNS.
pub fn run(args: &Args, session: &Session) -> Result<Exit, Failure> {
    let runtime = session.runtime()?;
    if args.smtp {
        session
            .print
            .say("speaking to the mail server; it has 10 seconds to be reached and 30 for each answer");
    }
    let findings = if args.smtp || args.dns {
        runtime.block_on(doctor::ask(&session.start, args.dns, args.smtp, session.clock.now()))
    } else {
        runtime.block_on(doctor::examine(&session.start, session.clock.now()))
    };
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
    let bad = |finding: &&Finding| finding.health == Health::Bad;
    Ok(match findings.iter().find(bad) {
        None if args.dns && unanswered(&findings) => Exit::Network,
        None => Exit::Ok,
        Some(finding) if args.smtp && finding.what == doctor::MAIL_SERVER => Exit::Network,
        Some(_) => Exit::Workspace,
    })
}

/// Whether the DNS was silent to all that it was asked.
fn unanswered(findings: &[Finding]) -> bool {
    findings.iter().filter(|one| one.what == doctor::DNS).all(|one| one.health == Health::NotChecked)
}
