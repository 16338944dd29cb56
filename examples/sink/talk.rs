//! The sink's side of one conversation, without a socket: bytes of the client in, replies out.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

/// What EHLO offers.
#[derive(Debug, Clone, Copy)]
pub struct Offers {
    pub pipelining: bool,
    pub chunking: bool,
    pub starttls: bool,
}

/// What has come, over all connections.
#[derive(Debug, Default)]
pub struct Count {
    pub letters: AtomicU64,
    pub bytes: AtomicU64,
    /// Without a Message-ID in their head: refused.
    pub refused: AtomicU64,
    first: OnceLock<Instant>,
    /// Nanoseconds after the first.
    last: AtomicU64,
}

impl Count {
    /// From the end of the first letter to that of the last.
    pub fn took(&self) -> Duration {
        Duration::from_nanos(self.last.load(Ordering::Relaxed))
    }

    fn take(&self, bytes: u64) {
        let since = self.first.get_or_init(Instant::now).elapsed();
        self.last.fetch_max(u64::try_from(since.as_nanos()).unwrap_or(u64::MAX), Ordering::Relaxed);
        self.letters.fetch_add(1, Ordering::Relaxed);
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
    }
}

/// What the connection does next.
#[derive(Debug, PartialEq, Eq)]
pub enum Next {
    GoOn,
    Encrypt,
    Close,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Command,
    /// After DATA, up to the terminator.
    Body,
    /// After BDAT: so many octets more; whether they are the letter's last, and whether they are wanted.
    Chunk {
        left: usize,
        last: bool,
        wanted: bool,
    },
}

/// One conversation.
#[derive(Debug)]
pub struct Talk {
    offers: Offers,
    count: Arc<Count>,
    state: State,
    /// A command of which only the beginning has come.
    line: Vec<u8>,
    mail: bool,
    rcpt: bool,
    /// The beginning of the letter under way.
    head: Vec<u8>,
    size: usize,
    /// The last octets of a body, in case the terminator is cut in two.
    tail: [u8; 4],
}

/// A head is looked for in the first so many octets.
const HEAD: usize = 4096;
const LONGEST_COMMAND: usize = 4096;
const END: &[u8] = b"\r\n.\r\n";

impl Talk {
    pub fn new(offers: Offers, count: Arc<Count>) -> Self {
        Self {
            offers,
            count,
            state: State::Command,
            line: Vec::new(),
            mail: false,
            rcpt: false,
            head: Vec::new(),
            size: 0,
            tail: *b"\0\0\r\n",
        }
    }

    /// Takes all of `bytes` in. What stands behind STARTTLS is forgotten.
    pub fn hear(&mut self, mut bytes: &[u8], out: &mut Vec<u8>) -> Next {
        while !bytes.is_empty() {
            match self.state {
                State::Command => {
                    let Some(end) = bytes.iter().position(|byte| *byte == b'\n') else {
                        self.line.extend_from_slice(bytes);
                        return if self.line.len() > LONGEST_COMMAND { Next::Close } else { Next::GoOn };
                    };
                    let mut line = std::mem::take(&mut self.line);
                    line.extend_from_slice(&bytes[..end]);
                    bytes = &bytes[end + 1..];
                    let next = self.obey(line.trim_ascii_end(), out);
                    line.clear();
                    self.line = line;
                    if next != Next::GoOn {
                        return next;
                    }
                }
                State::Body => bytes = self.body(bytes, out),
                State::Chunk { left, last, wanted } => {
                    let (now, after) = bytes.split_at(left.min(bytes.len()));
                    if wanted {
                        self.keep(now);
                    }
                    bytes = after;
                    self.state = State::Chunk { left: left - now.len(), last, wanted };
                    if left == now.len() {
                        self.chunk_ends(last, wanted, out);
                    }
                }
            }
        }
        Next::GoOn
    }

