//! A mailing on its screen: the hints are what the keys do now, and the sums are of all who were to get it.

use courant::desk::status::due_in_words;
use courant::domain::{HoldReason, Mailing, MailingId, MailingState, Progress, SkipReason};
use courant::tui::effect::Effect;
use courant::tui::event::Event;

use jiff::SignedDuration;

use crate::props::composer::{Composer, FULL, audience, issue, lang, mailing, progress, start_of_time};

fn at(state: MailingState) -> Composer {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.tell(Event::Mailing(Box::new(mailing(state, start_of_time()))));
    composer.tell(Event::Progress(Box::new(progress(state))));
    composer
}

fn hints(composer: &mut Composer) -> String {
    let screen = composer.screen();
    let mut lines: Vec<&str> = screen.lines().collect();
    lines.pop();
    lines.pop().unwrap_or_default().to_owned()
}

#[test]
fn the_hint_line_offers_what_the_keys_do_in_this_state_and_nothing_else() {
    use MailingState as M;
    for (state, offered, not) in [
        (M::Sending, "Space pause", "Del"),
        (M::Sending, "Esc leave: sending goes on", "go on  "),
        (M::Paused, "Space go on", "pause"),
        (M::Paused, "Del cancel mailing", "sending"),
        (M::Held, "Esc leave: it stays stopped", "pause"),
        (M::Cancelled, "Esc back", "Space"),
        (M::Sent, "Esc back", "Del"),
    ] {
        let line = hints(&mut at(state));
        assert!(line.contains(offered) && !line.contains(not), "{state:?}: {line}");
    }
}

#[test]
fn a_mailing_that_can_not_be_watched_says_why_until_it_can_be_again() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.tell(Event::Mailing(Box::new(mailing(MailingState::Sending, start_of_time()))));
    composer.sees("Reading the ledger …");
    composer.tell(Event::NotWatched("the disk is gone".into()));
    composer.sees("x The ledger can't be read: the disk is gone");
    composer.does_not_see("Reading the ledger");
    composer.tell(Event::Progress(Box::new(progress(MailingState::Sending))));
    composer.does_not_see("can't be read");
}

#[test]
fn where_no_sender_is_running_that_is_said_and_space_starts_one() {
    for (state, words, leave) in [
        (MailingState::Sending, "nothing goes out. Space starts one.", "Esc leave: nothing is sent"),
        (
            MailingState::Scheduled,
            "nobody would begin with it. Space starts one.",
            "Esc leave: nobody starts it",
        ),
    ] {
        let due = start_of_time().checked_add(SignedDuration::from_hours(48)).expect("a moment");
        let mut composer = Composer::in_the_issue(80, 24, FULL);
        composer.tell(Event::Mailing(Box::new(mailing(state, due))));
        let mut alone = Progress { sender_alive: false, ..progress(state) };
        if state == MailingState::Scheduled {
            alone.counts.by_state.clear();
        }
        composer.tell(Event::Progress(Box::new(alone.clone())));
        composer.sees(&format!("! No sender is running: {words}"));
        for untrue in ["sending goes on", "a sender waits", "a minute", "min left", "pause"] {
            composer.does_not_see(untrue);
        }
        let line = hints(&mut composer);
        assert!(line.contains("Space start a sender") && line.contains(leave), "{line}");
        composer.press("Space Enter");
        assert!(
            !composer.effects.iter().any(|effect| matches!(effect, Effect::StartSender(_))),
            "the safe answer first"
        );
        composer.press("Space Tab Enter");
        let name = "2018-06-summer".to_owned();
        composer.expect_effect("a sender", |effect| *effect == Effect::StartSender(name.clone()));
        composer.press("Space Tab Tab Enter");
        composer.expect_effect("a pause", |effect| *effect == Effect::Pause(name.clone()));
        composer.tell(Event::Mailing(Box::new(mailing(state, due))));
        let starting = Progress { sender_starting: true, ..alone.clone() };
        composer.tell(Event::Progress(Box::new(starting)));
        composer.sees("A sender is starting.");
        composer.does_not_see("No sender");
        composer.sees("Space pause");
        composer.tell(Event::Progress(Box::new(Progress { sender_alive: true, ..alone })));
        composer.does_not_see("sender is starting");
        composer.does_not_see("No sender");
        composer.sees("Space pause");
    }
}

