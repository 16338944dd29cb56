//! Events on their way into calendars: the file behind the link, and the file that travels with a letter.

use std::fs;

use courant::desk::press::press;
use courant::domain::{CalendarEntry, EventStatus, Letter};
use courant::ledger::Ledger;
use courant::proof::audit;
use courant::workspace::Workspace;
use mail_parser::{MessageParser, MimeHeaders as _};
use scraper::{Html, Selector};

use crate::props::letters::{composed, letter, picture, stencil};
use crate::props::wire::assert_wire_rules;
use crate::send_command::Demo;
use crate::story::props::{at, event, lang, letter as plain, new_mailing, plan};
use crate::web::{Site, status};

const FILE: &str = "/calendar/2026-10-lab/lab.hu.ics";

/// A mailing with an event in this place, written after so many seconds and said so many times.
async fn waits(site: &Site, place: &str, seconds: i64, sequence: u32) -> courant::domain::MailingId {
    let mut new = new_mailing("2026-10-lab");
    let of = |tag| {
        let entry = CalendarEntry { sequence, ..event("lab", place) };
        Letter { calendar: vec![entry], ..plain(tag) }
    };
    new.letters = vec![of("en"), of("hu")];
    site.ledger.create_mailing(new, at(seconds)).await.expect("a mailing").id
}

#[tokio::test]
async fn the_file_of_an_event_is_there_once_it_is_sent_and_says_what_was_sent_last() {
    let site = Site::open().await;
    let first = waits(&site, "1. terem", 10, 0).await;
    let answer = site.get(FILE, "").await;
    assert_eq!(status(&answer), "404", "nobody has the letter yet: {answer}");
    plan(&site.ledger, first, &["anna"]);
    let answer = site.get(FILE, "").await;
    assert_eq!(status(&answer), "200");
    let (head, file) = answer.split_once("\r\n\r\n").expect("a head and a file");
    assert!(file.starts_with("BEGIN:VCALENDAR\r\n") && file.ends_with("END:VCALENDAR\r\n"), "{file}");
    for line in ["LOCATION;LANGUAGE=hu:1. terem\r\n", "SEQUENCE:0\r\n", "UID:summer.lab@news.example.eu\r\n"]
    {
        assert!(file.contains(line), "{line} {file}");
    }
    assert!(file.contains(":mailto:news@helium.example.eu\r\n") && !file.contains("ATTENDEE"), "{file}");
    let head = head.to_lowercase();
    for line in [
        "content-type: text/calendar; charset=utf-8; method=publish\r\n",
        "content-disposition: attachment; filename=\"lab.hu.ics\"\r\n",
        "x-content-type-options: nosniff\r\n",
        "cache-control: no-store\r\n",
    ] {
        assert!(head.contains(line), "{line} {head}");
    }
    let answer = site.ask(&format!("HEAD {FILE} HTTP/1.1\r\nHost: news\r\n\r\n")).await;
    assert!(status(&answer) == "200" && answer.ends_with("\r\n\r\n"), "{answer}");

    let correction = waits(&site, "2. terem", 20, 1).await;
    assert!(site.get(FILE, "").await.contains("1. terem"), "the correction is not out yet");
    plan(&site.ledger, correction, &["anna"]);
    assert!(site.get(FILE, "").await.contains("2. terem"));
    let to_the_missing = waits(&site, "1. terem", 30, 0).await;
    plan(&site.ledger, to_the_missing, &["bence"]);
    assert!(site.get(FILE, "").await.contains("2. terem"), "an old letter that goes out late is no news");
    assert_eq!(status(&site.post(FILE, crate::web::FORM, "").await), "405");
}

#[tokio::test]
async fn each_file_has_one_address_whatever_the_case_of_its_language() {
    let site = Site::open().await;
    let sent = waits(&site, "1. terem", 10, 0).await;
    plan(&site.ledger, sent, &["anna"]);
    let answer = site.get("/calendar/2026-10-lab/lab.HU.ics", "").await;
    assert!(status(&answer) == "308" && answer.contains("\r\nlocation: lab.hu.ics\r\n"), "{answer}");
    assert!(answer.contains("content-security-policy: ") && !answer.contains("terem"), "{answer}");
}

