//! A backup with a passphrase: what opens it, what does not, and that nothing is touched then.

use std::fs::{self, Permissions};
use std::io::{BufReader, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use courant::desk::backup::{Lock, To, backup};
use courant::desk::opened::Opened;
use courant::desk::restore::unpack;
use courant::desk::send::Error;
use courant::workspace::age::AgeWriter;
use portable_pty::CommandBuilder;
use secrecy::SecretString;

use crate::composer::pty::Tty;
use crate::send_command::Demo;
use crate::send_props::now;

const TYPED: &str = "árvíztűrő 2018";

fn in_terminal(demo: &Demo, words: &[&str]) -> Tty {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_courant"));
    command.cwd(demo.path(""));
    command.env("XDG_STATE_HOME", demo.path(".state"));
    command.args(words);
    Tty::run(command)
}

fn secret(demo: &Demo, name: &str, text: &str) -> String {
    let path = demo.path(name);
    fs::write(&path, text).unwrap();
    fs::set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
    path.to_str().unwrap().to_owned()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|one| one.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_passphrase_is_typed_twice_is_never_shown_and_opens_the_backup_again() {
    let demo = Demo::new();
    let file = demo.path("kept.tar.age");
    let name = file.to_str().unwrap();
    let mut tty = in_terminal(&demo, &["backup", "--encrypt", "--to", name]);
    tty.sees("A passphrase for the backup:");
    tty.press(format!("nonsense\x15{TYPED}x\x7f\r").as_bytes());
    tty.sees("Once more:");
    tty.press(format!("{TYPED}\r").as_bytes());
    tty.sees("nobody opens it without the passphrase");
    assert!(tty.child.wait().unwrap().success());
    assert!(!tty.contents().contains("2018") && !tty.contents().contains("nonsense"), "{}", tty.contents());
    let bytes = fs::read(&file).unwrap();
    assert!(bytes.starts_with(b"age-encryption.org/v1\n-> scrypt "));
    for plain in [&b"languages"[..], b"config.toml", b"SQLite"] {
        assert!(!bytes.windows(plain.len()).any(|some| some == plain), "{plain:?}");
    }

    let elsewhere = demo.path("elsewhere");
    let there = elsewhere.to_str().unwrap();
    let (right, wrong) = (secret(&demo, "right", TYPED), secret(&demo, "wrong", "2018"));
    let restore = |way: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_courant"));
        command.env("XDG_STATE_HOME", demo.path(".state"));
        let output = command.args(["--no-input", "-C", there, "restore", name]).args(way).output().unwrap();
        (output.status.code(), elsewhere.exists())
    };
    assert_eq!(restore(&[]), (Some(5), false), "nobody is there to type it");
    assert_eq!(restore(&["--passphrase-file", &wrong]), (Some(5), false));
    assert_eq!(restore(&["--passphrase-env", "HOME"]), (Some(2), false));
    assert_eq!(restore(&["--passphrase-command", "cat", &right]), (Some(0), true));
    let config = |folder: &Path| fs::read(folder.join("config.toml")).unwrap();
    assert_eq!(config(&elsewhere), config(&demo.path("")));

    let mut tty = in_terminal(&demo, &["-C", there, "restore", name]);
    tty.sees("The passphrase of the backup:");
    tty.press(format!("{TYPED}\r").as_bytes());
    tty.sees("Type that number to restore it");
    tty.press(b"0\r");
    assert_eq!(tty.child.wait().unwrap().exit_code(), 5);
}

#[test]
fn a_passphrase_that_is_broken_off_or_differs_writes_nothing() {
    let demo = Demo::new();
    let file = demo.path("kept.tar.age");
    for (first, second, exit) in [("a\x03", "", 130), ("a\r", "b\r", 5), ("\r", "", 5)] {
        let mut tty = in_terminal(&demo, &["backup", "--encrypt", "--to", file.to_str().unwrap()]);
        tty.sees("A passphrase for the backup:");
        tty.press(first.as_bytes());
        if !second.is_empty() {
            tty.sees("Once more:");
            tty.press(second.as_bytes());
        }
        assert_eq!(tty.child.wait().unwrap().exit_code(), exit, "{first:?}");
        assert!(!file.exists());
    }
    assert_eq!(demo.exits(&["backup", "--encrypt"]), Some(5), "nobody is there to type one");
}

#[test]
fn the_file_with_the_passphrase_is_the_owners_alone_or_a_services_credential() {
    let demo = Demo::new();
    let file = demo.path("credentials/backup");
    fs::create_dir(demo.path("credentials")).unwrap();
    fs::write(&file, "a passphrase\n").unwrap();
    let exit = |mode: u32, folder: &str| {
        fs::set_permissions(&file, Permissions::from_mode(mode)).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_courant"));
        command.env("XDG_STATE_HOME", demo.path(".state")).env("CREDENTIALS_DIRECTORY", demo.path(folder));
        command
            .arg("-C")
            .arg(demo.path(""))
            .args(["backup", "--to"])
            .arg(demo.path(&format!("{mode:o}{folder}")));
        command.arg("--passphrase-file").arg(&file).output().unwrap().status.code()
    };
    // As systemd gives it with an access list, and as anybody might leave it.
    assert_eq!((exit(0o440, "credentials"), exit(0o440, "other")), (Some(0), Some(2)));
    assert_eq!(exit(0o444, "credentials"), Some(2));
    assert!(fs::read(demo.path("440credentials")).unwrap().starts_with(b"age-encryption.org/v1\n"));
}

#[test]
fn an_encrypted_backup_that_is_cut_off_or_changed_anywhere_is_refused_and_leaves_nothing() {
    let demo = Demo::new();
    assert_eq!(demo.exits(&["send", "2018", "--dry-run"]), Some(0));
    let opened = Opened::at(&demo.path("")).unwrap();
    let before = names(opened.ledger.path().parent().unwrap());
    let passphrase = SecretString::from(TYPED);
    let file = demo.path("kept.tar.age");
    backup(&opened, To::File(&file), Some(Lock { passphrase: &passphrase, work: 1 }), now()).unwrap();
    assert_eq!(names(opened.ledger.path().parent().unwrap()), before, "no copy of the ledger is left");
    let dated = To::File(&demo.path("dated/"));
    let dated = backup(&opened, dated, Some(Lock { passphrase: &passphrase, work: 1 }), now()).unwrap();
    assert!(dated.file.unwrap().to_str().unwrap().ends_with("Z.tar.age"));

    let whole = fs::read(&file).unwrap();
    let into = demo.path("into");
    let open = |bytes: &[u8], passphrase| unpack(BufReader::new(bytes), passphrase, &into);
    assert!(matches!(open(&whole, None), Err(Error::Refused { .. })));
    // In the header, in the contents, in the last piece, which is behind the archive's last file.
    let places = [30, 170, whole.len() / 2, whole.len() - 1];
    for at in places {
        let mut changed = whole.clone();
        changed[at] ^= 1;
        for bytes in [&whole[..at], &changed] {
            let refused = open(bytes, Some(&passphrase)).unwrap_err();
            let wrong = matches!(refused, Error::BadBackup(_) | Error::Refused { .. });
            assert!(wrong && !into.exists(), "{at}: {refused}");
        }
    }
    // An archive ends in zeros: that they are cut off is seen only by whoever reads on to the last of them.
    let plain = demo.path("kept.tar");
    backup(&opened, To::File(&plain), None, now()).unwrap();
    let mut longer = AgeWriter::new(Vec::new(), &passphrase, 1).unwrap();
    longer.write_all(&fs::read(&plain).unwrap()).and_then(|()| longer.write_all(&[0; 200_000])).unwrap();
    let longer = longer.finish().unwrap();
    let cut = open(&longer[..longer.len() - 1], Some(&passphrase));
    assert!(matches!(cut, Err(Error::BadBackup(_))) && !into.exists());
    let for_a_key = b"age-encryption.org/v1\n-> X25519 abc\nabc\n--- abc\n";
    let refused = open(for_a_key, Some(&passphrase)).unwrap_err();
    assert!(matches!(refused, Error::Refused { remedy, .. } if remedy.contains("age -d")));
    assert!(open(&whole, Some(&passphrase)).is_ok());
}
