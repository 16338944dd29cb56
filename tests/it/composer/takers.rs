//! Whose the readers of a mailing are once it is cancelled is said before that.

use courant::desk::control::Heir;
use courant::domain::{Mailing, MailingId, MailingState};
use courant::tui::effect::Effect;
use courant::tui::event::Event;
use jiff::SignedDuration;

use crate::props::composer::{Composer, FULL, issue, mailing, start_of_time};

fn waits(number: u8) -> Mailing {
    let due = start_of_time().checked_add(SignedDuration::from_hours(number.into())).expect("a moment");
    let name = format!("2018-06-summer.{number}");
    Mailing { id: MailingId([number; 8]), name, confirmed: 19, ..mailing(MailingState::Scheduled, due) }
}

fn on_its_screen(mailings: Vec<Mailing>) -> Composer {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.tell(Event::Mailings { issue: issue().id, mailings });
    composer.press("F8");
    composer.effects.clear();
    composer
}

fn to_cancel(heirs: Vec<Heir>) -> Event {
    Event::ToCancel { mailing: "2018-06-summer.2".into(), heirs }
}

#[test]
fn the_mailing_that_gets_the_readers_of_another_is_named_before_that_is_cancelled() {
    let mut composer = on_its_screen(vec![waits(3), waits(2)]);
    composer.press("Del");
    composer.does_not_see("Cancel 2018-06-summer.2?");
    let name = "2018-06-summer.2".to_owned();
    composer.expect_effect("a look", |effect| *effect == Effect::LookBeforeCancelling(name.clone()));
    composer.tell(to_cancel(vec![Heir { mailing: waits(3), readers: 30, held: true }]));
    composer.sees("Cancel 2018-06-summer.2?");
    composer.sees("Readers of it get 2018-06-summer.3 instead");
    composer.sees("instead: 19 were");
    composer.sees("and 30 readers would get it");
    composer.sees("held until somebody confirms");
    composer.press("Tab Enter");
    composer.expect_effect("the order", |effect| *effect == Effect::Cancel(name.clone()));
}

#[test]
fn a_mailing_alone_and_one_whose_readers_are_nobody_elses_are_cancelled_as_ever() {
    let mut composer = on_its_screen(vec![waits(2)]);
    composer.press("Del");
    composer.sees("Cancel 2018-06-summer.2?");
    let mut composer = on_its_screen(vec![waits(3), waits(2)]);
    composer.press("Del");
    composer.tell(to_cancel(Vec::new()));
    composer.sees("Cancel 2018-06-summer.2?");
    composer.does_not_see("instead");
    // Whoever has turned to another one meanwhile is not asked about this.
    let mut composer = on_its_screen(vec![waits(3), waits(2)]);
    composer.press("Del Down");
    composer.tell(to_cancel(Vec::new()));
    composer.does_not_see("Cancel 2018-06-summer");
    composer.does_not_see("Looking at the other mailings");
}