#[tokio::test]
async fn a_newsletter_that_wants_none_answers_at_once_only_with_what_takes_an_event_out_again() {
    let site = Site::open().await;
    let sent = waits(&site, "1. terem", 10, 0).await;
    plan(&site.ledger, sent, &["anna"]);
    assert_eq!(status(&site.get(FILE, "").await), "200");
    site.configure("calendar = \"link\"", "calendar = \"none\"");
    let answer = site.get(FILE, "").await;
    assert!(status(&answer) == "404" && !answer.contains("BEGIN:"), "{answer}");
    let mut correction = new_mailing("2026-10-lab");
    let cancelled = CalendarEntry { sequence: 1, status: EventStatus::Cancelled, ..event("lab", "1. terem") };
    correction.letters = vec![Letter { calendar: vec![cancelled], ..plain("hu") }];
    let correction = site.ledger.create_mailing(correction, at(20)).await.expect("a mailing").id;
    assert_eq!(status(&site.get(FILE, "").await), "404", "it is not out yet");
    plan(&site.ledger, correction, &["anna"]);
    let answer = site.get(FILE, "").await;
    for line in ["METHOD:CANCEL\r\n", "STATUS:CANCELLED\r\n", "SEQUENCE:1\r\n"] {
        assert!(status(&answer) == "200" && answer.contains(line), "{line} {answer}");
    }
    site.configure("calendar = \"none\"", "calendar = none");
    assert_eq!(status(&site.get(FILE, "").await), "200", "a config that can't be read changes nothing");
}

#[tokio::test]
async fn where_no_file_is_a_page_says_so_in_the_readers_language() {
    let site = Site::open().await;
    let sent = waits(&site, "1. terem", 10, 0).await;
    plan(&site.ledger, sent, &["anna"]);
    for (path, further, words) in [
        // What a test's link leads to, and a guess at what is not written yet.
        ("/calendar/2027-03-spring/final-conference.hu.ics", "", "A naptárfájl még nincs itt"),
        ("/calendar/2027-03-spring/final-conference.nb.ics", "", "Kalenderfilen er ikke her ennå"),
        ("/calendar/2026-10-lab/other.hu.ics", "", "A naptárfájl még nincs itt"),
        ("/calendar/2026-10-lab/lab.nl.ics", "", "Het agendabestand is er nog niet"),
        ("/calendar/2026-10-lab/lab.xx.ics", "Accept-Language: sv\r\n", "Kalenderfilen finns inte här än"),
        ("/calendar/2026-10-lab/lab.hu", "Accept-Language: da,hu\r\n", "Kalenderfilen er ikke her ennå"),
        ("/calendar/2026-10-lab/%2e%2e%2fconfig.hu.ics", "", "The calendar file is not here yet"),
        ("/calendar/2026-10-lab/%ff.ics", "", ""),
    ] {
        let answer = site.get(path, further).await;
        assert!(matches!(status(&answer), "404" | "400") && answer.contains(words), "{path}: {answer}");
        assert!(!answer.contains("BEGIN:") && !answer.contains("terem"), "{path}: {answer}");
    }
}

