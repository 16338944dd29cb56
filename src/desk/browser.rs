//! Shows a page in the browser of whoever sits at this machine: the one that `$BROWSER` names, else the desktop's own.

use std::ffi::{OsStr, OsString};
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

/// Opens a file or an address; takes up to a second to know, for each program that `$BROWSER` names.
pub fn open(file: &OsStr) -> Shown {
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

/// What to type at one's own machine so that a browser there reaches `port` of this one; none where nobody came by SSH.
/// `env` looks up a variable.
pub fn tunnel(port: u16, env: impl Fn(&str) -> Option<String>) -> Option<String> {
    // Where from, its port, where to, and its port.
    let connection = env("SSH_CONNECTION")?;
    let words: Vec<&str> = connection.split_whitespace().collect();
    let [_, _, here, ssh] = words[..] else { return None };
    let user = env("USER").or_else(|| env("LOGNAME")).map_or(String::new(), |user| format!("{user}@"));
    let ssh = if ssh == "22" { String::new() } else { format!("-p {ssh} ") };
    Some(format!("ssh -N -L {port}:127.0.0.1:{port} {ssh}{user}{here}"))
}

fn by_the_desktop(file: &OsStr) -> Shown {
    let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let display = ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some());
    if !display && !cfg!(target_os = "macos") {
        return Shown::NoDisplay;
    }
    run(&[opener.into(), file.into()], "")
}

/// The words of one command of `$BROWSER`, with the file where `%s` stands, else at the end.
fn words(command: &str, file: &OsStr) -> Vec<OsString> {
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
        let file = OsStr::new("/a b/hu.html");
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

    #[test]
    fn over_ssh_the_line_to_type_leads_back_the_way_one_came() {
        let of = |connection: Option<&str>, user: Option<&str>| {
            let (connection, user) = (connection.map(str::to_owned), user.map(str::to_owned));
            tunnel(40_001, |name| match name {
                "SSH_CONNECTION" => connection.clone(),
                "USER" => user.clone(),
                _ => None,
            })
        };
        for (connection, user, wanted) in [
            (Some("192.0.2.7 50022 198.51.100.4 22"), Some("anna"), "anna@198.51.100.4"),
            (Some("192.0.2.7 50022 198.51.100.4 2222"), None, "-p 2222 198.51.100.4"),
            (Some("2001:db8::7 50022 2001:db8::4 22"), Some("anna"), "anna@2001:db8::4"),
        ] {
            let wanted = format!("ssh -N -L 40001:127.0.0.1:40001 {wanted}");
            assert_eq!(of(connection, user), Some(wanted));
        }
        assert_eq!((of(None, Some("anna")), of(Some("nonsense"), None)), (None, None));
    }
}
