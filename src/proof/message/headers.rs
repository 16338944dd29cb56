//! HDR001 to HDR009: the header and the lines of a message.

use jiff::SignedDuration;
use jiff::fmt::rfc2822::DateTimeParser;

use crate::domain::{Address, Problem};
use crate::locale::say;
use crate::proof::rules;

use super::decode::{self, Piece};
use super::read::Message;
use super::{Expected, place};

/// What a header may be, besides what begins with `List-` or `Content-`.
const ALLOWED: &[&str] = &[
    "from",
    "to",
    "reply-to",
    "sender",
    "subject",
    "date",
    "message-id",
    "mime-version",
    "dkim-signature",
    "precedence",
    "auto-submitted",
    "x-auto-response-suppress",
    "feedback-id",
];

/// RFC 5322, 3.6: at most once; the first two exactly once.
const SINGLE: &[&str] = &[
    "Date",
    "From",
    "Sender",
    "Reply-To",
    "To",
    "Cc",
    "Subject",
    "Message-ID",
    "In-Reply-To",
    "References",
    "MIME-Version",
    "Content-Type",
];

pub fn check(bytes: &[u8], message: &Message, expected: &Expected) -> Vec<Problem> {
    let mut found = Vec::new();
    let at = || place(expected);
    for (number, name) in SINGLE.iter().enumerate() {
        match message.all(name).count() {
            1 => {}
            0 if number > 1 => {}
            count => found.push(rules::HDR001.at(at(), say!("HDR001-count", name = *name, count = count))),
        }
    }
    found.extend(from(message, expected));
    found.extend(message_id(message, expected).map(|what| rules::HDR003.at(at(), what)));
    found.extend(date(message, expected).map(|what| rules::HDR004.at(at(), what)));
    found.extend(contents(message, expected));
    found.extend(encoded_words(message, expected));
    found.extend(lines(bytes, expected));
    found
}

/// HDR002
fn from(message: &Message, expected: &Expected) -> Vec<Problem> {
    let at = |what: String| rules::HDR002.at(place(expected), what);
    let Some(value) = message.value("From") else { return Vec::new() };
    let Some((name, address)) = mailbox(&value) else {
        return vec![at(say!("HDR002-not-one"))];
    };
    let mut found = Vec::new();
    if address.normalised() != expected.from.normalised() {
        found.push(at(say!("HDR002-other-address")));
    }
    let lower = name.to_lowercase();
    if name.is_empty() {
        found.push(at(say!("HDR002-no-name")));
    }
    if ["re:", "fwd:", "fw:"].iter().any(|start| lower.starts_with(start)) || name.chars().any(is_emoji) {
        found.push(at(say!("HDR002-emoji")));
    }
    let subject = decode::words(&message.value("Subject").unwrap_or_default()).to_lowercase();
    if !subject.is_empty() && lower.contains(&subject) {
        found.push(at(say!("HDR002-subject")));
    }
    let reader = expected.reader.as_deref().unwrap_or_default().to_lowercase();
    if !reader.is_empty() && lower.contains(&reader) {
        found.push(at(say!("HDR002-reader")));
    }
    found
}

/// The name and address of a value that is exactly one mailbox.
fn mailbox(value: &str) -> Option<(String, Address)> {
    let (name, rest) = match value.rsplit_once('<') {
        None => ("", value),
        Some((name, rest)) => (name, rest.strip_suffix('>')?),
    };
    let name = name.trim();
    let quoted = name.len() > 1 && name.starts_with('"') && name.ends_with('"');
    if !quoted && name.contains([',', ';', '<', '@']) {
        return None;
    }
    let name = decode::words(name.trim_matches('"')).trim().to_owned();
    Some((name, Address::parse(rest).ok()?))
}

fn is_emoji(c: char) -> bool {
    matches!(c, '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{fe0f}')
}

/// HDR003
fn message_id(message: &Message, expected: &Expected) -> Option<String> {
    let Some(value) = message.value("Message-ID") else { return Some(say!("HDR003-none")) };
    let inside = value.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
    let Some((left, domain)) = inside.and_then(|inside| inside.split_once('@')) else {
        return Some(say!("HDR003-form"));
    };
    let graphic = |text: &str| {
        !text.is_empty() && text.bytes().all(|b| b.is_ascii_graphic() && !matches!(b, b'<' | b'>' | b'@'))
    };
    if !graphic(left) || !graphic(domain) {
        return Some(say!("HDR003-form"));
    }
    let ours = expected.from.domain();
    let belongs = domain == ours || domain.strip_suffix(ours).is_some_and(|rest| rest.ends_with('.'));
    (!belongs).then(|| say!("HDR003-other-domain", domain = domain))
}

