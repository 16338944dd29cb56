//! The shelf says "ready" of a language only once the checks have found nothing in it that must be fixed.

use courant::domain::{IssueId, Mailing, MailingId, MailingKind, MailingState, Place, Problem, Reach};
use courant::tui::app::Screen;
use courant::tui::effect::Effect;
use courant::tui::event::{Event, IssueCard, Told};

use crate::composer::pty::Tty;
use crate::props::composer::{Composer, FULL, cards, lang, mailing, opened, start_of_time};
use crate::send_command::Demo;

fn checked(composer: &mut Composer, must_fix: Vec<Problem>) {
    let issue = IssueId::parse("2018-06-summer").expect("a name");
    composer.tell(Event::ShelfChecked { issue, must_fix });
}

#[test]
fn an_issue_whose_outline_cant_be_read_says_what_to_do_about_it() {
    let mut composer = Composer::on_the_shelf(80, 24, FULL);
    let mut cards = cards();
    (cards[0].languages, cards[0].unread) = (Vec::new(), Some("issue.toml, line 7".into()));
    composer.tell(Event::Shelf(cards));
    composer.sees("issue.toml, line 7 can't be read: mend it in an editor");
    composer.does_not_see("F5 says why");
    composer.sees("not known: issue.toml, line 7 can't be read");
    composer.does_not_see("section");
}

#[test]
fn on_the_shelf_the_mark_is_on_the_issue_one_comes_from() {
    let mut composer = Composer::on_the_shelf(80, 24, FULL);
    let mut made = opened();
    made.issue.id = IssueId::parse("2018-09-autumn").expect("a name");
    composer.tell(Event::Opened(Box::new(made.clone())));
    composer.press("Esc F8");
    let opens = |effect: &Effect| *effect == Effect::OpenIssue(made.issue.id.clone());
    composer.expect_effect("the new one, before the shelf is read", opens);
    let mut all = cards();
    all.push(IssueCard { id: made.issue.id.clone(), title: "Autumn".into(), ..all[0].clone() });
    composer.tell(Event::Shelf(all));
    composer.press("F2");
    composer.expect_effect("the new one", opens);
    composer.sees("─ Autumn ");
}

#[test]
fn a_language_that_is_written_is_ready_once_the_checks_say_so() {
    let mut composer = Composer::on_the_shelf(80, 24, FULL);
    let mut cards = cards();
    cards[1].must_fix = None;
    composer.tell(Event::Shelf(cards));
    composer.press("End");
    composer.sees("EN? HU? SV? NB? NL?");
    composer.sees("the checks are running");
    let place = Place::file("issues/2018-06-summer/hu.md").in_language(&lang("hu"));
    let in_hungarian = Problem::must("OPS002", place, "It still says TODO.");
    checked(&mut composer, vec![in_hungarian.clone()]);
    composer.sees("EN✓ HU! SV✓ NB✓ NL✓");
    composer.sees("Mend 1 finding (F5)");
    let of_all = Problem::must("EVT001", Place::file("issues/2018-06-summer/issue.toml"), "It has no date.");
    checked(&mut composer, vec![in_hungarian, of_all]);
    composer.sees("EN! HU! SV! NB! NL!");
    checked(&mut composer, Vec::new());
    composer.sees("EN✓ HU✓ SV✓ NB✓ NL✓");
}

#[test]
fn an_f_key_on_the_shelf_opens_the_marked_issue_at_its_step() {
    for (key, step) in [
        ("F2", Screen::Write),
        ("F4", Screen::Preview),
        ("F5", Screen::Checks),
        ("F6", Screen::People),
        ("F8", Screen::Send),
    ] {
        let mut composer = Composer::on_the_shelf(80, 24, FULL);
        composer.press("Down");
        composer.press(key);
        let second = cards()[1].id.clone();
        composer.expect_effect("the issue", |effect| *effect == Effect::OpenIssue(second.clone()));
        composer.tell(Event::Opened(Box::new(opened())));
        assert_eq!(composer.app.screen(), step, "{key}");
    }
}

#[test]
fn a_step_that_could_not_be_opened_is_not_gone_to_later() {
    let mut composer = Composer::on_the_shelf(80, 24, FULL);
    composer.press("F8");
    composer.tell(Event::Failed(Told::new("The issue can't be read")));
    composer.press("Esc Enter");
    composer.tell(Event::Opened(Box::new(opened())));
    assert_eq!(composer.app.screen(), Screen::Write);
}

