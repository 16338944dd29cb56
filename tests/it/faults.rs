//! What people got wrong in their files is said wherever it matters, and nothing broken is used in silence.

use std::fs;
use std::process::{Command, Output};

use crate::send_command::Demo;

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

const BAD_CSV: &str = "email,name\nanna@example.eu,Anna\nnobody,X\nanna@example.eu,Again\nno.one,Y\n";

#[test]
fn a_broken_table_beside_a_list_stops_a_send_before_the_number_is_asked() {
    let demo = Demo::new();
    fs::write(demo.path("subscribers/press.toml"), "language = \"hu\nreason = 3\n").unwrap();
    for words in [
        vec!["doctor"],
        vec!["list"],
        vec!["check", "2018"],
        vec!["send", "2018", "--dry-run"],
        vec!["send", "2018", "--now", "--confirm", "1"],
    ] {
        let output = demo.run(&words);
        assert_eq!(output.status.code(), Some(4), "{words:?}: {}", said(&output));
        assert!(said(&output).contains("subscribers/press.toml:1"), "{words:?}: {}", said(&output));
    }
    assert_eq!(demo.json(&["-o", "json", "status"])["mailings"], serde_json::json!([]));
}

#[test]
fn rows_that_cannot_be_read_are_counted_and_shown_and_no_other_remark_is_counted_as_one() {
    let demo = Demo::new();
    fs::write(demo.path("subscribers/press.csv"), BAD_CSV).unwrap();
    for words in [
        vec!["doctor"],
        vec!["check", "2018"],
        vec!["send", "2018", "--dry-run"],
        vec!["send", "2018", "--now"],
    ] {
        let text = said(&demo.run(&words));
        assert!(text.contains("2 rows of"), "{words:?}: {text}");
        assert!(text.contains("subscribers/press.csv:3"), "{words:?}: {text}");
        assert!(text.contains("\"no.one\" is not"), "{words:?}: {text}");
    }
    let dry = demo.json(&["-o", "json", "send", "2018", "--dry-run"]);
    assert_eq!(dry["bad_rows"], 2);
    let readers = dry["readers"].to_string();
    let words = "left out: 2 rows of subscribers/press.csv can't be read (lines 3, 5)";
    let sent = said(&demo.run(&["send", "2018", "--now", "--confirm", &readers]));
    assert!(sent.contains(words), "{sent}");
    // The mailing remembers how the list was when it was planned.
    fs::write(demo.path("subscribers/press.csv"), "email,name\nanna@example.eu,Anna\n").unwrap();
    let status = said(&demo.run(&["status", "2018"]));
    assert!(status.contains(words), "{status}");
    let status = demo.json(&["-o", "json", "status", "2018"]);
    assert_eq!(status["mailings"][0]["bad_rows"][0]["lines"], serde_json::json!([3, 5]), "{status}");
    assert!(dry["problems"].as_array().unwrap().iter().any(|p| p["place"]["line"] == 5), "{dry}");
}

#[test]
fn a_list_that_is_none_cannot_be_sent_to() {
    for bytes in [&b""[..], b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\xff", b"name,country\nAnna,HU\n"] {
        let demo = Demo::new();
        fs::write(demo.path("subscribers/press.csv"), bytes).unwrap();
        for words in [vec!["doctor"], vec!["check", "2018"], vec!["send", "2018", "--dry-run"]] {
            let output = demo.run(&words);
            assert_eq!(output.status.code(), Some(4), "{words:?}: {}", said(&output));
            assert!(said(&output).contains("SUB007"), "{words:?}: {}", said(&output));
        }
    }
}

#[test]
fn a_quotation_mark_that_is_not_closed_stops_a_send_wherever_the_list_is_told_of() {
    let demo = Demo::new();
    let mut csv = String::from("email,name,language\n");
    for at in 1..=20 {
        let name = if at == 5 { "\"Open quote" } else { "Anna" };
        csv.push_str(&format!("u{at}@press.example.org,{name},en\n"));
    }
    fs::write(demo.path("subscribers/press.csv"), csv).unwrap();
    for words in [
        vec!["doctor"],
        vec!["check", "2018"],
        vec!["send", "2018", "--dry-run"],
        vec!["send", "2018", "--now", "--confirm", "1"],
    ] {
        let output = demo.run(&words);
        assert_eq!(output.status.code(), Some(4), "{words:?}: {}", said(&output));
        let text = said(&output).split_whitespace().collect::<Vec<_>>().join(" ");
        for said in ["subscribers/press.csv:6", "lines 6 to 21", "16 addresses", "close the quotation mark"] {
            assert!(text.contains(said), "{words:?}: {said}: {text}");
        }
    }
}

