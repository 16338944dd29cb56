//! What breaks the rule about events that travel with a letter, and what comes close and must not.

use super::message::{MESSAGE, expected, rules};
use crate::proof::audit;

const KIND: &str = "text/calendar; charset=utf-8; method=PUBLISH";

/// The message with a calendar file beside its alternatives.
fn with_event(from: &str, to: &str) -> Vec<u8> {
    const EVENT: &str = "BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//EN
METHOD:PUBLISH
BEGIN:VEVENT
UID:lab@news.helium.example.eu
DTSTAMP:20180628T070000Z
DTSTART:20181025T073000Z
DTEND:20181025T140000Z
SUMMARY;LANGUAGE=hu:%LONG%
ORGANIZER;CN=\"HELIUM: news\":mailto:news@helium.example.eu
END:VEVENT
END:VCALENDAR
";
    assert!(EVENT.contains(from) || from.starts_with("text/calendar"), "{from} is not in the event");
    let event = EVENT.replacen(from, to, 1).replace('\n', "\r\n").replace("%LF%", "\n");
    let event = event.replace("%LONG%", &"a".repeat(55));
    let event = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, event);
    let lines: Vec<&str> =
        event.as_bytes().chunks(76).map(|line| std::str::from_utf8(line).expect("ASCII")).collect();
    let kind = if from == KIND { to } else { KIND };
    let part = format!(
        "Content-Type: {kind}\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=lab.ics\n\n{}\n",
        lines.join("\n")
    );
    let (head, body) = MESSAGE.split_once("\n\n").expect("a head");
    let own = "Content-Type: multipart/alternative; boundary=\"alt\"";
    let mixed = head.replace(own, "Content-Type: multipart/mixed; boundary=\"mix\"");
    assert_ne!(mixed, head);
    let message = format!("{mixed}\n\n--mix\n{own}\n\n{body}\n--mix\n{part}\n--mix--\n");
    message.replace('\n', "\r\n").into_bytes()
}

/// Rule, what stands there, and what breaks it.
pub const BROKEN: &[(&str, &str, &str)] = &[
    ("EVT003", "METHOD:PUBLISH\n", ""),
    ("EVT003", "METHOD:PUBLISH", "METHOD:REQUEST"),
    ("EVT003", KIND, "text/calendar; charset=utf-8"),
    ("EVT003", KIND, "text/calendar; charset=utf-8; method=CANCEL"),
    ("EVT003", KIND, "text/calendar; method=PUBLISH"),
    ("EVT003", "UID:lab@news.helium.example.eu\n", ""),
    ("EVT003", "DTSTAMP:20180628T070000Z\n", ""),
    ("EVT003", "DTSTAMP:20180628T070000Z", "DTSTAMP:20180628T070000"),
    ("EVT003", "DTSTART:20181025T073000Z\n", ""),
    ("EVT003", "DTSTART:20181025T073000Z", "DTSTART:20181025T093000"),
    ("EVT003", "DTSTART:20181025T073000Z", "DTSTART;TZID=Europe/Amsterdam:20181025T093000"),
    ("EVT003", "DTSTART:20181025T073000Z", "DTSTART:20181025"),
    ("EVT003", "DTEND:20181025T140000Z", "DTEND:tomorrow"),
    ("EVT003", "SUMMARY;LANGUAGE=hu:%LONG%\n", ""),
    ("EVT003", "SUMMARY;LANGUAGE=hu:", "SUMMARY;LANGUAGE=hu:a"),
    ("EVT003", "ORGANIZER", "ATTENDEE"),
    ("EVT003", "END:VEVENT", "ATTENDEE:mailto:pal@example.hu\nEND:VEVENT"),
    ("EVT003", "UID:lab", "UID:one\nUID:lab"),
    ("EVT003", "VERSION:2.0\n", "VERSION:2.0%LF%"),
];

/// Rule, what stands there, and what comes close.
pub const NEAR: &[(&str, &str, &str)] = &[
    ("EVT003", "UID", "UID"),
    ("EVT003", KIND, "text/calendar; method=publish; charset=UTF-8"),
    ("EVT003", "SUMMARY;LANGUAGE=hu:", "SUMMARY;LANGUAGE=hu:a\n a"),
    (
        "EVT003",
        "DTSTART:20181025T073000Z\nDTEND:20181025T140000Z",
        "DTSTART;VALUE=DATE:20181025\nDTEND;VALUE=DATE:20181026",
    ),
    (
        "EVT003",
        "BEGIN:VEVENT\nUID:lab@news.helium.example.eu\nDTSTAMP:20180628T070000Z\nDTSTART:20181025T073000Z",
        "BEGIN:VTIMEZONE\nTZID:Europe/Amsterdam\nEND:VTIMEZONE\nBEGIN:VEVENT\nUID:lab\nDTSTAMP:20180628T070000Z\nDTSTART;TZID=\"Europe/Amsterdam\":20181025T093000",
    ),
    ("EVT003", "END:VEVENT", "DESCRIPTION:ATTENDEE: nobody\nEND:VEVENT"),
];

#[test]
fn an_attached_event_lacks_nothing_asks_nobody_and_knows_its_hour() {
    for (rule, from, to) in BROKEN {
        assert_eq!(rules(&with_event(from, to), &expected()), [*rule], "{from} → {to}");
    }
    let among = String::from_utf8(with_event("UID", "UID")).expect("ASCII");
    let among = among.replace("multipart/mixed", "multipart/alternative");
    assert!(rules(among.as_bytes(), &expected()).contains(&"EVT003"));
    for (_, from, to) in NEAR {
        assert_eq!(audit(&with_event(from, to), &expected()), [], "{from} → {to}");
    }
}