#[test]
fn an_attached_event_travels_beside_the_letter_and_the_letter_stays_the_first_part() {
    for pictures in [vec![], vec![picture("ward", b"png")]] {
        let mut entry = event("lab", "Árvíztűrő terem");
        entry.attached = true;
        let letter =
            Letter { calendar: vec![entry.clone(), event("other", "not attached")], ..letter(pictures) };
        let stencil = stencil(&letter);
        let read = |name: &str| {
            let bytes =
                composed(&stencil, "pal@example.hu", name, courant::mail::Purpose::Live).expect("composed");
            assert_wire_rules(&bytes);
            bytes
        };
        let bytes = read("Pál");
        let message = MessageParser::new().parse(&bytes).expect("a message");
        let root = message.content_type().expect("a type");
        assert_eq!((root.ctype(), root.subtype()), ("multipart", Some("mixed")));
        assert!(message.body_text(0).expect("text").contains("Szia, Pál"), "the words of the reader");
        assert!(message.body_html(0).expect("HTML").contains("Szia, Pál"));
        let files: Vec<_> = message
            .attachments()
            .filter(|part| part.content_type().is_some_and(|of| of.ctype() == "text"))
            .collect();
        let [file] = files[..] else { panic!("{} files", files.len()) };
        let kind = file.content_type().expect("a type");
        assert_eq!((kind.subtype(), kind.attribute("method")), (Some("calendar"), Some("PUBLISH")));
        assert_eq!(kind.attribute("charset"), Some("utf-8"));
        assert_eq!(file.attachment_name(), Some("lab.hu.ics"));
        let text = std::str::from_utf8(file.contents()).expect("UTF-8");
        assert!(text.contains("LOCATION;LANGUAGE=hu:Árvíztűrő terem\r\n"), "{text}");
        let end = |bytes: &[u8]| {
            let text = String::from_utf8(bytes.to_vec()).expect("ASCII");
            text[text.find("text/calendar").expect("the file")..].to_owned()
        };
        assert_eq!(end(&bytes), end(&read("Éva Mária")), "the same for all readers");
    }
}

/// Changes a fact of the demo's issue.
fn set(demo: &Demo, from: &str, to: &str) {
    let issue = demo.path("issues/2018-06-summer/issue.toml");
    let text = fs::read_to_string(&issue).unwrap();
    assert!(text.contains(from), "{from}");
    fs::write(&issue, text.replace(from, to)).unwrap();
}

#[test]
fn a_test_carries_the_file_that_the_mailing_would_and_passes_the_rules() {
    let demo = Demo::new();
    let config = fs::read_to_string(demo.path("config.toml")).unwrap();
    fs::write(demo.path("config.toml"), config.replace("calendar = \"link\"", "calendar = \"attach\""))
        .unwrap();
    assert_eq!(demo.exits(&["test", "2018", "--to", "marta@helium.example.hu"]), Some(0));
    let mut found = fs::read_dir(demo.path("outbox/test/2018-06-summer")).unwrap();
    let bytes = fs::read(found.next().unwrap().unwrap().path()).unwrap();
    let message = MessageParser::new().parse(&bytes).unwrap();
    let file = message.attachments().find(|part| part.attachment_name() == Some("living-lab-event.hu.ics"));
    let file = std::str::from_utf8(file.expect("the file").contents()).unwrap();
    let date = message.date().unwrap().to_timestamp();
    let stamp = file.lines().find_map(|line| line.strip_prefix("DTSTAMP:")).unwrap();
    let stamp = jiff::civil::DateTime::strptime("%Y%m%dT%H%M%SZ", stamp).unwrap();
    let stamp = stamp.to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp().as_second();
    assert!((0..=60).contains(&(date - stamp)), "{date} {stamp}");
    let expected = courant::proof::Expected {
        lang: lang("hu"),
        list_id: "news.helium.example.eu".into(),
        last_list_id: None,
        from: courant::domain::Address::parse("news@helium.example.eu").unwrap(),
        date: jiff::Timestamp::from_second(date).unwrap(),
        reader: None,
        dkim: Vec::new(),
    };
    assert_eq!(audit(&bytes, &expected), []);
}

