//! What is looked at before a mailing is what readers get: dry run, test and live mail of one reader, byte for byte.

use std::fs::{self, OpenOptions};
use std::io::Write as _;

use crate::send_command::Demo;

/// A test reader who is on a list as well.
const ANNA: &str = "anna@helium.example.eu";

/// Why readers of the second list get the letter: its own words, and more of them than fit in a line.
const PRESS: &str = "You get this letter because you asked for news for the press on our website.";
const LONG: &str = "Whoever writes for a paper, a radio station or a site of their own can ask for it there.";

/// Signs with a key of its own, and has her on a list of the issue that gives a long reason of its own, and under
/// another name than the team's.
fn prepare(demo: &Demo) {
    let key = &demo.json(&["-o", "json", "dkim", "new"])["keys"][0];
    let mut config = OpenOptions::new().append(true).open(demo.path("config.toml")).unwrap();
    let [domain, selector, file] = ["domain", "selector", "key_file"].map(|name| &key[name]);
    write!(config, "\n[[dkim]]\ndomain = {domain}\nselector = {selector}\nkey_file = {file}\n").unwrap();
    let facts = fs::read_to_string(demo.path("subscribers/press.toml")).unwrap();
    fs::write(demo.path("subscribers/press.toml"), facts.replace(PRESS, &format!("{PRESS} {LONG}"))).unwrap();
    let mut list = OpenOptions::new().append(true).open(demo.path("subscribers/press.csv")).unwrap();
    writeln!(list, "{ANNA},Anna Maria de Wit,en,NL,Helium Radio").unwrap();
}

/// The English message to her, by this name, in this folder of .eml files.
fn message(demo: &Demo, name: &str, folder: &str) -> String {
    let mut found = fs::read_dir(demo.path(folder)).unwrap().filter_map(|entry| {
        let message = fs::read_to_string(entry.unwrap().path()).unwrap();
        (message.contains(&format!("\r\nTo: {name} <{ANNA}>\r\n"))
            && message.contains("\r\nContent-Language: en\r\n"))
        .then_some(message)
    });
    let message = found.next().unwrap_or_else(|| panic!("nothing for her in {folder}"));
    assert!(found.next().is_none(), "{folder}: two for her");
    message
}

/// The message with a fixed word for whatever may differ, and how often its token stands in it.
fn masked(message: &str) -> (String, usize) {
    let (head, body) = message.split_once("\r\n\r\n").unwrap();
    let (head, body) = (head.replace("\r\n ", " "), body.replace("=\r\n", ""));
    let token = head.lines().find_map(|line| line.strip_prefix("List-Unsubscribe: <")).unwrap();
    let token = token.trim_end_matches('>').rsplit('/').next().unwrap();
    let lines: Vec<String> = head
        .lines()
        .map(|line| match line.split_once(": ").unwrap() {
            (name @ ("Date" | "Message-ID" | "DKIM-Signature"), _) => format!("{name}: (differs)"),
            ("Subject", subject) => format!("Subject: {}", subject.trim_start_matches("[TEST en] ")),
            _ => line.to_owned(),
        })
        .collect();
    let whole = format!("{}\r\n\r\n{body}", lines.join("\r\n"));
    (whole.replace(token, "(token)"), whole.matches(token).count())
}

#[test]
fn a_dry_run_a_test_and_the_live_mail_of_one_reader_differ_only_where_they_must() {
    let demo = Demo::new();
    prepare(&demo);
    let count = demo.json(&["-o", "json", "send", "2018", "--dry-run", "--every"])["readers"].to_string();
    assert_eq!(demo.exits(&["test", "2018", "--to", ANNA]), Some(0));
    assert_eq!(demo.exits(&["send", "2018", "--now", "--confirm", &count]), Some(0));

    let [dry, test, live] =
        ["outbox/dry-run/2018-06-summer/eml", "outbox/test/2018-06-summer", "outbox/sent/2018-06-summer"]
            .map(|folder| message(&demo, "Anna Maria de Wit", folder));
    assert!([&dry, &test, &live].into_iter().all(|message| message.contains("DKIM-Signature: ")));
    assert!(test.contains("\r\nSubject: [TEST en] ") && !dry.contains("[TEST") && !live.contains("[TEST"));
    let (expected, tokens) = masked(&live);
    assert!(expected.contains(&format!(">{PRESS} {LONG}</p>")), "{expected}");
    let reason: Vec<&str> =
        expected.lines().skip_while(|line| !line.starts_with("You get")).take(3).collect();
    assert_eq!(reason.join(" "), format!("{PRESS} {LONG}"), "in the text");
    assert!(reason.iter().all(|line| line.len() <= 72), "{reason:?}");
    assert!(tokens >= 3, "in the header, the HTML and the text");
    for (what, other) in [("dry run", dry), ("test", test)] {
        assert_ne!(other, live, "{what}: its link must record nothing");
        let (other, as_many) = masked(&other);
        let differ = expected.lines().zip(other.lines()).find(|(live, other)| live != other);
        assert!(other == expected, "{what}: {differ:?}");
        assert_eq!(as_many, tokens, "{what}");
    }
}

#[test]
fn a_test_to_somebody_on_no_list_says_what_readers_of_the_first_list_are_told() {
    let demo = Demo::new();
    assert_eq!(demo.exits(&["test", "2018", "--to", ANNA]), Some(0));
    let test = message(&demo, "Anna de Wit", "outbox/test/2018-06-summer").replace("=\r\n", "");
    assert_eq!(test.matches("because you work with one of the HELIUM").count(), 2, "HTML and text");
    let issue = fs::read_to_string(demo.path("issues/2018-06-summer/issue.toml")).unwrap();
    let lists = "lists = [\"partners\", \"press\"]";
    assert!(issue.contains(lists));
    for (instead, exit, said) in [
        ("lists = [\"press\", \"partners\"]", 0, "because you asked for news for the press"),
        // What must be mended before a mailing is said, and the test goes out all the same.
        ("lists = [\"gone\", \"partners\"]", 3, "because you work with one of the HELIUM"),
        ("", 0, "because you are on the mailing list of HELIUM"),
    ] {
        fs::write(demo.path("issues/2018-06-summer/issue.toml"), issue.replace(lists, instead)).unwrap();
        fs::remove_dir_all(demo.path("outbox/test")).unwrap();
        assert_eq!(demo.exits(&["test", "2018", "--to", ANNA]), Some(exit), "{instead}");
        let test = message(&demo, "Anna de Wit", "outbox/test/2018-06-summer").replace("=\r\n", "");
        assert_eq!(test.matches(said).count(), 2, "{instead}: HTML and text");
    }
}
