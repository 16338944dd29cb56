//! `courant send --dry-run`: who would get what, and the files to look at.

use serde_json::json;

use super::Args;
use crate::cli::{Exit, Failure, Format, Session};
use crate::desk::opened::Opened;
use crate::desk::{audience, dry_run};
use crate::domain::{IssueId, ListName};

pub(super) fn run(
    opened: &Opened,
    issue: &IssueId,
    lists: Option<Vec<ListName>>,
    args: &Args,
    session: &Session,
) -> Result<Exit, Failure> {
    let deed = dry_run::dry_run(opened, issue, lists, args.again, args.every, session.clock.now());
    let dry = session.runtime()?.block_on(deed)?;
    let print = session.print;
    print.problems(&dry.problems);
    let words = audience::in_words(&dry.audience);
    if session.format == Format::Table {
        print.line(&match dry.audience.readers() {
            0 => "nobody would get it".to_owned(),
            readers => format!("{readers} would get it: {}", words.join(", ")),
        });
        for (reason, readers) in &dry.audience.left_out {
            print.line(&format!("left out: {readers} ({})", reason.in_words()));
        }
        for share in &dry.audience.scheduled {
            print.line(&format!("  {}", share.in_words()));
        }
        if dry.audience.on_several_lists > 0 {
            print.line(&format!("{} on more than one list get it once", dry.audience.on_several_lists));
        }
        dry.bad_rows.iter().for_each(|rows| print.line(&format!("left out: {rows}")));
        let kilobytes = dry.octets / 1000;
        print.line(&format!("{} messages, {kilobytes} kB, in {}", dry.messages, dry.folder.display()));
    } else {
        print.json(&json!({
            "schema_version": 1, "issue": issue, "readers": dry.audience.readers(), "in_words": words,
            "left_out": dry.audience.left_out, "scheduled": dry.audience.scheduled, "on_several_lists": dry.audience.on_several_lists,
            "bad_rows": dry.audience.bad_rows, "messages": dry.messages, "octets": dry.octets,
            "folder": dry.folder, "problems": dry.problems,
        }));
    }
    Ok(if dry.problems.iter().any(crate::domain::Problem::blocks) { Exit::ChecksFailed } else { Exit::Ok })
}
