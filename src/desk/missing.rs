//! Everybody whom a mailing did not reach, with the reason; and a new mailing to those whom it could reach after all.

use jiff::Timestamp;

use super::decide::choices;
use super::opened::{Opened, person};
use super::send::{Error, expires_at};
use crate::domain::settings::TransportKind;
use crate::domain::{Mailing, MailingKind, MailingState, Mode, Schedule, second_in_words};
use crate::ledger::{Ledger, MissingRow, NewMailing};

/// The mailing and every row of it that is not accepted.
pub async fn missing(ledger: &Ledger, mailing: &str) -> Result<(Mailing, Vec<MissingRow>), Error> {
    let mailing = ledger.find_mailing(mailing).await?;
    let rows = ledger.missing(mailing.id).await?;
    Ok((mailing, rows))
}

/// To how many `send_again` would go; refused where that is nobody, with what can be done instead, and where what the
/// letters tell of is over.
pub async fn can_be_sent_again(opened: &Opened, of: &Mailing, now: Timestamp) -> Result<u64, Error> {
    end(opened, of, now)?;
    opened.ledger.none_waits_for_the_same(&of.issue, kind(opened), None).await?;
    let readers = opened.ledger.can_be_sent_again(of.id).await?;
    if readers > 0 {
        return Ok(readers);
    }
    let name = &of.name;
    let remedy = match opened.ledger.counts(of.id).await?.not_certain() {
        0 => format!("`courant missing {name}` names everybody whom it did not reach, with the reason"),
        unknown if of.state == MailingState::Cancelled => format!(
            "{unknown} not certain, and a cancelled mailing sends nothing any more: `courant decide {name} ADDRESS {}` \
             says what became of them",
            choices(of.state, of.expires_at, now)
        ),
        unknown => format!(
            "{unknown} not certain: such a letter goes out once more only if you say so, reader by reader: `courant \
             decide {name} ADDRESS {}`",
            choices(of.state, of.expires_at, now)
        ),
    };
    Err(Error::Refused { what: format!("there is nobody to try {name} again for"), remedy })
}

/// Writes a mailing with the same letters to whoever this one failed to reach or came too late for; never to those
/// whose letter may have arrived, who have left, or who were left out on purpose.
pub async fn send_again(
    opened: &Opened,
    of: &Mailing,
    confirmed: u64,
    now: Timestamp,
) -> Result<Mailing, Error> {
    if kind(opened) == MailingKind::Live && opened.settings.newsletter.mode == Mode::Test {
        return Err(Error::Refused {
            what: "the newsletter is in test mode: nobody on the lists is mailed".to_owned(),
            remedy: "set mode = \"live\" in config.toml when it is to go out".to_owned(),
        });
    }
    opened.is_the_original().await?;
    let readers = can_be_sent_again(opened, of, now).await?;
    if confirmed != readers {
        return Err(Error::Refused {
            what: format!("{confirmed} was confirmed, and {readers} can be tried again"),
            remedy: format!("`courant missing {}` names everybody, with the reason", of.name),
        });
    }
    let new = NewMailing {
        issue: of.issue.clone(),
        kind: kind(opened),
        letters: opened.ledger.letters(of.id).await?,
        lists: of.lists.clone(),
        missing_of: Some(of.id),
        corrects: None,
        confirmed,
        again: false,
        schedule: Schedule::now(&opened.settings.newsletter.timezone, now),
        expires_at: end(opened, of, now)?,
        by: person(),
    };
    Ok(opened.ledger.create_mailing(new, now).await?)
}

fn kind(opened: &Opened) -> MailingKind {
    match opened.settings.delivery.transport {
        TransportKind::Smtp => MailingKind::Live,
        TransportKind::Files => MailingKind::Files,
    }
}

/// When the letters of `of` are too late: at its own end, and where that was set earlier by whoever sent it, at the issue's.
/// None where the issue names no date. Refused once it has come, or if nobody can say any more whose end it was.
fn end(opened: &Opened, of: &Mailing, now: Timestamp) -> Result<Option<Timestamp>, Error> {
    let Some(own) = of.expires_at.filter(|at| *at <= now) else { return Ok(of.expires_at) };
    let zone = &opened.settings.newsletter.timezone;
    let end = match opened.workspace.issue(&of.issue) {
        Ok((issue, _)) => expires_at(&issue, zone, of.schedule.due),
        Err(_) => Some(own),
    };
    match end.filter(|at| *at <= now) {
        Some(over) => Err(Error::Refused {
            what: format!(
                "no letter leaves after {}: what {} tells of is over",
                second_in_words(over, zone),
                of.name
            ),
            remedy: format!("`courant missing {}` names everybody whom it did not reach", of.name),
        }),
        None => Ok(end),
    }
}
