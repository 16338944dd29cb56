//! Orders to a mailing: pause, resume, cancel. Each is durable before it returns. What stops a mailing needs the ledger
//! and nothing of the settings.

use jiff::Timestamp;

use super::audience;
use super::held::stopped_in_words;
use super::opened::Opened;
use super::person::person;
use super::reached::Reached;
use super::send::{Error, Waiting, ahead, given_back, judge, switched_off};
use super::work::sender_for;
use crate::domain::{DeliveryState, HoldReason, Mailing, MailingId, MailingState};
use crate::ledger;
use crate::ledger::{Boot, Holder, Ledger, at_most_half_a_minute, patiently};

/// From here on nothing more is handed over; what is in flight still lands. Where no sender lives, what the last one left
/// is put right at once.
pub async fn pause(ledger: &Ledger, mailing: &str, now: Timestamp) -> Result<Mailing, Error> {
    let mailing = ledger.find_mailing(mailing).await?;
    let by = person();
    let paused = at_most_half_a_minute(|| ledger.pause(mailing.id, &by, now)).await?;
    settled(ledger, paused, now).await
}

/// Goes on, with a sender in the background if none lives; also where that is all that was missing. Refused where a new number of readers is to be confirmed.
pub async fn resume(opened: &Opened, mailing: &str, now: Timestamp) -> Result<Mailing, Error> {
    let mailing = opened.ledger.find_mailing(mailing).await?;
    opened.is_the_original().await?;
    not_switched_off(opened, &mailing, now)?;
    if mailing.state == MailingState::Sending && !a_sender_lives(&opened.ledger) {
        sender_for(opened, &mailing.name)?;
        return Ok(mailing);
    }
    if let Some(readers) = to_confirm(opened, &mailing).await? {
        return Err(Error::Refused {
            what: format!("{} was confirmed, and {readers} would get it now", mailing.confirmed),
            remedy: format!("`courant resume {}` asks for the new number", mailing.name),
        });
    }
    let by = person();
    let resumed = at_most_half_a_minute(|| opened.ledger.resume(mailing.id, &by, now)).await?;
    sender_for(opened, &resumed.name)?;
    Ok(resumed)
}

/// Makes sure that somebody sends a mailing which goes on by itself, and changes nothing else about it.
pub async fn start_a_sender(opened: &Opened, mailing: &str, now: Timestamp) -> Result<Mailing, Error> {
    let mailing = opened.ledger.find_mailing(mailing).await?;
    opened.is_the_original().await?;
    not_switched_off(opened, &mailing, now)?;
    sender_for(opened, &mailing.name)?;
    Ok(mailing)
}

