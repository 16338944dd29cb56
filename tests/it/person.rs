//! Who gave an order is written down by the name that colleagues know.

use std::fs;
use std::process::Command;

use courant::workspace::Workspace;
use portable_pty::CommandBuilder;

use crate::composer::pty::Tty;
use crate::props::until::until_seen;
use crate::send_command::Demo;

/// The demo, in which these colleagues have these accounts.
fn with_logins(logins: &[(&str, &str)]) -> Demo {
    let demo = Demo::new();
    let file = demo.path("config.toml");
    let mut config = fs::read_to_string(&file).unwrap();
    for (name, login) in logins {
        let line = format!("name = \"{name}\"\nemail");
        assert!(config.contains(&line), "{name}");
        config = config.replace(&line, &format!("name = \"{name}\"\nlogin = \"{login}\"\nemail"));
    }
    fs::write(file, config).unwrap();
    demo
}

fn marks(demo: &Demo) -> String {
    fs::read_to_string(demo.path("issues/2018-06-summer/translations.toml")).unwrap_or_default()
}

#[test]
fn whoever_has_the_account_of_a_colleague_is_called_as_they_are() {
    let demo = with_logins(&[("Anna de Wit", "ops"), ("Márta Kelemen", "marta")]);
    for (account, called, section) in
        [("marta", "Márta Kelemen", "where-we-stand"), ("guest", "guest", "good-practices")]
    {
        let mut command = Command::new(env!("CARGO_BIN_EXE_courant"));
        command.current_dir(demo.path("")).env("USER", account);
        let done = command.args(["translate", "done", "2018", "hu", section]).status().unwrap();
        assert!(done.success());
        assert!(marks(&demo).contains(&format!("by = \"{called}\"")), "{}", marks(&demo));
    }
}

#[test]
fn where_several_share_an_account_the_one_who_translates_is_named_with_the_order() {
    let demo = with_logins(&[("Anna de Wit", "ops")]);
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_courant"));
    command.cwd(demo.path(""));
    command.env("USER", "ops");
    command.args(["translate", "--only", "hu", "--as", "Kovács Éva"]);
    let mut tty = Tty::run(command);
    tty.sees("Summer 2018");
    tty.press(b"\x1b[B\r");
    tty.sees("Magyar");
    tty.press(b"\x1b[B\x04");
    until_seen("the mark", || marks(&demo), |text| text.contains("by = \"Kovács Éva\""));
    tty.press(b"\x11");
    tty.is_given_back();
}

#[test]
fn one_account_of_two_colleagues_is_told() {
    let demo = with_logins(&[("Anna de Wit", "ops"), ("Márta Kelemen", "ops")]);
    let (_, problems) = Workspace::open(&demo.path("")).unwrap().settings();
    let told: Vec<_> = problems.iter().map(|problem| problem.what.as_str()).collect();
    assert_eq!(told, ["Márta Kelemen has the same login as a colleague above"]);
}