/// HDR004
fn date(message: &Message, expected: &Expected) -> Option<String> {
    let value = message.value("Date")?;
    let Ok(date) = DateTimeParser::new().parse_timestamp(&value) else {
        return Some(say!("HDR004-no-date", value = value));
    };
    let apart = date.duration_since(expected.date);
    let fits = apart >= SignedDuration::from_mins(-10) && apart <= SignedDuration::from_mins(5);
    (!fits).then(|| say!("HDR004-apart", date = date.to_string(), sent = expected.date.to_string()))
}

/// HDR005 and HDR009
fn contents(message: &Message, expected: &Expected) -> Vec<Problem> {
    let mut found = Vec::new();
    for header in &message.headers {
        let name = header.name.to_ascii_lowercase();
        let value = header.value();
        let at = || place(expected);
        if name.is_empty() {
            found.push(rules::HDR005.at(at(), say!("HDR005-no-header")));
            continue;
        }
        if matches!(name.as_str(), "return-path" | "bcc" | "resent-bcc") {
            found.push(rules::HDR009.at(at(), say!("HDR009-has", name = header.name.as_str())));
        } else if matches!(name.as_str(), "x-mailer" | "user-agent") {
            if value.contains(|c: char| c.is_ascii_digit()) {
                found.push(rules::HDR009.tip(at(), say!("HDR009-version", name = header.name.as_str())));
            }
        } else if !ALLOWED.contains(&name.as_str())
            && !name.starts_with("list-")
            && !name.starts_with("content-")
        {
            found.push(rules::HDR005.at(at(), say!("HDR005-strange", name = header.name.as_str())));
        }
        if value.contains(unsafe_in_header) || decode::words(&value).contains(unsafe_in_header) {
            found.push(rules::HDR005.at(at(), say!("HDR005-control", name = header.name.as_str())));
        }
    }
    found
}

/// Control and direction characters; a tab may fold a line.
fn unsafe_in_header(c: char) -> bool {
    (c.is_control() && c != '\t')
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// HDR006
fn encoded_words(message: &Message, expected: &Expected) -> Vec<Problem> {
    let mut found = Vec::new();
    for header in &message.headers {
        let value = header.value();
        let mut before = String::new();
        for piece in decode::pieces(&value) {
            match piece {
                Piece::Plain(text) => before.push_str(text),
                Piece::Encoded(word, text) => {
                    let at = |what: String| rules::HDR006.at(place(expected), what);
                    let name = &header.name;
                    if word.len() > 75 {
                        found.push(at(say!("HDR006-long", name = name.as_str(), long = word.len())));
                    }
                    if text.is_none() {
                        found.push(at(say!("HDR006-broken", name = name.as_str())));
                    }
                    let in_address = before.rfind('<') > before.rfind('>');
                    let in_quotes = before.matches('"').count() % 2 == 1;
                    let structured = name.to_ascii_lowercase().starts_with("content-");
                    if in_address || in_quotes || structured {
                        found.push(at(say!("HDR006-misplaced", name = name.as_str())));
                    }
                    before.push('=');
                }
            }
        }
    }
    found
}

/// HDR007 and HDR008
fn lines(bytes: &[u8], expected: &Expected) -> Vec<Problem> {
    let at = || place(expected);
    let mut found = Vec::new();
    let mut in_header = true;
    for line in bytes.split_inclusive(|b| *b == b'\n') {
        let text = line.strip_suffix(b"\n").unwrap_or(line);
        let text = text.strip_suffix(b"\r").unwrap_or(text);
        in_header &= !text.is_empty();
        if text.len() > 998 {
            found.push(rules::HDR007.at(at(), say!("HDR007-long", bytes = text.len())));
        } else if in_header && text.len() > 78 && could_fold(text) {
            let name = String::from_utf8_lossy(&text[..text.len().min(30)]).into_owned();
            found.push(rules::HDR007.tip(at(), say!("HDR007-long-header", bytes = text.len(), name = name)));
        }
    }
    let bare = (0..bytes.len()).any(|at| match bytes[at] {
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        b'\n' => at == 0 || bytes[at - 1] != b'\r',
        _ => false,
    });
    for (wrong, what) in [
        (bare, say!("HDR008-bare")),
        (!bytes.ends_with(b"\r\n"), say!("HDR008-end")),
        (!bytes.is_ascii(), say!("HDR008-eight-bits")),
        (bytes.contains(&0), say!("HDR008-nul")),
    ] {
        if wrong {
            found.push(rules::HDR008.at(at(), what));
        }
    }
    found
}

/// Whether a long header line has white space to fold at, besides that after its name.
fn could_fold(line: &[u8]) -> bool {
    let text = String::from_utf8_lossy(line);
    let content = match text.split_once(": ") {
        Some((name, rest)) if !name.contains(' ') && !text.starts_with([' ', '\t']) => rest,
        _ => text.trim_start(),
    };
    content.trim().contains([' ', '\t'])
}
