//! The whole job by keys, effects answered by canned results: from the shelf to a paused mailing.

use courant::domain::{MailingState, Place, Problem};
use courant::tui::effect::Effect;
use courant::tui::event::{Event, Spot, Told};
use insta::assert_snapshot;
use jiff::SignedDuration;

use crate::props::composer::{
    Composer, FULL, audience, lang, mailing, opened, problems, progress, section_id, start_of_time,
};

fn writing() -> Composer {
    Composer::in_the_issue(80, 24, FULL)
}

/// In front of the four deeds, nothing in the way.
pub fn before_sending() -> Composer {
    let mut composer = writing();
    composer.press("F8");
    composer.tell(Event::Audience(Box::new(audience())));
    composer.checks_find(Vec::new());
    composer.effects.clear();
    composer
}

#[test]
fn a_new_issue_is_asked_for_its_title_and_made() {
    let mut composer = Composer::on_the_shelf(80, 24, FULL);
    composer.press("N");
    composer.sees("New issue");
    composer.press("Enter");
    composer.sees("Nothing is typed yet");
    composer.type_text("Autumn 2018");
    assert_snapshot!("job_new_issue", composer.screen());
    composer.press("Enter");
    let made = composer.expect_effect("new issue", |effect| matches!(effect, Effect::NewIssue { .. }));
    assert_eq!(made, Effect::NewIssue { title: "Autumn 2018".into() });
}

#[test]
fn a_section_is_added_written_moved_put_aside_and_brought_back() {
    let mut composer = writing();
    composer.press("Down Ins");
    composer.sees("Add a section");
    assert_snapshot!("job_add_section", composer.screen());
    composer.press("End Enter");
    composer.sees("2 Story");
    composer.type_text("A word from Semmelweis");
    composer.press("Enter");
    composer.type_text("Good news.");
    composer.sees("2 A word from");
    composer.press("Esc Alt+Up");
    composer.sees("1 A word from");
    assert_snapshot!("job_moved", composer.screen());
    composer.press("Del");
    composer.sees("aside?");
    assert_snapshot!("job_put_aside", composer.screen());
    composer.press("Enter");
    composer.sees("1 A word from");
    composer.press("Del Tab Enter");
    composer.sees("1 Where do we");
    composer.does_not_see("1 A word from");
    composer.press("Ctrl+Z");
    composer.sees("1 A word from");
    composer.press("Ctrl+Z Ctrl+Z Ctrl+Z");
    composer.sees("Nothing to undo");
    composer.does_not_see("1 A word from");
    composer.press("Ctrl+Y");
    composer.sees("2 A word from");
    composer.press("Ctrl+S");
    let saved = composer.effects.iter().rev().find_map(|effect| match effect {
        Effect::Save(order) => Some(order.clone()),
        _ => None,
    });
    let order = saved.expect("a save");
    let text = order.issue.editions[&lang("en")].section(&section_id("story")).expect("the section");
    assert_eq!((text.heading.as_str(), text.markdown.as_str()), ("A word from Semmelweis", "Good news."));
    assert!(order.outline && order.editions.contains(&lang("en")));
}

#[test]
fn each_language_has_its_own_text_of_a_section() {
    let mut composer = writing();
    composer.press("Down Enter");
    composer.sees("Six busy months");
    composer.press("Alt+L");
    composer.sees("Hat mozgalmas");
    composer.press("Ctrl+Home");
    composer.type_text("Igen! ");
    composer.press("Alt+L");
    composer.sees("SV–]");
    composer.type_text("Sex månader.");
    composer.press("Ctrl+PgUp");
    composer.sees("Igen! Hat mozgalmas");
    assert_snapshot!("job_second_language", composer.screen());
    composer.press("Ctrl+PgDn");
    composer.sees("Sex månader.");
}

