//! The five editions as files, read by a parser and verified by a verifier that are not ours.

use std::collections::BTreeSet;
use std::fs;

use crate::props::{Demo, read_letter, sign_with_both_keys, verify};

#[test]
fn the_letters_of_a_dry_run_are_read_and_verified_by_others() {
    let demo = Demo::copy();
    let answers = sign_with_both_keys(&demo);
    demo.must(&["send", "2018-06-summer", "--dry-run"]);
    let folder = demo.path().join("outbox/dry-run/2018-06-summer");
    let letters = demo.path().join("letters");
    fs::create_dir(&letters).expect("a folder");
    let mut languages = BTreeSet::new();
    let mut open = vec![folder];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("the dry run's folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == "eml") {
                let bytes = fs::read(&path).expect("a letter");
                let letter = read_letter(&bytes);
                assert_eq!(letter["defects"], serde_json::json!([]), "{}", path.display());
                assert_eq!(letter["signatures"], 2, "{}", path.display());
                assert_eq!(letter["post"], "List-Unsubscribe=One-Click");
                languages.insert(letter["language"].as_str().expect("a language").to_owned());
                fs::copy(&path, letters.join(format!("{}.eml", fs::read_dir(&letters).unwrap().count())))
                    .expect("copied");
            }
        }
    }
    assert_eq!(languages.into_iter().collect::<Vec<_>>(), ["en", "hu", "nb", "nl", "sv"]);
    verify(&letters, &answers);
}
