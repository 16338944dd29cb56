//! `courant send ISSUE --to got:MAILING`: a new letter to those who have the old one.

use std::fs;

use crate::send_command::Demo;

const ISSUE: &str = "2018-06-summer";
const HU: &str = "issues/2018-06-summer/hu.md";

fn edit(demo: &Demo, add: &str) {
    let text = fs::read_to_string(demo.path(HU)).unwrap();
    fs::write(demo.path(HU), text.trim_end().to_owned() + add).unwrap();
}

fn said(demo: &Demo, words: &[&str]) -> (Option<i32>, String) {
    let output = demo.run(words);
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn those_who_have_a_letter_in_one_language_get_its_correction_after_their_number_was_confirmed() {
    let demo = Demo::new();
    let readers = demo.json(&["-o", "json", "send", "2018", "--dry-run"])["readers"].to_string();
    assert_eq!(demo.exits(&["send", "2018", "--now", "--confirm", &readers]), Some(0));
    let before = demo.json(&["-o", "json", "status", ISSUE])["mailings"][0].clone();
    let hungarian = before["by_language"]["hu"]["accepted"].to_string();
    edit(&demo, "\n\nAz időpont javítva.\n");

    let order = ["send", "2018", "--to", "got:2018-06-summer", "--lang", "hu", "--now"];
    let (exit, asked) = said(&demo, &order);
    assert_eq!(exit, Some(5), "{asked}");
    assert!(asked.contains("for those who have 2018-06-summer in hu"), "{asked}");
    assert!(asked.contains(&format!("{ISSUE} to them: {hungarian} Magyar")), "{asked}");
    assert_eq!(said(&demo, &[&order[..], &["--confirm", &readers]].concat()).0, Some(5), "not their number");
    let (exit, done) = said(&demo, &[&order[..], &["--confirm", &hungarian]].concat());
    assert_eq!(exit, Some(0), "{done}");
    let after = demo.json(&["-o", "json", "status", "2018-06-summer.2"])["mailings"][0].clone();
    assert_eq!(after["counts"]["rows"].to_string(), hungarian, "{after}");
    assert_eq!(after["by_language"].as_object().unwrap().len(), 1);
    for mailing in [ISSUE, "2018-06-summer.2"] {
        assert_eq!(demo.exits(&["verify", mailing]), Some(0), "{mailing}");
    }

    edit(&demo, "\n\nTisztelt {{country|Európa}}!\n");
    let (exit, refused) = said(&demo, &[&order[..], &["--confirm", &hungarian]].concat());
    assert_eq!(exit, Some(5), "{refused}");
    assert!(refused.contains("{{country}}"), "{refused}");
}

#[test]
fn what_is_no_correction_is_not_taken_for_one() {
    let demo = Demo::new();
    for (words, exit) in [
        ("send 2018 --to got:2018-06-summer --now", 2),
        ("send 2018 --to partners --lang hu --now", 2),
        ("send 2018 --to got:2018-06-summer partners --now", 2),
        ("send 2018 --to got:2018-06-summer --dry-run", 2),
        ("send 2018 --to got:2018-06-summer --lang 7 --now", 2),
    ] {
        assert_eq!(demo.exits(&words.split(' ').collect::<Vec<_>>()), Some(exit), "{words}");
    }
}
