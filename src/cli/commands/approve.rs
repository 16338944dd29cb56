//! `courant approve`: somebody says yes to an issue as it stands.

use serde_json::json;

use crate::cli::{Exit, Failure, Format, Session};
use crate::desk::approve;
use crate::desk::opened::Opened;
use crate::domain::Address;

/// Arguments of `courant approve`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The issue's folder in issues/, or a part of its name
    issue: String,
    /// Who approves it: an address of [[team]] in config.toml
    #[arg(long, value_name = "ADDRESS")]
    by: String,
}

/// Exit 5 if they are nobody who approves issues.
pub fn run(args: &Args, session: &Session) -> Result<Exit, Failure> {
    let by = super::address(&args.by)?;
    let opened = Opened::at(&session.start)?;
    let issue = super::send::issue(&opened, &args.issue)?;
    let waiting = approve::approve(&opened, &issue, &by, session.clock.now())?;
    let waiting: Vec<&str> = waiting.iter().map(Address::as_str).collect();
    match session.format {
        Format::Json => session.print.json(&json!({
            "schema_version": 1, "issue": issue, "by": by.as_str(), "waiting": waiting,
        })),
        _ => {
            let rest = match waiting.as_slice() {
                [] => "everybody has approved it".to_owned(),
                some => format!("still to approve it: {}", some.join(", ")),
            };
            session.print.say(&format!("{issue} is approved as it stands by {}; {rest}", by.as_str()));
        }
    }
    Ok(Exit::Ok)
}