    fn obey(&mut self, line: &[u8], out: &mut Vec<u8>) -> Next {
        let verb = line.get(..4).unwrap_or(line).to_ascii_uppercase();
        let reply: &[u8] = match verb.as_slice() {
            b"EHLO" => {
                self.forget();
                out.extend_from_slice(b"250-sink\r\n");
                for (offered, name) in [
                    (self.offers.pipelining, "250-PIPELINING\r\n"),
                    (self.offers.chunking, "250-CHUNKING\r\n"),
                    (self.offers.starttls, "250-STARTTLS\r\n"),
                ] {
                    out.extend_from_slice(if offered { name.as_bytes() } else { b"" });
                }
                b"250 8BITMIME\r\n"
            }
            b"HELO" | b"RSET" => {
                self.forget();
                b"250 2.0.0 ok\r\n"
            }
            b"MAIL" if self.mail => b"503 5.5.1 one letter at a time\r\n",
            b"MAIL" => {
                self.mail = true;
                b"250 2.1.0 ok\r\n"
            }
            b"RCPT" if !self.mail => b"503 5.5.1 MAIL first\r\n",
            b"RCPT" => {
                self.rcpt = true;
                b"250 2.1.5 ok\r\n"
            }
            b"DATA" if !self.rcpt => b"503 5.5.1 RCPT first\r\n",
            b"DATA" => {
                self.state = State::Body;
                self.tail = *b"\0\0\r\n";
                b"354 go ahead\r\n"
            }
            b"BDAT" => return self.bdat(line, out),
            b"STAR" if self.offers.starttls => {
                self.offers.starttls = false;
                out.extend_from_slice(b"220 2.0.0 go ahead\r\n");
                return Next::Encrypt;
            }
            b"NOOP" => b"250 2.0.0 ok\r\n",
            b"QUIT" => {
                out.extend_from_slice(b"221 2.0.0 bye\r\n");
                return Next::Close;
            }
            _ => b"500 5.5.2 what?\r\n",
        };
        out.extend_from_slice(reply);
        Next::GoOn
    }

    /// `BDAT 30000 LAST`. The octets are read even if they are not wanted (RFC 3030, 2).
    fn bdat(&mut self, line: &[u8], out: &mut Vec<u8>) -> Next {
        let text = String::from_utf8_lossy(line);
        let mut words = text.split_ascii_whitespace().skip(1);
        let Some(left) = words.next().and_then(|n| n.parse().ok()) else {
            out.extend_from_slice(b"501 5.5.4 how many?\r\n");
            return Next::Close;
        };
        let last = words.next().is_some_and(|word| word.eq_ignore_ascii_case("LAST"));
        let wanted = self.offers.chunking && self.rcpt;
        self.state = State::Chunk { left, last, wanted };
        if left == 0 {
            self.chunk_ends(last, wanted, out);
        }
        Next::GoOn
    }

    fn chunk_ends(&mut self, last: bool, wanted: bool, out: &mut Vec<u8>) {
        self.state = State::Command;
        match (wanted, last) {
            (false, _) => out.extend_from_slice(b"503 5.5.1 RCPT first\r\n"),
            (true, false) => out.extend_from_slice(b"250 2.0.0 more\r\n"),
            (true, true) => self.take(out),
        }
    }

    /// Reads a body on; gives what stands behind its terminator.
    fn body<'a>(&mut self, bytes: &'a [u8], out: &mut Vec<u8>) -> &'a [u8] {
        // The terminator may have begun in what came before.
        let seam = bytes.len().min(END.len() - 1);
        let mut joined = [0; 8];
        joined[..4].copy_from_slice(&self.tail);
        joined[4..4 + seam].copy_from_slice(&bytes[..seam]);
        let over_the_seam = joined[..4 + seam].windows(END.len()).position(|five| five == END);
        let after = over_the_seam.map(|at| at + END.len() - 4).or_else(|| find_end(bytes));
        if let Some(after) = after {
            self.keep(&bytes[..after]);
            self.size -= END.len() - 2;
            self.state = State::Command;
            self.take(out);
            return &bytes[after..];
        }
        self.keep(bytes);
        let kept = 4 - seam;
        self.tail.copy_within(seam.., 0);
        self.tail[kept..].copy_from_slice(&bytes[bytes.len() - seam..]);
        &[]
    }

    fn keep(&mut self, bytes: &[u8]) {
        let room = HEAD.saturating_sub(self.head.len());
        self.head.extend_from_slice(&bytes[..bytes.len().min(room)]);
        self.size += bytes.len();
    }

    /// The letter is complete.
    fn take(&mut self, out: &mut Vec<u8>) {
        if has_message_id(&self.head) {
            self.count.take(self.size as u64);
            out.extend_from_slice(b"250 2.0.0 taken\r\n");
        } else {
            self.count.refused.fetch_add(1, Ordering::Relaxed);
            out.extend_from_slice(b"554 5.6.0 this is no letter\r\n");
        }
        self.forget();
    }

    fn forget(&mut self) {
        (self.mail, self.rcpt, self.size) = (false, false, 0);
        self.head.clear();
    }
}

