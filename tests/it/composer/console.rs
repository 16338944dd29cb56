//! The terminal left to others and taken again: a stop by the shell, a process that was frozen, an editor of one's own.

use std::path::Path;

use portable_pty::CommandBuilder;

use crate::composer::pty::{Tty, english, workspace};
use crate::props::until::until_seen;

/// The state that the system tells of a process: `T` is stopped.
fn state(pid: u32) -> String {
    let out = std::process::Command::new("ps").args(["-o", "stat=", "-p", &pid.to_string()]).output();
    String::from_utf8_lossy(&out.expect("ps").stdout).trim().to_owned()
}

fn times(tty: &Tty, sequence: &str) -> usize {
    tty.text().matches(sequence).count()
}

#[test]
fn frozen_and_thawed_it_takes_the_terminal_again_whatever_others_made_of_it() {
    let folder = workspace();
    let mut tty = Tty::in_the_tides(folder.path());
    tty.signal("-STOP");
    let pid = tty.child.process_id().expect("a process");
    until_seen("a stop", || state(pid), |state| state.starts_with('T'));
    tty.signal("-CONT");
    tty.wait_for("the screen once more", |tty| times(tty, "\u{1b}[?1049h") >= 2);
    tty.press(b"Here. ");
    tty.sees("Here. They come");
    tty.press(b"\x11");
    tty.is_given_back();
}

#[test]
fn stopped_it_gives_the_terminal_back_with_the_text_saved_and_told_to_go_on_it_draws_itself_anew() {
    let folder = workspace();
    let mut tty = Tty::in_the_tides(folder.path());
    tty.press(b"Kept. ");
    tty.sees("Kept.");
    tty.signal("-TSTP");
    tty.is_given_back();
    let pid = tty.child.process_id().expect("a process");
    until_seen("a stop", || state(pid), |state| state.starts_with('T'));
    until_seen("the file", || english(folder.path()), |text| text.contains("Kept. They come"));
    tty.signal("-CONT");
    tty.wait_for("the screen once more", |tty| times(tty, "\u{1b}[?1049h") == 2);
    tty.sees("Kept. They come");
    tty.press(b"And on. ");
    tty.sees("Kept. And on. They come");
    tty.press(b"\x11");
    tty.is_given_back();
}

/// The composer in the text, with an editor of this kind.
fn with_editor(folder: &Path, editor: Option<&str>) -> Tty {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_courant"));
    command.cwd(folder);
    command.env_remove("VISUAL");
    match editor {
        Some(editor) => command.env("EDITOR", editor),
        None => command.env_remove("EDITOR"),
    }
    let mut tty = Tty::run(command);
    tty.goes_to_the_tides();
    tty
}

#[test]
fn an_editor_of_ones_own_has_the_terminal_until_it_ends_and_its_text_is_one_step() {
    let folder = workspace();
    let editor = folder.path().join("editor");
    // It asks for a line of its own, which must not reach the composer.
    let script = "echo It has ${1##*/}; read -r line; sed -i \"s/come and go/$line/\" \"$1\"\n";
    std::fs::write(&editor, script).expect("a file");
    let mut tty = with_editor(folder.path(), Some(&format!("sh '{}'", editor.display())));
    tty.press(b"Often. ");
    tty.sees("Often.");
    tty.press(b"\x05");
    tty.sees("It has tides.en.md");
    until_seen(
        "the text before",
        || english(folder.path()),
        |text| text.contains("Often. They come and go."),
    );
    tty.press(b"rise\r");
    tty.sees("Often. They rise.");
    tty.press(b"\x1a");
    tty.sees("Often. They come and go.");
    tty.press(b"\x19\x11");
    tty.is_given_back();
    assert_eq!(tty.child.wait().expect("an end").exit_code(), 0);
    assert!(english(folder.path()).contains("Often. They rise.\n"), "{}", english(folder.path()));
}

#[test]
fn where_no_editor_is_named_or_it_fails_the_text_stays_and_the_remedy_is_told() {
    for (editor, told) in [(None, "export EDITOR=nano"), (Some("exit 3; :"), "ended with exit status: 3")] {
        let folder = workspace();
        let mut tty = with_editor(folder.path(), editor);
        tty.press(b"\x05");
        tty.sees(told);
        tty.press(b"\x1b");
        tty.wait_for("the end of the dialog", |tty| !tty.contents().contains(told));
        tty.press(b"Here. ");
        tty.sees("Here. They come");
    }
}

#[test]
fn what_stops_the_editor_stops_the_composer_and_what_interrupts_it_does_not_end_the_composer() {
    let folder = workspace();
    // Editors like vi stop everybody in the foreground with them.
    let mut tty = with_editor(
        folder.path(),
        Some("sh -c 'trap : INT; echo Stops; kill -TSTP 0; until read -r line; do :; done' --"),
    );
    tty.press(b"\x05");
    let pid = tty.child.process_id().expect("a process");
    until_seen("a stop", || state(pid), |state| state.starts_with('T'));
    let group = rustix::process::Pid::from_raw(i32::try_from(pid).expect("a process")).expect("a process");
    rustix::process::kill_process_group(group, rustix::process::Signal::CONT).expect("told to go on");
    rustix::process::kill_process_group(group, rustix::process::Signal::INT).expect("interrupted");
    tty.press(b"\r");
    tty.sees("They come and go.");
    tty.press(b"Still here. ");
    tty.sees("Still here. They come");
}
