//! A sender that was killed, in a real terminal: the screen of its mailing says so, and a key starts another.

use std::process::Command;

use crate::composer::pty::Tty;
use crate::props::until::{until_seen, until_sent};
use crate::signals;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_mailing_whose_sender_was_killed_goes_on_by_a_key_of_its_screen() {
    let (relay, comes, takes) = signals::patient().await;
    let demo = signals::demo(&relay, "");
    let readers = demo.json(&["-o", "json", "send", "2018", "--dry-run"])["readers"].to_string();
    assert_eq!(demo.exits(&["send", "2018", "--now", "--confirm", &readers, "--detach"]), Some(0));
    until_sent("a letter in flight", &comes);
    let killed = signals::sender_of(&demo).expect("a sender");
    assert!(Command::new("kill").args(["-KILL", &killed.to_string()]).status().expect("kill").success());
    until_seen("its end", || signals::sender_of(&demo), Option::is_none);

    let mut tty = Tty::in_the_demo(&demo);
    tty.press(b"\x1b[19~");
    tty.sees("No sender is running: nothing goes out. Space starts one.");
    tty.sees("Space start a sender");
    tty.press(b" ");
    tty.sees("Nobody gets it twice");
    drop(takes);
    tty.press(b"\t\r");
    tty.sees("2018-06-summer sent");
    tty.sees("29 of 30 done = 29 taken");
    tty.sees("1 not certain");
    tty.press(b"\x11");
    tty.is_given_back();
    until_seen("the sender's end", || signals::sender_of(&demo), Option::is_none);
    let mut to: Vec<_> = relay.truth.accepted().into_iter().map(|letter| letter.to).collect();
    to.sort();
    to.dedup();
    // The relay took the letter that was in flight, though nobody heard it.
    assert_eq!((to.len(), relay.truth.accepted().len()), (30, 30), "each got it once");
}
