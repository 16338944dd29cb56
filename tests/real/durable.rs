//! What the kernel is asked for: when a file is saved its bytes are on the disk before its name is, and the name after; when
//! letters are sent, as little as will do.

use std::fs;
use std::process::Command;
use std::time::Duration;

use crate::props::{Demo, Sink};

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

#[test]
fn the_disk_is_waited_for_once_for_many_letters() {
    let (demo, sink) = (Demo::copy(), Sink::start(Duration::ZERO));
    demo.live(&sink.relay());
    demo.configure("rate = \"300/minute\"\n", "");
    let readers = 1000;
    let rows = (0..readers).map(|n| format!("reader{n}@example.eu,Reader {n},en\n"));
    let list = "email,name,language\n".to_owned() + &rows.collect::<String>();
    fs::write(demo.path().join("subscribers/partners.csv"), list).expect("a list");
    fs::write(demo.path().join("subscribers/press.csv"), "email,name,language\n").expect("a list");
    let trace = demo.path().join("trace");
    let output = Command::new("strace")
        .args(["-f", "-y", "-e", "trace=fsync,fdatasync", "-o"])
        .arg(&trace)
        .args([env!("CARGO_BIN_EXE_courant"), "--no-input", "send", "2018", "--now", "--confirm"])
        .arg(readers.to_string())
        .env("XDG_STATE_HOME", demo.path().join(".state"))
        .current_dir(demo.path())
        .output()
        .unwrap_or_else(|error| panic!("strace: {error}; run .ci/install first"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(sink.taken().at.len(), readers);
    let trace = fs::read_to_string(trace).expect("what strace saw");
    let waited = trace.lines().filter(|call| call.contains("sync(") && call.contains("/ledger.db")).count();
    println!("{waited} times for {readers} letters");
    // To write it down, to plan it, for every claim, and to end.
    assert!(waited > 3, "claims are to be on the disk:\n{trace}");
    assert!(waited * 20 < readers, "{waited} times for {readers} letters:\n{trace}");
}
