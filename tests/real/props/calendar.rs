//! A calendar file as a library that is not ours reads it: python3-icalendar.

use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::Value;

/// The calendar file of a letter, or the input if it is one; what stands in it, and how long its longest line is.
const READER: &str = r#"
import email, email.policy, icalendar, json, sys
raw = sys.stdin.buffer.read()
kind, name = None, None
if not raw.startswith(b"BEGIN:VCALENDAR"):
    letter = email.message_from_bytes(raw, policy=email.policy.default)
    part = [p for p in letter.walk() if p.get_content_type() == "text/calendar"][0]
    raw, kind, name = part.get_payload(decode=True), part["Content-Type"].params["method"], part.get_filename()
calendar = icalendar.Calendar.from_ical(raw)
event, = calendar.walk("VEVENT")
text = lambda of: None if event.get(of) is None else str(event[of])
moment = lambda of: None if event.get(of) is None else event[of].dt.isoformat()
print(json.dumps({
    "method": str(calendar["METHOD"]), "kind": kind, "name": name, "errors": [str(e) for e in event.errors + calendar.errors],
    "uid": text("UID"), "sequence": int(event["SEQUENCE"]), "status": text("STATUS"), "url": text("URL"),
    "summary": text("SUMMARY"), "language": event["SUMMARY"].params.get("LANGUAGE"), "place": text("LOCATION"),
    "description": text("DESCRIPTION"), "organiser": text("ORGANIZER"),
    "starts": moment("DTSTART"), "ends": moment("DTEND"),
    "longest": max(len(line) for line in raw.split(b"\r\n")), "folded": raw.count(b"\r\n "),
    "required": sorted(set(event.required) - set(event)), "raw": raw.decode(),
}))
"#;

/// What it says of a letter that brings a calendar file, or of the file itself.
pub fn read_calendar(bytes: &[u8]) -> Value {
    let mut python = Command::new("/usr/bin/python3")
        .args(["-c", READER])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 runs");
    python.stdin.take().expect("a pipe").write_all(bytes).expect("written");
    let output = python.wait_with_output().expect("it ends");
    assert!(output.status.success(), "python3-icalendar can't read {}", String::from_utf8_lossy(bytes));
    serde_json::from_slice(&output.stdout).expect("JSON")
}
