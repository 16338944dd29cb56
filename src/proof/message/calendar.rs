//! EVT003: events that travel with a letter (RFC 5545; RFC 5546, 3.2.1; RFC 6047, 2.4). Own code, like the rest here.

use crate::domain::Problem;
use crate::locale::say;
use crate::proof::rules;

use super::read::Message;
use super::{Expected, place};

/// The longest line, in octets.
const LONGEST: usize = 75;

pub fn check(message: &Message, expected: &Expected) -> Vec<Problem> {
    let mut wrong = Vec::new();
    for part in message.leaves().into_iter().filter(|part| part.kind == "text/calendar") {
        wrong.extend(file(part));
    }
    if among_the_alternatives(message) {
        wrong.push(say!("EVT003-among-alternatives"));
    }
    wrong.into_iter().map(|what| rules::EVT003.at(place(expected), what)).collect()
}

fn among_the_alternatives(message: &Message) -> bool {
    let own = message.kind == "multipart/alternative"
        && message.parts.iter().any(|part| part.kind == "text/calendar");
    own || message.parts.iter().any(among_the_alternatives)
}

/// A property: its name in capitals, its parameters as they stand, its value.
struct Property {
    name: String,
    parameters: String,
    value: String,
}

fn file(part: &Message) -> Vec<String> {
    let Ok(text) = std::str::from_utf8(&part.body) else {
        return vec![say!("EVT003-not-utf8")];
    };
    let mut wrong = Vec::new();
    if text.replace("\r\n", "").contains(['\r', '\n']) || !text.ends_with("\r\n") {
        wrong.push(say!("EVT003-line-ends"));
    }
    if let Some(line) = text.lines().find(|line| line.len() > LONGEST) {
        wrong.push(say!("EVT003-long-line", octets = line.len()));
    }
    let unfolded = text.replace("\r\n ", "").replace("\r\n\t", "");
    let properties: Vec<Property> = unfolded.lines().map(property).collect();
    let of = |name: &str| properties.iter().filter(|property| property.name == name).collect::<Vec<_>>();
    let method = of("METHOD").first().map(|method| method.value.to_ascii_uppercase()).unwrap_or_default();
    let said = part.parameter("method").unwrap_or_default();
    if method.is_empty() || !method.eq_ignore_ascii_case(said) {
        wrong.push(say!("EVT003-method", method = method.as_str(), said = said));
    }
    if !part.parameter("charset").is_some_and(|charset| charset.eq_ignore_ascii_case("utf-8")) {
        wrong.push(say!("EVT003-charset"));
    }
    let always = ["UID", "DTSTAMP", "ORGANIZER"];
    let published = ["DTSTART", "SUMMARY"].into_iter().filter(|_| method != "CANCEL");
    for name in always.into_iter().chain(published) {
        if of(name).len() != 1 {
            wrong.push(say!("EVT003-count", count = of(name).len(), name = name));
        }
    }
    if !of("ATTENDEE").is_empty() {
        wrong.push(say!("EVT003-attendees"));
    }
    let zones: Vec<&str> = of("TZID").iter().map(|zone| zone.value.as_str()).collect();
    for name in ["DTSTAMP", "DTSTART", "DTEND"] {
        for property in of(name).into_iter().filter(|property| !is_certain(property, &zones)) {
            wrong.push(say!("EVT003-no-moment", name = name, value = property.value.as_str()));
        }
    }
    wrong
}

fn property(line: &str) -> Property {
    let mut quoted = false;
    let colon = line.find(|c| {
        quoted ^= c == '"';
        c == ':' && !quoted
    });
    let (head, value) = line.split_at(colon.unwrap_or(line.len()));
    let (name, parameters) = head.split_at(head.find(';').unwrap_or(head.len()));
    Property {
        name: name.to_ascii_uppercase(),
        parameters: parameters.to_owned(),
        value: value.trim_start_matches(':').to_owned(),
    }
}

/// A whole day, a moment in UTC, or one in a zone that the file defines.
fn is_certain(property: &Property, zones: &[&str]) -> bool {
    let digits = |text: &str, many| text.len() == many && text.bytes().all(|b| b.is_ascii_digit());
    let Some((day, time)) = property.value.split_once('T') else {
        return digits(&property.value, 8) && property.parameters.contains(";VALUE=DATE");
    };
    let zone = property.parameters.split(";TZID=").nth(1).and_then(|rest| rest.split(';').next());
    let in_zone = zone.is_some_and(|zone| zones.contains(&zone.trim_matches('"')));
    let clock = time.strip_suffix('Z').or(in_zone.then_some(time));
    digits(day, 8) && clock.is_some_and(|clock| digits(clock, 6))
}