#[test]
fn the_question_before_a_pause_speaks_of_what_waits_or_of_what_is_sent_and_follows_it() {
    let due = start_of_time().checked_add(SignedDuration::from_hours(48)).expect("a moment");
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.tell(Event::Mailing(Box::new(mailing(MailingState::Scheduled, due))));
    let mut none = progress(MailingState::Scheduled);
    none.counts.by_state.clear();
    composer.tell(Event::Progress(Box::new(none)));
    composer.press("Space");
    composer.sees("Pause it before it begins?");
    composer.sees("Nobody has got it yet, and nobody does until you go on.");
    composer.sees("▸[ Pause it ]   [ Let it wait ]");
    composer.does_not_see("on its way");
    composer.press("Tab");
    composer.tell(Event::Progress(Box::new(progress(MailingState::Sending))));
    composer.sees("Pause the mailing?");
    composer.sees("What is on its way still lands");
    composer.does_not_see("Nobody has got it yet");
    composer.sees("[ Pause it ]  ▸[ Leave it running ]");
    composer.press("Tab Enter");
    composer.expect_effect("a pause", |effect| matches!(effect, Effect::Pause(_)));
}

#[test]
fn a_key_for_a_mailing_that_is_over_says_so() {
    let mut composer = at(MailingState::Sending);
    composer.press("Space");
    composer.sees("Pause the mailing?");
    composer.tell(Event::Mailing(Box::new(mailing(MailingState::Cancelled, start_of_time()))));
    composer.press("Enter");
    composer.sees("It is over");
}

#[test]
fn a_mailing_cancelled_in_the_middle_is_not_done() {
    let mut composer = at(MailingState::Sending);
    let all = progress(MailingState::Cancelled);
    let done = all.counts.done();
    let left_out = [(SkipReason::Cancelled, 32_570)].into();
    composer.tell(Event::Progress(Box::new(Progress { left_out, ..all })));
    composer.does_not_see("100 %");
    composer.sees("32 570 readers do not get it: cancelled");
    assert!(done > 0);
}

#[test]
fn what_to_do_about_a_mailing_that_stopped_is_said_in_full_with_its_name() {
    for (width, height) in [(80, 24), (60, 18)] {
        let mut composer = Composer::in_the_issue(width, height, FULL);
        composer.tell(Event::Mailing(Box::new(mailing(MailingState::Held, start_of_time()))));
        let reply = "550 5.7.1 blocked: listed at bad.example, see https://bad.example/why".to_owned();
        let held = Some(HoldReason::Policy { reply });
        composer.tell(Event::Progress(Box::new(Progress { held, ..progress(MailingState::Held) })));
        composer.sees("what is wrong");
        composer.sees("courant missing 2018-06-summer");
        composer.sees("(Space)");
        composer.does_not_see("MAILING");
    }
}

#[test]
fn a_mailing_that_stopped_for_the_files_of_another_machine_names_it_and_no_key_that_shows_this_ones() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.tell(Event::Mailing(Box::new(mailing(MailingState::Held, start_of_time()))));
    let held = Some(HoldReason::Workspace { detail: "config.toml, line 3: no such key".to_owned() });
    let told = Progress { held, ..progress(MailingState::Held) };
    composer.tell(Event::Progress(Box::new(told.clone())));
    composer.sees("Held: the workspace can't be used");
    composer.sees("F5 names what it finds");
    composer.tell(Event::Progress(Box::new(Progress { held_on: Some("mail2".to_owned()), ..told })));
    composer.sees("Held: on mail2: the workspace can't be used");
    composer.does_not_see("F5 names what it finds");
}

#[test]
fn a_mailing_that_stopped_because_its_number_changed_goes_on_once_the_new_one_is_typed() {
    let mut composer = at(MailingState::Held);
    composer.press("Space");
    composer.expect_effect("going on", |effect| matches!(effect, Effect::Resume(_)));
    let held = mailing(MailingState::Held, start_of_time());
    composer.tell(Event::ToConfirm { mailing: Box::new(held), readers: 4911 });
    composer.sees("Go on to 4 911 readers?");
    composer.sees("was confirmed for 4 830 readers");
    composer.does_not_see("Going on");
    composer.type_text("4830");
    composer.press("Enter");
    composer.sees("That is not 4 911");
    composer.press("Backspace Backspace Backspace Backspace");
    composer.type_text("4911");
    composer.press("Enter");
    let (mailing, confirmed) = ("2018-06-summer".to_owned(), 4911);
    composer.expect_effect("the order", |effect| {
        *effect == Effect::ResumeFor { mailing: mailing.clone(), confirmed }
    });
}

