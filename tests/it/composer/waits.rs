//! What a mailing that waits needs: a sender, which a restart of the machine ends unless it is a service.

use courant::domain::{MailingState, Progress};
use courant::tui::event::Event;
use jiff::SignedDuration;

use super::story::before_sending;
use crate::props::composer::{Composer, FULL, mailing, progress, start_of_time};

#[test]
fn a_restart_of_the_machine_ends_what_waits_unless_a_service_does_and_it_is_said() {
    let mut composer = before_sending();
    composer.press("Down Down Enter");
    composer.sees("When is it to start?");
    composer.sees("A restart of this machine ends what waits for it");

    let due = start_of_time().checked_add(SignedDuration::from_hours(48)).expect("a moment");
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.tell(Event::Mailing(Box::new(mailing(MailingState::Scheduled, due))));
    let waits = |detached| {
        let mut none = Progress { sender_detached: detached, ..progress(MailingState::Scheduled) };
        none.counts.by_state.clear();
        Event::Progress(Box::new(none))
    };
    composer.tell(waits(true));
    composer.sees("a sender waits for it. A restart");
    composer.sees("of this machine ends that sender; `courant serve` as a service outlives it.");
    composer.tell(waits(false));
    composer.sees("a sender waits for it.");
    composer.does_not_see("restart");
}
