//! Planning at due time: the lists are read once, everybody on them gets a row.

use jiff::Timestamp;

use super::scheduled::Waiting;
use super::{Error, Placer, Scheduled, scheduled};
use crate::desk::lists::bad_rows;
use crate::domain::settings::Settings;
use crate::domain::{HoldReason, Keys, Lang, Letter, List, ListName, Mailing, MailingId, Problem};
use crate::ledger::{self, Ledger, Standing};
use crate::render::{Templates, default_reason};
use crate::workspace::Workspace;

/// A count that is off by more than both of these was not confirmed.
const OFF_BY: u64 = 25;
const OFF_BY_PERCENT: u64 = 2;

/// Who is to be planned besides what the lists say.
#[derive(Debug)]
pub struct Readers {
    /// Only those of the lists whom this one did not reach, or whose letter of it is corrected.
    missing_of: Option<MailingId>,
    /// Mailings that were written before and wait: their readers are theirs.
    ahead: Vec<Waiting>,
    /// Those whose readers are its own again, since they were cancelled.
    given_back: Vec<Waiting>,
    standing: Standing,
}

impl Readers {
    /// What the ledger says now.
    pub async fn of(ledger: &Ledger, mailing: &Mailing) -> Result<Self, ledger::Error> {
        let missing_of = ledger.missing_of(mailing.id).await?;
        let alone = mailing.again || missing_of.is_some();
        let ahead =
            if alone { Vec::new() } else { scheduled::ahead(ledger, &mailing.issue, Some(mailing)).await? };
        let given_back = scheduled::given_back(ledger, mailing, None).await?;
        let standing = match ahead.is_empty() && given_back.is_empty() {
            true => Standing::default(),
            false => ledger.standing(&mailing.issue).await?,
        };
        Ok(Self { missing_of, ahead, given_back, standing })
    }
}

/// Plans a mailing that is due and starts it, or holds it if the count is not the one that was typed, or nobody is left.
/// Blocks.
pub fn plan(
    workspace: &Workspace,
    settings: &Settings,
    ledger: &Ledger,
    mailing: &Mailing,
    letters: &[Letter],
    readers: &Readers,
    now: Timestamp,
) -> Result<Mailing, Error> {
    let mut planner = ledger.planner(mailing.id)?;
    let mut given_back = 0;
    let scheduled = Scheduled::read(workspace, ledger.keys(), readers.ahead.clone(), &readers.standing);
    let cancelled = Scheduled::read(workspace, ledger.keys(), readers.given_back.clone(), &readers.standing);
    let (templates, problems) = Templates::compile(&workspace.template_overrides()?);
    let Some(templates) = templates else { return Err(Error::Broken(problems)) };
    let placer = placer(workspace, settings, &templates, ledger.keys(), letters, &mailing.lists)?;
    let mut wrong = Vec::new();
    for name in &mailing.lists {
        let mut failed = Ok(());
        wrong.extend(workspace.read_subscribers(name, &mut |reader| {
            if failed.is_ok() {
                let mut placed = placer.place(&reader);
                placed.skipped = scheduled.skips(&placed);
                given_back += u64::from(placed.skipped.is_none() && cancelled.reaches(&placed));
                failed = planner.add(&placed);
            }
        })?);
        failed?;
    }
    if wrong.iter().any(Problem::blocks) {
        return Err(Error::Broken(wrong));
    }
    if let Some(earlier) = readers.missing_of {
        planner.only_missing_of(earlier)?;
    } else {
        let bad_rows = bad_rows(&wrong);
        for rows in &bad_rows {
            tracing::warn!("{}: {rows}; who stands there gets nothing", mailing.name);
        }
        planner.leave_out(bad_rows);
    }
    let (mailing, _) =
        planner.finish(now, |planned| judge(mailing.confirmed, planned.recipients, given_back))?;
    Ok(mailing)
}

/// What placing needs of the workspace: the lists' facts, and what to say to readers of lists that give no reason.
pub fn placer<'a>(
    workspace: &Workspace,
    settings: &Settings,
    templates: &Templates,
    keys: &'a Keys,
    letters: &[Letter],
    lists: &[ListName],
) -> Result<Placer<'a>, Error> {
    let lists: Vec<List> =
        lists.iter().map(|name| workspace.list(name).map(|(list, _)| list)).collect::<Result<_, _>>()?;
    let reason = |letter: &Letter| (letter.lang.clone(), default_reason(templates, settings, &letter.lang));
    let reasons = letters.iter().map(reason).collect();
    let chain = settings.newsletter.fallback.clone();
    Ok(Placer::new(keys, letters, lists, chain, source(settings, letters)?).with_reasons(reasons))
}

/// The edition for whom no other fits: the newsletter's source language, else the first that the issue has.
fn source(settings: &Settings, letters: &[Letter]) -> Result<Lang, Error> {
    let languages = settings.newsletter.languages.iter();
    let mut written = languages.filter(|lang| letters.iter().any(|letter| letter.lang == **lang));
    let first = written.next().or_else(|| letters.first().map(|letter| &letter.lang));
    first.cloned().ok_or_else(|| Error::Refused {
        what: "the issue has no edition to send".to_owned(),
        remedy: "write one, and name its language in issue.toml".to_owned(),
    })
}

/// Whether so many readers are others than were confirmed. Of those that a cancelled mailing has `given_back` nobody
/// knew then, however few they are.
pub(in crate::desk) fn judge(confirmed: u64, now: u64, given_back: u64) -> Option<HoldReason> {
    if now == 0 {
        return Some(HoldReason::NobodyLeft { confirmed });
    }
    let off = confirmed.abs_diff(now);
    let unknown = given_back > 0 && now > confirmed;
    (unknown || off > OFF_BY && off * 100 > confirmed * OFF_BY_PERCENT)
        .then_some(HoldReason::CountChanged { confirmed, now })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_is_held_only_if_it_is_off_by_more_than_two_percent_and_more_than_twenty_five() {
        for (confirmed, now, held) in [
            (3, 1, false),
            (3, 0, true),
            (30, 5, false),
            (30, 4, true),
            (30, 56, true),
            (5000, 5100, false),
            (5000, 4899, true),
            (1000, 1026, true),
        ] {
            assert_eq!(judge(confirmed, now, 0).is_some(), held, "{confirmed} confirmed, {now} now");
        }
    }
}