#[tokio::test]
async fn a_correction_raises_the_number_of_the_event_that_it_corrects() {
    let demo = Demo::new();
    let config = fs::read_to_string(demo.path("config.toml")).unwrap();
    let relay = "transport = \"smtp\"\nrelay = [{ host = \"127.0.0.1\", port = 1, tls = \"none\" }]";
    let config = config.replace("transport = \"files\"", relay).replace("mode = \"test\"", "mode = \"live\"");
    fs::write(demo.path("config.toml"), config).unwrap();
    let readers = demo.json(&["-o", "json", "send", "2018", "--dry-run"])["readers"].to_string();
    let numbers = async |demo: &Demo| {
        let ledger = Ledger::open(&demo.path(".courant/ledger.db")).unwrap();
        let all =
            ledger.calendar(&courant::domain::IssueId::parse("2018-06-summer").unwrap(), None).await.unwrap();
        all.iter().map(|frozen| frozen.entry.sequence).collect::<Vec<_>>()
    };
    let order = ["send", "2018", "--again", "--at", "2090-01-02T09:00", "--confirm", &readers];
    let said = demo.run(&order);
    assert_eq!(said.status.code(), Some(0), "{}", String::from_utf8_lossy(&said.stderr));
    assert_eq!(numbers(&demo).await, [0; 5]);
    set(&demo, "place = \"Eindhoven\"", "place = \"Veldhoven\"");
    let said = demo.run(&order);
    assert_eq!(said.status.code(), Some(0), "{}", String::from_utf8_lossy(&said.stderr));
    assert_eq!(numbers(&demo).await, [0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
}

#[test]
fn a_letter_links_to_calendars_as_far_as_its_event_is_known() {
    let demo = Demo::new();
    let links = || {
        let workspace = Workspace::open(&demo.path("")).unwrap();
        let issue = workspace.find_issue("2018-06").unwrap();
        let pressed = press(&workspace, &issue, None).unwrap();
        let letter = pressed.letters[&lang("sv")].clone();
        assert_eq!(
            letter.calendar.iter().map(|entry| entry.uid.as_str()).collect::<Vec<_>>(),
            vec!["2018-06-summer.living-lab-event@news.helium.example.eu"; letter.calendar.len()]
        );
        let [html, text] = [&letter.html, &letter.text].map(|of| of.fill(|_| String::new()));
        let page = Html::parse_document(&html);
        let all: Vec<_> = page.select(&Selector::parse("a[href]").unwrap()).collect();
        let found = all.iter().filter(|link| link.attr("href").unwrap().contains("calendar")).map(|link| {
            let target = link.attr("href").unwrap();
            assert!(text.contains(target), "the text lacks {target}");
            let host = target.split('/').nth(2).unwrap().to_owned();
            (link.text().collect::<String>(), host)
        });
        (found.collect::<Vec<_>>(), text, letter.calendar.len())
    };
    let named = |words: &str, host: &str| (words.to_owned(), host.to_owned());
    let file = named("Kalenderfil (.ics)", "127.0.0.1:8484");
    let google = named("Google Kalender", "calendar.google.com");
    let outlook = named("Outlook-kalender", "outlook.office.com");
    let (found, text, _) = links();
    assert_eq!(found, [file.clone(), google, outlook]);
    assert!(text.contains("Lägg till i kalendern\n"), "{text}");
    assert!(
        text.contains("\nhttp://127.0.0.1:8484/calendar/2018-06-summer/living-lab-event.sv.ics\n"),
        "{text}"
    );

    set(&demo, "starts = \"2018-10-25\"", "starts = \"2018-10-25\"\nstatus = \"cancelled\"");
    let (found, text, _) = links();
    assert_eq!(found, [file], "it can only be taken out again");
    assert!(text.contains("Ta bort ur kalendern\n") && !text.contains("Lägg till"), "{text}");

    set(&demo, "starts = \"2018-10-25\"", "starts = \"2018-10\"");
    assert_eq!((links().0, links().2), (vec![], 0), "a month is no date");
    set(&demo, "starts = \"2018-10\"", "starts = \"2018-10-25\"");
    let config = fs::read_to_string(demo.path("config.toml")).unwrap();
    fs::write(demo.path("config.toml"), config.replace("calendar = \"link\"", "calendar = \"none\""))
        .unwrap();
    let (found, text, entries) = links();
    assert_eq!(
        (found, entries),
        (vec![], 1),
        "what is cancelled can still be taken out again by the file of an earlier letter"
    );
    assert!(!text.contains("kalender"), "{text}");
    set(&demo, "status = \"cancelled\"", "status = \"confirmed\"");
    assert_eq!((links().0, links().2), (vec![], 0));
}
