//! `courant send ISSUE --to got:MAILING`: a new letter to those who have the old one.

use jiff::Timestamp;

use super::Args;
use crate::cli::{Exit, Failure, Session};
use crate::desk::opened::Opened;
use crate::desk::send::correction;
use crate::desk::send::order::Prepared;
use crate::desk::which;
use crate::domain::{IssueId, Lang, Mailing};

/// What `--to got:MAILING --lang LANGUAGE` names.
pub(super) struct Named {
    mailing: String,
    lang: Option<Lang>,
}

/// None if the letters go to lists.
pub(super) fn named(args: &Args) -> Result<Option<Named>, Failure> {
    let usage = |what: &str, remedy: &str| Failure::new(Exit::Usage, what, remedy);
    let lang = args.lang.as_deref().map(Lang::parse).transpose();
    let lang = lang.map_err(|_| usage("--lang is no language", "write en, hu, nl-BE …"))?;
    let Some(mailing) = args.to.iter().find_map(|name| name.strip_prefix("got:")) else {
        let alone = "leave it out: lists name the languages of their readers";
        return if lang.is_some() {
            Err(usage("--lang goes with --to got:MAILING", alone))
        } else {
            Ok(None)
        };
    };
    if args.to.len() > 1 {
        let remedy = "order it alone; what is to go to lists is an order of its own";
        return Err(usage("got:MAILING stands alone: a correction goes to no lists", remedy));
    }
    Ok(Some(Named { mailing: mailing.to_owned(), lang }))
}

impl Named {
    /// Which mailing that is, and in which language.
    pub(super) async fn found(&self, opened: &Opened) -> Result<(Mailing, Option<Lang>), Failure> {
        Ok((which::to_look_at(&opened.ledger, &self.mailing).await?, self.lang.clone()))
    }
}

/// Whose letter it corrects, and of how many nobody knows whether they have it; a line each.
pub(super) fn in_words(of: &Mailing, lang: Option<&Lang>, uncertain: u64) -> Vec<String> {
    let language = lang.map(|lang| format!(" in {lang}")).unwrap_or_default();
    let mut words = vec![format!("a correction for those who have {}{language}", of.name)];
    if uncertain > 0 {
        words.push(format!("  {uncertain} of them may not have it: their letters are not certain"));
    }
    words
}

/// Says whose letter it corrects.
pub(super) async fn prepare(
    opened: &Opened,
    issue: &IssueId,
    named: &Named,
    again: bool,
    due: Timestamp,
    session: &Session,
) -> Result<Prepared, Failure> {
    let (of, lang) = named.found(opened).await?;
    let whom = (&of, lang.clone());
    let made = correction::prepare(opened, issue, whom, again, due, session.clock.now()).await?;
    let mut words = in_words(&of, lang.as_ref(), made.uncertain);
    if made.later > 0 {
        let (name, later) = (&of.name, made.later);
        words.push(format!(
            "  {later} have not got it yet and are not among them: whoever gets {name} later gets the old text, and no \
             correction; `courant cancel {name}`, then the issue anew, reaches them"
        ));
    }
    words.iter().for_each(|line| session.print.say(line));
    Ok(made.prepared)
}
