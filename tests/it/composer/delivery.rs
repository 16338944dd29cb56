//! The screen of a mailing has more to say than fits: all of it can be read, and every mailing of the issue looked at.

use courant::domain::{HoldReason, Mailing, MailingId, MailingState, Progress};
use courant::tui::app::Screen;
use courant::tui::effect::Effect;
use courant::tui::event::Event;

use crate::props::composer::{Composer, FULL, issue, lang, mailing, progress, start_of_time};

const LANGUAGES: [(&str, &str); 7] = [
    ("en", "English"),
    ("hu", "Magyar"),
    ("sv", "Svenska"),
    ("nb", "Norsk bokmål"),
    ("nl", "Nederlands"),
    ("fi", "Suomi"),
    ("de", "Deutsch"),
];

/// Held for a long reason, with much that needs somebody.
fn told() -> Progress {
    let reply = "550 5.7.1 the address that these letters come from is on a list of senders that nobody takes mail from, \
                 which its owner can be taken off by a form at https://bad.example/off";
    let all = progress(MailingState::Held);
    let one = all.by_language[&lang("en")].clone();
    let failure =
        |n: u64| (format!("refused by the server of the town of refusals, which gave reason number{n}"), n);
    Progress {
        held: Some(HoldReason::Policy { reply: reply.into() }),
        by_language: LANGUAGES.map(|(tag, _)| (lang(tag), one.clone())).into(),
        failures: (11..20).map(failure).collect(),
        ..all
    }
}

fn held(width: u16, height: u16) -> Composer {
    let mut composer = Composer::in_the_issue(width, height, FULL);
    composer.tell(Event::Mailing(Box::new(mailing(MailingState::Held, start_of_time()))));
    composer.tell(Event::Progress(Box::new(told())));
    composer
}

/// Every screen that Page down leads to, the first one with it.
fn all_screens(composer: &mut Composer) -> Vec<String> {
    let mut all = vec![composer.screen()];
    loop {
        composer.press("PgDn");
        let screen = composer.screen();
        if all.last() == Some(&screen) {
            return all;
        }
        all.push(screen);
    }
}

#[test]
fn everything_about_a_mailing_can_be_read_on_any_screen_by_page_down() {
    for (width, height) in [(80, 24), (60, 18), (40, 10), (120, 40), (120, 24)] {
        let mut composer = held(width, height);
        composer.sees("PgDn");
        let all = all_screens(&mut composer);
        let read = all.concat();
        let names = LANGUAGES.map(|(_, name)| name.to_owned());
        let failures = (11..20).map(|n| format!("number{n}"));
        for words in names.into_iter().chain(failures).chain(["left out: unsubscribed".into()]) {
            assert!(read.contains(&words), "\"{words}\" at {width}x{height}:\n{read}");
        }
        // What the reason ends with, wherever its lines are broken.
        let last = ["taken off by a form", "https://bad.example/off", "then resume for the rest", "(Space)"];
        let run: String = read.split(|c: char| c.is_whitespace() || "│┌┐└┘─".contains(c)).collect();
        for words in last.map(|words| words.replace(' ', "")) {
            assert!(run.contains(&words), "\"{words}\" at {width}x{height}:\n{read}");
        }
        all.iter().skip(1).for_each(|screen| assert!(screen.contains("PgUp: back"), "{screen}"));
        let corners = |sign: char| read.matches(sign).count();
        assert_eq!((corners('┌'), corners('└')), (corners('┐'), corners('┘')), "{width}x{height}:\n{read}");
        (1..all.len()).for_each(|_| composer.press("PgUp"));
        assert_eq!(composer.screen(), all[0], "{width}x{height}");
    }
}

#[test]
fn what_fits_has_one_screen_and_an_order_leads_back_to_it() {
    let mut composer = held(80, 24);
    let first = composer.screen();
    composer.press("PgDn");
    assert_ne!(composer.screen(), first);
    composer.tell(Event::Progress(Box::new(told())));
    assert_ne!(composer.screen(), first, "news of it does not turn the page");
    composer.tell(Event::Mailing(Box::new(mailing(MailingState::Held, start_of_time()))));
    composer.tell(Event::Progress(Box::new(told())));
    assert_eq!(composer.screen(), first);
    composer.tell(Event::Mailing(Box::new(mailing(MailingState::Sending, start_of_time()))));
    composer.tell(Event::Progress(Box::new(progress(MailingState::Sending))));
    let first = composer.screen();
    assert!(!first.contains("PgDn"), "{first}");
    composer.press("PgDn");
    assert_eq!(composer.screen(), first);
}

fn cancelled() -> Mailing {
    let cancelled = mailing(MailingState::Cancelled, start_of_time());
    Mailing { id: MailingId([8; 8]), name: "2018-06-summer.2".into(), ..cancelled }
}

fn in_an_issue_with(mailings: Vec<Mailing>) -> Composer {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.tell(Event::Mailings { issue: issue().id, mailings });
    composer
}

#[test]
fn a_mailing_that_was_cancelled_is_shown_again_and_f8_once_more_goes_to_what_can_be_done() {
    let mut composer = in_an_issue_with(vec![cancelled()]);
    composer.press("F8");
    assert_eq!(composer.app.screen(), Screen::Delivery);
    composer.sees("─ 2018-06-summer.2 cancelled ");
    composer.sees("F8 once more, to send or schedule it anew.");
    composer.press("F8");
    assert_eq!(composer.app.screen(), Screen::Send);
}

#[test]
fn the_arrows_go_through_all_mailings_of_an_issue_those_under_way_first() {
    let first = Mailing {
        id: MailingId([6; 8]),
        name: "2018-06-summer.3".into(),
        ..mailing(MailingState::Scheduled, start_of_time())
    };
    let sent = mailing(MailingState::Sent, start_of_time());
    let mut composer = in_an_issue_with(vec![first, cancelled(), sent]);
    composer.press("F8");
    composer.sees("─ 2018-06-summer.3 scheduled ");
    composer.sees("2 other mailings are over (↑ ↓).");
    for (name, state) in [("2018-06-summer.2", "cancelled"), ("2018-06-summer", "sent")] {
        composer.effects.clear();
        composer.press("Down");
        composer.sees(&format!("─ {name} {state} "));
        composer.expect_effect("a look", |effect| *effect == Effect::Watch(name.into()));
        composer.sees("1 other mailing is over (↑ ↓).");
        composer.sees("! Also scheduled: 2018-06-summer.3");
    }
    composer.press("Up Up");
    composer.sees("─ 2018-06-summer.3 scheduled ");
}

#[test]
fn where_other_readers_get_it_than_were_confirmed_both_numbers_are_said() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    let sending = mailing(MailingState::Sending, start_of_time());
    composer.tell(Event::Mailing(Box::new(Mailing { confirmed: 4810, ..sending.clone() })));
    composer.tell(Event::Progress(Box::new(progress(MailingState::Sending))));
    composer.sees("Confirmed for 4 810 readers: it is for 4 830 by now.");
    composer.tell(Event::Mailing(Box::new(sending)));
    composer.does_not_see("Confirmed for");
}
