//! The manual names every setting that config.toml may have, and none that it may not.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The keys that the readers of config.toml ask for, out of their source.
fn read_by_the_program() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/workspace/config");
    let mut keys = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.ends_with("tests.rs") {
            continue;
        }
        let source = fs::read_to_string(path).unwrap();
        for question in ["get", "optional", "required", "demand", "parsed", "table", "tables"] {
            for asked in source.split(&format!(".{question}")).skip(1) {
                let argument = asked.trim_start_matches(|c| c != '(' && !char::is_whitespace(c)).trim_start();
                let Some(argument) = argument.strip_prefix('(') else { continue };
                let Some(key) = argument.trim_start().strip_prefix('"') else { continue };
                keys.insert(key.split('"').next().unwrap().to_owned());
            }
        }
    }
    keys
}

/// The second column of the table of settings.
fn written_in_the_manual() -> BTreeSet<String> {
    let manual = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/manual.md")).unwrap();
    let table = manual.split("| In | Setting |").nth(1).expect("the table of settings");
    let rows = table.lines().skip(2).take_while(|line| line.starts_with('|'));
    rows.flat_map(|row| row.split('|').nth(2).unwrap().split(','))
        .map(|key| key.trim().trim_matches('`').to_owned())
        .collect()
}

#[test]
fn every_setting_of_config_toml_stands_in_the_manual_and_no_other() {
    let (read, written) = (read_by_the_program(), written_in_the_manual());
    assert!(read.len() > 50 && read.contains("messages_per_connection"), "{read:?}");
    // Tables, which are its first column, and what is refused with a word of its own.
    let apart = [
        "newsletter",
        "look",
        "sender",
        "funding",
        "partner",
        "team",
        "delivery",
        "dkim",
        "alerts",
        "web",
        "network",
        "store",
        "password",
    ];
    let read: BTreeSet<String> = read.into_iter().filter(|key| !apart.contains(&key.as_str())).collect();
    assert_eq!(read.difference(&written).collect::<Vec<_>>(), Vec::<&String>::new(), "not in the manual");
    assert_eq!(written.difference(&read).collect::<Vec<_>>(), Vec::<&String>::new(), "not in the program");
}
