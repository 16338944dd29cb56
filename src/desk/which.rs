//! Which mailing somebody means, who writes its name, the beginning of it, or nothing.

use crate::domain::Mailing;
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
