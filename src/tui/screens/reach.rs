//! What the shelf says of an issue's mailings: who has it, what happens next, and what is to be done about it.

use super::shelf::{Ground, state_word};
use crate::domain::{Mailing, MailingKind, MailingState, is_under_way, telling};
use crate::tui::event::IssueCard;
use crate::tui::widgets::{day, number, plural};

/// The mailing that says how the issue stands.
pub fn said_of(card: &IssueCard) -> Option<&Mailing> {
    let all: Vec<&Mailing> = card.mailing.iter().chain(&card.reach.sent).collect();
    telling(&all)
}

/// `Sent`, and when; with a sign where nobody goes on with it.
pub fn state_and_when(card: &IssueCard, ground: &Ground<'_>) -> (String, String) {
    let Some(mailing) = said_of(card) else { return ("Writing".into(), String::new()) };
    let at = mailing.finished_at.or(mailing.started_at).unwrap_or(mailing.schedule.due);
    let sign = if card.reach.alone || went_amiss(card, mailing) { "! " } else { "" };
    (format!("{sign}{}", state_word(mailing.kind, mailing.state)), day(at, ground.now, &ground.zone))
}

/// Whether it is over and somebody has to see to it: nobody got it, or letters are to be decided about.
fn went_amiss(card: &IssueCard, mailing: &Mailing) -> bool {
    mailing.state == MailingState::Sent && (!card.reach.not_certain.is_empty() || reached_nobody(card))
}

fn reached_nobody(card: &IssueCard) -> bool {
    card.reach.readers == 0 && card.reach.failed > 0
}

/// The lines about its mailings, with their names: the one that is not over or was cancelled, and when it was sent.
pub fn lines(card: &IssueCard, ground: &Ground<'_>) -> Vec<(&'static str, String)> {
    let open = card.mailing.as_ref().filter(|mailing| mailing.state != MailingState::Sent);
    let mut lines: Vec<_> =
        open.map(|mailing| ("Mailing", mailing_words(mailing, card, ground))).into_iter().collect();
    match &card.reach.sent {
        Some(sent) => lines.push((over(sent.kind), sent_words(sent, card, ground))),
        None if lines.is_empty() => lines.push(("Last sent", "not yet".into())),
        None => {}
    }
    lines
}

fn over(kind: MailingKind) -> &'static str {
    match kind {
        MailingKind::Live => "Last sent",
        MailingKind::Files => "In files",
    }
}

fn sent_words(sent: &Mailing, card: &IssueCard, ground: &Ground<'_>) -> String {
    let at = day(sent.finished_at.unwrap_or(sent.schedule.due), ground.now, &ground.zone);
    let (readers, failed) = (card.reach.readers, card.reach.failed);
    // Of another mailing that has begun since, its own line tells.
    let is_told = said_of(card).is_some_and(|mailing| mailing.id == sent.id);
    let all = match sent.kind {
        _ if is_told && reached_nobody(card) => {
            return format!("{at}; nobody has it: {} failed{}", letters(failed), not_certain(card));
        }
        MailingKind::Live => format!("{at}; {}", have_it(readers)),
        MailingKind::Files => format!("{at}, for {}", plural(readers, "reader", "readers")),
    };
    let failed = if is_told && failed > 0 { format!(", {} failed", number(failed)) } else { String::new() };
    format!("{all}{failed}{}", not_certain(card))
}

fn letters(count: u64) -> String {
    plural(count, "letter", "letters")
}

/// `, 2 not certain`; empty where all is known.
fn not_certain(card: &IssueCard) -> String {
    match card.reach.not_certain.values().sum() {
        0 => String::new(),
        count => format!(", {} not certain", number(count)),
    }
}

fn have_it(readers: u64) -> String {
    plural(readers, "reader has it", "readers have it")
}

fn mailing_words(mailing: &Mailing, card: &IssueCard, ground: &Ground<'_>) -> String {
    let day = |at| day(at, ground.now, &ground.zone);
    let state = state_word(mailing.kind, mailing.state).to_lowercase();
    let (due, readers) = (mailing.schedule.due, plural(mailing.confirmed, "reader", "readers"));
    let of = format!("{} of {readers}", number(card.reach.got));
    let got = match mailing.kind {
        MailingKind::Live if mailing.again => format!("{of} got it again"),
        MailingKind::Live => format!("{of} got it"),
        MailingKind::Files => format!("letters for {of} are in outbox/"),
    };
    // Where it was sent before, that line tells of them.
    let doubt = if card.reach.sent.is_none() { not_certain(card) } else { String::new() };
    let whom = match mailing.kind {
        MailingKind::Live => format!("for {readers}"),
        MailingKind::Files => format!("into outbox/ for {readers}"),
    };
    match (mailing.state, mailing.started_at) {
        (MailingState::Cancelled, None) => {
            format!("cancelled {}; nobody got it", day(mailing.finished_at.unwrap_or(due)))
        }
        (MailingState::Cancelled, Some(at)) => {
            format!("cancelled {}; {got}{doubt}", day(mailing.finished_at.unwrap_or(at)))
        }
        (_, Some(at)) => format!("{state}, begun {}; {got}{doubt}{}", day(at), alone(card)),
        (_, None) if due <= ground.now => {
            format!("{state}, was due {}, {whom}{}", day(due), alone(card))
        }
        (_, None) => format!("{state}, due {}, {whom}{}", day(due), alone(card)),
    }
}

fn alone(card: &IssueCard) -> &'static str {
    if card.reach.alone { "; no sender is running" } else { "" }
}

/// What to do about its mailings; none where the issue is to be written.
pub fn next_step(card: &IssueCard) -> Option<String> {
    if card.reach.alone {
        return Some("No sender is running: F8, then Space, starts one".into());
    }
    let mailing = said_of(card)?;
    match mailing.state {
        MailingState::Sent => Some(after_sending(card, mailing)),
        MailingState::Cancelled if card.reach.readers > 0 && mailing.kind == MailingKind::Live => {
            Some(format!("{}; F8 sends it to the others", have_it(card.reach.readers)))
        }
        MailingState::Held => Some("It is held: F8 says why, and what to do".into()),
        _ if !is_under_way(mailing) => None,
        _ if card.old_text.is_some() => card.old_text.clone(),
        MailingState::Paused => Some("It is paused: F8, then Space, goes on".into()),
        _ => Some("A mailing is under way: F8 shows it.".into()),
    }
}

/// What to do about a mailing that is sent: to decide, to try again, or nothing at all.
fn after_sending(card: &IssueCard, mailing: &Mailing) -> String {
    let undecided = &card.reach.not_certain;
    if let Some((name, count)) = undecided.get_key_value(&mailing.name).or_else(|| undecided.iter().next()) {
        let one = if *count == 1 { "letter is" } else { "letters are" };
        let so = format!("{} {one} not certain", number(*count));
        return match *name == mailing.name {
            true => format!("{so}: F8, then Enter, decides"),
            false => format!("{so}: `courant missing {name}` in the shell names whose"),
        };
    }
    let done = match mailing.kind {
        MailingKind::Live => "Sent",
        MailingKind::Files => "Its letters are in outbox/, and nobody was mailed",
    };
    match card.reach.failed {
        0 => format!("{done}. F8 shows what became of it"),
        _ if reached_nobody(card) => "Nobody got it: F8 says why, and what to do".into(),
        failed => format!("{done}, but {} failed: F8 says why, and what to do", letters(failed)),
    }
}
