//! A mailing that was stopped before it began: when it is or was due, and no key begins it by surprise.

use courant::domain::{HoldReason, Mailing, MailingState, Progress};
use courant::tui::effect::Effect;
use courant::tui::event::Event;
use jiff::SignedDuration;

use crate::props::composer::{Composer, FULL, cards, mailing, progress, start_of_time};

fn due_in(minutes: i64, state: MailingState) -> Mailing {
    let due = start_of_time().checked_add(SignedDuration::from_mins(minutes)).expect("a moment");
    mailing(state, due)
}

/// On its screen: nobody has got it yet.
fn stopped(mailing: Mailing) -> Composer {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    let mut none = Progress { started_at: None, held: mailing.held.clone(), ..progress(mailing.state) };
    composer.tell(Event::Mailing(Box::new(mailing)));
    none.counts.by_state.clear();
    composer.tell(Event::Progress(Box::new(none)));
    composer.sees("It has not begun: nobody has got it yet.");
    composer
}

fn goes_on(composer: &Composer) -> bool {
    composer.effects.contains(&Effect::Resume("2018-06-summer".into()))
}

#[test]
fn what_was_due_meanwhile_says_so_and_is_not_begun_by_one_key() {
    let mut composer = stopped(due_in(-8, MailingState::Paused));
    composer.sees("Was due Wed 20 Jun 2018 09:52, 8 minutes ago; Space begins at once.");
    composer.press("Space");
    composer.sees("Begin at once?");
    composer.sees("It was due Wed 20 Jun 2018 09:52, 8 minutes ago.");
    composer.sees("to 4 830 readers");
    composer.press("Enter");
    assert!(!goes_on(&composer), "the safe answer first");
    composer.press("Space Tab Enter");
    assert!(goes_on(&composer), "{:?}", composer.effects);
}

#[test]
fn what_is_due_later_waits_for_that_again_without_a_question() {
    let mut composer = stopped(due_in(8, MailingState::Paused));
    composer.sees("Due Wed 20 Jun 2018 10:08; Space lets it wait for that again.");
    composer.press("Space");
    assert!(goes_on(&composer), "{:?}", composer.effects);
    let mut composer = stopped(due_in(8, MailingState::Paused));
    composer.wait(8 * 60);
    composer.sees("Was due Wed 20 Jun 2018 10:08, less than a minute ago");
    composer.press("Space");
    composer.sees("Begin at once?");
    assert!(!goes_on(&composer), "{:?}", composer.effects);
}

#[test]
fn of_a_number_that_changed_only_the_number_is_asked() {
    let held = Some(HoldReason::CountChanged { confirmed: 4830, now: 4911 });
    let mut composer = stopped(Mailing { held, ..due_in(-8, MailingState::Held) });
    composer.sees("8 minutes ago; going on begins at once.");
    composer.press("Space");
    assert!(goes_on(&composer), "{:?}", composer.effects);
}

#[test]
fn the_shelf_never_says_sent_of_what_did_not_begin() {
    for (minutes, words) in [
        (-8, "Mailing     paused, was due 09:52, for 4 830"),
        (8, "Mailing     paused, due 10:08, for 4 830"),
    ] {
        let mut composer = Composer::on_the_shelf(80, 24, FULL);
        let mut cards = cards();
        cards[0].mailing = Some(due_in(minutes, MailingState::Paused));
        composer.tell(Event::Shelf(cards));
        composer.sees(words);
        composer.does_not_see("Last sent");
    }
}
