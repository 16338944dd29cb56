//! An encrypted backup and `age` itself: each opens what the other has written.

use std::fs::{self, Permissions};
use std::io::{Read as _, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

use crate::props::Demo;

const PASSPHRASE: &str = "kagylós 2018 tengerpart";

/// Runs `age`, which asks for the passphrase on its terminal, and answers as often as it asks.
fn age(arguments: &[&str]) {
    let pair = native_pty_system().openpty(PtySize::default()).expect("a terminal");
    let mut command = CommandBuilder::new("age");
    command.args(arguments);
    let mut child = pair.slave.spawn_command(command).expect("age: run .ci/install");
    drop(pair.slave);
    let mut screen = pair.master.try_clone_reader().expect("a screen");
    let mut keys = pair.master.take_writer().expect("keys");
    let (mut said, mut answered) = (String::new(), 0);
    let mut some = [0; 512];
    // The terminal ends when the program does: with nothing, or with an error.
    while let Ok(count @ 1..) = screen.read(&mut some) {
        said += &String::from_utf8_lossy(&some[..count]);
        while said.matches("assphrase").count() > answered {
            answered += 1;
            keys.write_all(format!("{PASSPHRASE}\r").as_bytes()).expect("keys");
        }
    }
    assert!(child.wait().expect("an end").success(), "{said}");
}

fn restored(demo: &Demo, file: &Path, name: &str) -> Vec<u8> {
    let into = demo.path().join(name);
    let word = demo.path().join("passphrase");
    demo.must(&[
        "-C",
        into.to_str().unwrap(),
        "restore",
        file.to_str().unwrap(),
        "--passphrase-file",
        word.to_str().unwrap(),
    ]);
    let said = demo.must(&["-C", into.to_str().unwrap(), "-o", "json", "status"]);
    assert!(said.contains("2018-06-summer"), "{said}");
    fs::read(into.join("config.toml")).expect("config.toml")
}

#[test]
fn age_opens_an_encrypted_backup_and_restore_opens_what_age_has_encrypted() {
    let demo = Demo::copy();
    demo.must(&["send", "2018-06-summer", "--at", "2099-01-01 09:00", "--confirm", "30"]);
    let path = |name: &str| demo.path().join(name);
    let word = path("passphrase");
    fs::write(&word, PASSPHRASE).expect("a file");
    fs::set_permissions(&word, Permissions::from_mode(0o600)).expect("its mode");
    let config = fs::read(path("config.toml")).expect("config.toml");

    let (ours, theirs, plain) = (path("ours.tar.age"), path("theirs.tar.age"), path("plain.tar"));
    let name = |path: &Path| path.to_str().unwrap().to_owned();
    demo.must(&["backup", "--encrypt", "--passphrase-file", &name(&word), "--to", &name(&ours)]);
    age(&["-d", "-o", &name(&plain), &name(&ours)]);
    let listed = Command::new("tar").arg("-tf").arg(&plain).output().expect("tar");
    let listed = String::from_utf8(listed.stdout).expect("text");
    for file in ["config.toml", ".courant/ledger.db", "subscribers/partners.csv", "manifest.json"] {
        assert!(listed.lines().any(|line| line == file), "{listed}");
    }
    age(&["-p", "-o", &name(&theirs), &name(&plain)]);
    for (n, file) in [&ours, &theirs, &plain].into_iter().enumerate() {
        assert_eq!(restored(&demo, file, &format!("into-{n}")), config, "{}", file.display());
    }
}
