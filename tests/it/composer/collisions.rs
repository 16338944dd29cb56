//! Two things at once, in a real terminal: a file that was changed by hand, a signal under a question, a mailing beside
//! another, a key in the second in which one begins.

use std::path::Path;

use serde_json::Value;

use super::whole_job::type_the_number;
use crate::composer::pty::{Tty, english, workspace};
use crate::props::until::until_seen;
use crate::send_command::Demo;
use crate::signals;

const ESC: &[u8] = b"\x1b";
const ALT_L: &[u8] = b"\x1bl";
const CTRL_S: &[u8] = b"\x13";
const DOWN: &[u8] = b"\x1b[B";
const END: &[u8] = b"\x1b[F";
const F1: &[u8] = b"\x1bOP";
const F8: &[u8] = b"\x1b[19~";
const F10: &[u8] = b"\x1b[21~";

const ANOTHER: &str = "The file is another by now";

/// `words` are typed before the text of the one section.
fn type_into(folder: &Path, words: &str) -> Tty {
    let mut tty = Tty::in_the_tides(folder);
    tty.press(words.as_bytes());
    tty.sees(words.trim_end());
    tty
}

/// Somebody else's text is in the file, and a save is asked for.
fn collide(tty: &mut Tty, folder: &Path) -> String {
    let theirs = english(folder).replace("They come and go.", "Theirs.");
    std::fs::write(folder.join("issues/2018-06-summer/en.md"), &theirs).expect("a file");
    tty.press(CTRL_S);
    tty.sees(ANOTHER);
    theirs
}

fn journal(folder: &Path) -> String {
    let files = std::fs::read_dir(folder.join(".courant/journal")).into_iter().flatten().flatten();
    files.filter_map(|file| std::fs::read_to_string(file.path()).ok()).collect()
}

#[test]
fn keep_mine_writes_both_languages_that_were_offered_in_one_question_and_puts_the_other_text_aside() {
    let folder = workspace();
    let folder = folder.path();
    let issue = folder.join("issues/2018-06-summer");
    std::fs::write(
        issue.join("hu.md"),
        "+++\nsubject = \"Dagály\"\npreheader = \"Apály\"\n+++\n\n## Árapály {#tides}\n\nJön és megy.\n",
    )
    .expect("an edition");
    let mut tty = type_into(folder, "Mine. ");
    let theirs = collide(&mut tty, folder);
    tty.press(ESC);
    tty.sees("Not saved, kept in the journal.");
    tty.press(ALT_L);
    tty.sees("Jön és megy.");
    tty.press("Enyém. ".as_bytes());
    tty.sees("Enyém.");
    until_seen("the journal", || journal(folder), |text| text.contains("Mine. ") && text.contains("Enyém. "));
    tty.signal("-KILL");
    tty.child.wait().expect("an end");
    assert_eq!(english(folder), theirs);

    let mut tty = Tty::composer(folder);
    tty.sees("We kept your text");
    for words in ["English, section \"The tides\":", "Magyar, section \"Árapály\":", "Mine.", "Enyém."] {
        tty.sees(words);
    }
    tty.press(b"\r");
    tty.sees(ANOTHER);
    tty.sees("Keep mine writes your text there");
    tty.press(b"\t\r");
    let read = |file: &str| std::fs::read_to_string(issue.join(file)).unwrap_or_default();
    until_seen("my text", || read("en.md"), |text| text.contains("Mine. They come and go."));
    until_seen("mine of the other language", || read("hu.md"), |text| text.contains("Enyém. Jön és megy."));
    let aside = std::fs::read_dir(issue.join("aside")).expect("a folder").flatten();
    let aside: Vec<_> = aside.filter_map(|file| std::fs::read_to_string(file.path()).ok()).collect();
    assert!(aside.contains(&theirs), "{aside:?}");
    tty.press(F10);
    tty.is_given_back();
    assert_eq!(tty.child.wait().expect("an end").exit_code(), 0);
}

#[test]
fn told_to_end_while_a_question_is_open_it_gives_the_terminal_back_and_loses_nothing_typed() {
    let folder = workspace();
    let mut tty = type_into(folder.path(), "Not lost. ");
    tty.press(F1);
    tty.sees("Esc close");
    tty.signal("-TERM");
    tty.is_given_back();
    tty.child.wait().expect("an end");
    assert!(english(folder.path()).contains("Not lost. They come and go."));

    let mut tty = type_into(folder.path(), "Nor this. ");
    let theirs = collide(&mut tty, folder.path());
    tty.signal("-TERM");
    tty.is_given_back();
    tty.child.wait().expect("an end");
    assert_eq!(english(folder.path()), theirs, "nothing is written over it unasked");
    let mut tty = Tty::composer(folder.path());
    tty.sees("We kept your text");
    tty.sees("Nor this. Not lost.");
    tty.press(ESC);
    tty.sees("It is offered again at the next start.");
    tty.press(F10);
    tty.is_given_back();
}

