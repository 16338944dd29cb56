//! A short mail in plain text to a colleague: no list headers, nothing to unsubscribe from.

use std::io::Write as _;

use jiff::Timestamp;

use super::{ComposeError, HeaderText, header, quoted_printable};
use crate::domain::{Address, Mailbox};

/// Everything it is made from.
#[derive(Debug, Clone, Copy)]
pub struct Note<'a> {
    pub from: &'a Mailbox,
    pub to_name: &'a str,
    pub to: &'a Address,
    pub subject: &'a str,
    pub text: &'a str,
    /// The left side of the Message-ID: the same on every attempt.
    pub id: &'a str,
}

impl Note<'_> {
    /// The whole message, with CRLF line ends.
    pub fn compose(&self, now: Timestamp) -> Result<Vec<u8>, ComposeError> {
        let mut out = Vec::with_capacity(self.text.len() + 800);
        let from = self.from.name.as_deref().map(|name| clean("From", name)).transpose()?;
        header::mailbox("From", from, &self.from.address, &mut out);
        header::mailbox("To", Some(clean("To", self.to_name)?), self.to, &mut out);
        header::unstructured("Subject", clean("Subject", self.subject)?, &mut out);
        // Writing into a Vec does not fail.
        let _ = write!(out, "Date: {}\r\n", now.strftime("%a, %d %b %Y %H:%M:%S +0000"));
        header::fixed("Message-ID", &format!("<{}@{}>", self.id, self.from.address.domain()), &mut out);
        header::fixed("Auto-Submitted", "auto-generated", &mut out);
        header::fixed("MIME-Version", "1.0", &mut out);
        header::fixed("Content-Type", "text/plain; charset=utf-8", &mut out);
        header::fixed("Content-Transfer-Encoding", "quoted-printable", &mut out);
        out.extend_from_slice(b"\r\n");
        quoted_printable::encode(self.text, &mut out);
        if !out.ends_with(b"\r\n") {
            out.extend_from_slice(b"\r\n");
        }
        Ok(out)
    }
}

fn clean<'a>(header: &'static str, text: &'a str) -> Result<HeaderText<'a>, ComposeError> {
    HeaderText::new(text).map_err(|why| ComposeError::Header { header, why })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_a_message_with_its_words_and_no_line_of_anybody_elses() {
        let from = Mailbox::parse("Példa hírek <news@example.eu>").expect("a mailbox");
        let to = Address::parse("anna@example.eu").expect("an address");
        let note = Note {
            from: &from,
            to_name: "Anna",
            to: &to,
            subject: "nyár is held",
            text: "Szia,\n\nwhy: x=1",
            id: "abc",
        };
        let now = "2026-12-04T08:00:00Z".parse().expect("a moment");
        let message = String::from_utf8(note.compose(now).expect("composed")).expect("ASCII");
        let (head, body) = message.split_once("\r\n\r\n").expect("a head and a body");
        assert!(head.contains("To: Anna <anna@example.eu>\r\n"), "{head}");
        assert!(head.contains("Subject: =?utf-8?q?"), "{head}");
        assert!(
            head.contains("Message-ID: <abc@example.eu>\r\nAuto-Submitted: auto-generated\r\n"),
            "{head}"
        );
        assert_eq!(body, "Szia,\r\n\r\nwhy: x=3D1\r\n");
        assert!(Note { subject: "a\r\nBcc: x@example.eu", ..note }.compose(now).is_err());
    }
}
