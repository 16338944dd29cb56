//! Who gets it and who does not, by keys: why nobody would, once more to those who have it, and letters that may have
//! arrived or not.

use courant::domain::{Audience, Decision, ListName, MailingState, Place, Problem, SkipReason};
use courant::tui::effect::Effect;
use courant::tui::event::Event;

use super::story::before_sending;
use crate::props::composer::{
    Composer, FULL, audience, mailing, not_certain, opened, progress, start_of_time,
};

#[test]
fn a_letter_that_is_not_certain_is_decided_about_and_leaving_it_comes_first() {
    let mut composer = before_sending();
    composer.tell(Event::Mailing(Box::new(mailing(MailingState::Sent, start_of_time()))));
    composer.press("Enter");
    composer.sees("no letter of this mailing is uncertain");
    composer.tell(Event::Progress(Box::new(progress(MailingState::Sent))));
    composer.effects.clear();
    composer.press("Enter");
    let look = composer.expect_effect("a look", |effect| matches!(effect, Effect::LookForUncertain(_)));
    assert_eq!(look, Effect::LookForUncertain("2018-06-summer".into()));
    let decided = |composer: &mut Composer, keys: &str| {
        composer.tell(Event::Uncertain { mailing: "2018-06-summer".into(), rows: not_certain() });
        composer.sees("2 letters are not certain");
        composer.sees("cecile@example.eu");
        composer.press(keys);
        match composer.effects.pop() {
            Some(Effect::Decide { address, decision, .. }) => (address.as_str().to_owned(), decision),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(decided(&mut composer, "Enter"), ("bela@example.hu".into(), Decision::Leave));
    assert_eq!(decided(&mut composer, "Down Right Enter"), ("cecile@example.eu".into(), Decision::Accepted));
    assert_eq!(decided(&mut composer, "Tab Tab Enter"), ("bela@example.hu".into(), Decision::Resend));
    composer.tell(Event::Decided("written down: it is sent once more"));
    composer.sees("written down");
    composer.expect_effect("another look at it", |effect| matches!(effect, Effect::Watch(_)));
    composer.tell(Event::Uncertain { mailing: "2018-06-summer".into(), rows: not_certain() });
    assert!(!format!("{:?}", composer.app).contains("cecile@"), "no address is printed in full");
    composer.press("Right Right");
    composer.sees("unless the sender's domain");
    composer.sees("get it twice.");
    composer.press("Esc");
    assert!(composer.effects.is_empty(), "{:?}", composer.effects);
}

#[test]
fn who_has_it_already_gets_it_once_more_only_after_their_number_is_typed() {
    let mut composer = before_sending();
    let all_have_it = Audience {
        left_out: [(SkipReason::AlreadyHasIt, 4830), (SkipReason::Unsubscribed, 402)].into(),
        ..Audience::default()
    };
    composer.tell(Event::Audience(Box::new(all_have_it)));
    composer.sees("4 830 readers have this issue already");
    composer.sees("Send now, and Schedule,");
    composer.does_not_see("F8 sends");
    composer.sees("4 830 readers, once more");
    composer.press("End Enter");
    composer.sees("once more to 4 830 readers now?");
    composer.sees("get it a second time");
    composer.sees("Left out  402");
    composer.effects.clear();
    composer.type_text("5232");
    composer.press("Enter");
    assert!(composer.effects.is_empty(), "{:?}", composer.effects);
    composer.press("Backspace Backspace Backspace Backspace");
    composer.type_text("4830");
    composer.press("Enter");
    composer.expect_effect("once more", |effect| {
        matches!(effect, Effect::Send { confirmed: 4830, again: true, .. })
    });
    composer.tell(Event::Audience(Box::new(audience())));
    composer.press("End Enter");
    composer.type_text("4830");
    composer.press("Enter");
    composer
        .expect_effect("an ordinary mailing", |effect| matches!(effect, Effect::Send { again: false, .. }));
}

#[test]
fn rows_that_nobody_can_read_are_told_before_sending_and_beside_the_number() {
    let mut composer = before_sending();
    composer.tell(Event::Audience(Box::new(Audience { unreadable: Vec::new(), ..audience() })));
    composer.does_not_see("be read");
    composer.tell(Event::Audience(Box::new(audience())));
    composer.sees("! 2 rows of subscribers/partners.csv can't be read (lines 3, 5): nobody");
    composer.sees("there gets it (F6)");
    composer.press("End Enter");
    composer.sees("Left out  520, and 2 rows that can't be read");
}

#[test]
fn nobody_is_never_a_bare_zero() {
    let mut composer = before_sending();
    let place = Place::line("subscribers/partners.csv", 3);
    let why =
        Problem::must("SUB007", place, "no column is called email").remedy("name the columns in line 1");
    composer.tell(Event::NotCounted(vec![why]));
    composer.sees("Not counted: subscribers/partners.csv, line 3: no column is called email");
    composer.sees("name the columns in line 1");
    composer.press("End Enter");
    composer.sees("Not now: the readers can't be counted");
    composer.press("F6");
    composer.sees("x subscribers/partners.csv, line 3: no column is called email");
    composer.sees("name the columns in line 1");
    composer.does_not_see("counting");
    let left = Audience { left_out: [(SkipReason::Unsubscribed, 12)].into(), ..Audience::default() };
    composer.tell(Event::Audience(Box::new(left)));
    composer.sees("all 12 on partners are left out");
    composer.tell(Event::Audience(Box::default()));
    composer.sees("no readers on partners");
    composer.press("Space");
    composer.tell(Event::Audience(Box::default()));
    composer.sees("tick a list");
}

#[test]
fn a_list_that_is_not_there_is_shown_and_can_be_unticked() {
    let mut composer = Composer::on_the_shelf(80, 24, FULL);
    let mut opened = opened();
    opened.issue.lists.push(ListName::parse("gone").expect("a name"));
    composer.press("Enter");
    composer.tell(Event::Opened(Box::new(opened)));
    composer.press("F6");
    composer.sees("[•] gone             ! there is no subscribers/gone.csv");
    composer.press("End Space");
    composer.sees("[ ] gone");
    let counted = composer.effects.iter().rev().find_map(|effect| match effect {
        Effect::CountAudience { ticked: Some(lists), .. } => Some(lists.len()),
        _ => None,
    });
    assert_eq!(counted, Some(1));
}

#[test]
fn a_list_that_is_ticked_again_stands_where_it_stood() {
    let list = |name: &str| ListName::parse(name).expect("a name");
    let mut composer = Composer::on_the_shelf(80, 24, FULL);
    let mut opened = opened();
    let whole = vec![list("partners"), list("press"), list("gone")];
    opened.issue.lists.clone_from(&whole);
    composer.press("Enter");
    composer.tell(Event::Opened(Box::new(opened)));
    composer.press("F6");
    let ticked = |composer: &Composer| {
        let counted = composer.effects.iter().rev().find_map(|effect| match effect {
            // None: as the files have them.
            Effect::CountAudience { ticked, .. } => Some(ticked.as_ref().unwrap_or(&whole).clone()),
            _ => None,
        });
        counted.expect("a count").iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    };
    for (keys, lists) in [
        ("Space", "press gone"),
        ("Down Space", "gone"),
        ("Space", "press gone"),
        ("Up Space", "partners press gone"),
        ("Down Space", "partners gone"),
        ("Space", "partners press gone"),
    ] {
        composer.press(keys);
        assert_eq!(ticked(&composer), lists, "{keys}");
    }
}

#[test]
fn a_letter_of_a_mailing_whose_end_is_past_or_that_is_cancelled_is_not_offered_to_be_sent_again() {
    let past = start_of_time() - jiff::SignedDuration::from_hours(1);
    for (state, end, why) in [
        (MailingState::Sent, None, None),
        (MailingState::Sent, Some(past), Some("None can be sent again: no letter leaves after Wed 20 Jun")),
        (MailingState::Cancelled, None, Some("None can be sent again: the mailing is cancelled.")),
    ] {
        let mut composer = Composer::in_the_issue(80, 24, FULL);
        let of = courant::domain::Mailing { expires_at: end, ..mailing(state, past) };
        composer.tell(Event::Mailing(Box::new(of)));
        composer.tell(Event::Uncertain { mailing: "2018-06-summer".into(), rows: not_certain() });
        composer.sees("[ Leave it ]   [ Mark taken ]");
        composer.press("Right Right");
        match why {
            None => composer.sees("▸[ Resend ]"),
            Some(why) => {
                composer.sees(why);
                composer.does_not_see("Resend");
                composer.press("Enter");
                composer.expect_effect("the last that is offered", |effect| {
                    matches!(effect, Effect::Decide { decision: Decision::Accepted, .. })
                });
            }
        }
    }
}
