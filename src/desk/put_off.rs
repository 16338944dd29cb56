//! How far a mailing is, and which mail servers put off everybody.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::domain::{MailingId, MailingState, Progress, PutOff, second_in_words};
use crate::ledger::{Error, Ledger};

/// One look at a mailing. That a mail server takes nobody's letter is among its troubles, until it takes one.
pub async fn progress(
    ledger: &Ledger,
    id: MailingId,
    zone: &TimeZone,
    now: Timestamp,
) -> Result<Progress, Error> {
    let mut progress = ledger.progress(id, now).await?;
    if matches!(progress.state, MailingState::Sending | MailingState::Pausing) {
        let known = ledger.put_offs(id).await?;
        let words = known.by.iter().map(|one| in_words(one, known.alone, zone));
        progress.trouble =
            progress.trouble.into_iter().chain(words).reduce(|all, one| format!("{all}; {one}"));
    }
    Ok(progress)
}

/// `alone`: whether letters leave over no other.
pub fn in_words(one: &PutOff, alone: bool, zone: &TimeZone) -> String {
    let (who, since) = (called(one.relay.as_deref(), alone), second_in_words(one.since, zone));
    let said = &one.said;
    format!(
        "{who} has put off every letter since {since} and taken none: {said}; each is tried again by itself"
    )
}

/// Its name, where there are others.
pub fn called(relay: Option<&str>, alone: bool) -> &str {
    relay.filter(|_| !alone).unwrap_or("the mail server")
}
