//! Which of an issue's mailings is spoken of where there is room for one.

use super::{Mailing, MailingState};

/// Whether something may still happen to it.
pub fn is_under_way(mailing: &Mailing) -> bool {
    use MailingState::{Cancelled, Draft, Sent};
    !matches!(mailing.state, Draft | Sent | Cancelled)
}

/// Those that are neither sent nor cancelled, the nearest first.
pub fn by_nearness<'a>(mailings: impl IntoIterator<Item = &'a Mailing>) -> Vec<&'a Mailing> {
    let mut all: Vec<&Mailing> = mailings.into_iter().filter(|mailing| is_under_way(mailing)).collect();
    all.sort_by_key(|mailing| (mailing.schedule.due, mailing.created_at));
    all
}

/// The one of an issue's mailings, the latest first, that says most about it: what happens next, else the latest.
pub fn nearest<'a>(mailings: &[&'a Mailing]) -> Option<&'a Mailing> {
    by_nearness(mailings.iter().copied()).first().or(mailings.first()).copied()
}

/// The one that says how an issue stands: what happens next, else the latest that is sent, whatever was cancelled since,
/// else the latest.
pub fn telling<'a>(mailings: &[&'a Mailing]) -> Option<&'a Mailing> {
    let next = nearest(mailings)?;
    let sent = mailings.iter().find(|mailing| mailing.state == MailingState::Sent).copied();
    Some(sent.filter(|_| !is_under_way(next)).unwrap_or(next))
}
