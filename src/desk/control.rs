//! Orders to a mailing: pause, resume, cancel. Each is durable before it returns.

use jiff::Timestamp;

use super::opened::{Opened, person};
use super::send::Error;
use super::work::sender_for;
use crate::domain::{DeliveryState, HoldReason, Mailing};

/// From here on nothing more is handed over; what is in flight still lands.
pub async fn pause(opened: &Opened, mailing: &str, now: Timestamp) -> Result<Mailing, Error> {
    let mailing = opened.ledger.find_mailing(mailing).await?;
    Ok(opened.ledger.pause(mailing.id, &person(), now).await?)
}

/// Goes on, with a sender in the background if none lives. Refused where a new number of readers is to be confirmed.
pub async fn resume(opened: &Opened, mailing: &str, now: Timestamp) -> Result<Mailing, Error> {
    let mailing = opened.ledger.find_mailing(mailing).await?;
    if let Some(readers) = to_confirm(opened, &mailing).await? {
        return Err(Error::Refused {
            what: format!("{} was confirmed, and {readers} would get it now", mailing.confirmed),
            remedy: format!("`courant resume {}` asks for the new number", mailing.name),
        });
    }
    let resumed = opened.ledger.resume(mailing.id, &person(), now).await?;
    sender_for(opened, &resumed.name)?;
    Ok(resumed)
}

/// How many would get a mailing that is held because that number has changed; nobody has confirmed it yet.
pub async fn to_confirm(opened: &Opened, mailing: &Mailing) -> Result<Option<u64>, Error> {
    match mailing.held {
        Some(HoldReason::CountChanged { .. }) => {
            Ok(Some(opened.ledger.counts(mailing.id).await?.recipients()))
        }
        _ => Ok(None),
    }
}

/// Goes on to another number of readers than was confirmed first, if `confirmed` is that number.
pub async fn resume_for(
    opened: &Opened,
    mailing: &Mailing,
    confirmed: u64,
    now: Timestamp,
) -> Result<Mailing, Error> {
    let readers = opened.ledger.counts(mailing.id).await?.recipients();
    if confirmed != readers {
        return Err(Error::Refused {
            what: format!("{confirmed} was confirmed, and {readers} would get it"),
            remedy: format!("if {readers} is right, confirm {readers}"),
        });
    }
    let resumed = opened.ledger.resume_for(mailing.id, confirmed, &person(), now).await?;
    sender_for(opened, &resumed.name)?;
    Ok(resumed)
}

/// Whoever has not got it yet gets nothing.
pub async fn cancel(opened: &Opened, mailing: &str, now: Timestamp) -> Result<Mailing, Error> {
    let mailing = opened.ledger.find_mailing(mailing).await?;
    Ok(opened.ledger.cancel(mailing.id, &person(), now).await?)
}

/// How many letters are being handed over at this moment: no order reaches them any more.
pub async fn in_flight(opened: &Opened, mailing: &Mailing, now: Timestamp) -> Result<u64, Error> {
    Ok(opened.ledger.progress(mailing.id, now).await?.counts.of(DeliveryState::Submitting))
}
