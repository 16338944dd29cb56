//! Takes a message apart: headers unfolded, parts decoded. Own code, so that it doesn't share the composer's mistakes.

use super::decode;

const DEEPEST: usize = 8;
const MOST_PARTS: usize = 200;

/// One header field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// As written; empty for a line that is no header.
    pub name: String,
    /// Everything after the colon, as written, folds and all.
    pub raw: String,
}

/// A message, or a part of one.
#[derive(Debug, Clone, Default)]
pub struct Message {
    pub headers: Vec<Header>,
    /// Small letters, `text/plain` if nothing is said.
    pub kind: String,
    /// The parameters of Content-Type, names in small letters.
    pub parameters: Vec<(String, String)>,
    /// Decoded; empty for a multipart.
    pub body: Vec<u8>,
    pub parts: Vec<Message>,
}

impl Header {
    /// Unfolded, without the space after the colon (RFC 5322, 2.2.3).
    pub fn value(&self) -> String {
        self.raw.replace("\r\n", "").replace(['\r', '\n'], "").trim().to_owned()
    }

    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }
}

impl Message {
    pub fn read(bytes: &[u8]) -> Self {
        Self::read_part(bytes, 0, &mut MOST_PARTS.clone())
    }

    /// The headers of this name, in order.
    pub fn all<'m>(&'m self, name: &'m str) -> impl Iterator<Item = &'m Header> {
        self.headers.iter().filter(move |header| header.is(name))
    }

    /// The value of the first header of this name.
    pub fn value(&self, name: &str) -> Option<String> {
        self.all(name).next().map(Header::value)
    }

    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// This part and all below it that hold something themselves.
    pub fn leaves(&self) -> Vec<&Self> {
        if self.parts.is_empty() { vec![self] } else { self.parts.iter().flat_map(Self::leaves).collect() }
    }

    /// The body as text, whatever its bytes.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn read_part(bytes: &[u8], depth: usize, left: &mut usize) -> Self {
        let (headers, body) = split(bytes);
        let mut message = Self { headers, ..Self::default() };
        let content_type = message.value("Content-Type").unwrap_or_default();
        (message.kind, message.parameters) = decode::parameters(&content_type);
        if !message.kind.contains('/') {
            message.kind = "text/plain".to_owned();
        }
        let boundary = message.parameter("boundary").unwrap_or_default().to_owned();
        if message.kind.starts_with("multipart/") && !boundary.is_empty() && depth < DEEPEST {
            for part in between(body, &boundary) {
                if *left == 0 {
                    break;
                }
                *left -= 1;
                message.parts.push(Self::read_part(part, depth + 1, left));
            }
        } else {
            let encoding = message.value("Content-Transfer-Encoding").unwrap_or_default();
            message.body = decode::transfer(body, &encoding);
        }
        message
    }
}

/// The header fields and what follows the empty line.
fn split(bytes: &[u8]) -> (Vec<Header>, &[u8]) {
    let mut headers: Vec<Header> = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let end = rest.iter().position(|b| *b == b'\n').map_or(rest.len(), |at| at + 1);
        let (line, after) = rest.split_at(end);
        rest = after;
        if matches!(line, b"\r\n" | b"\n") {
            break;
        }
        let text = String::from_utf8_lossy(line);
        match (headers.last_mut(), text.split_once(':')) {
            (Some(last), _) if text.starts_with([' ', '\t']) => last.raw.push_str(&text),
            (_, Some((name, raw))) if name.bytes().all(|b| b.is_ascii_graphic()) && !name.is_empty() => {
                headers.push(Header { name: name.to_owned(), raw: raw.to_owned() });
            }
            _ => headers.push(Header { name: String::new(), raw: text.into_owned() }),
        }
    }
    for header in &mut headers {
        header.raw.truncate(header.raw.trim_end_matches(['\r', '\n']).len());
    }
    (headers, rest)
}

/// The parts between the delimiters of a multipart body (RFC 2046, 5.1.1).
fn between<'b>(body: &'b [u8], boundary: &str) -> Vec<&'b [u8]> {
    let delimiter = format!("--{boundary}");
    let mut parts = Vec::new();
    let mut start: Option<usize> = None;
    let mut at = 0;
    while at < body.len() {
        let end = body[at..].iter().position(|b| *b == b'\n').map_or(body.len(), |found| at + found + 1);
        if let Some(rest) = body[at..end].strip_prefix(delimiter.as_bytes()) {
            let closes = rest.starts_with(b"--");
            let tail = if closes { &rest[2..] } else { rest };
            if tail.iter().all(u8::is_ascii_whitespace) {
                if let Some(from) = start {
                    parts.push(without_line_end(&body[from..at.max(from)]));
                }
                start = (!closes).then_some(end);
                if closes {
                    return parts;
                }
            }
        }
        at = end;
    }
    if let Some(from) = start {
        parts.push(&body[from..]);
    }
    parts
}

/// The line break before a delimiter belongs to the delimiter.
fn without_line_end(part: &[u8]) -> &[u8] {
    let part = part.strip_suffix(b"\n").unwrap_or(part);
    part.strip_suffix(b"\r").unwrap_or(part)
}
