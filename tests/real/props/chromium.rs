//! Headless Chromium, with nothing that would call home.

use std::path::Path;
use std::process::Command;

/// A browser with a profile of its own.
#[derive(Debug)]
pub struct Chromium {
    profile: tempfile::TempDir,
}

impl Chromium {
    pub fn new() -> Self {
        Self { profile: tempfile::tempdir().expect("a folder") }
    }

    /// Opens `page` and gives the document as it stands after its scripts have run.
    pub fn document(&self, page: &str) -> String {
        let output = Command::new("chromium")
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
            .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
            .args(["--allow-file-access-from-files", "--virtual-time-budget=10000", "--dump-dom"])
            .arg(format!("--user-data-dir={}", self.profile.path().display()))
            .arg(page)
            .output()
            .expect("chromium runs; .ci/install installs it");
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    /// How many pixels of the letter in `file` lie beyond a window of `width`, its pictures, and how many of them are shown.
    pub fn measure(&self, file: &Path, width: u32) -> (u32, u32, u32) {
        let frame = file.with_file_name("measure.html");
        let name = file.file_name().expect("a name").to_string_lossy().into_owned();
        let script = "const d = frame.contentDocument, i = [...d.images]; \
            document.body.innerText = `measured ${d.documentElement.scrollWidth - d.documentElement.clientWidth} ${i.length} \
            ${i.filter(p => p.complete && p.naturalWidth > 0).length} end`";
        std::fs::write(
            &frame,
            format!(
                "<!doctype html><body><iframe id=frame src='{name}' width={width} height=900 style='border:0' \
                 onload=\"{script}\"></iframe>"
            ),
        )
        .expect("written");
        let document = self.document(&format!("file://{}", frame.display()));
        let numbers: Vec<u32> = document
            .split("measured ")
            .nth(1)
            .and_then(|rest| rest.split(" end").next())
            .unwrap_or_else(|| panic!("nothing was measured: {document}"))
            .split_whitespace()
            .map(|number| number.parse().expect("a number"))
            .collect();
        (numbers[0], numbers[1], numbers[2])
    }
}