#[test]
fn what_is_typed_is_journaled_within_a_second_and_saved_on_leaving_the_text() {
    let mut composer = writing();
    composer.press("Down Enter");
    composer.effects.clear();
    composer.type_text("x");
    assert!(composer.app.wants_tick().is_some());
    composer.sees("saving soon");
    composer.wait(1);
    let journal = composer.expect_effect("journal", |effect| matches!(effect, Effect::Journal(_)));
    let Effect::Journal(entries) = journal else { unreachable!() };
    assert_eq!(entries[0].spot, Spot::Body(section_id("where-we-stand")));
    assert!(entries[0].text.starts_with("xSix busy"));
    composer.press("Esc");
    composer.expect_effect("save", |effect| matches!(effect, Effect::Save(_)));
    assert!(composer.app.wants_tick().is_none(), "nothing moves while it is saved");
    composer.tell(Event::Saved { revision: 1, at: composer.now });
    composer.sees("saved 10:00 ✓");
}

#[test]
fn a_file_changed_by_hand_is_never_written_over_unasked() {
    let mut composer = writing();
    composer.press("Down Enter");
    composer.type_text("x");
    composer.press("Esc");
    composer.tell(Event::ChangedByHand { files: vec!["issues/2018-06-summer/en.md".into()] });
    composer.sees("Not now");
    composer.effects.clear();
    composer.press("Esc");
    composer.sees("! not saved");
    composer.wait(60);
    assert!(composer.effects.is_empty(), "{:?}", composer.effects);
    composer.press("Ctrl+S");
    let order = composer.expect_effect("save", |effect| matches!(effect, Effect::Save(_)));
    assert!(matches!(order, Effect::Save(order) if !order.over));
    composer.tell(Event::ChangedByHand { files: vec!["issues/2018-06-summer/en.md".into()] });
    composer.press("Tab Enter");
    let order = composer.expect_effect("save over it", |effect| matches!(effect, Effect::Save(_)));
    assert!(matches!(order, Effect::Save(order) if order.over));
    composer.tell(Event::ChangedByHand { files: vec!["issues/2018-06-summer/en.md".into()] });
    composer.press("Tab Tab Enter");
    composer.expect_effect("reading again", |effect| matches!(effect, Effect::TakeTheirs(_)));
}

#[test]
fn a_finding_leads_to_its_place_in_the_text() {
    let mut composer = writing();
    composer.press("F5");
    composer.expect_effect("checks", |effect| matches!(effect, Effect::Check { .. }));
    composer.checks_find(problems());
    composer.press("Enter");
    composer.sees("[HU!]");
    assert_snapshot!("job_finding", composer.screen());
    composer.type_text("Festett falak.");
    composer.sees("Festett falak.");
    composer.press("F5");
    composer.expect_effect("checks after a change", |effect| matches!(effect, Effect::Check { .. }));
}

#[test]
fn a_finding_that_names_only_a_line_leads_to_the_section_of_that_line() {
    let mut composer = Composer::on_the_shelf(80, 24, FULL);
    let mut opened = opened();
    let edition = opened.issue.editions.get_mut(&lang("en")).expect("an edition");
    for (at, text) in edition.sections.iter_mut().enumerate() {
        (text.heading_line, text.body_line) = (10 * at + 6, 10 * at + 8);
    }
    composer.press("Enter");
    composer.tell(Event::Opened(Box::new(opened)));
    for (line, seen) in
        [(3, "▸Subject, inbox line"), (8, "▸1 Where do"), (18, "▸2 Save the date"), (99, "▸3 A ward")]
    {
        composer.press("F5");
        let place = Place::line("issues/2018-06-summer/en.md", line);
        composer.checks_find(vec![Problem::must("MDL001", place, "It is not understood.")]);
        composer.press("Enter");
        composer.sees(seen);
    }
}

#[test]
fn an_event_gets_its_date_and_place_in_fields_of_its_own() {
    let mut composer = writing();
    composer.press("Down Down Tab Tab");
    composer.sees("2018-10-25 09:30");
    for _ in 0.."2018-10-25 09:30 Amsterdam".len() {
        composer.press("Backspace");
    }
    composer.sees("! no date: the file keeps the old one");
    composer.type_text("2018-11-08 10:00");
    composer.press("Tab");
    composer.type_text(", High Tech Campus");
    composer.press("Ctrl+S");
    let order = composer.effects.iter().rev().find_map(|effect| match effect {
        Effect::Save(order) => Some(order.clone()),
        _ => None,
    });
    let order = order.expect("a save");
    assert!(order.outline && order.facts.contains(&Spot::When(section_id("open-event"))));
    let event =
        order.issue.section(&section_id("open-event")).and_then(|one| one.event.clone()).expect("facts");
    assert_eq!(event.starts.first_day().to_string(), "2018-11-08");
    assert!(event.place.is_some_and(|place| place.get(&lang("hu")) == Some("Eindhoven, High Tech Campus")));
}