/// How many would get a mailing that is held because that number has changed; nobody has confirmed it yet. Refused where
/// nobody is left. Before it was due it had no rows yet: then who is on the lists is looked at again when it is.
pub async fn to_confirm(opened: &Opened, mailing: &Mailing) -> Result<Option<u64>, Error> {
    let planned = opened.ledger.is_planned(mailing.id).await?;
    match mailing.held {
        Some(HoldReason::NobodyLeft { .. }) if planned => Err(Error::Refused {
            what: format!("nobody is left to whom {} could go", mailing.name),
            remedy: format!(
                "`courant cancel {}`; then send the issue anew, to lists on which somebody is to get it",
                mailing.name
            ),
        }),
        Some(HoldReason::Ended { ref end }) => Err(Error::Refused {
            what: format!("no letter of {} leaves after {end}", mailing.name),
            remedy: format!(
                "`courant cancel {}`; if the issue is still to go out, send it anew",
                mailing.name
            ),
        }),
        Some(HoldReason::CountChanged { .. }) if planned => {
            Ok(Some(opened.ledger.counts(mailing.id).await?.recipients()))
        }
        Some(HoldReason::CountChanged { now, .. }) => Ok(Some(now)),
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
    opened.is_the_original().await?;
    let readers = to_confirm(opened, mailing).await?.unwrap_or(mailing.confirmed);
    if confirmed != readers {
        return Err(Error::Refused {
            what: format!("{confirmed} was confirmed, and {readers} would get it"),
            remedy: format!("if {readers} is right, confirm {readers}"),
        });
    }
    not_switched_off(opened, mailing, now)?;
    let by = person();
    let resume = || opened.ledger.resume_for(mailing.id, confirmed, &by, now);
    let resumed = at_most_half_a_minute(resume).await?;
    sender_for(opened, &resumed.name)?;
    Ok(resumed)
}

/// Refuses what would be held again at once: the lists are not to be mailed, says config.toml.
fn not_switched_off(opened: &Opened, mailing: &Mailing, now: Timestamp) -> Result<(), Error> {
    let (settings, _) = opened.workspace.settings();
    let against = settings.filter(|_| mailing.schedule.due <= now);
    let Some(why) = against.and_then(|settings| switched_off(mailing, &settings)) else { return Ok(()) };
    let (what, remedy) = stopped_in_words(&why, None, &mailing.name);
    Err(Error::Refused { what: format!("{} would be held at once: {what}", mailing.name), remedy })
}

fn a_sender_lives(ledger: &Ledger) -> bool {
    ledger.sender().is_some()
}

/// The mailing as it stands once nothing of it is under way that nobody sees to: rows that a killed sender left are
/// settled as the next one would.
async fn settled(ledger: &Ledger, mailing: Mailing, now: Timestamp) -> Result<Mailing, Error> {
    if a_sender_lives(ledger)
        || ledger.counts(mailing.id).await?.of(DeliveryState::Submitting) == 0
            && mailing.state != MailingState::Pausing
    {
        return Ok(mailing);
    }
    let lock = match ledger.sending_lock(Holder::this(&Boot::current(), now)) {
        Ok(lock) => lock,
        // One has just begun, and does the same.
        Err(ledger::Error::SenderLives(_)) => return Ok(mailing),
        Err(error) => return Err(error.into()),
    };
    let (turn, _) = patiently(|| ledger.take_over(&lock, now)).await?;
    patiently(|| turn.end(now)).await?;
    Ok(ledger.mailing(mailing.id).await?)
}

/// Whoever has not got it yet gets nothing.
pub async fn cancel(ledger: &Ledger, mailing: &str, now: Timestamp) -> Result<Mailing, Error> {
    let mailing = ledger.find_mailing(mailing).await?;
    let by = person();
    let cancelled = at_most_half_a_minute(|| ledger.cancel(mailing.id, &by, now)).await?;
    settled(ledger, cancelled, now).await
}

/// A mailing that waits and gets readers of another one, whom nobody confirmed for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Heir {
    pub mailing: Mailing,
    /// How many would get it.
    pub readers: u64,
    /// Whether it is held for that number: not where it is no more than was confirmed.
    pub held: bool,
}

/// The mailings that wait and have readers of `cancelled` now, whom nobody confirmed: each with how many would get it. They
/// are held for that number. Without usable settings nobody can count.
pub async fn taken_over(reached: &Reached, cancelled: &Mailing) -> Result<Vec<(Mailing, u64)>, Error> {
    let heirs = heirs(reached, cancelled, None).await?.into_iter().filter(|heir| heir.held);
    Ok(heirs.map(|heir| (heir.mailing, heir.readers)).collect())
}

/// Those that would have readers of a mailing if it were cancelled.
pub async fn would_take_over(reached: &Reached, mailing: &str) -> Result<Vec<Heir>, Error> {
    let mailing = reached.ledger.find_mailing(mailing).await?;
    heirs(reached, &mailing, Some(mailing.id)).await
}

async fn heirs(reached: &Reached, of: &Mailing, gone: Option<MailingId>) -> Result<Vec<Heir>, Error> {
    let Some(settings) = &reached.settings else { return Ok(Vec::new()) };
    let mut all = Vec::new();
    for Waiting { mailing, .. } in ahead(&reached.ledger, &of.issue, None).await? {
        if !given_back(&reached.ledger, &mailing, gone).await?.iter().any(|one| one.mailing.id == of.id) {
            continue;
        }
        let counted =
            audience::of_without(&reached.workspace, settings, &reached.ledger, &mailing, gone).await?;
        if counted.given_back > 0 {
            let readers = counted.audience.readers();
            let held = judge(mailing.confirmed, readers, counted.given_back).is_some();
            all.push(Heir { mailing, readers, held });
        }
    }
    Ok(all)
}

/// What is to be said of them.
pub fn taken_over_in_words((mailing, readers): &(Mailing, u64)) -> String {
    let Mailing { name, confirmed, .. } = mailing;
    format!(
        "its readers are those of {name} now: {confirmed} were confirmed for that, and {readers} would get it; it is held \
         for the new number (courant resume {name}, or courant cancel {name})"
    )
}

/// Stops what is to begin at this moment: cancelled while it waits, paused where it has begun meanwhile.
pub async fn stop(ledger: &Ledger, mailing: &str, now: Timestamp) -> Result<Mailing, Error> {
    match cancel(ledger, mailing, now).await {
        Err(Error::Ledger(ledger::Error::NotPossible { state: MailingState::Sending, .. })) => {
            pause(ledger, mailing, now).await
        }
        done => done,
    }
}
