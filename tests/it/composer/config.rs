//! `config.toml` is changed while the composer is open: it is seen on every screen, and takes nothing from who is at work.

use std::sync::Arc;

use courant::domain::{MailingState, Place, Problem};
use courant::tui::effect::Effect;
use courant::tui::event::{Event, Told};
use jiff::tz::TimeZone;

use crate::props::composer::{
    Composer, FULL, audience, cards, mailing, opened, progress, settings, start_of_time,
};

fn broken() -> Event {
    let place = Place::line("config.toml", 7);
    let problem = Problem::must("CFG001", place, "\"tranport\" is not a key");
    Event::Reconfigured { settings: None, problems: vec![problem] }
}

fn mended() -> Event {
    Event::Reconfigured { settings: Some(Arc::new(settings())), problems: Vec::new() }
}

#[test]
fn a_config_that_breaks_and_is_mended_is_seen_on_every_screen_and_no_dialog_takes_the_keys() {
    for keys in ["", "F4", "F5", "F6", "F8"] {
        let mut composer = Composer::in_the_issue(80, 24, FULL);
        if !keys.is_empty() {
            composer.press(keys);
        }
        composer.does_not_see("CONFIG BROKEN");
        composer.sees(" TEST MODE ");
        composer.effects.clear();
        composer.tell(broken());
        let counts = |effect: &Effect| matches!(effect, Effect::CountAudience { .. });
        assert!(!composer.effects.iter().any(counts), "nobody is counted by a broken config");
        composer.sees(" CONFIG BROKEN ");
        composer.sees("x config.toml, line 7: \"tranport\" is not a key");
        composer.does_not_see("can't be used as it stands");
        composer.press("Alt+L");
        composer.sees(" CONFIG BROKEN ");
        composer.tell(mended());
        composer.sees(" TEST MODE ");
        composer.sees("config.toml can be used again.");
    }
    let mut shelf = Composer::on_the_shelf(80, 24, FULL);
    shelf.tell(broken());
    assert!(!shelf.effects.contains(&Effect::LoadShelf));
    shelf.tell(mended());
    shelf.expect_effect("another look", |effect| *effect == Effect::LoadShelf);
}

#[test]
fn what_a_screen_says_by_the_config_is_asked_anew_once_that_is_another() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("F8");
    composer.checks_find(Vec::new());
    composer.effects.clear();
    composer.tell(mended());
    composer.expect_effect("checks", |effect| matches!(effect, Effect::Check { .. }));
    composer.expect_effect("readers", |effect| matches!(effect, Effect::CountAudience { .. }));
}

#[test]
fn what_is_wrong_is_told_in_a_dialog_once_and_not_over_the_reason_why_something_failed() {
    let Event::Reconfigured { problems, .. } = broken() else { panic!("another event") };
    let asked = || Event::Configured { settings: None, problems: problems.clone() };
    let title = "config.toml can't be used as it stands";
    let mut composer = Composer::on_the_shelf(80, 24, FULL);
    composer.tell(asked());
    composer.sees(title);
    composer.press("Enter");
    composer.tell(asked());
    composer.does_not_see(title);
    composer.tell(Event::Failed(Told::new("That did not happen")));
    composer.tell(asked());
    composer.sees("That did not happen");
    composer.does_not_see(title);
    composer.press("Esc");
    composer.tell(asked());
    composer.does_not_see(title);
    let others = [Problem::must("CFG001", Place::file("config.toml"), "the file is missing")].to_vec();
    composer.tell(Event::Configured { settings: None, problems: others });
    composer.sees(title);
}

#[test]
fn who_gets_it_says_why_nobody_is_counted_and_the_newest_reason() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("F6");
    composer.tell(Event::Audience(Box::new(audience())));
    composer.tell(broken());
    composer.sees("x config.toml, line 7: \"tranport\" is not a key");
    composer.does_not_see("counting …");
    let problems = [Problem::must("CFG001", Place::file("config.toml"), "the file is missing")].to_vec();
    composer.tell(Event::Reconfigured { settings: None, problems });
    composer.press("Alt+L");
    composer.sees("x config.toml: the file is missing");
    composer.does_not_see("tranport");
}

#[test]
fn from_a_dialog_that_asks_nothing_one_can_quit() {
    for key in ["F10", "Ctrl+Q"] {
        let mut composer = Composer::in_the_issue(80, 24, FULL);
        composer.press("F8");
        composer.tell(Event::Failed(Told::new("That did not happen")));
        composer.sees("That did not happen");
        composer.press(key);
        assert!(composer.app.ended(), "{key}");
    }
    let mut composer = Composer::on_the_shelf(80, 24, FULL);
    composer.press("N F10");
    composer.sees("New issue");
    assert!(!composer.app.ended(), "a question is answered first");
}

