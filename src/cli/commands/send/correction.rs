//! `courant send ISSUE --to got:MAILING`: a new letter to those who have the old one.

use jiff::Timestamp;

use super::Args;
use crate::cli::{Exit, Failure, Session};
use crate::desk::opened::Opened;
use crate::desk::send::correction;
use crate::desk::send::order::Prepared;
use crate::desk::which;
use crate::domain::{IssueId, Lang};

/// What `--to got:MAILING --lang LANGUAGE` names.
pub(super) struct Named {
    mailing: String,
    lang: Option<Lang>,
}

/// None if the letters go to lists.
pub(super) fn named(args: &Args) -> Result<Option<Named>, Failure> {
    let usage = |what: &str| Failure::new(Exit::Usage, what.to_owned());
    let lang = args.lang.as_deref().map(Lang::parse).transpose();
    let lang = lang.map_err(|_| usage("--lang is no language: write en, hu, nl-BE …"))?;
    let Some(mailing) = args.to.iter().find_map(|name| name.strip_prefix("got:")) else {
        return if lang.is_some() { Err(usage("--lang goes with --to got:MAILING")) } else { Ok(None) };
    };
    if args.to.len() > 1 {
        return Err(usage("got:MAILING stands alone: a correction goes to no lists"));
    }
    if args.dry_run {
        return Err(usage("a correction has no dry run").remedy(
            "`courant preview` shows the letters; without --confirm, send says who would get it and stops",
        ));
    }
    Ok(Some(Named { mailing: mailing.to_owned(), lang }))
}

/// Says whose letter it corrects, and of how many nobody knows whether they have it.
pub(super) async fn prepare(
    opened: &Opened,
    issue: &IssueId,
    named: &Named,
    again: bool,
    due: Timestamp,
    session: &Session,
) -> Result<Prepared, Failure> {
    let of = which::to_look_at(opened, &named.mailing).await?;
    let whom = (&of, named.lang.clone());
    let made = correction::prepare(opened, issue, whom, again, due, session.clock.now()).await?;
    let language = named.lang.as_ref().map(|lang| format!(" in {lang}")).unwrap_or_default();
    session.print.say(&format!("a correction for those who have {}{language}", of.name));
    if made.uncertain > 0 {
        session
            .print
            .say(&format!("  {} of them may not have it: their letters are not certain", made.uncertain));
    }
    Ok(made.prepared)
}
