//! Whoever is refused reads what to do about it, all of it, and numbers are said as people say them.

use std::fs;

use crate::send_command::Demo;

fn said(demo: &Demo, words: &[&str]) -> String {
    let output = demo.run(words);
    String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
}

#[test]
fn a_list_that_is_not_there_and_a_time_gone_by_come_with_what_to_do() {
    let demo = Demo::new();
    for (words, what, remedy) in [
        (
            &["--to", "nobody", "--dry-run"][..],
            "there is no list \"nobody\"",
            "put subscribers/nobody.csv there",
        ),
        (&["--at", "2020-01-01 09:00", "--confirm", "1"], "has gone by: write a time that", "--now sends it"),
        (
            &["--at", "2099-01-01 09:00", "--stop-after", "2098-01-01 09:00", "--confirm", "1"],
            "it would end before it is due",
            "write a later time, or for how long",
        ),
    ] {
        let told = said(&demo, &[&["send", "2018"], words].concat());
        assert!(told.contains(what) && told.contains(&format!("  do:  {remedy}")), "{told}");
    }
}

#[test]
fn a_dry_run_of_one_letter_has_one_message() {
    let demo = Demo::new();
    fs::write(demo.path("subscribers/board.csv"), "email,name\nanna@example.eu,Anna\n").unwrap();
    let told = said(&demo, &["send", "2018", "--to", "board", "--dry-run"]);
    assert!(told.contains("\n1 message, "), "{told}");
}

#[test]
fn a_dry_run_that_writes_a_few_messages_for_all_says_of_how_many() {
    let demo = Demo::new();
    let readers: String = (1..=12).map(|n| format!("reader{n}@example.eu,en\n")).collect();
    fs::write(demo.path("subscribers/board.csv"), format!("email,language\n{readers}")).unwrap();
    let told = said(&demo, &["send", "2018", "--to", "board", "--dry-run"]);
    assert!(told.contains("\n10 of these 12 messages, "), "{told}");
    assert!(told.contains("(--every writes them all)"), "{told}");
    let told = said(&demo, &["send", "2018", "--to", "board", "--dry-run", "--every"]);
    assert!(told.contains("\n12 messages, ") && !told.contains("--every"), "{told}");
}

#[test]
fn a_section_that_two_languages_lack_is_left_out_of_both_by_name() {
    let demo = Demo::new();
    let issue = demo.path("issues/2018-06-summer");
    for lang in ["hu", "nl"] {
        let file = issue.join(format!("{lang}.md"));
        let text = fs::read_to_string(&file).unwrap();
        fs::write(&file, text.replacen("{#ehma-poster}", "{#another}", 1)).unwrap();
    }
    let told = said(&demo, &["check", "2018"]);
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    let both = "if it is not for readers of hu or nl, say so in its [[section]]: languages = [\"en\", \"sv\", \"nb\"].";
    assert_eq!(told.matches(both).count(), 2, "{told}");
}
