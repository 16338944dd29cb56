//! Before sending and what was written: the most important lines first, and the others within reach.

use std::sync::Arc;

use courant::domain::settings::TransportKind;
use courant::domain::{EditionChoice, EditionShare, Mode, Place, Problem};
use courant::tui::effect::Effect;
use courant::tui::event::{Event, Told};

use super::story::before_sending;
use crate::props::composer::{Composer, FULL, audience, lang, opened, problems, section_id, settings};

fn many_languages() -> Event {
    let mut audience = audience();
    let tags = ["da", "de", "fr", "it", "es", "pl", "ro", "cs", "sk", "el", "fi", "et", "lv", "lt", "sl"];
    let share = |tag| EditionShare { wanted: Some(lang(tag)), why: EditionChoice::Source, readers: 2 };
    audience.gets.entry(lang("en")).or_default().extend(tags.map(share));
    Event::Audience(Box::new(audience))
}

#[test]
fn who_gets_it_and_how_it_leaves_come_first_however_much_is_below() {
    for (width, height) in [(80, 24), (60, 18)] {
        let mut composer = Composer::in_the_issue(width, height, FULL);
        composer.press("F8");
        composer.tell(many_languages());
        composer.checks_find(problems());
        composer.sees("4 860 readers of");
        composer.sees("Letters are written into outbox/");
        composer.sees("x ");
    }
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("F8");
    composer.tell(many_languages());
    composer.checks_find(Vec::new());
    composer.sees("242 readers get another language than they asked for");
    composer.does_not_see("asked for fr and");
}

#[test]
fn what_does_not_fit_before_sending_is_reached_by_page_down() {
    let mut composer = Composer::in_the_issue(60, 18, FULL);
    composer.press("F8");
    composer.tell(many_languages());
    composer.checks_find(problems());
    composer.does_not_see("No test was sent");
    composer.sees(": PgDn");
    composer.press("PgDn PgDn PgDn");
    composer.sees("(•) Dry run");
    composer.press("PgUp PgUp PgUp PgUp");
    composer.sees("4 860 readers of");
    composer.press("PgDn PgDn PgDn");
    composer.sees("No test was sent");
    composer.does_not_see("4 860 readers of");
}

#[test]
fn only_what_has_to_be_so_is_counted_as_ready_or_not() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("F8");
    composer.tell(Event::Audience(Box::new(audience())));
    composer.checks_find(Vec::new());
    composer.sees("2 of 4 ready");
}

#[test]
fn what_is_not_known_yet_is_not_ready_and_is_waited_for() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("F8");
    composer.sees("The checks are running");
    composer.sees("0 of 3 ready");
    composer.checks_find(Vec::new());
    composer.sees("The readers are being counted");
    composer.sees("1 of 3 ready");
}

#[test]
fn a_long_answer_is_scrolled() {
    let mut composer = Composer::in_the_issue(60, 18, FULL);
    let more = (1..=30).map(|number| format!("line number {number}.")).collect();
    composer.tell(Event::Done(Told { what: "The dry run is written".into(), more }));
    composer.sees("line number 1.");
    composer.sees("more lines: PgDn");
    composer.does_not_see("line number 30.");
    composer.press("PgDn PgDn PgDn PgDn PgDn PgDn");
    composer.sees("line number 30.");
    composer.press("Esc");
    composer.does_not_see("line number");
}

/// A test of what is on the screen, ordered from F8.
fn tests_it(composer: &mut Composer) {
    composer.press("F8 Home Down Enter Tab Enter");
    composer.expect_effect("the test", |effect| matches!(effect, Effect::SendTest { .. }));
}

