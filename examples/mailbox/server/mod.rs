//! An SMTP server for one machine: right by default, wrong to order. The example keeps mail with it, the tests play
//! every bad relay with it. It is no part of the product.
#![allow(dead_code, reason = "the example and the tests use different parts of it")]

mod chunk;
mod line;
mod script;
mod truth;

use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

use line::Line;
pub use script::{Act, Moment, Script, Step};
pub use truth::{Letter, Truth};

/// What becomes of a letter; false refuses it for now.
pub type Deliver = Arc<dyn Fn(&Letter) -> bool + Send + Sync>;

/// How the server is.
#[derive(Clone, Default)]
pub struct Server {
    /// None: everything is done right.
    pub script: Option<Script>,
    /// Encryption, by STARTTLS or from the first byte.
    pub tls: Option<TlsAcceptor>,
    pub tls_at_once: bool,
    /// Name and password; then nobody sends without them.
    pub account: Option<(String, String)>,
    /// Name, and the token that is good now; then nobody sends without them.
    pub token: Option<(String, Arc<Mutex<String>>)>,
    /// What EHLO offers besides, `PIPELINING` and the like.
    pub offers: Vec<String>,
    /// Of how many octets of a letter, after DATA, `Step::Body` comes; with its first ones if 0.
    pub body_after: usize,
    pub deliver: Option<Deliver>,
    pub truth: Option<Arc<Truth>>,
    /// Letters taken so far.
    pub taken: Arc<AtomicU64>,
}

impl Server {
    /// Serves connections until it is dropped.
    pub async fn run(self, listener: TcpListener) -> io::Result<()> {
        let server = Arc::new(self);
        let mut number = 0;
        loop {
            let (stream, _) = listener.accept().await?;
            stream.set_nodelay(true)?;
            number += 1;
            let talk = Conversation::new(Arc::clone(&server), stream, number);
            tokio::spawn(talk.hold());
        }
    }

    /// Serves on a free port of this machine in the background of the runtime.
    pub async fn start(self) -> io::Result<SocketAddr> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        tokio::spawn(self.run(listener));
        Ok(address)
    }
}

/// Whether a conversation goes on.
#[derive(PartialEq)]
enum Then {
    /// The step went right.
    Done,
    /// Something else was said; the conversation goes on.
    Refused,
    Over,
}

struct Conversation {
    server: Arc<Server>,
    line: Line,
    connection: u64,
    letter: u64,
    signed_in: bool,
    from: Option<String>,
    to: Vec<String>,
}

impl Conversation {
    fn new(server: Arc<Server>, stream: TcpStream, connection: u64) -> Self {
        let line = Line::new(stream);
        Self { server, line, connection, letter: 0, signed_in: false, from: None, to: Vec::new() }
    }

    async fn hold(mut self) {
        // A client that goes in the middle is nothing to report.
        drop(self.talk().await);
    }

    async fn talk(&mut self) -> io::Result<()> {
        if self.act(Step::Connect, "", "").await? == Then::Over {
            return Ok(());
        }
        if self.server.tls_at_once && !self.encrypt().await? {
            return Ok(());
        }
        if self.act(Step::Banner, "", "220 mailbox ESMTP\r\n").await? == Then::Over {
            return Ok(());
        }
        while let Some(line) = self.line.command().await? {
            if let Some(truth) = &self.server.truth {
                truth.command(&line);
            }
            if !self.obey(&line).await? {
                break;
            }
        }
        self.line.flush().await
    }

    /// One command; false ends the conversation.
    async fn obey(&mut self, line: &str) -> io::Result<bool> {
        let verb = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
        let then = match verb.as_str() {
            "EHLO" | "HELO" => {
                let greeting = self.greeting();
                self.act(Step::Ehlo, line, &greeting).await?
            }
            "STARTTLS" => return self.starttls(line).await,
            "AUTH" => self.sign_in(line).await?,
            "MAIL" => self.mail(line).await?,
            "RCPT" => self.rcpt(line).await?,
            "DATA" => self.data(line).await?,
            "BDAT" => self.bdat(line).await?,
            "RSET" => {
                self.forget();
                self.act(Step::Reset, line, "250 2.0.0 forgotten\r\n").await?
            }
            "QUIT" => {
                self.act(Step::Quit, line, "221 2.0.0 bye\r\n").await?;
                Then::Over
            }
            "NOOP" => self.reply("250 2.0.0 here\r\n"),
            _ => self.reply("500 5.5.2 this is a small server: EHLO, MAIL, RCPT, DATA, RSET, QUIT\r\n"),
        };
        Ok(then != Then::Over)
    }

    fn reply(&mut self, text: &str) -> Then {
        self.line.say(text);
        Then::Refused
    }

