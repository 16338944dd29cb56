//! Orders to a mailing: pause, resume, cancel. Each is durable before it returns.

use jiff::Timestamp;

use super::opened::{Opened, person};
use super::send::Error;
use super::work::sender_for;
use crate::domain::{DeliveryState, Mailing};

/// From here on nothing more is handed over; what is in flight still lands.
pub async fn pause(opened: &Opened, mailing: &str, now: Timestamp) -> Result<Mailing, Error> {
    let mailing = opened.ledger.find_mailing(mailing).await?;
    Ok(opened.ledger.pause(mailing.id, &person(), now).await?)
}

/// Goes on, with a sender in the background if none lives.
pub async fn resume(opened: &Opened, mailing: &str, now: Timestamp) -> Result<Mailing, Error> {
    let mailing = opened.ledger.find_mailing(mailing).await?;
    let resumed = opened.ledger.resume(mailing.id, &person(), now).await?;
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
