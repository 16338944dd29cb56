//! Everything a send would do, into files: the letters, the messages of readers who are most likely to look wrong, and
//! who would get what.

use std::fmt::Write as _;
use std::path::PathBuf;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::audience::{self, Counted};
use super::awkward::awkward;
use super::lists::{bad_rows, digest};
use super::opened::Opened;
use super::press::Pressed;
use super::send::{Error, Press, correction, order};
use super::{calendar, outbox, preview, spreadsheet};
use crate::domain::{
    Audience, BadRows, IssueId, Lang, Letter, ListName, Mailing, MailingId, Problem, Recipient, SkipReason,
};
use crate::ledger::Crowd;
use crate::mail::files::FilesTransport;
use crate::mail::{Addressee, Purpose};
use crate::workspace::save;

/// What was written.
#[derive(Debug)]
pub struct DryRun {
    pub folder: PathBuf,
    pub audience: Audience,
    pub bad_rows: Vec<BadRows>,
    pub messages: u64,
    pub octets: u64,
    pub problems: Vec<Problem>,
}

/// Writes `outbox/dry-run/ISSUE/` anew. Links in it record nothing. `every`: a message for every reader.
pub async fn dry_run(
    opened: &Opened,
    issue: &IssueId,
    lists: Option<Vec<ListName>>,
    again: bool,
    every: bool,
    now: Timestamp,
) -> Result<DryRun, Error> {
    let (pressed, lists, counted) = order::count(opened, issue, lists, again).await?;
    write(opened, pressed, counted, ("lists", json!(lists)), every, now).await
}

/// `dry_run`, of a correction for those who have the letter of `of`, or have it in `lang`; and of how many of them nobody
/// knows whether they do.
pub async fn of_correction(
    opened: &Opened,
    issue: &IssueId,
    (of, lang): (&Mailing, Option<Lang>),
    again: bool,
    every: bool,
    now: Timestamp,
) -> Result<(DryRun, u64), Error> {
    let (pressed, counted, uncertain) = correction::count(opened, issue, (of, lang), again).await?;
    let corrects = json!({ "mailing": of.name, "uncertain": uncertain });
    Ok((write(opened, pressed, counted, ("corrects", corrects), every, now).await?, uncertain))
}

async fn write(
    opened: &Opened,
    pressed: Pressed,
    counted: Counted,
    (whom, which): (&str, Value),
    every: bool,
    now: Timestamp,
) -> Result<DryRun, Error> {
    let issue = &pressed.issue.id;
    let folder = outbox::anew(opened.workspace.root(), "dry-run", issue.as_str())?;
    preview::preview(&opened.workspace, issue, None, &folder)
        .map_err(|error| Error::Bug(error.to_string()))?;
    let mut letters: Vec<Letter> = pressed.letters.into_values().collect();
    calendar::number(&opened.ledger, issue, &mut letters, now).await?;
    let (messages, octets) = write_messages(opened, issue, &letters, &counted, every, &folder, now)?;
    save::secretly(&folder.join("recipients.csv"), recipients(&counted.readers)?.as_bytes())?;
    let summary = json!({
        "schema_version": 1, "issue": issue, whom: which, "readers": counted.audience.readers(),
        "in_words": audience::in_words(&counted.audience),
        "lent": counted.audience.lent, "left_out": counted.audience.left_out, "no_edition": counted.audience.no_edition, "scheduled": counted.audience.scheduled,
        "on_several_lists": counted.audience.on_several_lists, "bad_rows": counted.audience.bad_rows,
        "messages": messages, "octets": octets,
    });
    let text = serde_json::to_string_pretty(&summary).map_err(|error| Error::Bug(error.to_string()))?;
    save::atomically(&folder.join("summary.json"), text.as_bytes())?;
    let bad_rows = bad_rows(&counted.problems);
    let mut problems = pressed.problems;
    problems.extend(digest(counted.problems));
    let audience = counted.audience;
    Ok(DryRun { folder, audience, bad_rows, messages, octets, problems })
}

fn write_messages(
    opened: &Opened,
    issue: &IssueId,
    letters: &[Letter],
    counted: &Counted,
    every: bool,
    folder: &std::path::Path,
    now: Timestamp,
) -> Result<(u64, u64), Error> {
    let press = Press::new(&opened.settings, opened.workspace.root(), issue, letters, Purpose::DryRun)?;
    let files = FilesTransport::new(folder.join("eml"));
    let (mut number, mut octets, mut message) = (0, 0, Vec::new());
    for letter in letters {
        let mut write_for = |reader: &Recipient| {
            number += 1;
            let to = Addressee::from(reader);
            press.print(&letter.lang, &to, MailingId([0; 8]), now, opened.ledger.keys(), &mut message)?;
            octets += u64::try_from(message.len()).unwrap_or(0);
            files.write(number, &letter.lang, reader.key, &message)?;
            Ok::<_, Error>(())
        };
        if every {
            let gets = |reader: &Recipient| reader.skipped.is_none() && reader.edition == letter.lang;
            counted.readers.each(|reader| if gets(&reader) { write_for(&reader) } else { Ok(()) })?;
        } else {
            awkward(letter, &counted.readers)?.iter().try_for_each(write_for)?;
        }
    }
    Ok((number, octets))
}

fn recipients(readers: &Crowd) -> Result<String, Error> {
    let mut table = String::from("email,name,list,wants,edition,why,left_out\n");
    readers.each(|reader| {
        let why = serde_json::to_value(reader.why).ok();
        let cells = [
            reader.address.as_str(),
            reader.name.as_deref().unwrap_or_default(),
            reader.list.as_str(),
            reader.wants.as_ref().map_or("", |lang| lang.as_str()),
            if reader.skipped == Some(SkipReason::NoEdition) { "" } else { reader.edition.as_str() },
            why.as_ref().and_then(|why| why.as_str()).unwrap_or_default(),
            reader.skipped.map_or("", |reason| reason.as_str()),
        ];
        // Writing into a String does not fail.
        _ = writeln!(table, "{}", cells.map(spreadsheet::cell).join(","));
        Ok::<_, Error>(())
    })?;
    Ok(table)
}