#[test]
fn a_list_is_ticked_and_the_readers_are_counted_again() {
    let mut composer = writing();
    composer.press("F6");
    composer.tell(Event::Audience(Box::new(audience())));
    composer.effects.clear();
    composer.press("Down Space");
    composer.sees("[•] press");
    composer.sees("counting");
    assert_snapshot!("job_list_ticked", composer.screen());
    let counted = composer.expect_effect("counting", |effect| matches!(effect, Effect::CountAudience { .. }));
    assert!(matches!(counted, Effect::CountAudience { ticked: Some(lists), .. } if lists.len() == 2));
}

#[test]
fn a_dry_run_and_a_test_leave_without_a_number() {
    let mut composer = before_sending();
    composer.press("Enter");
    composer.expect_effect("dry run", |effect| matches!(effect, Effect::DryRun { .. }));
    let told = Told { what: "The dry run is written".into(), more: vec!["outbox/dry-run".into()] };
    composer.tell(Event::Done(told));
    composer.sees("outbox/dry-run");
    assert_snapshot!("job_dry_run", composer.screen());
    composer.press("Enter Down Enter");
    composer.sees("Anna, Bence");
    assert_snapshot!("job_test", composer.screen());
    composer.press("Tab Enter");
    composer.expect_effect("test", |effect| matches!(effect, Effect::SendTest { .. }));
    composer.tell(Event::Tested(Told::new("The test was sent")));
    composer.sees("A test was sent");
}

#[test]
fn a_must_fix_finding_stops_schedule_and_send_and_says_so() {
    let mut composer = before_sending();
    composer.checks_find(problems());
    composer.press("End Enter");
    composer.sees("1 finding to mend first");
    assert!(composer.effects.is_empty(), "{:?}", composer.effects);
}

#[test]
fn a_schedule_is_read_shown_confirmed_by_number_and_can_be_cancelled() {
    let mut composer = before_sending();
    composer.press("Down Down Enter");
    composer.sees("When is it to start?");
    composer.type_text("tomorrow");
    composer.press("Enter");
    composer.sees("is not a time");
    assert_snapshot!("job_no_time", composer.screen());
    for _ in 0..8 {
        composer.press("Backspace");
    }
    composer.type_text("2018-06-21 10:00");
    composer.press("Enter");
    let due = start_of_time().checked_add(SignedDuration::from_hours(24)).expect("a moment");
    composer.sees("Thu 21 Jun 2018 10:00");
    composer.sees("files in outbox/sent/");
    assert_snapshot!("job_schedule", composer.screen());
    composer.effects.clear();
    composer.type_text("4830");
    composer.press("Enter");
    let sent = composer.expect_effect("send", |effect| matches!(effect, Effect::Send { .. }));
    assert!(matches!(sent, Effect::Send { at: Some(_), confirmed: 4830, .. }));
    composer.tell(Event::Mailing(Box::new(mailing(MailingState::Scheduled, due))));
    composer.sees("Starts Thu 21 Jun 2018 10:00");
    assert_snapshot!("job_scheduled", composer.screen());
    composer.press("Del Tab Enter");
    composer.expect_effect("cancel", |effect| matches!(effect, Effect::Cancel(_)));
}

#[test]
fn nothing_is_sent_before_the_right_number_is_typed() {
    let mut composer = before_sending();
    composer.press("End Enter");
    composer.type_text("483");
    composer.press("Enter");
    composer.sees("That is not 4 830");
    assert!(!composer.effects.iter().any(|effect| matches!(effect, Effect::Send { .. })));
    composer.type_text("0");
    composer.press("Enter");
    composer.expect_effect("send", |effect| matches!(effect, Effect::Send { at: None, .. }));
}

