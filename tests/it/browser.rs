//! A page that is shown in the browser: said to be open only where it is, from the shell and from the composer.

use std::fs;
use std::process::Command;

use portable_pty::CommandBuilder;

use crate::composer::pty::Tty;
use crate::props::until::until_seen;
use crate::send_command::Demo;

/// Writes its process and what it is to show into `shown`, then ends as `end` says.
fn script(demo: &Demo, name: &str, end: &str) -> String {
    let path = demo.path(name);
    let shown = demo.path("shown");
    fs::write(&path, format!("echo $$ \"$@\" >> {}\n{end}\n", shown.display())).expect("a script");
    format!("sh {}", path.display())
}

/// It runs until `over` is there, or its folder is gone.
fn patient(demo: &Demo, end: &str) -> String {
    let (over, folder) = (demo.path("over"), demo.path(""));
    let wait = format!(
        "while [ -d {} ] && [ ! -e {} ]; do sleep 0.05; done\n{end}",
        folder.display(),
        over.display()
    );
    script(demo, "patient", &wait)
}

/// What `courant preview` says beside its table, in a folder from which the page is `outbox/…`.
fn preview(demo: &Demo, browser: Option<&str>, display: bool) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_courant"));
    for name in ["BROWSER", "DISPLAY", "WAYLAND_DISPLAY"] {
        command.env_remove(name);
    }
    command.envs(browser.map(|browser| ("BROWSER", browser)));
    command.envs(display.then_some(("DISPLAY", ":77")));
    command.current_dir(demo.path("")).args(["preview", "2018", "--lang", "hu"]);
    let output = command.output().expect("the program runs");
    assert_eq!(output.status.code(), Some(0));
    String::from_utf8(output.stderr).expect("words")
}

fn composer(demo: &Demo, browser: &str) -> Tty {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_courant"));
    command.cwd(demo.path(""));
    command.env("BROWSER", browser);
    let mut tty = Tty::run(command);
    tty.sees("Summer 2018");
    tty.press(b"\x1b[F\r");
    tty.sees("Where we stand");
    tty.press(b"\x0f");
    tty
}

#[test]
fn the_shell_says_that_the_page_is_open_only_where_it_is() {
    let demo = Demo::new();
    let page = "outbox/preview/2018-06-summer/hu.html";
    let (opens, fails) = (script(&demo, "opens", "exit 0"), script(&demo, "fails", "exit 3"));
    let open = "The page is open in the browser.\n".to_owned();
    let by_hand = |why: &str| format!("{why}\nOpen this file in a browser yourself:\n{page}\n");
    for (browser, display, said) in [
        (Some(opens.clone()), false, open.clone()),
        (Some(format!("{opens} %s --new")), true, open.clone()),
        (Some(fails.clone()), false, by_hand("sh ($BROWSER) could not open it.")),
        (Some(fails.clone()), true, by_hand("sh ($BROWSER) could not open it.")),
        (Some(format!("no-such:{fails}:{opens}")), false, open.clone()),
        (
            Some("/no/such".to_owned()),
            false,
            by_hand("Nothing opens pages here: there is no such ($BROWSER)."),
        ),
        (
            None,
            false,
            format!(
                "There is no display here to show it on, as over SSH.\n\
                 Copy this file to where there is a browser, and open it there:\n{page}\n"
            ),
        ),
    ] {
        assert_eq!(preview(&demo, browser.as_deref(), display), said, "{browser:?}");
    }
    let shown = fs::read_to_string(demo.path("shown")).expect("what was shown");
    assert_eq!(shown.lines().count(), 6, "{shown}");
    assert!(shown.lines().all(|line| line.contains(&format!("/{page}"))), "{shown}");
    assert!(shown.contains("hu.html --new\n"), "{shown}");
}

#[test]
fn whatever_still_runs_after_a_while_shows_the_page_and_its_end_is_taken_note_of() {
    let demo = Demo::new();
    let mut tty = composer(&demo, &patient(&demo, "exit 3"));
    tty.sees("The page is open in the browser.");
    let shown = fs::read_to_string(demo.path("shown")).expect("what was shown");
    let process = format!("/proc/{}", shown.split(' ').next().expect("a process"));
    assert!(fs::exists(&process).expect("processes"), "it still runs");
    fs::write(demo.path("over"), "").expect("a file");
    until_seen("nothing left of it", || fs::exists(&process).expect("processes"), |left| !left);
    tty.press(b"\x11");
    tty.is_given_back();
}

#[test]
fn a_page_that_could_not_be_opened_is_named_with_its_file_on_one_line() {
    let demo = Demo::new();
    let mut tty = composer(&demo, &script(&demo, "fails", "exit 3"));
    tty.sees("The page is made");
    tty.sees("sh ($BROWSER) could not open it.");
    tty.sees("│ outbox/preview/2018-06-summer/en.html ");
    tty.press(b"\r\x11");
    tty.is_given_back();
}
