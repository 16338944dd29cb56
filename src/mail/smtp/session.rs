//! The protocol without a socket: bytes of the server in, bytes for the server and an event out.
//!
//! A reply that was not asked for, an odd code, or anything left over where a command is due ends the session:
//! what is answered to what must never be in doubt.

use std::fmt;

use super::flight::Flight;
use super::hidden::hide;
use super::reply_reader::in_short;
use super::state::State;
use super::{Event, Fault, Offers, Phase, ReplyReader, Terms, Unsendable, Violation};
use crate::domain::settings::Tls;
use crate::domain::{Address, Reply};

/// One conversation.
pub struct Session {
    pub(super) terms: Terms,
    pub(super) state: State,
    pub(super) last_phase: Phase,
    secure: bool,
    pub(super) offers: Offers,
    pub(super) replies: ReplyReader,
    /// A transaction may be open on the server: RSET comes before the next envelope.
    pub(super) open_transaction: bool,
    pub(super) flight: Flight,
    /// MAIL and RCPT of the envelope under way.
    mail: Vec<u8>,
    rcpt: Vec<u8>,
    pub(super) recipient: String,
    refused_mail: Option<Reply>,
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("state", &self.state)
            .field("offers", &self.offers)
            .finish_non_exhaustive()
    }
}

impl Session {
    /// Waits for the greeting. With `Tls::Implicit` the bytes come through TLS from the start.
    pub fn new(terms: Terms) -> Self {
        Self {
            secure: terms.tls == Tls::Implicit,
            terms,
            state: State::Greeting,
            last_phase: Phase::Banner,
            offers: Offers::default(),
            replies: ReplyReader::default(),
            open_transaction: false,
            flight: Flight::default(),
            mail: Vec::new(),
            rcpt: Vec::new(),
            recipient: String::new(),
            refused_mail: None,
        }
    }

    pub fn offers(&self) -> Offers {
        self.offers
    }

    /// Whether the next step may be taken: nothing is under way and nothing went wrong.
    pub fn is_ready(&self) -> bool {
        matches!(self.state, State::Idle | State::EnvelopeTaken)
    }

    /// The step that the next answer of the server belongs to.
    pub fn phase(&self) -> Phase {
        if self.state == State::Flight { self.flight.phase() } else { self.state.phase() }
    }

    /// The step that the last bytes of the server belonged to.
    pub fn last_phase(&self) -> Phase {
        self.last_phase
    }

    /// Takes what the server sent; appends what is to be written.
    pub fn receive(&mut self, mut bytes: &[u8], out: &mut Vec<u8>) -> Result<Option<Event>, Fault> {
        while !bytes.is_empty() {
            self.last_phase = self.phase();
            let (used, reply) = self.replies.read(bytes).map_err(|wrong| self.told(wrong))?;
            bytes = &bytes[used..];
            let Some(reply) = reply else { break };
            let written = out.len();
            let closing = reply.code == 421;
            let answer = if bytes.is_empty() { String::new() } else { reply.to_string() };
            let event = self.answer(reply, out)?;
            if closing {
                self.state = State::Over;
            }
            if event.is_some() || out.len() > written {
                self.nothing_left(answer, bytes)?;
                return Ok(event);
            }
        }
        Ok(None)
    }

    /// After the handshake: everything heard in clear is forgotten.
    pub fn secured(&mut self, out: &mut Vec<u8>) {
        self.secure = true;
        self.offers = Offers::default();
        self.replies = ReplyReader::default();
        self.ehlo(out);
    }

    /// Whether a letter of `octets` from one address to another can go over this connection at all.
    pub fn can_carry(&self, from: &Address, to: &Address, octets: usize) -> Result<(), Unsendable> {
        if (from.needs_smtputf8() || to.needs_smtputf8()) && !self.offers.smtputf8 {
            return Err(Unsendable::NeedsSmtpUtf8);
        }
        self.offers.too_big(octets).map_or(Ok(()), |limit| Err(Unsendable::TooBig { limit }))
    }

