//! The whole job against a real mail server: five languages from files to a Maildir, over verified TLS.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::props::{Demo, Postfix, read_letter, sign_with_both_keys, verify};

fn live(postfix: &Postfix) -> Demo {
    let demo = Demo::copy();
    demo.configure("mode = \"test\"", "mode = \"live\"");
    demo.configure("transport = \"files\"", "transport = \"smtp\"");
    demo.append(&format!(
        "[[delivery.relay]]\nhost = \"localhost\"\nport = {}\ntls = \"starttls\"\nca_file = \"{}\"\nconnections = 3\n",
        postfix.port,
        postfix.ca_file().display()
    ));
    demo
}

#[test]
fn a_mailing_reaches_every_reader_once_through_a_real_mail_server() {
    let postfix = Postfix::start();
    let demo = live(&postfix);
    let answers = sign_with_both_keys(&demo);
    demo.must(&["send", "2018-06-summer", "--now", "--confirm", "30"]);
    let letters = postfix.letters();
    assert_eq!(letters.len(), 30);
    let (mut readers, mut by_language) = (BTreeSet::new(), BTreeMap::<String, u32>::new());
    let folder = demo.path().join("letters");
    fs::create_dir(&folder).expect("a folder");
    for (n, bytes) in letters.iter().enumerate() {
        let letter = read_letter(bytes);
        assert_eq!(letter["defects"], serde_json::json!([]));
        assert!(readers.insert(letter["to"].to_string()), "somebody got it twice");
        *by_language.entry(letter["language"].as_str().expect("a language").to_owned()).or_default() += 1;
        fs::write(folder.join(format!("{n}.eml")), bytes).expect("written");
    }
    assert_eq!(by_language.len(), 5, "{by_language:?}");
    verify(&folder, &answers);
    let status: serde_json::Value =
        serde_json::from_str(&demo.must(&["-o", "json", "status", "2018-06-summer"])).expect("JSON");
    assert!(status.to_string().contains("\"sent\""), "{status}");
    let again = demo.courant(&["send", "2018-06-summer", "--now", "--confirm", "30"]);
    assert_eq!(again.status.code(), Some(5), "{}", String::from_utf8_lossy(&again.stderr));
    assert_eq!(postfix.letters().len(), 30);
}

#[test]
fn a_certificate_that_nobody_vouches_for_gets_no_letter() {
    let postfix = Postfix::start();
    let demo = live(&postfix);
    demo.configure(&format!("ca_file = \"{}\"\n", postfix.ca_file().display()), "");
    let output = demo.courant(&["send", "2018-06-summer", "--now", "--confirm", "30"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("certificate"), "{said}");
    assert!(!output.status.success());
    assert!(postfix.letters().is_empty());
}
