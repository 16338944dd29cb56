//! What is confirmed is what was shown, though `config.toml` may be edited while the composer is open.

use std::sync::Arc;

use courant::desk::way_out::WayOut;
use courant::domain::Mode;
use courant::domain::{MailingState, Place, Problem};
use courant::tui::effect::Effect;
use courant::tui::event::{Event, Told};
use jiff::SignedDuration;

use super::story::before_sending;
use crate::props::composer::{Composer, FULL, mailing, opened, progress, settings, start_of_time};

fn changed() -> Event {
    let mut settings = settings();
    settings.newsletter.mode = Mode::Live;
    Event::Configured { settings: Some(Arc::new(settings)), problems: Vec::new() }
}

fn reads(composer: &mut Composer) {
    composer.expect_effect("reading config.toml", |effect| *effect == Effect::ReadSettings);
}

#[test]
fn the_settings_are_read_again_before_people_sending_and_each_of_its_questions() {
    let mut composer = before_sending();
    for keys in ["F6", "F8", "Down Enter", "Esc Down Enter", "Esc Down Enter"] {
        composer.press(keys);
        reads(&mut composer);
    }
}

#[test]
fn a_question_that_is_no_longer_true_is_taken_back_and_its_order_names_what_was_shown() {
    for (keys, title) in [("Down Enter", "Send a test?"), ("End Enter", "4 830 readers now?")] {
        let mut composer = before_sending();
        composer.press(keys);
        composer.sees(title);
        composer.tell(changed());
        composer.does_not_see(title);
        composer.sees("config.toml was changed");
        composer.sees(" LIVE ");
    }
    let mut composer = before_sending();
    composer.press("End Enter");
    composer.type_text("4830");
    composer.press("Enter");
    let sent = composer.expect_effect("send", |effect| matches!(effect, Effect::Send { .. }));
    assert!(matches!(sent, Effect::Send { shown, .. } if shown == WayOut::of(&settings())));
    composer.effects.clear();
    composer.tell(Event::Failed(Told::new("Nothing was sent")));
    reads(&mut composer);
}

#[test]
fn escape_stops_only_the_seconds_that_were_begun_here() {
    let due = start_of_time().checked_add(SignedDuration::from_secs(50)).expect("a moment");
    let mut composer = before_sending();
    composer.tell(Event::Mailing(Box::new(mailing(MailingState::Scheduled, due))));
    composer.sees("Del cancels it");
    composer.press("Esc");
    assert!(!composer.effects.iter().any(|effect| matches!(effect, Effect::Stop(_))));
    let mut composer = before_sending();
    composer.press("End Enter");
    composer.type_text("4830");
    composer.press("Enter");
    composer.tell(Event::Mailing(Box::new(mailing(MailingState::Scheduled, due))));
    composer.sees("Press Esc to stop it");
    composer.press("Esc");
    composer.expect_effect("stop", |effect| matches!(effect, Effect::Stop(_)));
}

#[test]
fn an_issue_whose_outline_is_no_toml_stays_closed_and_says_which_line() {
    let mut composer = Composer::on_the_shelf(80, 24, FULL);
    composer.press("Enter");
    let mut broken = opened();
    let place = Place::line("issues/2018-06-summer/issue.toml", 7);
    broken.problems.push(Problem::must("ISS001", place, "this is no TOML"));
    composer.tell(Event::Opened(Box::new(broken)));
    composer.sees("This issue can't be opened");
    composer.sees("issue.toml, line 7");
    composer.press("Esc Ins");
    composer.sees("[Issues]");
}

#[test]
fn where_a_mailing_of_it_is_not_over_it_opens_all_the_same_and_the_mailing_can_be_paused() {
    let mut composer = Composer::on_the_shelf(80, 24, FULL);
    composer.press("F8");
    let mut broken = opened();
    let place = Place::line("issues/2018-06-summer/issue.toml", 7);
    broken.problems.push(Problem::must("ISS001", place, "this is no TOML"));
    broken.issue.sections.clear();
    broken.issue.languages.clear();
    broken.mailings = vec![mailing(MailingState::Sending, start_of_time())];
    composer.tell(Event::Opened(Box::new(broken)));
    composer.does_not_see("can't be opened");
    composer.tell(Event::Progress(Box::new(progress(MailingState::Sending))));
    composer.press("Space");
    composer.sees("Pause the mailing?");
    composer.press("Esc F2");
    composer.sees("? issue.toml broken");
}

#[test]
fn an_issue_whose_languages_cant_be_read_is_not_said_to_be_complete() {
    let mut composer = Composer::on_the_shelf(80, 24, FULL);
    composer.press("F8");
    let mut misread = opened();
    misread.issue.languages.clear();
    composer.tell(Event::Opened(Box::new(misread)));
    composer.sees("Before you send");
    composer.sees("How far the languages are is not known");
    composer.does_not_see("Complete in");
}
