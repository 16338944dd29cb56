//! Shows a page in the browser of whoever sits at this machine.

use std::path::Path;
use std::process::{Command, Stdio};

/// What became of a page that was to be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    Opened,
    /// Over SSH there is none.
    NoDisplay,
    NoBrowser,
}

/// Opens a file, if there is a display to open one on.
pub fn open(file: &Path) -> Shown {
    let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let display = ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some());
    if !display && !cfg!(target_os = "macos") {
        return Shown::NoDisplay;
    }
    let quiet = Command::new(opener)
        .arg(file)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    if quiet.is_ok() { Shown::Opened } else { Shown::NoBrowser }
}
