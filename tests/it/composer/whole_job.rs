//! The whole job by keys in a real terminal: an issue is begun and written; another is sent, left and found again.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::composer::pty::Tty;
use crate::props::until::until_seen;
use crate::send_command::Demo;
use crate::signals;

/// How many letters a test of the demo is: one for each language of each colleague who does tests.
const TESTS: usize = 5;

const ESC: &[u8] = b"\x1b";
const ALT_UP: &[u8] = b"\x1b[1;3A";
const ALT_L: &[u8] = b"\x1bl";
const INS: &[u8] = b"\x1b[2~";
const DEL: &[u8] = b"\x1b[3~";
const CTRL_O: &[u8] = b"\x0f";
const CTRL_Z: &[u8] = b"\x1a";
const F4: &[u8] = b"\x1bOS";
const F5: &[u8] = b"\x1b[15~";
const F6: &[u8] = b"\x1b[17~";
const F8: &[u8] = b"\x1b[19~";
const F10: &[u8] = b"\x1b[21~";

/// The text in its field, and how it reads below.
#[track_caller]
fn sees_twice(tty: &mut Tty, words: &str) {
    tty.wait_for(words, |tty| tty.contents().matches(words).count() == 2);
}

#[track_caller]
fn sees_no_more(tty: &mut Tty, words: &str) {
    tty.wait_for("a screen without it", |tty| !tty.contents().contains(words));
}

/// Out of a field, to the sections.
fn to_the_sections(tty: &mut Tty) {
    tty.press(ESC);
    tty.sees("Ins add");
}

/// From the shelf to a new issue with its head and its first section in two languages.
fn begin_and_write(tty: &mut Tty) {
    tty.sees("2 issues");
    tty.press(b"n");
    tty.sees("What is it called?");
    tty.press(b"Autumn 2018\r");
    tty.sees("HELIUM News › Autumn 2018");
    tty.press(b"\x1b[H\r");
    tty.sees("Tab next field");
    tty.press(b"Boats\tThey sail");
    tty.sees("Boats – They sail");
    to_the_sections(tty);
    tty.press(b"\x1b[B\r");
    tty.sees("line 1");
    tty.press(b"Part one.");
    sees_twice(tty, "Part one.");
    tty.press(ALT_L);
    tty.sees("1 Itt tartunk");
    tty.press("Első rész.".as_bytes());
    sees_twice(tty, "Első rész.");
    to_the_sections(tty);
    tty.press(b"\x1b[A\r");
    tty.sees("Tab next field");
    tty.press("Hajók\tÚton".as_bytes());
    tty.sees("Hajók – Úton");
    to_the_sections(tty);
}

/// A story is added, moved to the front, put aside and brought back.
fn arrange_the_sections(tty: &mut Tty) {
    tty.press(b"\x1b[B");
    tty.press(INS);
    tty.sees("Add a section");
    tty.press(b"\x1b[F\r");
    tty.sees("2 Story");
    tty.press(b"Szavak\r");
    tty.sees("2 Szavak");
    to_the_sections(tty);
    tty.press(ALT_UP);
    tty.sees("1 Szavak");
    tty.sees("2 Itt tartunk");
    tty.press(DEL);
    tty.sees("aside?");
    tty.press(b"\t\r");
    tty.sees("1 Itt tartunk");
    sees_no_more(tty, "Szavak");
    tty.press(CTRL_Z);
    tty.sees("1 Szavak");
}

/// The page, the checks, the lists: what is looked at before anything leaves.
fn look_at_it(tty: &mut Tty, page: &Path) {
    tty.press(CTRL_O);
    tty.sees("The page is made");
    tty.sees("There is no display here");
    let html = std::fs::read_to_string(page).expect("the page");
    assert!(html.contains("Első rész.") && html.contains("Szavak"), "{html}");
    tty.press(b"\r");
    sees_no_more(tty, "The page is made");
    tty.press(F5);
    tty.sees("save-the-date is to save a date, and has none.");
    tty.press(F6);
    tty.sees("─ 30 readers ─");
    tty.sees("Left out, and why");
    tty.sees("1 row of subscribers/press.csv can't be read (line 13)");
    tty.press(b" ");
    tty.sees("[ ] partners");
    tty.sees("─ 11 readers ─");
    tty.press(b" ");
    tty.sees("[•] partners");
    tty.sees("─ 30 readers ─");
    tty.press(b"\x1b[B ");
    tty.sees("[ ] press");
    sees_no_more(tty, "─ 30 readers ─");
}

#[test]
fn an_issue_is_begun_written_arranged_and_looked_at_by_keys_in_a_real_terminal() {
    let demo = Demo::new();
    let press = demo.path("subscribers/press.csv");
    let rows = std::fs::read_to_string(&press).expect("a list");
    std::fs::write(press, format!("{rows}nobody,No Address,nl,NL,Krant\n"))
        .expect("a row without an address");
    let mut tty = Tty::composer(&demo.path(""));
    begin_and_write(&mut tty);
    arrange_the_sections(&mut tty);
    let issue: PathBuf = std::fs::read_dir(demo.path("issues"))
        .expect("the issues")
        .map(|entry| entry.expect("an issue").path())
        .find(|path| path.to_string_lossy().ends_with("autumn-2018"))
        .expect("the new issue");
    let name = issue.file_name().and_then(|name| name.to_str()).expect("a name").to_owned();
    look_at_it(&mut tty, &demo.path(&format!("outbox/preview/{name}/hu.html")));
    tty.press(F10);
    tty.is_given_back();
    assert_eq!(tty.child.wait().expect("an end").exit_code(), 0);

    let read = |file: &str| std::fs::read_to_string(issue.join(file)).expect(file);
    let outline = read("issue.toml");
    assert!(
        outline.contains("title = \"Autumn 2018\"") && outline.contains("lists = [\"partners\"]"),
        "{outline}"
    );
    assert!(outline.find("\"story-2\"") < outline.find("\"where-we-stand\""), "{outline}");
    assert_eq!(outline.matches("[[section]]").count(), 4, "{outline}");
    let (english, hungarian) = (read("en.md"), read("hu.md"));
    assert!(english.contains("subject = \"Boats\"") && english.contains("Part one."), "{english}");
    for words in ["subject = \"Hajók\"", "preheader = \"Úton\"", "Első rész.", "## Szavak"] {
        assert!(hungarian.contains(words), "{words}: {hungarian}");
    }
}