#[test]
fn the_list_of_issues_tells_what_is_wrong_with_the_config() {
    let demo = Demo::new();
    let config = fs::read_to_string(demo.path("config.toml")).unwrap();
    fs::write(demo.path("config.toml"), config.replace("[delivery]", "[delivery]\ntransprot = 1")).unwrap();
    for command in ["list", "doctor"] {
        let output = demo.run(&[command]);
        assert_eq!(output.status.code(), Some(4), "{}", said(&output));
        let text = said(&output);
        assert!(text.contains("transprot = 1") && text.contains("^^^"), "{command}: {text}");
        assert!(command == "doctor" || text.contains("2018-06-summer"), "{text}");
    }
}

#[test]
fn the_doctor_names_issues_to_be_mended_and_files_that_are_passed_over() {
    let demo = Demo::new();
    fs::create_dir(demo.path("issues/Nyári hírek")).unwrap();
    std::os::unix::fs::symlink("/etc/hosts", demo.path("subscribers/out.csv")).unwrap();
    let text = said(&demo.run(&["doctor"]));
    for words in ["courant check 2027-03-spring", "issues/Nyári hírek", "subscribers/out.csv"] {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[test]
fn the_list_counts_what_must_be_mended_as_the_check_does() {
    let demo = Demo::new();
    let listed = demo.json(&["-o", "json", "list"]);
    let spring = &listed["issues"][1];
    let checked = demo.json(&["-o", "json", "check", "2027"]);
    assert_eq!(spring["must_fix"], checked["must_fix"]);
    assert_ne!(spring["must_fix"], 0);
}

#[test]
fn what_was_typed_wrong_is_answered_with_words_and_the_code_of_a_typing_error() {
    let demo = Demo::new();
    for (words, exit, says) in [
        (vec!["new", "a\"\nb"], 2, "line break"),
        (vec!["new", ""], 2, "empty"),
        (vec!["new", "x", "--like", "nosuch"], 2, "no issue \"nosuch\""),
        (vec!["init"], 5, "config.toml is there already"),
        (vec!["init", "config.toml/below"], 4, "a file, not a folder"),
        (vec!["-o", "csv", "check", "2018"], 2, "-o ndjson"),
        (vec!["-o", "ndjson", "doctor"], 2, "-o json"),
        (vec!["-o", "csv", "preview", "2018", "--no-open"], 2, "-o json"),
    ] {
        let output = demo.run(&words);
        let text = said(&output);
        assert_eq!(output.status.code(), Some(exit), "{words:?}: {text}");
        assert!(text.contains(says), "{words:?}: {text}");
        assert!(!text.contains("os error") && !text.contains("/./"), "{words:?}: {text}");
    }
    let nowhere =
        Command::new(env!("CARGO_BIN_EXE_courant")).args(["-C", "/nowhere", "list"]).output().unwrap();
    assert!(said(&nowhere).contains("no such file or folder") && !said(&nowhere).contains("os error"));
}

#[test]
fn why_a_picture_cannot_be_used_is_said_by_the_check() {
    let demo = Demo::new();
    let images = demo.path("issues/2018-06-summer/images");
    fs::remove_dir_all(&images).unwrap();
    let checked = said(&demo.run(&["check", "2018"]));
    assert!(checked.contains("can't be used") && checked.contains("there is no such file"), "{checked}");
}

#[test]
fn programs_get_the_problems_that_end_a_command_as_json() {
    let demo = Demo::new();
    let config = fs::read_to_string(demo.path("config.toml")).unwrap();
    fs::write(demo.path("config.toml"), config.replace("[delivery]", "[delivery]\ntransprot = 1")).unwrap();
    for words in [vec!["check", "2018"], vec!["status"], vec!["send", "2018", "--dry-run"], vec!["new", "X"]]
    {
        let words = [vec!["-o", "json"], words].concat();
        let document = demo.json(&words);
        assert_eq!(document["schema_version"], 1, "{words:?}");
        assert_eq!(document["problems"][0]["rule"], "CFG002", "{words:?}");
        assert_eq!(demo.exits(&words), Some(4), "{words:?}");
    }
}

#[test]
fn a_config_is_offered_no_key_that_it_would_refuse_and_told_how_high_a_port_may_be() {
    let demo = Demo::new();
    let config = fs::read_to_string(demo.path("config.toml")).unwrap();
    let relay = "\n[[delivery.relay]]\nhost = \"mail.example.eu\"\nport = 99999\n[zzzzzz]\nx = 1\n";
    fs::write(demo.path("config.toml"), config + relay).unwrap();
    let text = said(&demo.run(&["list"]));
    let known = text.lines().find(|line| line.contains("known are")).unwrap();
    assert!(known.contains("delivery") && !known.contains("hosting"), "{known}");
    assert!(text.contains("from 0 to 65535"), "{text}");
}
