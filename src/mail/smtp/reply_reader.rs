//! Reads replies out of bytes as they come: strict about form, bounded in memory, tolerant of odd codes.

use crate::domain::Reply;

use super::Violation;

const LONGEST_LINE: usize = 4096;
const MOST_LINES: usize = 100;
/// How much of a reply is kept; the rest is read over.
const KEPT: usize = 16 * 1024;
/// How many characters of it are shown and stored.
const SHOWN: usize = 1000;
/// How many of what is no reply.
const SHOWN_OF_NONSENSE: usize = 120;

/// Holds at most one unfinished line and 16 KiB of text.
#[derive(Debug, Default)]
pub struct ReplyReader {
    line: Vec<u8>,
    code: Option<u16>,
    lines: usize,
    said: Vec<u8>,
}

impl ReplyReader {
    /// Reads up to the end of one reply: how many bytes that took, and the reply if its last line is there.
    pub fn read(&mut self, bytes: &[u8]) -> Result<(usize, Option<Reply>), Violation> {
        let mut used = 0;
        while let Some(length) = bytes[used..].iter().position(|byte| *byte == b'\n') {
            if self.line.len() + length >= LONGEST_LINE {
                return Err(Violation::LineTooLong);
            }
            self.line.extend_from_slice(&bytes[used..used + length]);
            used += length + 1;
            if let Some(code) = self.end_line()? {
                return Ok((used, Some(self.end_reply(code))));
            }
        }
        if self.line.len() + (bytes.len() - used) >= LONGEST_LINE {
            return Err(Violation::LineTooLong);
        }
        self.line.extend_from_slice(&bytes[used..]);
        Ok((bytes.len(), None))
    }

    /// The text of the last reply, its lines parted by LF, without the codes.
    pub fn said(&self) -> &[u8] {
        &self.said
    }

    /// Takes the line in; gives the code if it was the last one of its reply.
    fn end_line(&mut self) -> Result<Option<u16>, Violation> {
        let line = self.line.strip_suffix(b"\r").unwrap_or(&self.line);
        let nonsense = || Violation::NotAReply(in_short(line));
        let (code, rest) = line.split_at_checked(3).ok_or_else(nonsense)?;
        // Any digit may stand in the second and third place: servers do send 571.
        if !matches!(code[0], b'2'..=b'5') || !code.iter().all(u8::is_ascii_digit) {
            return Err(nonsense());
        }
        let code = code.iter().fold(0, |sum, digit| sum * 10 + u16::from(digit - b'0'));
        let (last, text) = match rest {
            [] => (true, rest),
            [b' ', text @ ..] => (true, text),
            [b'-', text @ ..] => (false, text),
            _ => return Err(nonsense()),
        };
        match self.code {
            None => self.said.clear(),
            Some(first) if first != code => {
                let before = [first.to_string().as_bytes(), b" ", &self.said, b" "].concat();
                return Err(Violation::MixedCodes(in_short(&[&before, line].concat())));
            }
            Some(_) => self.said.push(b'\n'),
        }
        let room = KEPT.saturating_sub(self.said.len());
        self.said.extend_from_slice(&text[..text.len().min(room)]);
        self.code = Some(code);
        self.lines += 1;
        self.line.clear();
        if !last && self.lines >= MOST_LINES {
            return Err(Violation::TooManyLines);
        }
        Ok(last.then_some(code))
    }

    fn end_reply(&mut self, code: u16) -> Reply {
        self.code = None;
        self.lines = 0;
        let (enhanced, text) = readable(&self.said);
        Reply { code, enhanced, text }
    }
}

/// The enhanced code (RFC 2034) and what is left of the text once it is fit to be shown on a terminal.
fn readable(said: &[u8]) -> (Option<(u8, u16, u16)>, String) {
    let mut enhanced = None;
    let mut text = String::new();
    for line in String::from_utf8_lossy(said).split('\n') {
        let (code, rest) = split_enhanced(line);
        enhanced = enhanced.or(code);
        if !text.is_empty() && !rest.is_empty() {
            text.push(' ');
        }
        push_visible(&mut text, rest);
    }
    if let Some((cut, _)) = text.char_indices().nth(SHOWN) {
        text.truncate(cut);
    }
    text.truncate(text.trim_end().len());
    (enhanced, text)
}

/// What is no reply, fit to be shown.
pub(super) fn in_short(said: &[u8]) -> String {
    let mut text = String::new();
    push_visible(&mut text, &String::from_utf8_lossy(&said[..said.len().min(KEPT)]));
    if let Some((cut, _)) = text.char_indices().nth(SHOWN_OF_NONSENSE) {
        text.truncate(cut);
        text.push('…');
    }
    text.truncate(text.trim_end().len());
    text
}