    /// MAIL and RCPT, in one flight where PIPELINING is offered. `can_carry` has been asked.
    pub fn envelope(
        &mut self,
        from: &Address,
        to: &Address,
        octets: usize,
        out: &mut Vec<u8>,
    ) -> Result<(), Fault> {
        if !self.is_ready() {
            return Err(Fault::Unfit);
        }
        let mut mail = std::mem::take(&mut self.mail);
        mail.clear();
        self.write_mail(from, to, octets, &mut mail);
        self.mail = mail;
        self.rcpt.clear();
        self.rcpt.extend_from_slice(b"RCPT TO:<");
        self.rcpt.extend_from_slice(to.as_str().as_bytes());
        self.rcpt.extend_from_slice(b">\r\n");
        self.recipient.clear();
        self.recipient.push_str(to.as_str());
        self.refused_mail = None;

        self.state = if self.open_transaction { State::Reset } else { State::Mail };
        if self.open_transaction {
            out.extend_from_slice(b"RSET\r\n");
        }
        if self.offers.pipelining {
            out.extend_from_slice(&self.mail);
            out.extend_from_slice(&self.rcpt);
        } else if !self.open_transaction {
            out.extend_from_slice(&self.mail);
        }
        self.open_transaction = true;
        Ok(())
    }

    pub(super) fn write_mail(&self, from: &Address, to: &Address, octets: usize, out: &mut Vec<u8>) {
        out.extend_from_slice(b"MAIL FROM:<");
        out.extend_from_slice(from.as_str().as_bytes());
        out.push(b'>');
        if self.offers.size.is_some() {
            out.extend_from_slice(format!(" SIZE={octets}").as_bytes());
        }
        if from.needs_smtputf8() || to.needs_smtputf8() {
            out.extend_from_slice(b" SMTPUTF8");
        }
        out.extend_from_slice(b"\r\n");
    }

    /// Asks to hand the letter over. Only after `Event::EnvelopeTaken`.
    pub fn data(&mut self, out: &mut Vec<u8>) -> Result<(), Fault> {
        if self.state != State::EnvelopeTaken {
            return Err(Fault::Unfit);
        }
        self.state = State::Data;
        out.extend_from_slice(b"DATA\r\n");
        Ok(())
    }

    /// The terminator is about to be written: from here on only a complete answer settles anything.
    pub fn terminate(&mut self) {
        self.state = State::Dot;
    }

    pub fn quit(&mut self, out: &mut Vec<u8>) -> Result<(), Fault> {
        if !self.is_ready() {
            return Err(Fault::Unfit);
        }
        self.state = State::Quit;
        out.extend_from_slice(b"QUIT\r\n");
        Ok(())
    }

    /// Nothing may follow the reply that ends a flight, but a server that says it is closing.
    fn nothing_left(&mut self, answer: String, bytes: &[u8]) -> Result<(), Fault> {
        if bytes.is_empty() {
            return Ok(());
        }
        if bytes.starts_with(b"421") && self.state != State::Handshake {
            self.state = State::Over;
            return Ok(());
        }
        Err(match self.state {
            State::Handshake => Violation::PlaintextAfterStartTls,
            _ => self.told(Violation::WentOn { answer, more: in_short(bytes) }),
        }
        .into())
    }

    fn ehlo(&mut self, out: &mut Vec<u8>) {
        self.state = State::Ehlo;
        out.extend_from_slice(format!("EHLO {}\r\n", self.terms.name).as_bytes());
    }

    /// One complete reply.
    fn answer(&mut self, reply: Reply, out: &mut Vec<u8>) -> Result<Option<Event>, Fault> {
        let reply = hide(&self.recipient, &self.terms.own, reply);
        match self.state {
            State::Greeting => {
                positive(reply)?;
                self.ehlo(out);
            }
            State::Ehlo => {
                positive(reply)?;
                self.offers = Offers::parse(self.replies.said());
                return self.after_ehlo(out);
            }
            State::StartTls => {
                positive(reply)?;
                self.state = State::Handshake;
                return Ok(Some(Event::StartTls));
            }
            State::AuthPlain
            | State::AuthLogin
            | State::AuthUsername
            | State::AuthPassword
            | State::AuthToken
            | State::AuthTokenRefused => return self.auth_answer(reply, out),
            State::Reset => {
                positive(reply)?;
                self.state = State::Mail;
                if !self.offers.pipelining {
                    out.extend_from_slice(&self.mail);
                }
            }
            State::Mail => return self.mail_answer(reply, out),
            State::Rcpt => return self.rcpt_answer(reply).map(Some),
            State::Data => return self.data_answer(reply).map(Some),
            State::Body => {
                self.state = State::Over;
                return if reply.class() > 3 {
                    Ok(Some(Event::DataRefused(reply)))
                } else {
                    Err(wrong(&reply))
                };
            }
            State::Dot => {
                if reply.class() == 3 {
                    return Err(wrong(&reply));
                }
                self.state = State::Idle;
                self.open_transaction = false;
                return Ok(Some(Event::Answered(reply)));
            }
            State::Quit => {
                self.state = State::Over;
                return Ok(Some(Event::Bye));
            }
            State::Idle | State::EnvelopeTaken | State::Flight | State::Handshake | State::Over => {
                let closing = reply.code == 421;
                return Err(if closing { Fault::Refused(reply) } else { Violation::OutOfTurn.into() });
            }
        }
        Ok(None)
    }

