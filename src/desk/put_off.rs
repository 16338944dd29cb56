//! How far a mailing is, and which mail servers put off everybody.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::domain::{MailingId, MailingState, Progress, second_in_words};
use crate::ledger::{Error, Ledger, PutOffs};

/// One look at a mailing. That a mail server takes nobody's letter is among its troubles, until it takes one.
pub async fn progress(
    ledger: &Ledger,
    id: MailingId,
    zone: &TimeZone,
    now: Timestamp,
) -> Result<Progress, Error> {
    let mut progress = ledger.progress(id, now).await?;
    if matches!(progress.state, MailingState::Sending | MailingState::Pausing) {
        let words = in_words(&ledger.put_offs(id).await?, zone);
        progress.trouble =
            progress.trouble.into_iter().chain(words).reduce(|all, one| format!("{all}; {one}"));
    }
    Ok(progress)
}

fn in_words(known: &PutOffs, zone: &TimeZone) -> Vec<String> {
    let words = known.by.iter().map(|one| {
        let who = one.relay.as_deref().filter(|_| !known.alone).unwrap_or("the mail server");
        let since = second_in_words(one.since, zone);
        let said = &one.said;
        format!("{who} has put off every letter since {since} and taken none: {said}; each is tried again by itself")
    });
    words.collect()
}
