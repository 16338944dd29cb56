//! The program stops a mailing by itself, unless a person was first.

use jiff::Timestamp;

use crate::desk::status::held_in_words;
use crate::domain::{HoldReason, Mailing, MailingId};
use crate::ledger::patiently;
use crate::ledger::{Error, Turn};

/// Holds a mailing and says so in the log; returns how it stands. A person may have paused or cancelled it in the same
/// moment: that stands, and a pause keeps the reason.
pub(super) async fn hold(
    turn: &Turn,
    id: MailingId,
    why: HoldReason,
    now: Timestamp,
) -> Result<Mailing, Error> {
    let words = held_in_words(&why).0;
    match patiently(|| turn.hold(id, why.clone(), now)).await {
        Ok(held) => {
            let state = held.state.as_str();
            tracing::warn!("{} is {state}: {words}", held.name);
            Ok(held)
        }
        Err(error) if error.is_refusal() => patiently(|| turn.ledger().mailing(id)).await,
        Err(error) => Err(error),
    }
}