#[test]
fn a_mailing_that_nobody_is_left_for_can_only_be_cancelled_and_says_so() {
    let mut composer = at(MailingState::Held);
    let held = Some(HoldReason::NobodyLeft { confirmed: 30 });
    composer.tell(Event::Progress(Box::new(Progress { held, ..progress(MailingState::Held) })));
    composer.sees("somebody else is to get it (Del)");
    composer.sees("x It waits for you: it can't go on, Del cancels it");
    composer.does_not_see("Space");
    let line = hints(&mut composer);
    assert!(line.contains("Del cancel mailing") && line.contains("it stays stopped"), "{line}");
    composer.press("Space");
    composer.sees("Nobody is left to whom it could go: Del cancels it.");
    assert!(!composer.effects.iter().any(|effect| matches!(effect, Effect::Resume(_))));
}

#[test]
fn a_mailing_without_readers_yet_says_what_it_does_and_never_0_of_0() {
    use MailingState as M;
    for (state, words) in [
        (M::Cancelled, "Cancelled before it began: nobody got it."),
        (M::Scheduled, "its readers are being looked up"),
        (M::Sending, "its readers are being looked up"),
        (M::Paused, "It has not begun: nobody has got it yet."),
        (M::Held, "It has not begun: nobody has got it yet."),
    ] {
        let mut composer = at(M::Scheduled);
        let mut none = progress(M::Scheduled);
        none.counts.by_state.clear();
        composer.tell(Event::Progress(Box::new(none)));
        composer.effects.clear();
        composer.tell(Event::Mailing(Box::new(mailing(state, start_of_time()))));
        composer.sees(words);
        composer.does_not_see("0 of 0");
        composer.expect_effect("another look at it", |effect| matches!(effect, Effect::Watch(_)));
    }
}

#[test]
fn a_list_that_is_cut_says_how_much_more_there_is() {
    let mut composer = at(MailingState::Sending);
    let all = progress(MailingState::Sending);
    let one = all.by_language[&lang("en")].clone();
    let languages = ["cs", "da", "de", "en", "fi", "fr", "hu", "nb", "nl", "pl"];
    let by_language = languages.map(|tag| (lang(tag), one.clone())).into();
    let failures = (1..9).map(|count| (format!("reason {count}"), count)).collect();
    composer.tell(Event::Progress(Box::new(Progress { by_language, failures, ..all })));
    let screen = composer.screen();
    assert_eq!(screen.matches("more lines").count(), 2, "{screen}");
    composer.sees("Čeština");
    composer.sees("x     1  reason 1");
}

/// One of several: `2018-06-summer.3` starts in three hours.
fn numbered(number: u8) -> Mailing {
    let due = start_of_time().checked_add(SignedDuration::from_hours(number.into())).expect("a moment");
    let mut one = mailing(MailingState::Scheduled, due);
    (one.id, one.name) = (MailingId([number; 8]), format!("2018-06-summer.{number}"));
    one
}

fn made_elsewhere(composer: &mut Composer, mailings: Vec<Mailing>) {
    composer.expect_effect("a look", |effect| matches!(effect, Effect::LookAtMailings(_)));
    composer.tell(Event::Mailings { issue: issue().id, mailings });
}

#[test]
fn a_mailing_that_another_window_made_is_shown_before_one_more_is_ordered() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("F8");
    composer.tell(Event::Audience(Box::new(audience())));
    composer.checks_find(Vec::new());
    composer.press("End Enter");
    composer.sees("Type the number");
    made_elsewhere(&mut composer, vec![numbered(2)]);
    composer.does_not_see("Type the number");
    composer.sees("2018-06-summer.2 scheduled");
    composer.sees("made elsewhere");
    composer.press("Esc F8");
    made_elsewhere(&mut composer, Vec::new());
    composer.sees("Nothing of this issue has been sent or scheduled yet");
}