#[test]
fn a_test_is_ticked_for_the_very_text_that_was_tested_and_taken() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    tests_it(&mut composer);
    composer.tell(Event::Failed(Told::new("Not every test was taken")));
    composer.press("Esc");
    composer.sees("No test was sent");
    tests_it(&mut composer);
    composer.tell(Event::Tested(Told::new("The test was sent")));
    composer.sees("✓ A test was sent");
    composer.press("F2 Down Enter");
    composer.type_text("x");
    composer.press("Esc F8");
    composer.tell(Event::Saved { revision: 1, at: composer.now });
    composer.does_not_see("A test was sent");
    composer.sees("The text was changed since its test was sent");
    composer.press("F2 Enter Backspace Esc F8");
    composer.tell(Event::Saved { revision: 2, at: composer.now });
    composer.sees("✓ A test was sent");
    composer.press("Esc Esc Enter");
    let mut again = opened();
    composer.tell(Event::Opened(Box::new(again.clone())));
    composer.press("F8");
    composer.sees("✓ A test was sent");
    composer.press("Esc Esc Enter");
    again.issue.editions.get_mut(&lang("hu")).expect("Hungarian").subject.push('!');
    composer.tell(Event::Opened(Box::new(again)));
    composer.press("F8");
    composer.sees("The text was changed since");
}

#[test]
fn what_is_typed_while_a_test_is_on_its_way_is_not_tested() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    tests_it(&mut composer);
    composer.press("F2 Down Enter");
    composer.type_text("x");
    composer.tell(Event::Tested(Told::new("The test was sent")));
    composer.press("Esc F8");
    composer.sees("The text was changed since its test was sent");
}

#[test]
fn findings_that_are_alike_are_told_apart_by_language_and_section() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("F8");
    let todo = |tag: &str| {
        let place = Place::file(format!("issues/2018-06-summer/{tag}.md")).in_language(&lang(tag));
        Problem::must("OPS002", place.in_section(&section_id("where-we-stand")), "It still says TODO.")
    };
    let named = Place::file("issues/2018-06-summer/hu.md").in_language(&lang("hu"));
    let named = Problem::must("TRN001", named, "\"Tides\" is missing in Magyar.");
    composer.checks_find(vec![todo("en"), todo("hu"), named]);
    composer.sees("x English, \"Where do we stand?\": It still says TODO.");
    composer.sees("x Magyar, \"Hol tartunk?\": It still says TODO.");
    composer.sees("x \"Tides\" is missing in Magyar.");
}

#[test]
fn a_time_that_is_none_is_marked_so_that_the_next_stands_in_its_place() {
    for keys in ["", "Ctrl+U", "End Ctrl+U", "End Left Ctrl+U"] {
        let mut composer = Composer::in_the_issue(80, 24, FULL);
        composer.press("F8");
        composer.tell(Event::Audience(Box::new(audience())));
        composer.checks_find(Vec::new());
        composer.press("Down Down Enter");
        composer.type_text("holnap 9-kor");
        composer.press("Enter");
        composer.sees("\"holnap 9-kor\" is not a time");
        if !keys.is_empty() {
            composer.press(keys);
        }
        composer.type_text("2018-06-21 10:00");
        composer.press("Enter");
        composer.sees("Thu 21 Jun 2018 10:00");
    }
}

#[test]
fn a_time_is_read_as_the_date_of_an_event_is_and_a_weekday_of_another_day_is_told() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("F8");
    composer.tell(Event::Audience(Box::new(audience())));
    composer.checks_find(Vec::new());
    composer.press("Down Down Enter");
    composer.type_text("Monday 21 June 2018 at 10");
    composer.press("Enter");
    composer.sees("! 21 June 2018 is a Thursday");
    composer.press("Ctrl+U");
    composer.type_text("2018. június 21-én, 10 órakor");
    composer.press("Enter");
    composer.sees("Thu 21 Jun 2018 10:00");
}

