//! dkimpy, an independent verifier of DKIM signatures; offline.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::Demo;

/// Makes an RSA and an Ed25519 key, lets `config.toml` sign with both, and gives the DNS answers for them.
pub fn sign_with_both_keys(demo: &Demo) -> String {
    let mut answers = String::new();
    for kind in ["rsa", "ed25519"] {
        let made = demo.must(&["-o", "json", "dkim", "new", "--kind", kind]);
        let made: serde_json::Value = serde_json::from_str(&made).expect("JSON");
        let key = &made["keys"][0];
        let text = |value: &serde_json::Value| value.as_str().expect("a string").to_owned();
        demo.append(&format!(
            "[[dkim]]\ndomain = {}\nselector = {}\nkey_file = {}\n",
            key["domain"], key["selector"], key["key_file"]
        ));
        answers += &format!("{}\t{}\n", text(&key["record"]["name"]), text(&key["record"]["value"]));
    }
    answers
}

/// Every signature of every `.eml` in `folder` must hold, and break when a signed header is doubled.
pub fn verify(folder: &Path, answers: &str) {
    fs::write(folder.join("dns.txt"), answers).expect("written");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join(".ci/verify_dkim.py");
    let output = Command::new("/usr/bin/python3").arg(script).arg(folder).output().expect("python3 runs");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
}