/// From the shelf to F8 of the issue.
fn to_its_mailings(demo: &Demo) -> Tty {
    let mut tty = Tty::in_the_demo(demo);
    tty.press(F8);
    tty
}

fn of_mailing(demo: &Demo, name: &str) -> Value {
    demo.json(&["-o", "json", "status", name])["mailings"][0].clone()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_mailing_that_waits_is_paused_beside_one_that_is_sent_and_each_question_is_of_the_one_in_sight() {
    let (relay, _, takes) = signals::patient().await;
    let demo = signals::demo(&relay, "");
    let send = |words: &[&str]| {
        let order = [&["-o", "json", "send", "2018"], words].concat();
        let readers = demo.json(&[&order[..], &["--dry-run"]].concat())["readers"].to_string();
        (order.into_iter().map(str::to_owned).collect::<Vec<_>>(), readers)
    };
    for (lists, when) in [
        (&["--to", "partners"][..], &["--at", "2035-01-04 10:00"][..]),
        (&["--to", "partners", "press"], &["--now", "--detach"]),
    ] {
        let (order, readers) = send(lists);
        let mut order: Vec<&str> = order.iter().map(String::as_str).collect();
        order.extend(when);
        order.extend(["--confirm", &readers]);
        assert_eq!(demo.exits(&order), Some(0), "{order:?}");
    }
    (0..3).for_each(|_| takes.send(()).expect("a relay"));
    let mut tty = to_its_mailings(&demo);
    tty.sees("─ 2018-06-summer.2 sending");
    tty.sees("3 of 10 done");
    tty.sees("Also scheduled: 2018-06-summer, Thu 4 Jan 2035 10:00");
    tty.press(b" ");
    tty.sees("Pause the mailing?");
    tty.sees("What is on its way still lands");
    tty.press(ESC);
    tty.wait_for("the mailing", |tty| !tty.contents().contains("Pause the mailing?"));
    tty.press(DOWN);
    tty.sees("─ 2018-06-summer scheduled");
    tty.sees("Also sending: 2018-06-summer.2");
    tty.press(b" ");
    tty.sees("Pause it before it begins?");
    tty.press(b"\r");
    tty.sees("─ 2018-06-summer paused");
    tty.sees("It has not begun: nobody has got it yet.");
    drop(takes);
    until_seen("its end", || of_mailing(&demo, "2018-06-summer.2")["state"].clone(), |state| state == "sent");
    tty.wait_for("one mailing", |tty| !tty.contents().contains("Also"));
    tty.press(b"\x11");
    tty.is_given_back();
    assert_eq!(of_mailing(&demo, "2018-06-summer")["state"], "paused");
    assert_eq!(demo.exits(&["cancel", "2018-06-summer"]), Some(0));
    until_seen("the sender's end", || signals::sender_of(&demo), Option::is_none);
    assert_eq!(relay.truth.accepted().len(), 10);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn escape_in_the_second_in_which_a_mailing_begins_stops_it_in_a_real_terminal() {
    let (relay, _, takes) = signals::patient().await;
    let demo = signals::demo(&relay, "");
    let mut tty = to_its_mailings(&demo);
    tty.sees("Nothing that must be mended");
    tty.sees("30 readers of");
    tty.press(END);
    tty.press(b"\r");
    type_the_number(&mut tty);
    tty.sees("Starts in ");
    // The sixty seconds are the product's own, and nobody hurries them.
    tty.wait_for("the beginning", |tty| !tty.contents().contains("Starts in "));
    tty.press(ESC);
    let ends = ["─ 2018-06-summer paused", "─ 2018-06-summer pausing", "─ 2018-06-summer cancelled"];
    tty.wait_for("a stop", |tty| ends.iter().any(|end| tty.contents().contains(end)));
    drop(takes);
    let state = || of_mailing(&demo, "2018-06-summer")["state"].clone();
    until_seen("the last letter in flight", state, |state| state == "paused" || state == "cancelled");
    assert!(relay.truth.accepted().len() <= 1, "only what was on its way");
    tty.press(b"\x11");
    tty.is_given_back();
    demo.exits(&["cancel", "2018-06-summer"]);
    until_seen("the sender's end", || signals::sender_of(&demo), Option::is_none);
    assert!(relay.truth.accepted().len() <= 1);
}
