//! Who is to get an issue by another mailing that waits. It has no rows yet: its readers are those on its lists.

use std::collections::HashMap;

use crate::domain::{
    AddrKey, Audience, IssueId, Keys, Mailing, MailingKind, Recipient, ScheduledShare, SkipReason,
};
use crate::ledger::{Ledger, Standing};
use crate::workspace::Workspace;

/// Mailings of one issue that wait, and whom they are to reach.
#[derive(Debug, Default)]
pub struct Scheduled {
    mailings: Vec<Mailing>,
    /// By which of them.
    each: HashMap<AddrKey, usize>,
}

/// The live mailings of an issue that wait to be planned, oldest first; of those written before `this`, if one is
/// named: of two that wait, the readers on both belong to the first.
pub async fn ahead(
    ledger: &Ledger,
    issue: &IssueId,
    this: Option<&Mailing>,
) -> Result<Vec<Mailing>, crate::ledger::Error> {
    let order = |mailing: &Mailing| (mailing.created_at, mailing.id);
    let mut ahead = Vec::new();
    for mailing in ledger.open_mailings().await? {
        let waits = mailing.state.waits() && mailing.started_at.is_none();
        let first = this.is_none_or(|this| order(&mailing) < order(this));
        let counts = mailing.kind == MailingKind::Live && mailing.issue == *issue;
        if waits && first && counts && ledger.missing_of(mailing.id).await?.is_none() {
            ahead.push(mailing);
        }
    }
    ahead.sort_by_key(order);
    Ok(ahead)
}

impl Scheduled {
    /// Reads the lists of these mailings. One whose lists can't be read is held when it is due: it keeps nobody from
    /// getting another. Blocks.
    pub fn read(workspace: &Workspace, keys: &Keys, mailings: Vec<Mailing>, standing: &Standing) -> Self {
        let mut each = HashMap::new();
        for (n, mailing) in mailings.iter().enumerate() {
            for list in &mailing.lists {
                _ = workspace.read_subscribers(list, &mut |reader| {
                    let key = keys.addr_key(&reader.address);
                    if standing.against(key, list, mailing.again).is_none() {
                        each.entry(key).or_insert(n);
                    }
                });
            }
        }
        Self { mailings, each }
    }

    /// `skipped` as it was, else whether another mailing is to reach this reader.
    pub fn skips(&self, reader: &Recipient) -> Option<SkipReason> {
        reader.skipped.or_else(|| self.each.contains_key(&reader.key).then_some(SkipReason::AlreadyScheduled))
    }

    /// Says in the audience which of the readers who were left out get it by which mailing.
    pub fn count(&self, readers: &[Recipient], audience: &mut Audience) {
        let left_out = readers.iter().filter(|reader| reader.skipped == Some(SkipReason::AlreadyScheduled));
        let mut by_each = vec![0; self.mailings.len()];
        left_out.filter_map(|reader| self.each.get(&reader.key)).for_each(|n| by_each[*n] += 1);
        let shares = self.mailings.iter().zip(by_each).filter(|(_, readers)| *readers > 0);
        audience.scheduled = shares
            .map(|(mailing, readers)| ScheduledShare {
                mailing: mailing.name.clone(),
                state: mailing.state,
                schedule: mailing.schedule.clone(),
                readers,
            })
            .collect();
    }
}