#[test]
fn escape_stops_a_countdown_and_never_a_mailing() {
    let mut composer = before_sending();
    composer.press("End Enter");
    composer.type_text("4830");
    composer.press("Enter");
    let due = start_of_time().checked_add(SignedDuration::from_secs(60)).expect("a moment");
    composer.tell(Event::Mailing(Box::new(mailing(MailingState::Scheduled, due))));
    composer.sees("Starts in 60 seconds");
    assert!(composer.app.wants_tick().is_some());
    composer.wait(20);
    composer.sees("Starts in 40 seconds");
    assert_snapshot!("job_countdown", composer.screen());
    composer.press("Esc");
    composer.expect_effect("stop", |effect| matches!(effect, Effect::Stop(_)));
    composer.tell(Event::Mailing(Box::new(mailing(MailingState::Sending, due))));
    composer.tell(Event::Progress(Box::new(progress(MailingState::Sending))));
    composer.effects.clear();
    composer.press("Esc");
    assert!(!composer.effects.iter().any(|effect| matches!(effect, Effect::Stop(_))));
}

#[test]
fn a_mailing_is_paused_after_asking_gone_on_with_and_left_running() {
    let mut composer = before_sending();
    composer.tell(Event::Mailing(Box::new(mailing(MailingState::Sending, start_of_time()))));
    composer.tell(Event::Progress(Box::new(progress(MailingState::Sending))));
    for left_running in ["Space Tab Enter", "Space Esc"] {
        composer.press(left_running);
        assert!(!composer.effects.iter().any(|effect| matches!(effect, Effect::Pause(_))), "{left_running}");
    }
    composer.press("Space Enter");
    composer.expect_effect("pause", |effect| matches!(effect, Effect::Pause(_)));
    composer.tell(Event::Progress(Box::new(progress(MailingState::Paused))));
    composer.sees("paused");
    assert_snapshot!("job_paused", composer.screen());
    composer.press("Space");
    composer.expect_effect("resume", |effect| matches!(effect, Effect::Resume(_)));
    composer.press("Esc F8");
    composer.sees("Needs attention");
    assert_snapshot!("job_left", composer.screen());
    composer.press("F10");
    composer.expect_effect("quit", |effect| *effect == Effect::Quit);
}

#[test]
fn no_letter_quits_and_escape_goes_back_to_the_shelf_and_no_further() {
    let mut composer = writing();
    composer.press("Down Enter Esc Esc");
    composer.sees("Issues");
    composer.press("Esc Esc Q Ctrl+C");
    composer.sees("F10 or Ctrl+Q");
    assert!(!composer.app.ended());
    composer.press("Ctrl+C F7");
    composer.sees("Spelling is looked at in the texts");
    composer.press("Ctrl+Q");
    assert!(composer.app.ended());
}

#[test]
fn a_paste_is_kept_whole_and_presses_nothing() {
    let mut composer = writing();
    composer.tell(Event::Paste("never\r\n".into()));
    composer.sees("Nothing was pasted");
    composer.press("Down Enter");
    composer.tell(Event::Paste("Pasted\rfrom\r\na letter\u{1b}[2J\u{7}.".into()));
    composer.sees("Pasted");
    composer.sees("a letter.");
    composer.press("Ctrl+Z");
    composer.does_not_see("Pasted");
    composer.press("Esc F8 End Enter");
}

#[test]
fn a_broken_config_is_told_with_line_and_remedy() {
    let mut composer = Composer::new(80, 24, FULL);
    let place = Place::line("config.toml", 7);
    let problem =
        Problem::must("CFG001", place, "\"tranport\" is not a key").remedy("Did you mean \"transport\"?");
    composer.tell(Event::Configured { settings: None, problems: vec![problem] });
    composer.sees("Line 7: \"tranport\" is not a key");
    composer.sees("Did you mean \"transport\"?");
}

#[test]
fn hostile_words_never_reach_the_terminal() {
    let mut composer = Composer::on_the_shelf(80, 24, FULL);
    let mut cards = crate::props::composer::cards();
    cards[0].title = "Win\u{1b}[2Jter\u{202e}\u{7} \u{9b}31m".into();
    composer.tell(Event::Shelf(cards));
    let screen = composer.screen();
    assert!(!screen.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{202e}'), "{screen}");
    composer.sees("Winter 31m");
}
