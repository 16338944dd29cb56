//! Shows a page in the browser of whoever sits at this machine: the one that `$BROWSER` names, else the desktop's own.

use std::ffi::OsString;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

/// Whatever opens pages and still runs after this time is taken to show it.
const PATIENCE: Duration = Duration::from_secs(1);

/// What became of a page that was to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    Opened,
    /// Over SSH there is none.
    NoDisplay,
    /// There is no such program.
    Missing(String),
    /// This program ended with an error.
    Failed(String),
}

impl Shown {
    pub fn in_words(&self) -> String {
        match self {
            Self::Opened => "The page is open in the browser.".to_owned(),
            Self::NoDisplay => "There is no display here to show it on, as over SSH.".to_owned(),
            Self::Missing(program) => format!("Nothing opens pages here: there is no {program}."),
            Self::Failed(program) => format!("{program} could not open it."),
        }
    }

    /// What to do with the file; none where it is open.
    pub fn remedy(&self) -> Option<&'static str> {
        match self {
            Self::Opened => None,
            Self::NoDisplay => Some("Copy this file to where there is a browser, and open it there:"),
            Self::Missing(_) | Self::Failed(_) => Some("Open this file in a browser yourself:"),
        }
    }
}

/// Opens a file; takes up to a second to know, for each program that `$BROWSER` names.
pub fn open(file: &Path) -> Shown {
    let named = std::env::var("BROWSER").unwrap_or_default();
    let mut shown = None;
    for command in named.split(':').map(|command| words(command, file)).filter(|words| !words.is_empty()) {
        match run(&command, " ($BROWSER)") {
            Shown::Opened => return Shown::Opened,
            not => shown = Some(not),
        }
    }
    shown.unwrap_or_else(|| by_the_desktop(file))
}

/// The file's path as it can be typed where the program was started.
pub fn path(file: &Path) -> String {
    let here = std::env::current_dir().and_then(|here| here.canonicalize()).ok();
    here.and_then(|here| file.strip_prefix(here).ok()).unwrap_or(file).display().to_string()
}

fn by_the_desktop(file: &Path) -> Shown {
    let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let display = ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some());
    if !display && !cfg!(target_os = "macos") {
        return Shown::NoDisplay;
    }
    run(&[opener.into(), file.into()], "")
}

/// The words of one command of `$BROWSER`, with the file where `%s` stands, else at the end.
fn words(command: &str, file: &Path) -> Vec<OsString> {
    let mut words: Vec<OsString> = command.split_whitespace().map(OsString::from).collect();
    match words.iter().position(|word| word == "%s") {
        Some(at) => words[at] = file.into(),
        None if words.is_empty() => {}
        None => words.push(file.into()),
    }
    words
}

fn run(words: &[OsString], whose: &str) -> Shown {
    let Some((program, arguments)) = words.split_first() else { return Shown::NoDisplay };
    let named = || {
        let name = Path::new(program).file_name().unwrap_or(program);
        format!("{}{whose}", name.to_string_lossy())
    };
    // In a group of its own: it does not end with the terminal, and takes no keys from it.
    let begun = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn();
    let Ok(mut child) = begun else { return Shown::Missing(named()) };
    let (tell, told) = channel();
    // It is waited for however long it runs, so that nothing is left of it.
    std::thread::spawn(move || tell.send(child.wait().is_ok_and(|end| end.success())));
    match told.recv_timeout(PATIENCE) {
        Ok(true) | Err(RecvTimeoutError::Timeout) => Shown::Opened,
        Ok(false) | Err(RecvTimeoutError::Disconnected) => Shown::Failed(named()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_stands_where_the_command_wants_it_else_at_its_end() {
        let file = Path::new("/a b/hu.html");
        for (command, whole) in [
            ("firefox", &["firefox", "/a b/hu.html"][..]),
            (
                "chromium --new-window %s --incognito",
                &["chromium", "--new-window", "/a b/hu.html", "--incognito"],
            ),
            (" ", &[]),
        ] {
            assert_eq!(words(command, file), whole);
        }
    }
}
