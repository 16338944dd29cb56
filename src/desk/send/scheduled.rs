//! Who is to get an issue by another mailing. One that waits has no rows yet: its readers are those on its lists. One that
//! has begun has them: the ledger knows who still waits.

use std::collections::HashMap;

use super::place::held;
use crate::domain::{
    AddrKey, Audience, IssueId, Keys, Lang, Mailing, MailingId, MailingKind, MailingState, Recipient,
    ScheduledShare, SkipReason,
};
use crate::ledger::{Crowd, Ledger, Standing};
use crate::workspace::Workspace;

/// Mailings of one issue that are to reach somebody, and whom.
#[derive(Debug, Default)]
pub struct Scheduled {
    mailings: Vec<Mailing>,
    /// By which of those that wait.
    each: HashMap<AddrKey, usize>,
}

/// A mailing that waits to be planned, or did until it was cancelled, and the languages of its letters that are whole:
/// a list that holds takes no other ones.
#[derive(Debug, Clone)]
pub struct Waiting {
    pub mailing: Mailing,
    editions: Vec<Lang>,
}

impl Waiting {
    async fn of(ledger: &Ledger, mailing: Mailing) -> Result<Self, crate::ledger::Error> {
        let letters = ledger.letters(mailing.id).await?;
        let whole = letters.into_iter().filter(|letter| letter.lent.is_empty());
        Ok(Self { mailing, editions: whole.map(|letter| letter.lang).collect() })
    }
}

/// The live mailings of an issue that wait to be planned, oldest first; of those written before `this`, if one is
/// named: of two that wait, the readers on both belong to the first.
pub async fn ahead(
    ledger: &Ledger,
    issue: &IssueId,
    this: Option<&Mailing>,
) -> Result<Vec<Waiting>, crate::ledger::Error> {
    let order = |mailing: &Mailing| (mailing.created_at, mailing.id);
    let mut ahead = Vec::new();
    for mailing in ledger.open_mailings().await? {
        let waits = mailing.state.waits() && mailing.started_at.is_none();
        let first = this.is_none_or(|this| order(&mailing) < order(this));
        let counts = mailing.kind == MailingKind::Live && mailing.issue == *issue;
        if waits && first && counts && ledger.missing_of(mailing.id).await?.is_none() {
            ahead.push(Waiting::of(ledger, mailing).await?);
        }
    }
    ahead.sort_by_key(|waiting| order(&waiting.mailing));
    Ok(ahead)
}

/// The live mailings that were to reach readers of `this`, which waits, when its number was confirmed, and were cancelled
/// since, or would be with `gone`: those readers are its own again, and nobody has confirmed them.
pub async fn given_back(
    ledger: &Ledger,
    this: &Mailing,
    gone: Option<MailingId>,
) -> Result<Vec<Waiting>, crate::ledger::Error> {
    let cancelled = |one: &Mailing| {
        one.state == MailingState::Cancelled && one.finished_at.is_some_and(|at| at >= this.created_at)
    };
    let given_back = |one: &Mailing| {
        one.issue == this.issue
            && one.kind == MailingKind::Live
            && (one.created_at, one.id) < (this.created_at, this.id)
            && (gone == Some(one.id) || cancelled(one))
    };
    if this.again || this.kind != MailingKind::Live || ledger.missing_of(this.id).await?.is_some() {
        return Ok(Vec::new());
    }
    let mut back = Vec::new();
    for mailing in ledger.mailings().await?.into_iter().filter(given_back) {
        back.push(Waiting::of(ledger, mailing).await?);
    }
    Ok(back)
}

/// The live mailings of an issue that have begun and are not over: somebody may wait for their letter.
pub async fn begun(ledger: &Ledger, issue: &IssueId) -> Result<Vec<Mailing>, crate::ledger::Error> {
    let begun =
        |one: &Mailing| one.issue == *issue && one.kind == MailingKind::Live && one.started_at.is_some();
    Ok(ledger.open_mailings().await?.into_iter().filter(begun).collect())
}

impl Scheduled {
    /// Reads the lists of these mailings. One whose lists can't be read is held when it is due: it keeps nobody from
    /// getting another. Blocks.
    pub fn read(workspace: &Workspace, keys: &Keys, ahead: Vec<Waiting>, standing: &Standing) -> Self {
        let mut each = HashMap::new();
        for (n, Waiting { mailing, editions }) in ahead.iter().enumerate() {
            for list in &mailing.lists {
                let facts = workspace.list(list).map(|(facts, _)| facts);
                _ = workspace.read_subscribers(list, &mut |reader| {
                    let key = keys.addr_key(&reader.address);
                    let holds = facts.as_ref().is_ok_and(|list| held(list, &reader, editions).is_some());
                    if !holds && standing.against(key, list, mailing.again).is_none() {
                        each.entry(key).or_insert(n);
                    }
                });
            }
        }
        Self { mailings: ahead.into_iter().map(|waiting| waiting.mailing).collect(), each }
    }

    /// Knows these as well, for `count`; who waits in them is told by the ledger.
    pub fn with_begun(mut self, begun: Vec<Mailing>) -> Self {
        self.mailings.extend(begun);
        self
    }

    /// Whether one of these that has no rows yet is to reach this reader.
    pub fn reaches(&self, reader: &Recipient) -> bool {
        self.each.contains_key(&reader.key)
    }

    /// `skipped` as it was, else whether another mailing is to reach this reader.
    pub fn skips(&self, reader: &Recipient) -> Option<SkipReason> {
        let scheduled = || self.reaches(reader).then_some(SkipReason::AlreadyScheduled);
        match reader.skipped {
            Some(SkipReason::NoEdition) => scheduled().or(reader.skipped),
            skipped => skipped.or_else(scheduled),
        }
    }

    /// Says in the audience which of the readers who were left out get it by which mailing.
    pub fn count(
        &self,
        readers: &Crowd,
        standing: &Standing,
        audience: &mut Audience,
    ) -> Result<(), crate::ledger::Error> {
        if self.mailings.is_empty() {
            return Ok(());
        }
        let mut by_each = vec![0; self.mailings.len()];
        let by = |reader: &Recipient| match standing.waits_for(reader.key) {
            Some(id) => self.mailings.iter().position(|mailing| mailing.id == id),
            None => self.each.get(&reader.key).copied(),
        };
        readers.each(|reader| {
            let left_out = reader.skipped == Some(SkipReason::AlreadyScheduled);
            if let Some(n) = left_out.then(|| by(&reader)).flatten() {
                by_each[n] += 1;
            }
            Ok::<_, crate::ledger::Error>(())
        })?;
        let mut shares: Vec<_> =
            self.mailings.iter().zip(by_each).filter(|(_, readers)| *readers > 0).collect();
        shares.sort_by_key(|(mailing, _)| (mailing.created_at, mailing.id));
        audience.scheduled = shares
            .into_iter()
            .map(|(mailing, readers)| ScheduledShare {
                mailing: mailing.name.clone(),
                state: mailing.state,
                schedule: mailing.schedule.clone(),
                readers,
                begun: mailing.started_at.is_some(),
            })
            .collect();
        Ok(())
    }
}
