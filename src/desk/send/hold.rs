//! The program stops a mailing by itself, unless a person was first.

use jiff::Timestamp;

use crate::desk::held::held_in_words;
use crate::domain::{HoldReason, Mailing, MailingId};
use crate::ledger::patiently;
use crate::ledger::{Error, GoAhead, Turn};

/// Holds a mailing and says so in the log; returns how it stands. A person may have paused or cancelled it in the same
/// moment: that stands, and a pause keeps the reason.
pub(super) async fn hold(
    turn: &Turn,
    id: MailingId,
    why: HoldReason,
    now: Timestamp,
) -> Result<Mailing, Error> {
    hold_under(turn, id, why, None, now).await
}

/// `hold`, for a reason that was met some time ago: what somebody has let go on since is tried first.
pub(super) async fn hold_under(
    turn: &Turn,
    id: MailingId,
    why: HoldReason,
    under: Option<GoAhead>,
    now: Timestamp,
) -> Result<Mailing, Error> {
    let words = held_in_words(&why).0;
    match patiently(|| turn.hold(id, why.clone(), under, now)).await {
        Ok(held) => {
            let state = held.state.as_str();
            tracing::warn!("{} is {state}: {words}", held.name);
            Ok(held)
        }
        Err(error) if error.is_refusal() => patiently(|| turn.ledger().mailing(id)).await,
        Err(error) => Err(error),
    }
}
