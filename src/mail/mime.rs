//! The body of a message (RFC 2045, 2046, 2387), encoded once: bytes with gaps for the reader's own words.
//!
//! A gap stands between soft breaks, so that nothing about its neighbours depends on what goes into it.

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::quoted_printable::{SOFT_BREAK, encode};
use super::{ComposeError, base32, calendar};
use crate::domain::{CalendarEntry, InlinePicture, Lang, Letter, Mailbox, Piece, Slot, Spliced};

/// A part of a body.
#[derive(Debug)]
pub(super) enum Chunk {
    Fixed(Vec<u8>),
    Slot(Slot),
}

/// The body of `letter` with the header lines that describe it, which come first: Content-Type, the empty
/// line, then the parts, plainest first. Pictures travel beside the HTML (`multipart/related`), events beside both
/// (`multipart/mixed`): some mail programs show an event among the alternatives instead of the letter.
pub(super) fn body(letter: &Letter, from: &Mailbox) -> Result<Vec<Chunk>, ComposeError> {
    let mut body = Body::default();
    // Neither quoted-printable nor base64 can hold "=_".
    let mark = mark_of(letter);
    let mut events = letter.calendar.iter().filter(|entry| entry.attached).peekable();
    if events.peek().is_none() {
        body.alternatives(letter, from.address.domain(), &mark)?;
        return Ok(body.finish());
    }
    body.text(&format!("Content-Type: multipart/mixed; boundary=\"=_m_{mark}\"\r\n\r\n--=_m_{mark}\r\n"));
    body.alternatives(letter, from.address.domain(), &mark)?;
    for entry in events {
        body.text(&format!("\r\n--=_m_{mark}\r\n"));
        body.event(entry, &letter.lang, from);
    }
    body.text(&format!("\r\n--=_m_{mark}--\r\n"));
    Ok(body.finish())
}
#[derive(Default)]
struct Body {
    done: Vec<Chunk>,
    fixed: Vec<u8>,
}

impl Body {
    fn text(&mut self, text: &str) {
        self.fixed.extend_from_slice(text.as_bytes());
    }

    fn spliced(&mut self, kind: &str, lang: &Lang, text: &Spliced) {
        self.text(&format!("Content-Type: text/{kind}; charset=utf-8\r\nContent-Language: {lang}\r\n"));
        self.text("Content-Transfer-Encoding: quoted-printable\r\n\r\n");
        let mut column = 0;
        for piece in &text.pieces {
            if column > 0 {
                self.fixed.extend_from_slice(SOFT_BREAK);
            }
            match piece {
                Piece::Fixed(text) => column = encode(text, &mut self.fixed),
                Piece::Slot(slot) => {
                    column = 0;
                    self.done.push(Chunk::Fixed(std::mem::take(&mut self.fixed)));
                    self.done.push(Chunk::Slot(slot.clone()));
                }
            }
        }
        // Nothing is left open at the end, whatever stands there: neither a soft break nor a space.
        let ends = matches!(text.pieces.last(), Some(Piece::Fixed(last)) if last.ends_with('\n'));
        if !ends {
            if self.fixed.last() == Some(&b' ') || self.fixed.last() == Some(&b'\t') {
                self.fixed.extend_from_slice(SOFT_BREAK);
            }
            self.text("\r\n");
        }
    }

    /// Text and HTML, with what the HTML shows.
    fn alternatives(&mut self, letter: &Letter, domain: &str, mark: &str) -> Result<(), ComposeError> {
        let (alternative, related) = (format!("=_a_{mark}"), format!("=_r_{mark}"));
        self.text(&format!("Content-Type: multipart/alternative; boundary=\"{alternative}\"\r\n\r\n"));
        self.text(&format!("--{alternative}\r\n"));
        self.spliced("plain", &letter.lang, &letter.text);
        self.text(&format!("\r\n--{alternative}\r\n"));
        if letter.pictures.is_empty() {
            self.spliced("html", &letter.lang, &letter.html);
        } else {
            self.text("Content-Type: multipart/related; type=\"text/html\";\r\n");
            self.text(&format!(" boundary=\"{related}\"\r\n\r\n--{related}\r\n"));
            self.spliced("html", &letter.lang, &letter.html);
            for picture in &letter.pictures {
                self.text(&format!("\r\n--{related}\r\n"));
                self.picture(picture, domain)?;
            }
            self.text(&format!("\r\n--{related}--\r\n"));
        }
        self.text(&format!("\r\n--{alternative}--\r\n"));
        Ok(())
    }

    fn event(&mut self, entry: &CalendarEntry, lang: &Lang, from: &Mailbox) {
        self.text(&format!("Content-Type: {}\r\n", calendar::media_type(entry)));
        self.text(&format!("Content-Language: {lang}\r\nContent-Transfer-Encoding: base64\r\n"));
        let name = calendar::file_name(&entry.section, lang);
        self.text(&format!("Content-Disposition: attachment;\r\n filename=\"{name}\"\r\n\r\n"));
        self.base64(calendar::file(entry, lang, from).as_bytes());
    }

    fn picture(&mut self, picture: &InlinePicture, domain: &str) -> Result<(), ComposeError> {
        let InlinePicture { cid, file_name, mime, bytes } = picture;
        let plain = |text: &str, more: &[u8]| {
            let fits = |b: u8| b.is_ascii_alphanumeric() || more.contains(&b);
            (1..=60).contains(&text.len()) && text.bytes().all(fits)
        };
        let image = mime.strip_prefix("image/").is_some_and(|kind| plain(kind, b"-+."));
        if !image || !plain(cid, b"-_.") || !plain(file_name, b"-_.") {
            return Err(ComposeError::Picture(file_name.clone()));
        }
        self.text(&format!("Content-Type: {mime}\r\nContent-Transfer-Encoding: base64\r\n"));
        self.text(&format!("Content-ID: <{cid}@{domain}>\r\n"));
        self.text(&format!("Content-Disposition: inline; filename=\"{file_name}\"\r\n\r\n"));
        self.base64(bytes);
        Ok(())
    }

    fn base64(&mut self, bytes: &[u8]) {
        // 57 octets are one line of 76.
        for line in bytes.chunks(57) {
            self.text(&STANDARD.encode(line));
            self.text("\r\n");
        }
    }

    fn finish(mut self) -> Vec<Chunk> {
        self.done.push(Chunk::Fixed(self.fixed));
        self.done
    }
}

/// The same letter has the same boundaries, so that a dry run can be compared with the mail.
fn mark_of(letter: &Letter) -> String {
    let mut all = letter.lang.as_str().as_bytes().to_vec();
    for piece in letter.text.pieces.iter().chain(&letter.html.pieces) {
        if let Piece::Fixed(text) = piece {
            all.extend_from_slice(text.as_bytes());
        }
    }
    base32::encode(&digest(&SHA256, &all).as_ref()[..10])
}