#[test]
fn where_there_is_no_issue_an_f_key_says_how_to_start_one() {
    let mut composer = Composer::on_the_shelf(80, 24, FULL);
    composer.tell(Event::Shelf(Vec::new()));
    composer.press("F8");
    composer.sees("There is no issue yet: N starts one.");
    assert!(!composer.effects.iter().any(|effect| matches!(effect, Effect::OpenIssue(_))));
}

#[test]
fn the_newest_issue_stands_first_whatever_its_folder_is_called() {
    let mut composer = Composer::on_the_shelf(80, 24, FULL);
    let card = |folder: &str, title: &str, number, date: Option<&str>| IssueCard {
        id: IssueId::parse(folder).expect("a name"),
        title: title.into(),
        number,
        date: date.map(|date| date.parse().expect("a date")),
        ..cards()[0].clone()
    };
    composer.tell(Event::Shelf(vec![
        card("9-kick-off", "Kick-off", Some(1), Some("2018-01-09")),
        card("special", "Special", None, Some("2018-07-01")),
        card("a-summer", "Summer", Some(2), Some("2018-06-28")),
        card("2018-06-twin", "Twin", Some(3), Some("2018-06-28")),
        card("1-writing", "In the making", Some(4), None),
    ]));
    let screen = composer.screen();
    let order = ["In the making", "Special", "Twin", "Summer", "Kick-off"];
    let lines: Vec<_> = order
        .map(|title| screen.lines().position(|line| line.contains(title) && line.contains("Writing")))
        .into_iter()
        .flatten()
        .collect();
    assert!(lines.len() == 5 && lines.is_sorted(), "{screen}");
}

/// The shelf with what its first issue's mailings have come to.
fn reached(latest: Mailing, reach: Reach) -> Composer {
    let mut composer = Composer::on_the_shelf(80, 24, FULL);
    let mut cards = cards();
    (cards[0].mailing, cards[0].reach) = (Some(latest), reach);
    composer.tell(Event::Shelf(cards));
    composer
}

/// For eleven readers, begun unless `begun` says otherwise.
fn for_eleven(state: MailingState, begun: bool) -> Mailing {
    let at = begun.then_some(start_of_time());
    let over = matches!(state, MailingState::Sent | MailingState::Cancelled).then_some(start_of_time());
    Mailing { confirmed: 11, started_at: at, finished_at: over, ..mailing(state, start_of_time()) }
}

#[test]
fn an_issue_that_was_sent_stays_sent_whatever_was_cancelled_since() {
    let sent = for_eleven(MailingState::Sent, true);
    let again = Mailing {
        id: MailingId([8; 8]),
        name: "2018-06-summer.2".into(),
        again: true,
        ..for_eleven(MailingState::Cancelled, true)
    };
    let reach = Reach { sent: Some(sent.clone()), readers: 11, got: 5, ..Reach::default() };
    let mut composer = reached(again, reach);
    composer.sees("Sent            10:00");
    composer.sees("Next step   Sent. F8 shows what became of it");
    composer.sees("Mailing     cancelled 10:00; 5 of 11 readers got it again");
    composer.sees("Last sent   10:00; 11 readers have it");
    let reach = Reach { sent: Some(sent.clone()), readers: 10, got: 10, ..Reach::default() };
    let mut composer = reached(sent.clone(), reach);
    composer.sees("Last sent   10:00; 10 readers have it");
    composer.does_not_see("Mailing  ");
    let files = Mailing { kind: MailingKind::Files, ..sent };
    let reach = Reach { sent: Some(files.clone()), readers: 11, got: 11, ..Reach::default() };
    reached(files, reach).sees("In files    10:00, for 11 readers");
}

#[test]
fn whoever_did_not_get_a_mailing_is_not_counted_as_having_it() {
    let got = |got| Reach { readers: got, got, ..Reach::default() };
    for (state, begun, reach, mailing, next) in [
        (
            MailingState::Held,
            true,
            got(0),
            "held, begun 10:00; 0 of 11 readers got it",
            "It is held: F8 says why",
        ),
        (MailingState::Held, false, got(0), "held, was due 10:00, for 11 readers", "It is held: F8 says why"),
        (MailingState::Cancelled, false, got(0), "cancelled 10:00; nobody got it", "Go on writing: EN"),
        (
            MailingState::Cancelled,
            true,
            got(0),
            "cancelled 10:00; 0 of 11 readers got it",
            "Go on writing: EN",
        ),
        (
            MailingState::Cancelled,
            true,
            got(5),
            "cancelled 10:00; 5 of 11 readers got it",
            "5 readers have it; F8 sends it to the others",
        ),
        (
            MailingState::Sending,
            true,
            got(5),
            "sending, begun 10:00; 5 of 11 readers got it",
            "under way: F8",
        ),
    ] {
        let mut composer = reached(for_eleven(state, begun), reach);
        composer.sees(&format!("Mailing     {mailing}"));
        composer.sees(next);
        composer.does_not_see("Last sent");
    }
}

