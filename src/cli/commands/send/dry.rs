//! `courant send --dry-run`: who would get what, and the files to look at.

use serde_json::json;

use super::correction::Named;
use super::{Args, correction};
use crate::cli::{Exit, Failure, Format, Session};
use crate::desk::opened::Opened;
use crate::desk::{audience, dry_run};
use crate::domain::{IssueId, ListName};

pub(super) fn run(
    opened: &Opened,
    issue: &IssueId,
    lists: Option<Vec<ListName>>,
    corrected: Option<&Named>,
    args: &Args,
    session: &Session,
) -> Result<Exit, Failure> {
    let (again, every, now) = (args.again, args.every, session.clock.now());
    let (dry, corrects) = session.runtime()?.block_on(async {
        let Some(named) = corrected else {
            return Ok::<_, Failure>((
                dry_run::dry_run(opened, issue, lists, again, every, now).await?,
                None,
            ));
        };
        let (of, lang) = named.found(opened).await?;
        let whom = (&of, lang.clone());
        let (dry, uncertain) = dry_run::of_correction(opened, issue, whom, again, every, now).await?;
        Ok((dry, Some((of, lang, uncertain))))
    })?;
    let print = session.print;
    print.problems(&dry.problems);
    let words = audience::in_words(&dry.audience);
    if session.format == Format::Table {
        if let Some((of, lang, uncertain)) = &corrects {
            let words = correction::in_words(of, lang.as_ref(), *uncertain);
            words.iter().for_each(|line| print.line(line));
        }
        print.line(&match dry.audience.readers() {
            0 => "nobody would get it".to_owned(),
            readers => format!("{readers} would get it: {}", words.join(", ")),
        });
        audience::lent_in_words(&dry.audience).iter().for_each(|line| print.line(line));
        for (reason, readers) in &dry.audience.left_out {
            let why = audience::left_out_in_words(*reason, &dry.audience);
            print.line(&format!("left out: {readers} ({why})"));
        }
        for share in &dry.audience.scheduled {
            print.line(&format!("  {}", share.in_words()));
        }
        if dry.audience.on_several_lists > 0 {
            print.line(&format!("{} on more than one list get it once", dry.audience.on_several_lists));
        }
        dry.bad_rows.iter().for_each(|rows| print.line(&format!("left out: {rows}")));
        let kilobytes = dry.octets / 1000;
        let (messages, all) = written(dry.messages, dry.audience.readers());
        print.line(&format!("{messages}, {kilobytes} kB, in {}{all}", dry.folder.display()));
    } else {
        let mut document = json!({
            "schema_version": 1, "issue": issue, "readers": dry.audience.readers(), "in_words": words,
            "lent": dry.audience.lent, "left_out": dry.audience.left_out, "no_edition": dry.audience.no_edition, "scheduled": dry.audience.scheduled, "on_several_lists": dry.audience.on_several_lists,
            "bad_rows": dry.audience.bad_rows, "messages": dry.messages, "octets": dry.octets,
            "folder": dry.folder, "problems": dry.problems,
        });
        if let Some((of, _, uncertain)) = &corrects {
            document["corrects"] = json!({ "mailing": of.name, "uncertain": uncertain });
        }
        print.json(&document);
    }
    Ok(if dry.problems.iter().any(crate::domain::Problem::blocks) { Exit::ChecksFailed } else { Exit::Ok })
}

/// How many messages there are to look at; and what writes the rest, where a few of each language stand for them all.
fn written(messages: u64, readers: u64) -> (String, &'static str) {
    if messages < readers {
        return (format!("{messages} of these {readers} messages"), " (--every writes them all)");
    }
    let noun = if messages == 1 { "message" } else { "messages" };
    (format!("{messages} {noun}"), "")
}
