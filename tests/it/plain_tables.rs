//! Where only ASCII can be shown, and wherever `--plain` asks for it, tables have no signs beyond it, and the composer neither
//! signs nor colours.

use std::process::Command;

use portable_pty::CommandBuilder;

use crate::composer::pty::Tty;
use crate::send_command::Demo;

fn list(demo: &Demo, words: &[&str], variables: &[(&str, &str)]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_courant"));
    command.env("LC_ALL", "C.UTF-8").env("TERM", "xterm").env_remove("NO_COLOR");
    command.envs(variables.iter().copied()).arg("-C").arg(demo.path("")).args(words);
    String::from_utf8(command.output().unwrap().stdout).unwrap()
}

#[test]
fn the_shell_s_tables_show_what_the_terminal_can_show() {
    let demo = Demo::new();
    assert!(list(&demo, &["list"], &[]).contains("en ✓  hu ✓"));
    for (words, variables) in [
        (&["list", "--plain"][..], &[][..]),
        (&["list"], &[("LC_ALL", "C")]),
        (&["list"], &[("TERM", "dumb")]),
    ] {
        let table = list(&demo, words, variables);
        assert!(table.contains("en v  hu v") && !table.contains('✓'), "{words:?} {variables:?}: {table}");
    }
    assert!(
        list(&demo, &["-o", "csv", "list", "--plain"], &[]).contains('✓'),
        "a file for programs stays as it is"
    );
}

#[test]
fn the_composer_has_neither_signs_nor_colours_where_plain_is_asked_for() {
    let demo = Demo::new();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_courant"));
    command.cwd(demo.path(""));
    command.env("XDG_STATE_HOME", demo.path(".state"));
    command.arg("--plain");
    let mut tty = Tty::run(command);
    tty.sees("Summer 2018");
    tty.sees("10Quit");
    let screen = tty.contents();
    let beyond = screen.chars().find(|c| "✓–▸│─┌┐└┘═╒╕…".contains(*c));
    assert_eq!(beyond, None, "{screen}");
    assert!(!tty.is_coloured(), "{screen}");
    tty.press(b"\x11");
    tty.is_given_back();
}
