//! Which of an issue's mailings is spoken of where there is room for one.

use super::{Mailing, MailingKind, MailingState};

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

/// The one that says how an issue stands: what happens next, else the latest that is sent, whatever was cancelled or
/// written into files since, else the latest.
pub fn telling<'a>(mailings: &[&'a Mailing]) -> Option<&'a Mailing> {
    let next = nearest(mailings)?;
    let sent = latest_sent(mailings);
    Some(sent.filter(|_| !is_under_way(next)).unwrap_or(next))
}

/// The latest that is sent. One into files is none as long as there is another: nobody has got it.
pub fn latest_sent<'a>(mailings: &[&'a Mailing]) -> Option<&'a Mailing> {
    let sent = || mailings.iter().filter(|mailing| mailing.state == MailingState::Sent).copied();
    sent().find(|mailing| mailing.kind == MailingKind::Live).or(sent().next())
}