    fn after_ehlo(&mut self, out: &mut Vec<u8>) -> Result<Option<Event>, Fault> {
        if self.terms.tls == Tls::StartTls && !self.secure {
            if !self.offers.starttls {
                return Err(Fault::NoStartTls);
            }
            self.state = State::StartTls;
            out.extend_from_slice(b"STARTTLS\r\n");
            return Ok(None);
        }
        let Some(credentials) = &self.terms.credentials else {
            self.state = State::Idle;
            return Ok(Some(Event::Ready));
        };
        if !self.secure && !self.terms.loopback {
            return Err(Fault::PlaintextAuth);
        }
        if credentials.is_token() {
            if !self.offers.auth_xoauth2 {
                return Err(Fault::NoTokens);
            }
            self.state = State::AuthToken;
            out.extend_from_slice(format!("AUTH XOAUTH2 {}\r\n", credentials.xoauth2()).as_bytes());
        } else if self.offers.auth_plain {
            self.state = State::AuthPlain;
            out.extend_from_slice(format!("AUTH PLAIN {}\r\n", credentials.plain()).as_bytes());
        } else if self.offers.auth_login {
            self.state = State::AuthLogin;
            out.extend_from_slice(b"AUTH LOGIN\r\n");
        } else {
            return Err(Fault::NoMechanism);
        }
        Ok(None)
    }

    fn auth_answer(&mut self, reply: Reply, out: &mut Vec<u8>) -> Result<Option<Event>, Fault> {
        let line = self.terms.credentials.as_ref().and_then(|credentials| match self.state {
            State::AuthLogin => Some((State::AuthUsername, credentials.login_username())),
            State::AuthUsername => Some((State::AuthPassword, credentials.login_password())),
            // The challenge holds the error; the refusal comes after an empty answer to it.
            State::AuthToken => Some((State::AuthTokenRefused, String::new())),
            _ => None,
        });
        match (reply.class(), line) {
            (2, None) if self.state == State::AuthTokenRefused => Err(wrong(&reply)),
            (2, Some(_)) if self.state == State::AuthToken => {
                self.state = State::Idle;
                Ok(Some(Event::Ready))
            }
            (2, None) => {
                self.state = State::Idle;
                Ok(Some(Event::Ready))
            }
            (3, Some((next, line))) => {
                self.state = next;
                out.extend_from_slice(line.as_bytes());
                out.extend_from_slice(b"\r\n");
                Ok(None)
            }
            (4 | 5, _) => Err(Fault::Refused(reply)),
            _ => Err(wrong(&reply)),
        }
    }

    fn mail_answer(&mut self, reply: Reply, out: &mut Vec<u8>) -> Result<Option<Event>, Fault> {
        match reply.class() {
            3 => return Err(wrong(&reply)),
            2 if !self.offers.pipelining => out.extend_from_slice(&self.rcpt),
            2 => {}
            // The answer to RCPT is on its way all the same.
            _ if self.offers.pipelining && reply.code != 421 => self.refused_mail = Some(reply),
            _ => {
                self.state = State::Idle;
                return Ok(Some(Event::RefusedAtMail(reply)));
            }
        }
        self.state = State::Rcpt;
        Ok(None)
    }

    fn rcpt_answer(&mut self, reply: Reply) -> Result<Event, Fault> {
        if reply.class() == 3 {
            return Err(wrong(&reply));
        }
        self.state = State::Idle;
        if let Some(refused) = self.refused_mail.take() {
            return Ok(Event::RefusedAtMail(refused));
        }
        if reply.class() != 2 {
            return Ok(Event::RefusedAtRcpt(reply));
        }
        self.state = State::EnvelopeTaken;
        Ok(Event::EnvelopeTaken)
    }

    fn data_answer(&mut self, reply: Reply) -> Result<Event, Fault> {
        match (reply.code, reply.class()) {
            (354, _) => {
                self.state = State::Body;
                Ok(Event::Go)
            }
            (_, 4 | 5) => {
                self.state = State::Idle;
                Ok(Event::DataRefused(reply))
            }
            _ => Err(wrong(&reply)),
        }
    }
}

pub(super) fn positive(reply: Reply) -> Result<(), Fault> {
    match reply.class() {
        2 => Ok(()),
        3 => Err(wrong(&reply)),
        _ => Err(Fault::Refused(reply)),
    }
}

pub(super) fn wrong(reply: &Reply) -> Fault {
    Violation::WrongReply(reply.code).into()
}
