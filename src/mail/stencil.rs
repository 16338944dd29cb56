//! A letter made ready for the wire once, and filled in for each reader.
//!
//! Everything that is the same for all readers is encoded when the stencil is cut. What is left per reader is
//! copying, a few short encodings and three MACs.

use std::borrow::Cow;
use std::io::Write as _;

use jiff::Timestamp;

use super::mime::{self, Chunk};
use super::quoted_printable::{SOFT_BREAK, encode};
use super::{Addressee, ComposeError, HeaderText, LetterHead, header, message_id, token};
use crate::domain::{Keys, Lang, Letter, MailingId, Piece, Slot, SlotWhat, Spliced};

/// Why a message is composed: decides the subject's mark and whether its link works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To a reader of the lists.
    Live,
    /// To a test reader: `[TEST hu]` in the subject, a link that records nothing.
    Test,
    /// To a file: as the reader would get it, but for a link that records nothing.
    DryRun,
}

/// One edition, encoded.
#[derive(Debug)]
pub struct Stencil {
    lang: Lang,
    /// Where Message-IDs live.
    domain: String,
    unsubscribe: Option<String>,
    /// From, Reply-To.
    top: Vec<u8>,
    subject: Subject,
    /// The other headers that are the same for all.
    head: Vec<u8>,
    body: Vec<Chunk>,
    /// Octets of all that is fixed.
    size: usize,
}

#[derive(Debug)]
enum Subject {
    /// The same for all readers, encoded: as it is, and marked as a test.
    Same {
        live: Vec<u8>,
        test: Vec<u8>,
    },
    PerReader(Spliced),
}

impl Stencil {
    /// Encodes all that is the same for every reader of `letter`.
    pub fn new(letter: &Letter, head: &LetterHead) -> Result<Self, ComposeError> {
        let body = mime::body(letter, &head.from)?;
        let fixed: usize = body
            .iter()
            .map(|chunk| match chunk {
                Chunk::Fixed(bytes) => bytes.len(),
                Chunk::Slot(_) => 100,
            })
            .sum();
        let subject = if letter.subject.slots().next().is_some() {
            // A bad character of the letter's own is found now, not at the first reader.
            letter.subject.pieces.iter().try_for_each(|piece| match piece {
                Piece::Fixed(text) => clean("Subject", text).map(drop),
                Piece::Slot(_) => Ok(()),
            })?;
            Subject::PerReader(letter.subject.clone())
        } else {
            let text = letter.subject.fill(|_| String::new());
            let line = |purpose| {
                let mut line = Vec::new();
                write_subject(&text, purpose, &letter.lang, &mut line).map(|()| line)
            };
            Subject::Same { live: line(Purpose::Live)?, test: line(Purpose::Test)? }
        };
        let (top, rest) = (top(head)?, rest(head)?);
        Ok(Self {
            lang: letter.lang.clone(),
            domain: head.domain().to_owned(),
            unsubscribe: head.unsubscribe.clone(),
            size: top.len() + rest.len() + fixed + 800,
            top,
            subject,
            head: rest,
            body,
        })
    }

    /// Writes the whole message for one reader into `out`, whatever stood there before.
    ///
    /// CRLF line ends, none beyond 998 octets; ASCII unless the address itself is not (`needs_smtputf8`).
    /// Lines may begin with a dot: stuffing is the transport's. The same reader, mailing and purpose give the
    /// same bytes on every attempt, but for Date.
    pub fn compose(
        &self,
        to: &Addressee<'_>,
        mailing: MailingId,
        purpose: Purpose,
        now: Timestamp,
        keys: &Keys,
        out: &mut Vec<u8>,
    ) -> Result<(), ComposeError> {
        out.clear();
        out.reserve(self.size);
        let link = self.link(to, mailing, purpose, keys)?;
        out.extend_from_slice(&self.top);
        let name = to.name.map(|name| clean("To", name)).transpose()?;
        header::mailbox("To", name, to.address, out);
        self.subject(to, purpose, out)?;
        // Writing into a Vec does not fail.
        let _ = write!(out, "Date: {}\r\n", now.strftime("%a, %d %b %Y %H:%M:%S +0000"));
        let id = message_id::left_side(keys, mailing, to.key);
        header::fixed("Message-ID", &format!("<{id}@{}>", self.domain), out);
        if let Some(link) = &link {
            header::fixed("List-Unsubscribe", &format!("<{link}>"), out);
            header::fixed("List-Unsubscribe-Post", "List-Unsubscribe=One-Click", out);
        }
        out.extend_from_slice(&self.head);
        for chunk in &self.body {
            match chunk {
                Chunk::Fixed(bytes) => out.extend_from_slice(bytes),
                Chunk::Slot(slot) => fill(slot, to, link.as_deref(), out),
            }
        }
        Ok(())
    }

