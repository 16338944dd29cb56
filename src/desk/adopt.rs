//! A ledger that was moved, copied or put back is taken for the one that counts, after a person has looked.

use jiff::Timestamp;

use super::opened::Opened;
use super::person::person;
use super::send::Error;
use super::work::sender_for;
use crate::domain::{DeliveryState, HoldReason, Mailing, MailingState};
use crate::ledger::{self, Boot, Doubt, Holder, at_most_half_a_minute, patiently};

/// What a person must know before adopting.
#[derive(Debug, Clone)]
pub struct Looked {
    pub doubt: Doubt,
    /// See [`newest`]: what was sent since stands elsewhere.
    pub newest: Option<Timestamp>,
    /// What goes on afterwards, or could.
    pub waiting: Vec<Waiting>,
}

/// A mailing that is not over.
#[derive(Debug, Clone)]
pub struct Waiting {
    pub mailing: Mailing,
    /// Who would still get it.
    pub readers: u64,
    /// Held for doubt, or about to be; any other one stays as it is until somebody resumes it, who is not asked again.
    pub goes_on: bool,
}

impl Looked {
    /// The number that is to be confirmed.
    pub fn readers(&self) -> u64 {
        self.waiting.iter().map(|one| one.readers).sum()
    }
}

/// When something last came of a letter that this ledger knows of.
pub async fn newest(opened: &Opened) -> Result<Option<Timestamp>, Error> {
    Ok(opened.ledger.last_heard().await?)
}

/// None if nothing speaks against this ledger.
pub async fn look(opened: &Opened) -> Result<Option<Looked>, Error> {
    let ledger = &opened.ledger;
    let Some(doubt) = ledger.doubt().await? else { return Ok(None) };
    let mut waiting = Vec::new();
    for mailing in ledger.open_mailings().await? {
        let readers = readers(opened, &mailing).await?;
        waiting.push(Waiting { goes_on: goes_on(&mailing), mailing, readers });
    }
    Ok(Some(Looked { doubt, newest: newest(opened).await?, waiting }))
}

/// Held for doubt, or about to be. What a person has paused stays so, and what is held for another reason too.
fn goes_on(mailing: &Mailing) -> bool {
    match mailing.state {
        MailingState::Held => matches!(mailing.held, Some(HoldReason::Copied { .. })),
        state => matches!(state, MailingState::Scheduled | MailingState::Sending),
    }
}

/// Before it is planned, the number that was typed is the best there is.
async fn readers(opened: &Opened, mailing: &Mailing) -> Result<u64, Error> {
    if mailing.started_at.is_none() {
        return Ok(mailing.confirmed);
    }
    let counts = opened.ledger.counts(mailing.id).await?;
    let wait = [DeliveryState::Planned, DeliveryState::Claimed, DeliveryState::Deferred];
    Ok(wait.into_iter().map(|state| counts.of(state)).sum())
}

/// Adopts it, if `confirmed` is the number of readers that would get mail, by what is paused as well; what was held goes on, with a sender in the
/// background if none lives. What was under way in it is uncertain from then on. Gives the mailings that go on.
pub async fn adopt(opened: &Opened, confirmed: u64, now: Timestamp) -> Result<Vec<Mailing>, Error> {
    settle(opened, now).await?;
    let Some(looked) = look(opened).await? else { return Ok(Vec::new()) };
    if looked.readers() != confirmed {
        return Err(Error::Refused {
            what: format!("{confirmed} was confirmed, and {} would get mail", looked.readers()),
            remedy: "`courant adopt` shows again what there is".to_owned(),
        });
    }
    let by = person();
    at_most_half_a_minute(|| opened.ledger.adopt(&by, now)).await?;
    let mut going_on = Vec::new();
    for one in looked.waiting.into_iter().filter(|one| one.goes_on) {
        going_on.push(opened.ledger.mailing(one.mailing.id).await?);
    }
    if let Some(first) = going_on.first() {
        sender_for(opened, &first.name)?;
    }
    Ok(going_on)
}

/// Does what a sender would do first, while the doubt still stands: it holds what could go out, and takes for uncertain
/// what was under way.
pub async fn settle(opened: &Opened, now: Timestamp) -> Result<(), Error> {
    if opened.ledger.doubt().await?.is_none() {
        return Ok(());
    }
    let lock = match opened.ledger.sending_lock(Holder::this(&Boot::current(), now)) {
        Ok(lock) => lock,
        // It has done so.
        Err(ledger::Error::SenderLives(_)) => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    let (turn, _) = patiently(|| opened.ledger.take_over(&lock, now)).await?;
    patiently(|| turn.end(now)).await?;
    Ok(())
}
