//! A mailing that waits is due when the clocks in its zone show what was asked for, also by rules that came after it was
//! written. Machines that share a database and have different rules would move it to and fro: then a person is asked.

use jiff::Timestamp;

use super::hold::hold;
use crate::domain::{HoldReason, Mailing, MailingState, moment_in_words};
use crate::ledger::{Error, Turn, patiently};

/// The mailing as it stands by the rules of today. What they move is written down, and said in the log; what they would
/// move a second time since a person has seen to it is held.
pub(super) async fn anew(turn: &Turn, mailing: Mailing, now: Timestamp) -> Result<Mailing, Error> {
    let waits = mailing.state == MailingState::Scheduled;
    let Some(to) = mailing.schedule.moved(now).filter(|_| waits) else {
        return Ok(mailing);
    };
    let was = moment_in_words(mailing.schedule.due, &mailing.schedule.time_zone());
    if patiently(|| turn.ledger().moved_by_rules(mailing.id)).await?.is_some() {
        let detail = format!(
            "machines have different time zone rules, or {} has new ones again: here it is due {}, not {was}",
            to.zone,
            to.in_words()
        );
        return hold(turn, mailing.id, HoldReason::Rules { detail }, now).await;
    }
    let why = format!("the rules of {} have changed: due {}, not {was} any more", to.zone, to.in_words());
    if patiently(|| turn.reschedule(&mailing, &to, why.clone(), now)).await? {
        tracing::warn!("{}: {why}", mailing.name);
    }
    patiently(|| turn.ledger().mailing(mailing.id)).await
}