    fn link(
        &self,
        to: &Addressee<'_>,
        mailing: MailingId,
        purpose: Purpose,
        keys: &Keys,
    ) -> Result<Option<String>, ComposeError> {
        let Some(base) = &self.unsubscribe else { return Ok(None) };
        let token = match purpose {
            Purpose::Live => token::unsubscribe(keys, to.key, mailing)?,
            Purpose::Test | Purpose::DryRun => token::inert(keys, &self.lang, mailing)?,
        };
        Ok(Some(format!("{base}{token}")))
    }

    fn subject(&self, to: &Addressee<'_>, purpose: Purpose, out: &mut Vec<u8>) -> Result<(), ComposeError> {
        match &self.subject {
            Subject::Same { test, .. } if purpose == Purpose::Test => out.extend_from_slice(test),
            Subject::Same { live, .. } => out.extend_from_slice(live),
            Subject::PerReader(subject) => {
                let text = subject.fill(|slot| to.slots.value(slot).unwrap_or_default().to_owned());
                write_subject(&text, purpose, &self.lang, out)?;
            }
        }
        Ok(())
    }
}

/// One slot of the body, encoded on lines of its own.
fn fill(slot: &Slot, to: &Addressee<'_>, link: Option<&str>, out: &mut Vec<u8>) {
    let value = match slot.what {
        SlotWhat::Unsubscribe => link.unwrap_or_default(),
        SlotWhat::Field { .. } | SlotWhat::Reason => to.slots.value(slot).unwrap_or_default(),
    };
    if !value.is_empty() {
        encode(&slot.written(value), out);
        out.extend_from_slice(SOFT_BREAK);
    }
}

fn clean<'a>(header: &'static str, text: &'a str) -> Result<HeaderText<'a>, ComposeError> {
    HeaderText::new(text).map_err(|why| ComposeError::Header { header, why })
}

fn write_subject(text: &str, purpose: Purpose, lang: &Lang, out: &mut Vec<u8>) -> Result<(), ComposeError> {
    let text = match purpose {
        Purpose::Test => Cow::Owned(format!("[TEST {lang}] {text}")),
        Purpose::Live | Purpose::DryRun => Cow::Borrowed(text),
    };
    header::unstructured("Subject", clean("Subject", &text)?.trim(), out);
    Ok(())
}

/// Who it is from.
fn top(head: &LetterHead) -> Result<Vec<u8>, ComposeError> {
    let mut out = Vec::new();
    let from = head.from.name.as_deref().map(|name| clean("From", name)).transpose()?;
    header::mailbox("From", from, &head.from.address, &mut out);
    if let Some(reply_to) = &head.reply_to {
        let name = reply_to.name.as_deref().map(|name| clean("Reply-To", name)).transpose()?;
        header::mailbox("Reply-To", name, &reply_to.address, &mut out);
    }
    Ok(out)
}

/// What says that it is a newsletter: no answers by machines, no posts, a list to filter by.
fn rest(head: &LetterHead) -> Result<Vec<u8>, ComposeError> {
    let mut out = Vec::new();
    header::phrase("List-Id", clean("List-Id", &head.list_name)?, &head.list_id, &mut out);
    for (name, value) in [
        ("List-Owner", format!("<{}>", head.owner()).as_str()),
        ("List-Post", "NO"),
        ("Precedence", "bulk"),
        ("X-Auto-Response-Suppress", "OOF, AutoReply"),
        ("Feedback-ID", &head.feedback_id),
        ("Content-Language", head.lang.as_str()),
        ("MIME-Version", "1.0"),
    ] {
        header::fixed(name, value, &mut out);
    }
    Ok(out)
}
