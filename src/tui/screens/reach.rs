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
    let sign = if card.reach.alone { "! " } else { "" };
    (format!("{sign}{}", state_word(mailing.state)), day(at, ground.now, &ground.zone))
}

/// The lines about its mailings, with their names: the one that is not over or was cancelled, and when it was sent.
pub fn lines(card: &IssueCard, ground: &Ground<'_>) -> Vec<(&'static str, String)> {
    let open = card.mailing.as_ref().filter(|mailing| mailing.state != MailingState::Sent);
    let mut lines: Vec<_> =
        open.map(|mailing| ("Mailing", mailing_words(mailing, card, ground))).into_iter().collect();
    match &card.reach.sent {
        Some(sent) => lines.push(("Last sent", sent_words(sent, card.reach.readers, ground))),
        None if lines.is_empty() => lines.push(("Last sent", "not yet".into())),
        None => {}
    }
    lines
}

fn sent_words(sent: &Mailing, readers: u64, ground: &Ground<'_>) -> String {
    let at = day(sent.finished_at.unwrap_or(sent.schedule.due), ground.now, &ground.zone);
    match sent.kind {
        MailingKind::Live => format!("{at}; {}", have_it(readers)),
        MailingKind::Files => format!("{at}, into outbox/ for {}", plural(readers, "reader", "readers")),
    }
}

fn have_it(readers: u64) -> String {
    plural(readers, "reader has it", "readers have it")
}

fn mailing_words(mailing: &Mailing, card: &IssueCard, ground: &Ground<'_>) -> String {
    let day = |at| day(at, ground.now, &ground.zone);
    let state = state_word(mailing.state).to_lowercase();
    let (due, readers) = (mailing.schedule.due, plural(mailing.confirmed, "reader", "readers"));
    let of = format!("{} of {readers}", number(card.reach.got));
    let got = if mailing.again { "got it again" } else { "got it" };
    match (mailing.state, mailing.started_at) {
        (MailingState::Cancelled, None) => {
            format!("cancelled {}; nobody got it", day(mailing.finished_at.unwrap_or(due)))
        }
        (MailingState::Cancelled, Some(at)) => {
            format!("cancelled {}; {of} {got}", day(mailing.finished_at.unwrap_or(at)))
        }
        (_, Some(at)) => format!("{state}, begun {}; {of} {got}{}", day(at), alone(card)),
        (_, None) if due <= ground.now => {
            format!("{state}, was due {}, for {readers}{}", day(due), alone(card))
        }
        (_, None) => format!("{state}, due {}, for {readers}{}", day(due), alone(card)),
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
        MailingState::Sent => Some("Sent. F8, then \"Look at\", shows what became of it".into()),
        MailingState::Cancelled if card.reach.readers > 0 => {
            Some(format!("{}; F8 sends it to the others", have_it(card.reach.readers)))
        }
        MailingState::Held => Some("It is held: F8 says why, and what to do".into()),
        _ if !is_under_way(mailing) => None,
        _ if card.old_text.is_some() => card.old_text.clone(),
        MailingState::Paused => Some("It is paused: F8, then Space, goes on".into()),
        _ => Some("A mailing is under way: F8 shows it.".into()),
    }
}