/// The number that is asked for, typed.
pub fn type_the_number(tty: &mut Tty) {
    tty.sees("Type the number");
    let screen = tty.contents();
    let number = screen.split("Send it to ").nth(1).and_then(|rest| rest.split(" reader").next());
    tty.press(format!("{}\r", number.expect("a number")).as_bytes());
}

/// From the shelf to the send screen, with a dry run and a test on the way.
fn up_to_sending(tty: &mut Tty, demo: &Demo) {
    tty.goes_to_the_summer();
    tty.press(b"\x1b[B\r");
    tty.sees("line 1");
    tty.press(F4);
    tty.sees("In the inbox");
    tty.sees("Phone 375");
    tty.press(F5);
    tty.sees("0 must fix");
    tty.press(F8);
    tty.sees("Nothing that must be mended");
    tty.press(b"\r");
    tty.sees("The dry run is written");
    assert!(demo.path("outbox/dry-run/2018-06-summer/summary.json").exists());
    tty.press(b"\r\x1b[B\r");
    tty.sees("Send a test?");
    tty.press(b"\t\r");
    tty.sees("The test was sent");
    tty.press(b"\x1b");
    sees_no_more(tty, "The test was sent");
}

/// For a day that is far away, and then not at all.
fn schedule_and_cancel(tty: &mut Tty) {
    tty.press(b"\x1b[B\r");
    tty.sees("When is it to start?");
    tty.press(b"2035-01-04 10:00\r");
    tty.sees("Thu 4 Jan 2035 10:00");
    type_the_number(tty);
    tty.sees("2018-06-summer scheduled");
    tty.sees("Starts Thu 4 Jan 2035 10:00");
    tty.press(DEL);
    tty.sees("Cancel 2018-06-summer?");
    tty.press(b"\t\r");
    tty.sees("2018-06-summer cancelled");
    tty.press(F8);
    tty.sees("Nothing that must be mended");
}

/// The seconds are stopped once, and run out once.
fn send_now(tty: &mut Tty) {
    tty.press(b"\x1b[B\r");
    type_the_number(tty);
    tty.sees("Press Esc to stop it");
    tty.press(ESC);
    tty.sees("nobody got it");
    tty.press(F8);
    tty.sees("Nothing that must be mended");
    tty.press(b"\r");
    type_the_number(tty);
    tty.sees("Press Esc to stop it");
}

/// From the shelf to the mailing that is on its way.
fn come_back(demo: &Demo) -> Tty {
    let mut tty = Tty::composer(&demo.path(""));
    tty.sees("Sending");
    tty.press(b"\x1b[F");
    tty.sees("issues/2018-06-summer");
    tty.press(b"\r");
    tty.sees("Where we stand");
    tty.press(F8);
    tty.sees("2018-06-summer.3 sending");
    tty.sees("7 of 30 done");
    tty
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_whole_job_is_done_by_keys_in_a_real_terminal() {
    let (relay, comes, takes) = signals::patient().await;
    let demo = signals::demo(&relay, "");
    let mut tty = Tty::composer(&demo.path(""));
    (0..TESTS).for_each(|_| takes.send(()).expect("a relay"));
    up_to_sending(&mut tty, &demo);
    assert_eq!((comes.try_iter().count(), relay.truth.accepted().len()), (TESTS, TESTS));

    schedule_and_cancel(&mut tty);
    send_now(&mut tty);
    let early = relay.truth.accepted().len();
    // The sixty seconds are the product's own, and nobody hurries them.
    (0..5).for_each(|_| takes.send(()).expect("a relay"));
    tty.sees("5 of 30 done = 5 taken");
    assert_eq!(early, TESTS, "nothing left before the seconds were over");
    tty.press(b" ");
    tty.sees("Pause the mailing?");
    tty.press(b"\r");
    tty.sees("pausing");
    takes.send(()).expect("a relay");
    tty.sees("2018-06-summer.3 paused");
    tty.sees("6 of 30 done");
    assert_eq!(relay.truth.accepted().len(), TESTS + 6, "paused is paused");
    takes.send(()).expect("a relay");
    tty.press(b" ");
    tty.sees("7 of 30 done");
    tty.press(b"\x11");
    tty.is_given_back();
    assert_eq!(tty.child.wait().expect("an end").exit_code(), 0);

    let sender = signals::sender_of(&demo);
    assert!(sender.is_some(), "it goes on without the composer");
    let mut tty = come_back(&demo);
    assert_eq!(signals::sender_of(&demo), sender, "the same one still sends");
    drop(takes);
    tty.sees("2018-06-summer.3 sent");
    tty.sees("30 of 30 done = 30 taken by their mail server + 0 failed");
    tty.press(b"\x11");
    tty.is_given_back();
    until_seen("the sender's end", || signals::sender_of(&demo), Option::is_none);
    let letters = relay.truth.accepted();
    let readers: BTreeSet<_> = letters[TESTS..].iter().map(|letter| &letter.to).collect();
    assert_eq!((letters.len() - TESTS, readers.len()), (30, 30), "each got it once");
}
