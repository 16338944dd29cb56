//! Readers counted, dry runs, tests and mailings: the deeds of sending, called for the composer.

use super::Place;
use super::count::audience;
use crate::desk::opened::Opened;
use crate::domain::{IssueId, ListName, Schedule};
use crate::tui::event::Event;

/// Who would get it, and who would get nothing.
pub fn count(place: &Place, opened: &Opened, issue: &IssueId, lists: &[ListName]) {
    let standing = match place.runtime.block_on(opened.ledger.standing(issue)) {
        Ok(standing) => standing,
        Err(why) => return place.failed("The ledger can't be read", &why),
    };
    match audience(opened, issue, lists, &standing) {
        Ok(audience) => place.tell(Event::Audience(Box::new(audience))),
        Err(why) => place.failed("The readers can't be counted", &why),
    }
}

pub fn dry_run(place: &Place, _opened: &Opened, _issue: &IssueId, _lists: &[ListName]) {
    place.failed("Not in this version yet", &"The command line does it.");
}
pub fn test(place: &Place, _opened: &Opened, _issue: &IssueId) {
    place.failed("Not in this version yet", &"The command line does it.");
}
pub fn send(
    place: &Place,
    _opened: &Opened,
    _issue: &IssueId,
    _lists: &[ListName],
    _n: u64,
    _at: Option<Schedule>,
) {
    place.failed("Not in this version yet", &"The command line does it.");
}
