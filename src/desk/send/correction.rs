//! A correction: the issue as it is now, to those who have its letter from an earlier mailing, each in the language that
//! they have it in. What fills its slots is what filled those. Whoever was taken off the lists since gets nothing.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::Error;
use super::order::{Prepared, checked, pressed, room_for};
use crate::desk::audience::{Counted, off_the_lists};
use crate::desk::opened::Opened;
use crate::desk::press::Pressed;
use crate::domain::settings::TransportKind;
use crate::domain::{
    Audience, EditionChoice, EditionShare, IssueId, Lang, Letter, ListName, Mailing, MailingKind,
    MailingState, SlotWhat, Spliced,
};
use crate::ledger::{Corrected, Correction, Crowd};

/// An issue that may be sent as a correction, and how many of its readers may not have the old letter.
#[derive(Debug)]
pub struct PreparedCorrection {
    pub prepared: Prepared,
    pub uncertain: u64,
    /// How many may still get the old letter, and then have no correction.
    pub later: u64,
}

/// Checks the issue, as it is to leave at `due`, and counts who has the letter of `of`, or has it in `lang`. Who has a
/// newer one is left out, unless `again`.
pub async fn prepare(
    opened: &Opened,
    issue: &IssueId,
    (of, lang): (&Mailing, Option<Lang>),
    again: bool,
    due: Timestamp,
    now: Timestamp,
) -> Result<PreparedCorrection, Error> {
    is_of(of, issue)?;
    stands_still(of)?;
    let (kind, warnings) = checked(opened, issue, due, now).await?;
    let corrects = Correction { of: of.id, lang: lang.clone() };
    if !again {
        opened.ledger.none_waits_for_the_same(issue, kind, Some(&corrects)).await?;
    }
    let (pressed, counted, uncertain) = count(opened, issue, (of, lang), again).await?;
    if counted.audience.readers() == 0 {
        let name = &of.name;
        return Err(Error::Refused {
            what: format!("nobody would get it: nobody has {name}, or all have a newer letter, or have left"),
            remedy: format!("`courant status {name}` says how it stands"),
        });
    }
    room_for(opened, counted.audience.readers())?;
    let prepared = Prepared {
        issue: pressed.issue,
        letters: pressed.letters.into_values().collect(),
        lists: of.lists.clone(),
        kind,
        counted,
        warnings,
        corrects: Some(corrects),
        again,
    };
    let counts = opened.ledger.counts(of.id).await?;
    let open = !matches!(of.state, MailingState::Sent | MailingState::Cancelled);
    let later = if open { counts.waiting() + counts.later() } else { 0 };
    Ok(PreparedCorrection { prepared, uncertain, later })
}

/// Another issue corrects nothing.
fn is_of(of: &Mailing, issue: &IssueId) -> Result<(), Error> {
    if of.issue == *issue {
        return Ok(());
    }
    Err(Error::Refused {
        what: format!("{} is a mailing of {}, and not of {issue}", of.name, of.issue),
        remedy: format!("`courant send {} --to got:{}` corrects it", of.issue, of.name),
    })
}

/// Who gets the old letter after its correction was planned would never get that.
fn stands_still(of: &Mailing) -> Result<(), Error> {
    if !matches!(of.state, MailingState::Sending | MailingState::Pausing) {
        return Ok(());
    }
    let name = &of.name;
    Err(Error::Refused {
        what: format!("{name} is still being sent: who gets its letter later would get no correction"),
        remedy: format!(
            "wait until it is sent (`courant status {name}`), or stop it first: `courant pause {name}`, then the correction, \
             then `courant cancel {name}` and the issue anew for the others"
        ),
    })
}

/// Renders the issue and counts whom it would correct, of how many of them nobody knows whether they have the old letter;
/// without any gate: what a dry run begins with.
pub async fn count(
    opened: &Opened,
    issue: &IssueId,
    (of, lang): (&Mailing, Option<Lang>),
    again: bool,
) -> Result<(Pressed, Counted, u64), Error> {
    is_of(of, issue)?;
    if opened.settings.delivery.transport == TransportKind::Smtp && of.kind == MailingKind::Files {
        return Err(Error::Refused {
            what: format!("{} became files: nobody has its letters", of.name),
            remedy: "`courant status` names the mailings that went out".to_owned(),
        });
    }
    let (pressed, _) = pressed(opened, issue)?;
    let corrects = Correction { of: of.id, lang };
    let who = whom(opened, &corrects, (issue, &of.lists), again).await?;
    fits(&pressed.letters, &opened.ledger.letters(of.id).await?, &who, &of.name)?;
    let uncertain = u64::try_from(who.uncertain.len()).unwrap_or(u64::MAX);
    Ok((pressed, counted(who)?, uncertain))
}

/// Whom a correction would reach that is a mailing of this issue, and goes to these lists.
pub async fn whom(
    opened: &Opened,
    corrects: &Correction,
    (issue, lists): (&IssueId, &[ListName]),
    again: bool,
) -> Result<Corrected, Error> {
    let who = opened.ledger.would_correct(corrects, issue, again).await?;
    let keys = who.readers.iter().map(|reader| reader.key).collect();
    Ok(who.without(&off_the_lists(&opened.workspace, &opened.ledger, lists, keys).await?))
}

fn counted(who: Corrected) -> Result<Counted, Error> {
    let share = |(lang, readers): (Lang, u64)| {
        let share = EditionShare { wanted: Some(lang.clone()), why: EditionChoice::Exact, readers };
        (lang, vec![share])
    };
    let audience = Audience {
        gets: who.gets.into_iter().map(share).collect(),
        left_out: who.left_out,
        ..Audience::default()
    };
    let readers = Crowd::new()?;
    who.readers.iter().try_for_each(|reader| readers.add(reader))?;
    Ok(Counted { audience, readers, given_back: 0, problems: Vec::new() })
}

/// Whether every reader's own language and words are there for the new letters.
fn fits(new: &BTreeMap<Lang, Letter>, old: &[Letter], who: &Corrected, name: &str) -> Result<(), Error> {
    for (lang, readers) in &who.gets {
        let Some(wanted) = new.get(lang).map(filled) else {
            return Err(Error::Refused {
                what: format!("{readers} have {name} in {lang}, and the issue has no {lang} edition now"),
                remedy: "write it, or name another language with --lang".to_owned(),
            });
        };
        let known = old.iter().find(|letter| letter.lang == *lang).map(filled).unwrap_or_default();
        if let Some(field) = wanted.difference(&known).next() {
            return Err(Error::Refused {
                what: format!("the {lang} letter has {field} in it, and that of {name} had not"),
                remedy: "take it out: a correction has only those words of a reader that the old letter had"
                    .to_owned(),
            });
        }
    }
    Ok(())
}

/// What a reader's own words are put in for.
pub fn filled(letter: &Letter) -> BTreeSet<String> {
    let slots = [&letter.subject, &letter.html, &letter.text].into_iter().flat_map(Spliced::slots);
    let name = |what: &SlotWhat| match what {
        SlotWhat::Field { name, .. } => Some(format!("{{{{{name}}}}}")),
        SlotWhat::Reason => Some("the reason".to_owned()),
        SlotWhat::Unsubscribe => None,
    };
    slots.filter_map(|slot| name(&slot.what)).collect()
}
