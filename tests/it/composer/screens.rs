//! Each screen at 80 by 24, as stored and read by a person; a few at other sizes.

use courant::domain::{BadRows, HoldReason, MailingState, Progress};
use courant::tui::effect::Effect;
use courant::tui::event::{Event, OpenedIssue};
use courant::tui::theme::Theme;
use insta::assert_snapshot;

use crate::props::composer::{
    Composer, FULL, audience, mailing, not_certain, opened, problems, progress, start_of_time,
};

#[test]
fn the_shelf_shows_issues_and_what_to_do_next() {
    let mut composer = Composer::on_the_shelf(80, 24, FULL);
    assert_snapshot!("shelf", composer.screen());
}

#[test]
fn an_empty_shelf_says_what_to_do() {
    let mut composer = Composer::on_the_shelf(80, 24, FULL);
    composer.tell(Event::Shelf(Vec::new()));
    assert_snapshot!("shelf_empty", composer.screen());
}

#[test]
fn writing_shows_sections_text_and_how_it_reads() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("Down Enter");
    assert_snapshot!("write", composer.screen());
    composer.press("Alt+V");
    assert_snapshot!("write_without_preview", composer.screen());
}

#[test]
fn writing_has_a_side_pane_where_there_is_room() {
    let mut composer = Composer::in_the_issue(120, 40, FULL);
    composer.press("Down Enter");
    assert_snapshot!("write_wide", composer.screen());
}

#[test]
fn the_head_of_the_letter_has_fields() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("Enter");
    assert_snapshot!("write_head", composer.screen());
}

#[test]
fn the_checks_show_the_marked_finding_in_full() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("F5");
    composer.checks_find(problems());
    assert_snapshot!("checks", composer.screen());
}

#[test]
fn people_shows_who_gets_what_and_who_gets_nothing() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("F6");
    composer.tell(Event::Audience(Box::new(audience())));
    assert_snapshot!("people", composer.screen());
}

#[test]
fn send_shows_what_stands_in_the_way() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("F8");
    composer.tell(Event::Audience(Box::new(audience())));
    composer.checks_find(problems());
    assert_snapshot!("send", composer.screen());
}

#[test]
fn the_number_is_asked_for_with_everything_beside_it() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("F8");
    composer.tell(Event::Audience(Box::new(audience())));
    composer.checks_find(Vec::new());
    composer.press("End Enter");
    composer.type_text("48");
    assert_snapshot!("typed_number", composer.screen());
}

#[test]
fn a_countdown_says_how_to_stop_it() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("F8");
    composer.tell(Event::Audience(Box::new(audience())));
    composer.checks_find(Vec::new());
    composer.press("End Enter");
    composer.type_text("4830");
    composer.press("Enter");
    let due = start_of_time().checked_add(jiff::SignedDuration::from_secs(60)).expect("a moment");
    composer.tell(Event::Mailing(Box::new(mailing(MailingState::Scheduled, due))));
    composer.wait(12);
    assert_snapshot!("countdown", composer.screen());
}

#[test]
fn a_delivery_shows_sums_that_add_up() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.tell(Event::Mailing(Box::new(mailing(MailingState::Sending, start_of_time()))));
    composer.tell(Event::Progress(Box::new(progress(MailingState::Sending))));
    assert_snapshot!("delivery", composer.screen());
    composer.press("Space");
    assert_snapshot!("pause", composer.screen());
    composer.press("Esc");
    composer.tell(Event::Uncertain { mailing: "2018-06-summer".into(), rows: not_certain() });
    assert_snapshot!("not_certain", composer.screen());
}

#[test]
fn where_only_ascii_can_be_shown_it_is_all_there_is() {
    let mut composer = Composer::in_the_issue(80, 24, Theme { colour: false, unicode: false });
    composer.tell(Event::Mailing(Box::new(mailing(MailingState::Sending, start_of_time()))));
    composer.tell(Event::Progress(Box::new(progress(MailingState::Sending))));
    assert_snapshot!("delivery_ascii", composer.screen());
}

#[test]
fn help_lists_what_can_be_done_here() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("F1");
    assert_snapshot!("help", composer.screen());
}

#[test]
fn a_mail_server_out_of_reach_needs_attention_in_words() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.tell(Event::Mailing(Box::new(mailing(MailingState::Sending, start_of_time()))));
    let trouble = Some("the mail server can't be reached: connection refused".to_owned());
    composer.tell(Event::Progress(Box::new(Progress { trouble, ..progress(MailingState::Sending) })));
    composer.sees("! the mail server can't be reached: connection refused");
}