#[test]
fn a_mailing_that_nobody_sends_has_a_sign_on_the_shelf_and_a_remedy() {
    let reach = Reach { alone: true, ..Reach::default() };
    let mut composer = reached(for_eleven(MailingState::Scheduled, false), reach);
    composer.sees("! Scheduled");
    composer.sees("no sender is running");
    composer.sees("Next step   No sender is running: F8, then Space, starts one");
}

#[test]
fn the_shelf_says_what_was_sent_paused_and_cancelled_elsewhere_in_a_real_terminal() {
    let demo = Demo::new();
    let mut tty = Tty::composer(&demo.path(""));
    tty.sees("2 issues");
    tty.press(b"\x1b[F");
    tty.sees("issues/2018-06-summer");
    let readers = demo.json(&["-o", "json", "send", "2018", "--dry-run"])["readers"].to_string();
    let order = ["send", "2018", "--at", "2099-01-01 09:00", "--confirm", &readers];
    assert_eq!(demo.exits(&order), Some(0), "{readers}");
    tty.sees("Scheduled");
    for (deed, state) in [("pause", "Paused"), ("cancel", "cancelled")] {
        assert_eq!(demo.exits(&[deed, "2018"]), Some(0), "{deed}");
        tty.sees(state);
    }
    tty.press(b"\x11");
    tty.is_given_back();
}

#[test]
fn a_mailing_of_which_nobody_has_a_letter_or_nobody_knows_is_told_as_that_with_what_to_do() {
    let name = "2018-06-summer";
    let one = |name: &str| [(name.to_owned(), 1)].into();
    let sent = || Some(for_eleven(MailingState::Sent, true));
    for (reach, state, words, next) in [
        (
            Reach { sent: sent(), failed: 11, ..Reach::default() },
            "! Sent",
            "10:00; nobody has it: 11 letters failed",
            "Nobody got it: F8 says why, and what to do",
        ),
        (
            Reach { sent: sent(), readers: 8, failed: 2, not_certain: one(name), ..Reach::default() },
            "! Sent",
            "10:00; 8 readers have it, 2 failed, 1 not certain",
            "1 letter is not certain: F8, then Enter, decides",
        ),
        (
            Reach { sent: sent(), readers: 9, not_certain: one("2018-06-summer.2"), ..Reach::default() },
            "! Sent",
            "10:00; 9 readers have it, 1 not certain",
            "1 letter is not certain: `courant missing 2018-06-summer.2`",
        ),
        (
            Reach { sent: sent(), readers: 9, failed: 2, ..Reach::default() },
            " Sent   ",
            "10:00; 9 readers have it, 2 failed",
            "Sent, but 2 letters failed: F8 says why, and what to do",
        ),
    ] {
        let mut composer = reached(for_eleven(MailingState::Sent, true), reach);
        composer.sees(state);
        composer.sees(&format!("Last sent   {words}"));
        composer.sees(&format!("Next step   {next}"));
        composer.does_not_see("0 readers");
    }
    let reach = Reach { readers: 5, got: 5, not_certain: one(name), ..Reach::default() };
    let mut paused = reached(for_eleven(MailingState::Paused, true), reach);
    paused.sees("paused, begun 10:00; 5 of 11 readers got it, 1 not certain");
}

#[test]
fn of_a_mailing_into_files_nobody_is_said_to_have_got_it() {
    let files = |state, begun| Mailing { kind: MailingKind::Files, ..for_eleven(state, begun) };
    let got = |got| Reach { readers: got, got, ..Reach::default() };
    for (state, begun, reach, words) in [
        (MailingState::Scheduled, false, got(0), "scheduled, was due 10:00, into outbox/ for 11 readers"),
        (MailingState::Paused, true, got(5), "letters for 5 of 11 readers are in outbox/"),
        (MailingState::Cancelled, true, got(5), "letters for 5 of 11 readers are in outbox/"),
    ] {
        let mut composer = reached(files(state, begun), reach);
        composer.sees(words);
        composer.does_not_see("got it");
        composer.does_not_see("have it");
    }
    let written = Mailing { finished_at: Some(start_of_time()), ..files(MailingState::Sent, true) };
    let mut composer = reached(written.clone(), Reach { sent: Some(written), ..got(11) });
    composer.sees("In files        10:00");
    composer.sees("Next step   Its letters are in outbox/, and nobody was mailed");
    composer.sees("In files    10:00, for 11 readers");
    composer.does_not_see("Sent");
    composer.does_not_see("sent");
}
