//! Events as another program's calendar reads them: from the letter and from the page, as it was published, moved and taken
//! back.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

use crate::props::{Demo, ISSUE, Postfix, read_calendar};

/// By language: the heading of the section, who organises it, and how the newsletter is called.
const WORDS: [(&str, &str, &str); 3] = [
    ("hu", "Írja be a naptárába: élő laborok Eindhovenben", "a HELIUM partnersége"),
    ("sv", "Boka datumet: levande labb i Eindhoven", "HELIUM-partnerskapet"),
    ("en", "Save the date: living labs in Eindhoven", "HELIUM partnership"),
];

/// The pages, for as long as they are looked at.
struct Pages {
    serve: Child,
    address: String,
}

impl Pages {
    fn of(demo: &Demo) -> Self {
        let mut serve = Command::new(env!("CARGO_BIN_EXE_courant"))
            .env("XDG_STATE_HOME", demo.path().join(".state"))
            .args(["--no-input", "serve"])
            .current_dir(demo.path())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let lines = BufReader::new(serve.stderr.take().expect("a pipe")).lines().map_while(Result::ok);
        let address = lines.into_iter().find_map(|line| Some(line.strip_prefix("answers at ")?.to_owned()));
        let address = address.expect("it says where it is").trim_start_matches("http://").to_owned();
        Self { serve, address }
    }

    fn get(&self, path: &str) -> Vec<u8> {
        let mut line = TcpStream::connect(&self.address).expect("it answers");
        write!(line, "GET {path} HTTP/1.1\r\nHost: news\r\nConnection: close\r\n\r\n").expect("asked");
        let mut answer = Vec::new();
        line.read_to_end(&mut answer).expect("an answer");
        let text = String::from_utf8_lossy(&answer);
        assert!(text.starts_with("HTTP/1.1 200 "), "{text}");
        let head = text.find("\r\n\r\n").expect("a head") + 4;
        answer.split_off(head)
    }
}

impl Drop for Pages {
    fn drop(&mut self) {
        _ = self.serve.kill();
        _ = self.serve.wait();
    }
}

fn set(demo: &Demo, from: &str, to: &str) {
    let path = demo.path().join("issues").join(ISSUE).join("issue.toml");
    let text = fs::read_to_string(&path).expect("an issue");
    assert!(text.contains(from), "{from}");
    fs::write(&path, text.replace(from, to)).expect("written");
}

/// What the letters of the last mailing and the pages say, which must be the same, by language.
fn read(demo: &Demo, letters: &[Vec<u8>]) -> Vec<Value> {
    let pages = Pages::of(demo);
    let of = |language: &str| {
        let field = format!("Content-Language: {language}");
        let letter =
            letters.iter().find(|letter| String::from_utf8_lossy(letter).lines().any(|line| line == field));
        let attached = read_calendar(letter.expect("somebody reads it"));
        let page = pages.get(&format!("/calendar/{ISSUE}/living-lab-event.{language}.ics"));
        assert_eq!(String::from_utf8_lossy(&page), attached["raw"].as_str().expect("text"));
        assert_eq!(read_calendar(&page)["method"], attached["kind"], "the part and the file agree");
        assert_eq!(attached["name"], format!("living-lab-event.{language}.ics"));
        assert_eq!((&attached["errors"], &attached["required"]), (&json!([]), &json!([])));
        assert!(attached["longest"].as_u64() <= Some(75), "{attached}");
        attached
    };
    WORDS.iter().map(|(language, ..)| of(language)).collect()
}

#[test]
fn a_calendar_that_is_not_ours_reads_the_facts_of_an_event_as_it_is_said_moved_and_taken_back() {
    let postfix = Postfix::start();
    let demo = Demo::copy();
    demo.live(&postfix.relay());
    demo.configure("rate = \"300/minute\"\n", "");
    demo.configure("calendar = \"link\"", "calendar = \"attach\"");
    demo.configure("listen = \"127.0.0.1:8484\"", "listen = \"127.0.0.1:0\"");
    // An hour after the one by the clocks of Budapest, and two before that of UTC.
    let times =
        "starts = \"2018-10-25T09:30[Europe/Amsterdam]\"\nends = \"2018-10-25T16:00[Europe/Amsterdam]\"";
    set(&demo, "starts = \"2018-10-25\"", times);
    demo.must(&["send", ISSUE, "--now", "--confirm", "30"]);
    let first = postfix.letters();
    let said = read(&demo, &first);
    for (calendar, (language, summary, organiser)) in said.iter().zip(WORDS) {
        let text = |of: &str| calendar[of].as_str().unwrap_or_default();
        assert_eq!((text("summary"), text("language"), text("place")), (summary, language, "Eindhoven"));
        assert_eq!(text("starts"), "2018-10-25T07:30:00+00:00", "summer time");
        assert_eq!(text("ends"), "2018-10-25T14:00:00+00:00");
        assert_eq!((text("method"), text("status")), ("PUBLISH", "CONFIRMED"));
        assert_eq!(calendar["sequence"], 0);
        assert!(text("description").contains(organiser), "{calendar}");
        assert!(text("organiser").ends_with("news@helium.example.eu"), "{calendar}");
        assert_eq!(text("uid"), said[0]["uid"], "one event in all languages");
    }

    // Too long for one line, and letters of two octets wherever it is cut.
    let place =
        "’s-Hertogenbosch; a „nagy” terem, ötödik ülőhely, jobbról a tűző napfény elől védőernyő nyílik";
    set(&demo, "place = \"Eindhoven\"", &format!("place = \"{place}\""));
    let correct = |what: &str| {
        demo.must(&["send", ISSUE, "--to", &format!("got:{what}"), "--now", "--confirm", "30"]);
    };
    correct(ISSUE);
    let second: Vec<Vec<u8>> =
        postfix.letters().into_iter().filter(|letter| !first.contains(letter)).collect();
    for (calendar, before) in read(&demo, &second).iter().zip(&said) {
        assert_eq!(calendar["place"], place);
        assert!(calendar["folded"].as_u64() > Some(0), "a line was to be folded: {calendar}");
        assert_eq!((&calendar["sequence"], &calendar["uid"]), (&json!(1), &before["uid"]));
        assert_eq!(calendar["starts"], before["starts"]);
    }

    set(&demo, times, &format!("{times}\nstatus = \"cancelled\""));
    correct(&format!("{ISSUE}.2"));
    let known = |letter: &Vec<u8>| first.contains(letter) || second.contains(letter);
    let third: Vec<Vec<u8>> = postfix.letters().into_iter().filter(|letter| !known(letter)).collect();
    for (calendar, before) in read(&demo, &third).iter().zip(&said) {
        assert_eq!((&calendar["method"], &calendar["status"]), (&json!("CANCEL"), &json!("CANCELLED")));
        assert_eq!((&calendar["sequence"], &calendar["uid"]), (&json!(2), &before["uid"]));
    }
}
