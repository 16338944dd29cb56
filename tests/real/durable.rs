//! What the kernel is asked for when a file is saved: its bytes are on the disk before its name is, and the name after.

use std::fs;
use std::process::Command;

use crate::props::Demo;

#[test]
fn a_file_is_flushed_before_it_takes_its_name_and_its_folder_after() {
    let demo = Demo::copy();
    let trace = demo.path().join("trace");
    let output = Command::new("strace")
        .args(["-f", "-y", "-e", "trace=fsync,rename,renameat,renameat2", "-o"])
        .arg(&trace)
        .args([env!("CARGO_BIN_EXE_courant"), "--no-input", "send", "2018", "--dry-run"])
        .current_dir(demo.path())
        .output()
        .unwrap_or_else(|error| panic!("strace: {error}; run .ci/install first"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let trace = fs::read_to_string(trace).expect("what strace saw");
    let calls: Vec<&str> = trace.lines().collect();
    let flushed = |call: &&str, path: &str| call.contains("fsync(") && call.contains(&format!("<{path}>"));
    let mut saved = 0;
    for (at, call) in calls.iter().enumerate().filter(|(_, call)| call.contains("rename")) {
        let mut paths = call.split('"').skip(1).step_by(2);
        let (Some(from), Some(to)) = (paths.next(), paths.next()) else { continue };
        if !from.contains("/.courant-") {
            continue;
        }
        saved += 1;
        assert!(
            calls[..at].iter().any(|call| flushed(call, from)),
            "{to} took its name before its bytes:\n{trace}"
        );
        let folder = to.rsplit_once('/').expect("a folder").0;
        assert!(
            calls[at..].iter().any(|call| flushed(call, folder)),
            "the folder of {to} was not flushed:\n{trace}"
        );
    }
    assert!(saved >= 2, "recipients.csv and summary.json are saved:\n{trace}");
}
