//! A mailing that waits is due when the clocks in its zone show what was asked for, also by rules that came after it was
//! written.

use jiff::Timestamp;

use crate::domain::{Mailing, MailingState, moment_in_words};
use crate::ledger::{Error, Turn, patiently};

/// The mailing as it stands by the rules of today. What they move is written down, and said in the log.
pub(super) async fn anew(turn: &Turn, mailing: Mailing, now: Timestamp) -> Result<Mailing, Error> {
    let waits = mailing.state == MailingState::Scheduled;
    let Some(to) = mailing.schedule.moved(now).filter(|_| waits) else { return Ok(mailing) };
    let was = moment_in_words(mailing.schedule.due, &mailing.schedule.time_zone());
    let why = format!("the rules of {} have changed: due {}, not {was} any more", to.zone, to.in_words());
    if patiently(|| turn.reschedule(&mailing, &to, why.clone(), now)).await? {
        tracing::warn!("{}: {why}", mailing.name);
    }
    patiently(|| turn.ledger().mailing(mailing.id)).await
}
