//! Since when mail servers are asked in vain: our own rate, quota and hours are no silence of theirs.

use jiff::{SignedDuration, Timestamp};

use super::super::send::Hours;
use crate::domain::Mailing;
use crate::domain::settings::{Rate, Relay, Settings};
use crate::ledger::{Error, Ledger};

/// So far back a quota is looked for: what is older is no news.
const LOOK_BACK: SignedDuration = SignedDuration::from_hours(48);

/// Since when none has answered though one might have been asked; none while what we set ourselves is waited for.
pub(super) async fn since(
    ledger: &Ledger,
    settings: &Settings,
    mailing: &Mailing,
    now: Timestamp,
) -> Result<Option<Timestamp>, Error> {
    let Some(answered) = ledger.unanswered_since(mailing.id).await? else { return Ok(None) };
    let mut first = None;
    for relay in &settings.delivery.relays {
        let free = with_room(ledger, relay, now).await?.max(Some(after(answered, relay.rate)));
        first = first.into_iter().chain(free).min();
    }
    let asked = after(answered, settings.delivery.rate).max(first.unwrap_or(answered));
    if asked > now {
        return Ok(None);
    }
    Ok(Hours::of(mailing, settings).asked_since(asked, now))
}

/// When the next letter may leave.
fn after(last: Timestamp, rate: Option<Rate>) -> Timestamp {
    let wait = rate.map_or(SignedDuration::ZERO, Rate::gap);
    last.checked_add(wait).unwrap_or(last)
}

/// Since when it has room for a letter, or when it will have, by its quota.
async fn with_room(ledger: &Ledger, relay: &Relay, now: Timestamp) -> Result<Option<Timestamp>, Error> {
    let Some(quota) = relay.quota else { return Ok(None) };
    let since =
        now.saturating_sub(quota.per).and_then(|at| at.saturating_sub(LOOK_BACK)).unwrap_or(Timestamp::MIN);
    let filled = ledger.nth_last_taken(&relay.name, quota.count, since).await?;
    Ok(filled.and_then(|at| at.checked_add(quota.per).ok()))
}