#[test]
fn a_schedule_is_said_to_be_final_only_from_when_it_is_due() {
    let mut settings = settings();
    settings.delivery.transport = TransportKind::Smtp;
    settings.newsletter.mode = Mode::Live;
    let settings = Some(Arc::new(settings));
    for (keys, said, not) in [
        ("Down Down Enter", "Once it is due its mails leave, and they cannot come back.", "undone"),
        ("End Enter", "This cannot be undone: mails that left cannot come back.", "cancelled"),
    ] {
        let mut composer = Composer::in_the_issue(80, 24, FULL);
        composer.tell(Event::Configured { settings: settings.clone(), problems: Vec::new() });
        composer.press("F8");
        composer.tell(Event::Audience(Box::new(audience())));
        composer.checks_find(Vec::new());
        composer.press(keys);
        if not == "undone" {
            composer.type_text("2018-06-21 10:00");
            composer.press("Enter");
            composer.sees("Until it is due it can be cancelled.");
        }
        composer.sees("Type the number");
        composer.sees(said);
        composer.does_not_see(not);
    }
}

#[test]
fn with_a_broken_config_it_is_said_what_is_broken_and_not_that_readers_are_counted() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("F8");
    composer.sees("The readers are being counted");
    let place = Place { line: Some(12), ..Place::file("config.toml") };
    let broken = Problem::must("", place, "mode is \"tset\"").remedy("write live or test");
    let broken = Event::Configured { settings: None, problems: vec![broken] };
    composer.tell(broken);
    composer.press("Esc");
    composer.does_not_see("being counted");
    composer.sees("x Not counted: config.toml, line 12: mode is \"tset\"");
    composer.checks_find(Vec::new());
    composer.does_not_see("✓ Nothing that must be mended");
    composer.does_not_see("Checks ✓");
    let place = Place { line: Some(12), ..Place::file("config.toml") };
    let twice = Problem::must("", place, "mode is \"tset\"").remedy("write live or test");
    let other = Problem::must("OPS002", Place::file("issues/2018-06-summer/en.md"), "It still says TODO.");
    composer.checks_find(vec![twice, other]);
    let screen = composer.screen();
    assert_eq!(screen.matches("mode is \"tset\"").count(), 1, "{screen}");
    composer.sees("x It still says TODO.");
    composer.does_not_see("more finding");
    composer.does_not_see("✓ Nothing that must be mended");
    composer.press("F5");
    composer.checks_find(Vec::new());
    composer.does_not_see("✓ Nothing");
    composer.press("F8");
    composer.tell(Event::Audience(Box::new(audience())));
    composer.does_not_see("4 830 readers of");
}

#[test]
fn one_finding_does_not_stop_a_send() {
    let one = || Problem::should("", Place::file("issues/2018-06-summer/hu.md"), "It is short.");
    for (findings, words) in [
        (vec![one()], "1 finding should be mended (F5); it doesn't stop a send"),
        (vec![one(), one()], "2 findings should be mended (F5); they don't stop a send"),
    ] {
        let mut composer = Composer::in_the_issue(80, 24, FULL);
        composer.press("F8");
        composer.checks_find(findings);
        composer.sees(words);
    }
}

#[test]
fn languages_and_their_readers_are_told_apart_where_they_take_more_than_a_line() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("F8");
    let mut counted = audience();
    for tag in ["nb", "nl", "sv", "da", "de"] {
        let share = EditionShare { wanted: None, why: EditionChoice::Exact, readers: 5 };
        counted.gets.insert(lang(tag), vec![share]);
    }
    composer.tell(Event::Audience(Box::new(counted)));
    composer.checks_find(Vec::new());
    composer.press("End Enter");
    composer.sees("Norsk bokmål 5, ");
}

#[test]
fn the_question_for_a_time_begins_anew_each_time_it_is_asked() {
    let mut composer = before_sending();
    composer.press("Down Down Enter");
    composer.type_text("noon");
    composer.press("Enter");
    composer.sees("is not a time");
    composer.sees("noon");
    composer.press("Esc Enter");
    composer.sees("When is it to start?");
    composer.does_not_see("noon");
    composer.does_not_see("is not a time");
}
