//! A machine without time zone data, as containers are.

use std::process::Command;

use crate::props::Demo;

#[test]
fn a_machine_without_rules_of_its_own_knows_every_zone_by_those_that_were_compiled_in() {
    let demo = Demo::copy();
    // Where the system keeps them there is nothing, for this process alone.
    let hidden =
        "mount -t tmpfs none /usr/share/zoneinfo && test ! -e /usr/share/zoneinfo/UTC && exec \"$@\"";
    let output = Command::new("unshare")
        .args(["--mount", "sh", "-c", hidden, "sh", env!("CARGO_BIN_EXE_courant"), "--no-input"])
        .args(["send", "2018", "--at", "2099-07-04 09:00[Europe/Budapest]", "--confirm", "30"])
        .env("XDG_STATE_HOME", demo.path().join(".state"))
        .env_remove("TZDIR")
        .current_dir(demo.path())
        .output()
        .expect("unshare");
    assert!(output.status.success(), "run it as root: {}", String::from_utf8_lossy(&output.stderr));
    let mailing = &demo.json(&["status"])["mailings"][0];
    assert_eq!(mailing["due"], "2099-07-04T07:00:00Z", "{mailing}");
}
