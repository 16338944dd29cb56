//! Somebody has said by telephone, by letter or in the corridor that they want no more mail: a colleague notes it, and takes
//! back what was noted so by mistake.

use std::time::Instant;

use jiff::Timestamp;

use super::leaving::{let_land, write_down};
use super::person::person;
use super::reached::Reached;
use super::send::Error;
use super::unsubscribe::PATIENCE;
use super::why::on_lists;
use crate::domain::{AddrKey, Address, ListName, SkipReason, Suppression};
use crate::ledger::Ledger;

/// What came of it.
#[derive(Debug)]
pub struct TakenOff {
    /// What stood against them before, and stays as it was.
    pub before: Option<Suppression>,
    /// Where they stand; none where the lists can't be read.
    pub lists: Option<Vec<ListName>>,
    /// Addresses on the lists that differ by a slip, for one that is on none.
    pub near: Vec<Address>,
    /// A letter to them is being handed over all this time.
    pub may_arrive: bool,
}

/// Takes them off the whole newsletter, as if they had left by a link: on disk before it returns, and from then on no letter to
/// them is begun, in no mailing. Waits for one that is being handed over, for 20 seconds in all.
pub async fn take_off(
    reached: &Reached,
    address: &Address,
    why: Option<&str>,
    now: Timestamp,
) -> Result<TakenOff, Error> {
    let ledger = &reached.ledger;
    let key = ledger.keys().addr_key(address);
    let before = standing(ledger, key).await?;
    let wish = Suppression {
        key,
        scope: Suppression::EVERYTHING.to_owned(),
        reason: SkipReason::Manual,
        evidence: evidence("noted", why),
        at: now,
    };
    let begun = Instant::now();
    write_down(ledger, wish, PATIENCE).await.map_err(|error| match error {
        Some(error) => Error::Ledger(error),
        None => Error::Refused {
            what: "the ledger is busy: nothing was noted".to_owned(),
            remedy: "try it once more".to_owned(),
        },
    })?;
    let may_arrive = !let_land(ledger, key, PATIENCE.saturating_sub(begun.elapsed())).await;
    let found = on_lists(&reached.workspace, address).ok();
    let (on, near) = found.map_or((None, Vec::new()), |(on, near)| (Some(on), near));
    let lists = on.map(|on| on.into_iter().map(|one| one.list).collect());
    Ok(TakenOff { before, lists, near, may_arrive })
}

/// Takes back what was noted against each of these; nothing of it, if something else stands against one of them.
pub async fn put_back(
    reached: &Reached,
    addresses: &[Address],
    why: Option<&str>,
    now: Timestamp,
) -> Result<(), Error> {
    let ledger = &reached.ledger;
    for address in addresses {
        let stands = standing(ledger, ledger.keys().addr_key(address)).await?;
        if stands.as_ref().is_none_or(|one| one.reason != SkipReason::Manual) {
            return Err(not_ours(address, stands.as_ref()));
        }
    }
    for address in addresses {
        let key = ledger.keys().addr_key(address);
        if !ledger.take_back(key, &evidence("taken back", why), now).await? {
            return Err(not_ours(address, standing(ledger, key).await?.as_ref()));
        }
    }
    Ok(())
}

fn evidence(what: &str, why: Option<&str>) -> String {
    let by = format!("{what} by {}", person());
    why.map_or(by.clone(), |why| format!("{by}: {why}"))
}

fn not_ours(address: &Address, stands: Option<&Suppression>) -> Error {
    let address = address.as_str();
    let (what, remedy) = match stands {
        None => (
            format!("{address} is not off the newsletter"),
            format!("`courant why {address}` says what is known of them"),
        ),
        Some(one) => (
            format!("{address} gets nothing for another reason: {}", one.reason.in_words()),
            "only what `courant unsubscribe` has noted can be taken back; what readers said themselves stays"
                .to_owned(),
        ),
    };
    Error::Refused { what, remedy }
}

async fn standing(ledger: &Ledger, key: AddrKey) -> Result<Option<Suppression>, Error> {
    let all = ledger.suppressions_of(key).await?;
    Ok(all.into_iter().find(|one| one.scope == Suppression::EVERYTHING))
}
