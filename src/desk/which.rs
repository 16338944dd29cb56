//! Which mailing somebody means, who writes its name, the beginning of it, or nothing.

use crate::domain::{Mailing, MailingState, by_nearness, moment_in_words};
use crate::ledger::{self, Ledger};

/// Why it is not known.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Ledger(#[from] ledger::Error),
    #[error("no mailing is waiting or under way")]
    NoneOpen,
    #[error("{} mailings are waiting or under way: {}", .0.len(), .0.join(", "))]
    SeveralOpen(Vec<String>),
    #[error("no mailing of \"{0}\" is waiting or under way: all are over")]
    AllOver(String),
    /// `open`: the mailings of the same issue that are not over, which nobody named.
    #[error("{}", how_it_ended(.over))]
    Over { over: Box<Mailing>, open: Vec<String> },
}

/// `2018-06-summer is cancelled, since 2018-06-20 10:00: there is nothing to cancel`
fn how_it_ended(mailing: &Mailing) -> String {
    let at = mailing.finished_at.map(|at| moment_in_words(at, &mailing.schedule.time_zone()));
    let since = at.map_or(String::new(), |at| format!(", since {at}"));
    format!(
        "{} is {}{since}: there is nothing to cancel",
        mailing.name,
        mailing.kind.state_in_words(mailing.state)
    )
}

/// The one that is to be cancelled, for good: the whole name of a mailing that is over stands for no other. Who typed it
/// twice, or meant the issue, says which one is meant.
pub async fn to_cancel(ledger: &Ledger, written: Option<&str>) -> Result<Mailing, Error> {
    let all = ledger.mailings().await?;
    let named = all.iter().find(|one| Some(one.name.as_str()) == written);
    let meant = match named {
        Some(named) => named.clone(),
        None => for_an_order(ledger, written).await?,
    };
    if !matches!(meant.state, MailingState::Sent | MailingState::Cancelled) {
        return Ok(meant);
    }
    let open = by_nearness(all.iter().filter(|one| one.issue == meant.issue));
    let open = open.into_iter().map(|one| one.name.clone()).collect();
    Err(Error::Over { over: Box::new(meant), open })
}

/// The one that an order is for. What is over takes no orders, so a name means the mailing that is still open; without a
/// name it is the only open one.
pub async fn for_an_order(ledger: &Ledger, written: Option<&str>) -> Result<Mailing, Error> {
    let mut open = ledger.open_mailings().await?;
    let Some(written) = written else {
        return match open.len() {
            0 => Err(Error::NoneOpen),
            1 => Ok(open.remove(0)),
            _ => Err(Error::SeveralOpen(open.into_iter().map(|mailing| mailing.name).collect())),
        };
    };
    open.retain(|mailing| mailing.name.starts_with(written));
    let exact = open.iter().position(|mailing| mailing.name == written);
    match (exact, open.len()) {
        (Some(at), _) => Ok(open.remove(at)),
        (None, 0) => match ledger.find_mailing(written).await {
            Err(ledger::Error::Ambiguous { .. }) => Err(Error::AllOver(written.to_owned())),
            found => Ok(found?),
        },
        (None, 1) => Ok(open.remove(0)),
        (None, _) => Err(Error::SeveralOpen(open.into_iter().map(|mailing| mailing.name).collect())),
    }
}

/// The one that somebody asks about: a whole name means just that mailing, a beginning of several the open one.
pub async fn to_look_at(ledger: &Ledger, written: &str) -> Result<Mailing, Error> {
    match ledger.find_mailing(written).await {
        Err(error @ ledger::Error::Ambiguous { .. }) => match for_an_order(ledger, Some(written)).await {
            Err(Error::AllOver(_)) => Err(error.into()),
            found => found,
        },
        found => Ok(found?),
    }
}