#[test]
fn all_mailings_that_wait_are_shown_the_nearest_first_and_orders_go_to_the_one_in_sight() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("F8");
    made_elsewhere(&mut composer, vec![numbered(6), numbered(5), numbered(4), numbered(9), numbered(3)]);
    composer.sees("─ 2018-06-summer.3 scheduled");
    composer.sees("Also scheduled: 2018-06-summer.4, Wed 20 Jun 2018 14:00, 4 830 readers");
    composer.sees("… 1 more");
    composer.does_not_see("summer.9");
    composer.press("Down");
    composer.sees("─ 2018-06-summer.4 scheduled");
    composer.sees("Also scheduled: 2018-06-summer.3");
    composer.press("Down Down Up Del");
    composer.tell(Event::ToCancel { mailing: "2018-06-summer.5".into(), heirs: Vec::new() });
    composer.sees("Cancel 2018-06-summer.5?");
    composer.press("Tab Enter");
    composer.expect_effect("cancel", |effect| *effect == Effect::Cancel("2018-06-summer.5".into()));
    composer.press("Esc F2 F8");
    composer.sees("─ 2018-06-summer.5 scheduled");
}

#[test]
fn a_mailing_that_was_resumed_late_says_when_it_was_due_and_one_that_is_kept_back_names_no_end() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    let mut late = mailing(MailingState::Sending, start_of_time());
    composer.tell(Event::Mailing(Box::new(late.clone())));
    composer.tell(Event::Progress(Box::new(progress(MailingState::Sending))));
    composer.does_not_see("was due");
    composer.sees("min left");
    late.schedule.due += SignedDuration::from_hours(3);
    let words = due_in_words(&late, start_of_time());
    assert!(words.starts_with("was due 2018-06-20 ") && words.contains(", resumed 2018-06-20 "), "{words}");
    composer.tell(Event::Mailing(Box::new(late)));
    let trouble = Some("the mail server takes 10 letters in 24h, and has had them".to_owned());
    composer.tell(Event::Progress(Box::new(Progress { trouble, ..progress(MailingState::Sending) })));
    composer.sees(&words);
    composer.does_not_see("min left");
}

#[test]
fn where_the_mailing_that_was_watched_is_over_the_step_leads_to_the_one_that_lives_and_tells_its_percentage()
{
    let sending = |number| Mailing { state: MailingState::Sending, ..numbered(number) };
    let told = |number: u8| Progress {
        mailing: format!("2018-06-summer.{number}"),
        ..progress(if number == 7 { MailingState::Cancelled } else { MailingState::Sending })
    };
    for cancelled_is_told_first in [false, true] {
        let mut composer = Composer::in_the_issue(80, 24, FULL);
        composer.tell(Event::Mailings { issue: issue().id, mailings: vec![sending(7)] });
        composer.press("F8 F2");
        composer.effects.clear();
        composer.press("F8");
        if cancelled_is_told_first {
            composer.tell(Event::Progress(Box::new(told(7))));
        }
        let cancelled = Mailing { state: MailingState::Cancelled, ..numbered(7) };
        made_elsewhere(&mut composer, vec![sending(8), cancelled]);
        composer.expect_effect(
            "the one that lives",
            |effect| matches!(effect, Effect::Watch(name) if name == "2018-06-summer.8"),
        );
        composer.sees("2018-06-summer.8");
        composer.does_not_see("2018-06-summer.7");
        composer.tell(Event::Progress(Box::new(told(7))));
        composer.does_not_see(" %]");
        composer.tell(Event::Progress(Box::new(told(8))));
        composer.sees("[Send 61 %]");
    }
}

#[test]
fn what_is_known_of_a_mailing_stays_off_the_hint_line_on_the_smallest_screen() {
    let mut composer = Composer::in_the_issue(60, 18, FULL);
    let due = start_of_time().checked_add(SignedDuration::from_hours(48)).expect("a moment");
    let other = Mailing {
        id: MailingId([9; 8]),
        name: "2018-06-summer-b".to_owned(),
        ..mailing(MailingState::Scheduled, due)
    };
    let mailings = vec![other, mailing(MailingState::Held, start_of_time())];
    composer.tell(Event::Mailings { issue: issue().id, mailings });
    composer.press("F8");
    let reply = "550 5.7.1 blocked: listed at bad.example, see https://bad.example/why".to_owned();
    let held = Some(HoldReason::Policy { reply });
    composer.tell(Event::Progress(Box::new(Progress { held, ..progress(MailingState::Held) })));
    assert_eq!(hints(&mut composer).trim(), "Space go on   Del cancel mailing   Enter decide");
}
