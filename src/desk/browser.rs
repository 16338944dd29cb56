//! Shows a page in the browser of whoever sits at this machine.

use std::path::Path;
use std::process::{Command, Stdio};

/// Opens a file, if there is a display to open one on; over SSH there is none. Says whether it was tried.
pub fn open(file: &Path) -> bool {
    let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let display = ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some());
    if !display && !cfg!(target_os = "macos") {
        return false;
    }
    let quiet = Command::new(opener)
        .arg(file)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    quiet.is_ok()
}