    fn greeting(&self) -> String {
        let mut offers = self.server.offers.clone();
        if self.server.tls.is_some() && !self.line.is_encrypted() {
            offers.push("STARTTLS".to_owned());
        }
        if self.server.account.is_some() {
            offers.push("AUTH PLAIN LOGIN".to_owned());
        }
        if self.server.token.is_some() {
            offers.push("AUTH XOAUTH2".to_owned());
        }
        let mut text = String::from("250-mailbox\r\n");
        for offer in offers {
            text.push_str(&format!("250-{offer}\r\n"));
        }
        text.push_str("250 8BITMIME\r\n");
        text
    }

    async fn starttls(&mut self, line: &str) -> io::Result<bool> {
        if self.server.tls.is_none() {
            self.reply("502 5.5.1 no encryption here\r\n");
            return Ok(true);
        }
        match self.act(Step::StartTls, line, "220 2.0.0 go ahead\r\n").await? {
            Then::Done => self.encrypt().await,
            Then::Refused => Ok(true),
            Then::Over => Ok(false),
        }
    }

    async fn encrypt(&mut self) -> io::Result<bool> {
        let server = Arc::clone(&self.server);
        let Some(acceptor) = &server.tls else { return Ok(false) };
        if self.act(Step::Handshake, "", "").await? == Then::Over {
            return Ok(false);
        }
        let resumed = self.line.encrypt(acceptor).await?;
        server.truth.iter().for_each(|truth| truth.handshake(resumed));
        Ok(true)
    }

    async fn sign_in(&mut self, line: &str) -> io::Result<Then> {
        if let Some((name, token)) = self.server.token.clone() {
            let token = token.lock().unwrap_or_else(PoisonError::into_inner).clone();
            return self.sign_in_with_a_token(line, &name, &token).await;
        }
        let Some((name, password)) = self.server.account.clone() else {
            return Ok(self.reply("503 5.5.1 nobody needs to sign in here\r\n"));
        };
        let mut words = line.split_ascii_whitespace().skip(1);
        let given = match (words.next().map(str::to_ascii_uppercase).as_deref(), words.next()) {
            (Some("PLAIN"), Some(response)) => response == STANDARD.encode(format!("\0{name}\0{password}")),
            (Some("LOGIN"), None) => {
                self.line.say("334 VXNlcm5hbWU6\r\n");
                let first = self.line.command().await?;
                self.line.say("334 UGFzc3dvcmQ6\r\n");
                let second = self.line.command().await?;
                first == Some(STANDARD.encode(name)) && second == Some(STANDARD.encode(password))
            }
            _ => return Ok(self.reply("504 5.5.4 only PLAIN and LOGIN\r\n")),
        };
        let answer = if given { "235 2.7.0 welcome\r\n" } else { "535 5.7.8 wrong name or password\r\n" };
        let then = self.act(Step::Auth, "AUTH", answer).await?;
        self.signed_in = given && then == Then::Done;
        Ok(then)
    }

