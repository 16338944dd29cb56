//! Who has an issue so far, and whether anybody sees to the mailing that comes next.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::status::is_left_alone;
use crate::domain::{
    DeliveryState, IssueId, Mailing, MailingKind, Reach, is_under_way, latest_sent, nearest, telling,
};
use crate::ledger::{Error, Ledger};

/// Whether somebody sends, or is about to; false where nothing is under way.
pub async fn somebody_sends(ledger: &Ledger, mailings: &[Mailing], now: Timestamp) -> Result<bool, Error> {
    // The sender is the same for all.
    match mailings.iter().find(|mailing| is_under_way(mailing)) {
        Some(open) => Ok(ledger.progress(open.id, now).await?.somebody_sends()),
        None => Ok(false),
    }
}

/// Of every issue that has a mailing. `mailings`: all there are, the latest first.
pub async fn reaches(
    ledger: &Ledger,
    mailings: &[Mailing],
    now: Timestamp,
) -> Result<BTreeMap<IssueId, Reach>, Error> {
    let somebody_sends = somebody_sends(ledger, mailings, now).await?;
    let mut issues: BTreeMap<IssueId, Vec<&Mailing>> = BTreeMap::new();
    mailings.iter().for_each(|mailing| issues.entry(mailing.issue.clone()).or_default().push(mailing));
    let mut all = BTreeMap::new();
    for (issue, mailings) in issues {
        let reach = of(ledger, &issue, &mailings, somebody_sends).await?;
        all.insert(issue, reach);
    }
    Ok(all)
}

async fn of(
    ledger: &Ledger,
    issue: &IssueId,
    mailings: &[&Mailing],
    somebody_sends: bool,
) -> Result<Reach, Error> {
    let Some(next) = nearest(mailings) else { return Ok(Reach::default()) };
    let begun = || mailings.iter().filter(|mailing| mailing.started_at.is_some());
    let readers = match begun().find(|mailing| mailing.kind == MailingKind::Live).or(begun().next()) {
        Some(mailing) => ledger.readers_with(issue, mailing.kind).await?,
        None => 0,
    };
    let mut counts = BTreeMap::new();
    for mailing in begun() {
        counts.insert(&mailing.name, ledger.counts(mailing.id).await?);
    }
    let of = |mailing: &Mailing, state| counts.get(&mailing.name).map_or(0, |counts| counts.of(state));
    let got = of(next, DeliveryState::Accepted);
    let failed = telling(mailings).map_or(0, |mailing| of(mailing, DeliveryState::Failed));
    let undecided = counts.iter().map(|(name, counts)| ((*name).clone(), counts.not_certain()));
    let not_certain = undecided.filter(|(_, letters)| *letters > 0).collect();
    let alone = is_left_alone(next.state, somebody_sends);
    Ok(Reach { sent: latest_sent(mailings).cloned(), readers, got, failed, not_certain, alone })
}