#[test]
fn a_number_is_not_typed_for_a_mailing_whose_config_broke_under_it() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("F8");
    composer.tell(Event::Audience(Box::new(audience())));
    composer.checks_find(Vec::new());
    composer.press("End Enter");
    composer.sees("4 830 readers now?");
    composer.tell(broken());
    composer.does_not_see("4 830 readers now?");
    composer.sees("x config.toml, line 7");
}

#[test]
fn times_stay_those_of_the_newsletter_and_a_mailing_can_be_stopped() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.tell(Event::Mailing(Box::new(mailing(MailingState::Sending, start_of_time()))));
    composer.tell(Event::Progress(Box::new(progress(MailingState::Sending))));
    let before = composer.screen();
    composer.tell(broken());
    composer.press("Alt+L");
    let after = composer.screen().replace(" CONFIG BROKEN ", " TEST MODE ");
    let body = |screen: &str| screen.lines().skip(2).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(body(&after), body(&before));
    composer.effects.clear();
    composer.press("Space");
    composer.sees("Pause it");
    composer.press("Enter");
    composer.expect_effect("a pause", |effect| matches!(effect, Effect::Pause(_)));
    assert!(!composer.effects.contains(&Effect::ReadSettings), "nothing asks about the config");
}

#[test]
fn without_a_config_from_the_beginning_times_are_those_of_the_latest_mailing() {
    let mut composer = Composer::new(80, 24, FULL);
    let mut of_helsinki = mailing(MailingState::Sent, start_of_time());
    of_helsinki.schedule.zone = "Europe/Helsinki".to_owned();
    of_helsinki.finished_at = Some(start_of_time());
    let mut shelf = cards();
    shelf[0].mailing = Some(of_helsinki);
    composer.tell(Event::Shelf(shelf));
    let there = start_of_time().to_zoned(TimeZone::get("Europe/Helsinki").unwrap());
    composer.sees(&there.strftime("When (%Z)").to_string());
    composer.sees(&there.strftime("%H:%M").to_string());
    composer.tell(Event::Opened(Box::new(opened())));
}

#[test]
fn the_checks_run_anew_on_every_screen_of_an_issue_once_the_config_is_another() {
    for keys in ["F2", "F4", "F5", "F6", "F8", ""] {
        let mut composer = Composer::in_the_issue(80, 24, FULL);
        match keys {
            "" => composer.tell(Event::Mailing(Box::new(mailing(MailingState::Sending, start_of_time())))),
            keys => composer.press(keys),
        }
        for (event, found) in [(broken(), "Checks x1"), (mended(), "Checks ✓")] {
            composer.checks_find(Vec::new());
            composer.effects.clear();
            composer.tell(event);
            composer.expect_effect("checks", |effect| matches!(effect, Effect::Check { .. }));
            composer.checks_find(Vec::new());
            composer.sees(found);
            composer.press("Alt+L Alt+L Alt+L");
            if keys == "F2" {
                composer.sees("[EN✓]");
            }
        }
    }
}

#[test]
fn while_the_config_cant_be_used_the_name_stays_no_step_has_a_tick_and_its_finding_is_counted() {
    let mut english = opened();
    english.issue.languages.truncate(1);
    let mut composer = Composer::on_the_shelf(80, 24, FULL);
    composer.press("Enter");
    composer.tell(Event::Opened(Box::new(english)));
    composer.checks_find(Vec::new());
    composer.tell(Event::Audience(Box::new(audience())));
    composer.sees("Write ✓");
    composer.sees("People ✓");
    let title = composer.screen().lines().next().expect("a line").to_owned();
    let name = title.split(" TEST MODE").next().expect("a name").trim_end();
    assert!(name.contains(" › Summer 2018") && !name.contains("   ›"), "{name}");
    for keys in ["F2", "F4", "F5", "F6", "F8"] {
        composer.press(keys);
        composer.tell(broken());
        for answered in [false, true] {
            if answered {
                composer.checks_find(Vec::new());
            }
            composer.sees(name);
            composer.sees("Checks x1");
            let steps = composer.screen().lines().nth(1).expect("a line").to_owned();
            assert!(!steps.contains('✓'), "{keys}: {steps}");
        }
    }
}

#[test]
fn a_shelf_under_which_the_config_breaks_shows_nothing_as_ready() {
    let mut composer = Composer::on_the_shelf(80, 24, FULL);
    for card in cards() {
        composer.tell(Event::ShelfChecked { issue: card.id, must_fix: Vec::new() });
    }
    composer.sees("EN✓");
    composer.tell(broken());
    composer.does_not_see("EN✓");
    composer.sees("EN!");
}