fn split_enhanced(line: &str) -> (Option<(u8, u16, u16)>, &str) {
    let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
    let mut numbers = word.splitn(3, '.').map(|part| {
        let digits = (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| part.parse::<u16>().ok()).flatten()
    });
    match (numbers.next().flatten(), numbers.next().flatten(), numbers.next().flatten()) {
        (Some(class @ (2 | 4 | 5)), Some(subject), Some(detail)) => {
            (u8::try_from(class).ok().map(|class| (class, subject, detail)), rest)
        }
        _ => (None, line),
    }
}

/// Takes no room, or turns the text behind it around.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Terminal sequences go whole, and so does what nobody sees; other control characters become spaces.
fn push_visible(out: &mut String, text: &str) {
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        if is_unseen(c) {
            continue;
        }
        if !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}') {
            out.push(c);
            continue;
        }
        let mut after = rest.clone();
        if c == '\u{9b}' || (c == '\u{1b}' && after.next() == Some('[')) {
            rest = after;
            rest.find(|end| matches!(end, '@'..='~'));
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<Option<Reply>, Violation> {
        ReplyReader::default().read(bytes).map(|(_, reply)| reply)
    }

    #[test]
    fn replies_that_servers_really_send_are_understood() {
        let cases = [
            ("250 ok\r\n", 250, None, "ok"),
            ("250\r\n", 250, None, ""),
            ("250 \r\n", 250, None, ""),
            ("250 ok\n", 250, None, "ok"),
            ("571 blocked\r\n", 571, None, "blocked"),
            ("550 5.1.1 no such user\r\n", 550, Some((5, 1, 1)), "no such user"),
            ("550-5.7.1 we do\r\n550 5.7.1 not want it\r\n", 550, Some((5, 7, 1)), "we do not want it"),
            ("250 10.0.0.1 greets you\r\n", 250, None, "10.0.0.1 greets you"),
        ];
        for (bytes, code, enhanced, text) in cases {
            let expected = Reply { code, enhanced, text: text.to_owned() };
            assert_eq!(read(bytes.as_bytes()), Ok(Some(expected)), "{bytes:?}");
        }
    }

    #[test]
    fn what_is_no_reply_is_a_violation() {
        let endless = [b"250 ".as_slice(), &[b'x'; 5000]].concat();
        let many = b"250-x\r\n".repeat(101);
        let nonsense = |said: &str| Violation::NotAReply(said.to_owned());
        let cases: [(&[u8], Violation); 9] = [
            (b"HTTP/1.1 200 OK\r\n", nonsense("HTTP/1.1 200 OK")),
            (b"\r\n", nonsense("")),
            (b"25\r\n", nonsense("25")),
            (b"199 x\r\n", nonsense("199 x")),
            (b"999 \x1b[2Jx\ty\r\n", nonsense("999 x y")),
            (b"2500 x\r\n", nonsense("2500 x")),
            (b"250-a\r\n550 b\r\n", Violation::MixedCodes("250 a 550 b".to_owned())),
            (&endless, Violation::LineTooLong),
            (&many, Violation::TooManyLines),
        ];
        for (bytes, violation) in cases {
            assert_eq!(read(bytes), Err(violation), "{}", bytes[..bytes.len().min(40)].escape_ascii());
        }
    }

    #[test]
    fn a_reply_in_pieces_is_the_same_reply() {
        let mut reader = ReplyReader::default();
        let whole = b"250-first\r\n250 second\r\n354 next";
        for byte in &whole[..22] {
            assert_eq!(reader.read(&[*byte]), Ok((1, None)));
        }
        let (used, reply) = reader.read(&whole[22..]).expect("valid");
        assert_eq!((used, reply.map(|r| r.text)), (1, Some("first second".to_owned())));
        assert_eq!(reader.said(), b"first\nsecond");
    }

    #[test]
    fn nothing_in_a_reply_can_move_the_cursor() {
        let reply = read(b"550 \x1b[2J\x1b]0;title\x07no\ttabs \xe2\x80\xaeback\xff\r\n").expect("valid");
        let text = reply.expect("complete").text;
        assert_eq!(text, "]0;title no tabs back\u{fffd}");
        assert!(!text.contains(char::is_control));
    }

    #[test]
    fn nothing_that_cannot_be_seen_stays_in_a_reply() {
        let unseen =
            "\u{ad}\u{61c}\u{200b}\u{200c}\u{200d}\u{200e}\u{202a}\u{202e}\u{2060}\u{2066}\u{2069}\u{feff}";
        let reply = read(format!("550 5.1.1 no{unseen}body\u{2028}here\r\n").as_bytes()).expect("valid");
        assert_eq!(reply.expect("complete").text, "nobody here");
        assert_eq!(in_short(format!("no{unseen}thing").as_bytes()), "nothing");
    }

    #[test]
    fn a_long_text_is_cut_at_a_thousand_characters() {
        let line = format!("250-{}\r\n", "é".repeat(900));
        let bytes = format!("{line}{line}250 end\r\n");
        let reply = read(bytes.as_bytes()).expect("valid").expect("complete");
        assert_eq!(reply.text.chars().count(), 1000);
    }
}