/// What stands behind the terminator. Blocks without a line that begins with a dot, which are nearly all, are only
/// skimmed, in a loop that the compiler makes vector code of.
fn find_end(bytes: &[u8]) -> Option<usize> {
    const BLOCK: usize = 1024;
    let mut start = 0;
    while start + END.len() <= bytes.len() {
        let block = &bytes[start..bytes.len().min(start + BLOCK + END.len() - 1)];
        let dotted = block
            .iter()
            .zip(&block[1..])
            .fold(0_u8, |found, (one, next)| found | (u8::from(*one == b'\n') & u8::from(*next == b'.')));
        if dotted != 0
            && let Some(at) = block.windows(END.len()).position(|five| five == END)
        {
            return Some(start + at + END.len());
        }
        start += BLOCK;
    }
    None
}

fn has_message_id(head: &[u8]) -> bool {
    const NAME: &[u8] = b"message-id:";
    let lines = head.split(|byte| *byte == b'\n').take_while(|line| !line.trim_ascii().is_empty());
    lines.map(|line| line.get(..NAME.len()).unwrap_or_default()).any(|name| name.eq_ignore_ascii_case(NAME))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn talk(chunking: bool) -> (Talk, Arc<Count>) {
        let count = Arc::new(Count::default());
        let offers = Offers { pipelining: true, chunking, starttls: false };
        (Talk::new(offers, Arc::clone(&count)), count)
    }

    const LETTER: &str = "Subject: x\r\nMessage-ID: <1@x>\r\n\r\nHi.\r\n..\r\n";

    #[test]
    fn letters_are_counted_however_their_bytes_are_cut() {
        let data = format!("MAIL FROM:<a@b.eu>\r\nRCPT TO:<c@d.eu>\r\nDATA\r\n{LETTER}.\r\n");
        let chunk =
            format!("MAIL FROM:<a@b.eu>\r\nRCPT TO:<c@d.eu>\r\nBDAT {} LAST\r\n{LETTER}", LETTER.len());
        let all = format!("EHLO x\r\n{data}{data}{chunk}{chunk}").into_bytes();
        for piece in 1..all.len() {
            let (mut talk, count) = talk(true);
            let mut out = Vec::new();
            for bytes in all.chunks(piece) {
                assert_eq!(talk.hear(bytes, &mut out), Next::GoOn);
            }
            let counted = (count.letters.load(Ordering::Relaxed), count.bytes.load(Ordering::Relaxed));
            assert_eq!(counted, (4, 4 * LETTER.len() as u64), "in pieces of {piece}");
            assert!(!count.took().is_zero());
            let codes = String::from_utf8(out).unwrap().lines().filter(|l| l.starts_with("354")).count();
            assert_eq!(codes, 2);
        }
    }

    #[test]
    fn what_has_no_message_id_is_no_letter() {
        let (mut talk, count) = talk(true);
        let mut out = Vec::new();
        talk.hear(b"MAIL FROM:<>\r\nRCPT TO:<c@d.eu>\r\nBDAT 4 LAST\r\nHi\r\n", &mut out);
        assert!(out.ends_with(b"554 5.6.0 this is no letter\r\n"));
        assert_eq!(count.refused.load(Ordering::Relaxed), 1);
    }
}