    /// As Google and Microsoft do it: the error comes as a challenge, the refusal after its empty answer.
    async fn sign_in_with_a_token(&mut self, line: &str, name: &str, token: &str) -> io::Result<Then> {
        let wanted = STANDARD.encode(format!("user={name}\u{1}auth=Bearer {token}\u{1}\u{1}"));
        let given = line.strip_prefix("AUTH XOAUTH2 ").is_some_and(|response| response == wanted);
        if !given {
            self.line.say(&format!("334 {}\r\n", STANDARD.encode(r#"{"status":"401","schemes":"bearer"}"#)));
            if self.line.command().await?.as_deref() != Some("") {
                return Ok(self.reply("501 5.5.2 an empty answer was wanted\r\n"));
            }
        }
        let answer = if given { "235 2.7.0 welcome\r\n" } else { "535 5.7.3 the token is not good\r\n" };
        let then = self.act(Step::Auth, "AUTH", answer).await?;
        self.signed_in = given && then == Then::Done;
        Ok(then)
    }

    async fn mail(&mut self, line: &str) -> io::Result<Then> {
        self.letter += 1;
        let must = self.server.account.is_some() || self.server.token.is_some();
        if must && !self.signed_in {
            return Ok(self.reply("530 5.7.0 authentication required\r\n"));
        }
        if self.from.is_some() {
            return Ok(self.reply("503 5.5.1 one letter at a time\r\n"));
        }
        let then = self.act(Step::Mail, line, "250 2.1.0 ok\r\n").await?;
        self.from = (then == Then::Done).then(|| address(line));
        Ok(then)
    }

    async fn rcpt(&mut self, line: &str) -> io::Result<Then> {
        if self.from.is_none() {
            return Ok(self.reply("503 5.5.1 MAIL first\r\n"));
        }
        let then = self.act(Step::Rcpt, line, "250 2.1.5 ok\r\n").await?;
        if then == Then::Done {
            self.to.push(address(line));
        }
        Ok(then)
    }

    async fn data(&mut self, line: &str) -> io::Result<Then> {
        if self.to.is_empty() {
            return Ok(self.reply("503 5.5.1 no recipient\r\n"));
        }
        let then = self.act(Step::Data, line, "354 go ahead\r\n").await?;
        if then != Then::Done {
            return Ok(then);
        }
        if !self.line.body_begins().await? {
            return Ok(Then::Over);
        }
        let server = Arc::clone(&self.server);
        if server.body_after > 0 && !self.line.body_grows_to(server.body_after).await? {
            return Ok(Then::Over);
        }
        let cut_short = self.act(Step::Body, "", "").await?;
        let keep = server.truth.is_some() || server.deliver.is_some();
        if cut_short == Then::Over {
            if let Some(truth) = &server.truth {
                truth.body(b"");
            }
            return Ok(Then::Over);
        }
        let (wire, complete) = self.line.letter(keep).await?;
        if let Some(truth) = &server.truth {
            truth.body(wire);
        }
        if !complete {
            return Ok(Then::Over);
        }
        if keep {
            let letter = Letter {
                from: self.from.clone().unwrap_or_default(),
                to: self.to.clone(),
                message: without_dots(wire),
            };
            self.take(letter).await
        } else {
            server.taken.fetch_add(1, Ordering::Relaxed);
            self.forget();
            self.act(Step::Dot, "", "250 2.0.0 taken\r\n").await
        }
    }

    /// The end of a letter: into the truth before the client is told.
    async fn take(&mut self, letter: Letter) -> io::Result<Then> {
        self.forget();
        let act = self.wanted(Step::Dot, "");
        let takes = match &act {
            Act::Comply | Act::Trickle(_) | Act::TakeAndHangUp => true,
            Act::Say(text) | Act::SayAndHangUp(text) => text.starts_with('2'),
            Act::Hang | Act::HangUp | Act::Abort | Act::Endless(_) => false,
        };
        if takes {
            if self.server.deliver.as_ref().is_some_and(|deliver| !deliver(&letter)) {
                return Ok(self.reply("451 4.3.0 the letter can't be kept\r\n"));
            }
            self.server.taken.fetch_add(1, Ordering::Relaxed);
            if let Some(truth) = &self.server.truth {
                truth.accept(letter);
            }
        }
        let act = if act == Act::Comply { self.wanted(Step::Taken, "") } else { act };
        self.perform(act, "250 2.0.0 taken\r\n").await
    }

    fn forget(&mut self) {
        self.from = None;
        self.to.clear();
    }

    fn wanted(&self, step: Step, line: &str) -> Act {
        let moment = Moment { step, connection: self.connection, letter: self.letter, line };
        self.server.script.as_ref().map_or(Act::Comply, |script| script(&moment))
    }

    async fn act(&mut self, step: Step, line: &str, usual: &str) -> io::Result<Then> {
        let act = self.wanted(step, line);
        self.perform(act, usual).await
    }

    async fn perform(&mut self, act: Act, usual: &str) -> io::Result<Then> {
        match act {
            Act::Comply => {
                self.line.say(usual);
                // What is right may still be a no.
                return Ok(if usual.starts_with(['4', '5']) { Then::Refused } else { Then::Done });
            }
            Act::Trickle(pause) => {
                self.line.trickle(usual, Duration::from_millis(pause)).await?;
                return Ok(Then::Done);
            }
            Act::Say(text) => {
                self.line.say(&text);
                self.line.flush().await?;
                let goes_on = text.starts_with(usual.get(..1).unwrap_or("-"));
                return Ok(if goes_on { Then::Done } else { Then::Refused });
            }
            Act::SayAndHangUp(text) => {
                self.line.say(&text);
                self.line.flush().await?;
                self.line.hang_up().await?;
            }
            Act::Hang => {
                self.line.flush().await?;
                self.line.wait_for_the_end().await?;
            }
            Act::HangUp | Act::TakeAndHangUp => {
                self.line.flush().await?;
                self.line.hang_up().await?;
            }
            Act::Abort => self.line.abort()?,
            Act::Endless(text) => loop {
                self.line.say(&text.repeat(4096));
                self.line.flush().await?;
            },
        }
        Ok(Then::Over)
    }
}

/// What stands between the angle brackets.
fn address(line: &str) -> String {
    let inner = line.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    inner.map(|(address, _)| address.to_owned()).unwrap_or_default()
}

fn without_dots(wire: &[u8]) -> Vec<u8> {
    let mut message = Vec::with_capacity(wire.len());
    for line in wire.split_inclusive(|byte| *byte == b'\n') {
        message.extend_from_slice(line.strip_prefix(b".").unwrap_or(line));
    }
    message
}