#[test]
fn rows_that_could_not_be_read_are_named_beside_the_mailing_that_left_them_out() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.tell(Event::Mailing(Box::new(mailing(MailingState::Sending, start_of_time()))));
    let bad_rows = vec![BadRows { file: "subscribers/press.csv".into(), rows: 2, lines: vec![3, 5] }];
    composer.tell(Event::Progress(Box::new(Progress { bad_rows, ..progress(MailingState::Sending) })));
    composer.sees("! left out: 2 rows of subscribers/press.csv can't be read (lines 3, 5)");
}

#[test]
fn a_mailing_that_stopped_by_itself_needs_attention_and_says_what_goes_on_with_it() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.tell(Event::Mailing(Box::new(mailing(MailingState::Held, start_of_time()))));
    let stopped = Progress {
        held: Some(HoldReason::SenderRefused { reply: "550 5.7.1 news not welcome".to_owned() }),
        failures: Vec::new(),
        ..progress(MailingState::Held)
    };
    composer.tell(Event::Progress(Box::new(stopped)));
    composer.sees("x It waits for you: Space goes on once this is mended");
    composer.does_not_see("✓ Nothing.");
}

#[test]
fn a_mailing_that_waits_with_an_older_text_says_so_until_it_no_longer_waits() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    let due = start_of_time().checked_add(jiff::SignedDuration::from_hours(60)).expect("a moment");
    let waiting = mailing(MailingState::Scheduled, due);
    let words = Some("Thursday's mailing has Monday's text".to_owned());
    let issue = waiting.issue.clone();
    composer.tell(Event::Mailing(Box::new(waiting)));
    composer.tell(Event::OldText { issue, words });
    composer.sees("! Thursday's mailing has Monday's text");
    composer.tell(Event::Mailing(Box::new(mailing(MailingState::Cancelled, due))));
    composer.does_not_see("Monday's text");
}

#[test]
fn every_screen_of_an_issue_says_that_its_mailing_waits_with_an_older_text() {
    let words = "Thursday 2018-06-28's mailing has Monday 2018-06-25's text: the issue was changed since. \
                 For the new text cancel it and send it anew";
    for (width, height) in [(80, 24), (60, 18), (200, 60)] {
        let mut composer = Composer::in_the_issue(width, height, FULL);
        composer.press("F8");
        let due = start_of_time().checked_add(jiff::SignedDuration::from_hours(60)).expect("a moment");
        let told = |composer: &mut Composer| composer.sees("! Thursday 2018-06-28's mailing has Monday");
        let waiting = mailing(MailingState::Scheduled, due);
        composer.tell(Event::Mailing(Box::new(mailing(MailingState::Sent, due))));
        composer.press("F8");
        composer.tell(Event::Mailing(Box::new(waiting)));
        composer.tell(Event::OldText {
            issue: crate::props::composer::issue().id,
            words: Some(words.to_owned()),
        });
        composer.sees("What now?");
        told(&mut composer);
        for key in ["F2", "F4", "F5", "F6", "F8"] {
            composer.press(key);
            told(&mut composer);
        }
        composer.sees("anew");
        composer.press("F2 Esc");
        composer.does_not_see("Monday 2018");
    }
}

#[test]
fn the_text_of_a_waiting_mailing_is_held_against_the_files_whenever_they_change() {
    let mut composer = Composer::on_the_shelf(80, 24, FULL);
    let due = start_of_time().checked_add(jiff::SignedDuration::from_hours(60)).expect("a moment");
    let mailings = vec![mailing(MailingState::Scheduled, due)];
    composer.press("Enter");
    composer.tell(Event::Opened(Box::new(OpenedIssue { mailings, ..opened() })));
    composer.expect_effect("a look at opening", |effect| matches!(effect, Effect::Compare(_)));
    composer.press("Down Enter");
    composer.type_text("x");
    composer.press("Esc");
    composer.tell(Event::Saved { revision: 1, at: composer.now });
    composer.expect_effect("a look after a save", |effect| matches!(effect, Effect::Compare(_)));
    composer.tell(Event::Mailing(Box::new(mailing(MailingState::Cancelled, due))));
    composer.tell(Event::Saved { revision: 2, at: composer.now });
    assert!(!composer.effects.iter().any(|effect| matches!(effect, Effect::Compare(_))), "nothing waits");
}

#[test]
fn a_section_without_a_text_is_filled_in_from_its_top_and_one_with_a_text_is_gone_on_with() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("Down Down Down Enter");
    composer.type_text("Big ");
    composer.sees("Big Painted walls");
    composer.press("Esc Alt+L Enter");
    composer.type_text("Falak");
    composer.sees("Heading     Falak");
}

#[test]
fn who_types_where_nothing_can_be_written_is_told_so() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.type_text("Dear");
    composer.sees("Nothing was written: go into a text first (Enter).");
    composer.press("Enter");
    composer.type_text("Dear");
    composer.does_not_see("Nothing was written");
}
