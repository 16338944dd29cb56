//! A line with a client, in clear or through TLS: commands in, replies out, both buffered.

use std::io;
use std::time::Duration;

use rustls::HandshakeKind;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

enum Stream {
    Plain(TcpStream),
    Tls(Box<TlsStream<TcpStream>>),
    Closed,
}

/// Replies are written when the next read would have to wait, so that a flight of commands gets a flight of replies.
pub struct Line {
    stream: Stream,
    inbox: Box<[u8]>,
    start: usize,
    end: usize,
    out: Vec<u8>,
    body: Vec<u8>,
}

const LONGEST_COMMAND: usize = 8 * 1024;
const LONGEST_LETTER: usize = 64 * 1024 * 1024;

impl Line {
    pub fn new(stream: TcpStream) -> Self {
        let inbox = vec![0; 64 * 1024].into_boxed_slice();
        Self { stream: Stream::Plain(stream), inbox, start: 0, end: 0, out: Vec::new(), body: Vec::new() }
    }

    pub fn is_encrypted(&self) -> bool {
        matches!(self.stream, Stream::Tls(_))
    }

    /// Whether the client has taken up a session that it had before.
    pub async fn encrypt(&mut self, acceptor: &TlsAcceptor) -> io::Result<bool> {
        self.flush().await?;
        (self.start, self.end) = (0, 0);
        let mut resumed = false;
        if let Stream::Plain(stream) = std::mem::replace(&mut self.stream, Stream::Closed) {
            let stream = acceptor.accept(stream).await?;
            resumed = stream.get_ref().1.handshake_kind() == Some(HandshakeKind::Resumed);
            self.stream = Stream::Tls(Box::new(stream));
        }
        Ok(resumed)
    }

    pub fn say(&mut self, reply: &str) {
        self.out.extend_from_slice(reply.as_bytes());
    }

    pub async fn trickle(&mut self, reply: &str, pause: Duration) -> io::Result<()> {
        self.flush().await?;
        for byte in reply.bytes() {
            self.out.push(byte);
            self.flush().await?;
            tokio::time::sleep(pause).await;
        }
        Ok(())
    }

    pub async fn flush(&mut self) -> io::Result<()> {
        if self.out.is_empty() {
            return Ok(());
        }
        match &mut self.stream {
            Stream::Plain(stream) => stream.write_all(&self.out).await?,
            Stream::Tls(stream) => {
                stream.write_all(&self.out).await?;
                stream.flush().await?;
            }
            Stream::Closed => return Err(io::ErrorKind::NotConnected.into()),
        }
        self.out.clear();
        Ok(())
    }

    /// A command without its line end; none when the client has gone.
    pub async fn command(&mut self) -> io::Result<Option<String>> {
        let mut line = Vec::new();
        loop {
            let waiting = &self.inbox[self.start..self.end];
            if let Some(length) = waiting.iter().position(|byte| *byte == b'\n') {
                line.extend_from_slice(&waiting[..length]);
                self.start += length + 1;
                if line.ends_with(b"\r") {
                    line.pop();
                }
                return Ok(Some(String::from_utf8_lossy(&line).into_owned()));
            }
            line.extend_from_slice(waiting);
            self.start = self.end;
            if line.len() > LONGEST_COMMAND || !self.fill().await? {
                return Ok(None);
            }
        }
    }

    /// Whether anything of a letter comes at all.
    pub async fn body_begins(&mut self) -> io::Result<bool> {
        self.body.clear();
        Ok(self.start < self.end || self.fill().await?)
    }

    /// Takes in so many octets of a letter, or all of it if it is shorter. Whether they came.
    pub async fn body_grows_to(&mut self, octets: usize) -> io::Result<bool> {
        self.body.extend_from_slice(b"\r\n");
        while self.body.len() < octets {
            let from = self.body.len().saturating_sub(END.len() - 1);
            self.body.extend_from_slice(&self.inbox[self.start..self.end]);
            self.start = self.end;
            if find_end(&self.body[from..]).is_some() {
                break;
            }
            if !self.fill().await? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// A letter up to its terminator, as it stood on the wire but for that. Unless `keep`, only its end is looked at.
    /// The flag says whether the terminator came.
    pub async fn letter(&mut self, keep: bool) -> io::Result<(&[u8], bool)> {
        let mut from = 0;
        if self.body.is_empty() {
            self.body.extend_from_slice(b"\r\n");
        }
        loop {
            self.body.extend_from_slice(&self.inbox[self.start..self.end]);
            self.start = self.end;
            if let Some(at) = find_end(&self.body[from..]) {
                let end = from + at;
                self.start -= self.body.len() - end - END.len();
                return Ok((self.body.get(2..end + 2).unwrap_or_default(), true));
            }
            if !keep {
                self.body.drain(..self.body.len().saturating_sub(END.len() - 1));
            }
            from = self.body.len().saturating_sub(END.len() - 1);
            if self.body.len() > LONGEST_LETTER || !self.fill().await.unwrap_or(false) {
                return Ok((self.body.get(2..).unwrap_or_default(), false));
            }
        }
    }

    /// So many octets as they come, and whether all of them came.
    pub async fn octets(&mut self, many: usize) -> io::Result<(&[u8], bool)> {
        self.body.clear();
        loop {
            let now = (self.end - self.start).min(many - self.body.len());
            self.body.extend_from_slice(&self.inbox[self.start..self.start + now]);
            self.start += now;
            if self.body.len() == many {
                return Ok((&self.body, true));
            }
            if self.body.len() > LONGEST_LETTER || !self.fill().await.unwrap_or(false) {
                return Ok((&self.body, false));
            }
        }
    }

    /// Reads and forgets until the client has gone.
    pub async fn wait_for_the_end(&mut self) -> io::Result<()> {
        while self.fill().await? {}
        Ok(())
    }

    pub async fn hang_up(&mut self) -> io::Result<()> {
        match &mut self.stream {
            Stream::Plain(stream) => stream.shutdown().await,
            Stream::Tls(stream) => stream.shutdown().await,
            Stream::Closed => Ok(()),
        }
    }

    /// Closes so that the client sees a reset.
    pub fn abort(&mut self) -> io::Result<()> {
        match std::mem::replace(&mut self.stream, Stream::Closed) {
            Stream::Plain(stream) => stream.set_zero_linger(),
            Stream::Tls(stream) => stream.get_ref().0.set_zero_linger(),
            Stream::Closed => Ok(()),
        }
    }

    async fn fill(&mut self) -> io::Result<bool> {
        self.flush().await?;
        let read = match &mut self.stream {
            Stream::Plain(stream) => stream.read(&mut self.inbox).await?,
            Stream::Tls(stream) => stream.read(&mut self.inbox).await?,
            Stream::Closed => 0,
        };
        (self.start, self.end) = (0, read);
        Ok(read > 0)
    }
}

const END: &[u8] = b"\r\n.\r\n";

/// Most reads end with the terminator or hold no line that begins with a dot; only the rest is searched with care.
fn find_end(bytes: &[u8]) -> Option<usize> {
    let pairs = bytes.iter().zip(bytes.get(1..)?);
    if !pairs.fold(false, |found, (one, next)| found | ((*one == b'\n') & (*next == b'.'))) {
        return None;
    }
    bytes.windows(END.len()).position(|window| window == END)
}
