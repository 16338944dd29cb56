//! What a person says about a letter that may have arrived or not.

use jiff::Timestamp;

use super::person::person;
use super::reached::Reached;
use super::send::Error;
use super::work::sender_for;
use crate::domain::{Address, Decision, DeliveryState, MailingState};
use crate::ledger::Decided;

/// What was written down, for people.
pub fn in_words(state: DeliveryState) -> &'static str {
    match state {
        DeliveryState::Accepted => "written down: it counts as arrived",
        DeliveryState::Planned => {
            "written down: it is sent once more, with the same Message-ID as long as the sender's domain is the same"
        }
        _ => "written down: it stays uncertain",
    }
}

/// What may be said of the uncertain letters of a mailing, after whose `end` no letter leaves. One that is cancelled, or past its end, sends nothing any more.
pub fn choices(state: MailingState, end: Option<Timestamp>, now: Timestamp) -> &'static str {
    if sends_no_more(state, end, now) { "leave|accepted" } else { "leave|accepted|resend" }
}

/// Whether nothing of a mailing can be sent once more.
pub fn sends_no_more(state: MailingState, end: Option<Timestamp>, now: Timestamp) -> bool {
    state == MailingState::Cancelled || end.is_some_and(|end| end <= now)
}

/// Records the decision and carries it out. A letter to send again gets a sender, if none lives; it is refused while the
/// config can't be used, which sending needs.
pub async fn decide(
    reached: &Reached,
    mailing: &str,
    address: &Address,
    decision: Decision,
    why: Option<String>,
    now: Timestamp,
) -> Result<DeliveryState, Error> {
    let Reached { ledger, .. } = reached;
    let sends = (decision == Decision::Resend).then(|| reached.clone().opened()).transpose()?;
    let mailing = ledger.find_mailing(mailing).await?;
    let key = ledger.keys().addr_key(address);
    let said = Decided { mailing: mailing.id, key, decision, by: person(), why };
    let state = ledger.decide(said, now).await?;
    if let Some(opened) = sends {
        sender_for(&opened, &mailing.name)?;
    }
    Ok(state)
}
