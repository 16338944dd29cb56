//! Everybody whom a mailing did not reach, with the reason; and a new mailing to those whom it could reach after all.

use std::collections::{BTreeMap, HashSet};
use std::slice;

use jiff::Timestamp;

use super::audience;
use super::decide::choices;
use super::opened::Opened;
use super::person::person;
use super::reached::Reached;
use super::send::correction::filled;
use super::send::{Error, expires_at};
use crate::domain::settings::TransportKind;
use crate::domain::{
    AddrKey, Audience, DeliveryState, Lang, Letter, Mailing, MailingKind, MailingState, Mode, Schedule,
    SkipReason, second_in_words,
};
use crate::ledger::{Ledger, MissingRow, NewMailing, letters_hash};

/// The mailing and every row of it that is not accepted.
pub async fn missing(ledger: &Ledger, mailing: &str) -> Result<(Mailing, Vec<MissingRow>), Error> {
    let mailing = ledger.find_mailing(mailing).await?;
    let rows = ledger.missing(mailing.id).await?;
    Ok((mailing, rows))
}

/// Of these rows those whom `send_again` would reach if they were on its lists, and who are on none of them any more.
pub async fn off_the_lists(
    reached: &Reached,
    of: &Mailing,
    rows: &[MissingRow],
) -> Result<HashSet<AddrKey>, Error> {
    let again = |row: &&MissingRow| match row.state {
        DeliveryState::Failed => true,
        DeliveryState::Skipped => row.reason == SkipReason::Expired.as_str(),
        _ => false,
    };
    let readers = rows.iter().filter(again).map(|row| row.key).collect();
    audience::off_the_lists(&reached.workspace, &reached.ledger, &of.lists, readers).await
}

/// Whom `send_again` would reach in which language, by their rows on the lists as they are now, and whom it would leave out;
/// refused where it reaches nobody, with what can be done instead, and where what the letters tell of is over.
pub async fn can_be_sent_again(opened: &Opened, of: &Mailing, now: Timestamp) -> Result<Audience, Error> {
    end(opened, of, now)?;
    opened.ledger.none_waits_for_the_same(&of.issue, kind(opened), None).await?;
    let readers = opened.ledger.can_be_sent_again(of.id).await?;
    let name = &of.name;
    if !readers.is_empty() {
        let letters = newest_letters(&opened.ledger, of).await?.0;
        let audience = audience::of_some(opened, letters, &of.lists, readers).await?;
        if audience.readers() > 0 {
            return Ok(audience);
        }
        return Err(Error::Refused {
            what: format!(
                "there is nobody to try {name} again for: {}",
                left_out_in_words(&audience).join("; ")
            ),
            remedy: format!(
                "`courant missing {name}` names everybody whom it did not reach, with the reason"
            ),
        });
    }
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

/// `2 left out: on none of its lists any more`, for each reason.
pub fn left_out_in_words(audience: &Audience) -> Vec<String> {
    let words = |(why, many): (&SkipReason, &u64)| {
        format!("{many} left out: {}", audience::left_out_in_words(*why, audience))
    };
    audience.left_out.iter().map(words).collect()
}

/// What `send_again` sends: the letters of the mailing, or of what has corrected them since, and in which languages that is
/// which correction's. Refused where that one needs words of a reader that were not kept.
pub async fn newest_letters(
    ledger: &Ledger,
    of: &Mailing,
) -> Result<(Vec<Letter>, BTreeMap<Lang, String>), Error> {
    let mut letters = ledger.letters(of.id).await?;
    let mut corrected = BTreeMap::new();
    for (id, name, only) in ledger.corrections_since(of.id).await? {
        for newer in ledger.letters(id).await? {
            let Some(letter) = letters.iter_mut().find(|letter| letter.lang == newer.lang) else { continue };
            let is_for_others = only.as_ref().is_some_and(|lang| *lang != newer.lang);
            if is_for_others
                || letters_hash(slice::from_ref(letter))? == letters_hash(slice::from_ref(&newer))?
            {
                continue;
            }
            if let Some(field) = filled(&newer).difference(&filled(letter)).next() {
                return Err(Error::Refused {
                    what: format!(
                        "the {} letter was corrected by {name}, which has {field} in it; that of {} had not",
                        newer.lang, of.name
                    ),
                    remedy: format!(
                        "`courant send {}` sends the issue as it is now to all who don't have it",
                        of.issue
                    ),
                });
            }
            corrected.insert(newer.lang.clone(), name.clone());
            *letter = newer;
        }
    }
    Ok((letters, corrected))
}

/// Writes a mailing with the newest of its letters to whoever this one failed to reach or came too late for; never to those
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
    let readers = can_be_sent_again(opened, of, now).await?.readers();
    if confirmed != readers {
        return Err(Error::Refused {
            what: format!("{confirmed} was confirmed, and {readers} can be tried again"),
            remedy: format!("`courant missing {}` names everybody, with the reason", of.name),
        });
    }
    let new = NewMailing {
        issue: of.issue.clone(),
        kind: kind(opened),
        letters: newest_letters(&opened.ledger, of).await?.0,
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

/// What its letters become.
pub fn kind(opened: &Opened) -> MailingKind {
    match opened.settings.delivery.transport {
        TransportKind::Smtp => MailingKind::Live,
        TransportKind::Files => MailingKind::Files,
    }
}

/// When the letters of `of` are too late: at its own end, and where that was set earlier by whoever sent it, at the issue's.
/// None where the issue names no date. Refused once it has come, or if nobody can say any more whose end it was.
pub fn end(opened: &Opened, of: &Mailing, now: Timestamp) -> Result<Option<Timestamp>, Error> {
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
