//! A session on a socket. Every wait has its timer, every flight is one write.
//!
//! A connection is unfit from the moment a step begins until its complete answer is there. So a step that failed,
//! ran out of time or was dropped in the middle leaves a connection that refuses to be used again.

use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpStream, lookup_host};
use tokio::time::{Instant, timeout, timeout_at};

use super::flying::{Aloft, END};
use super::smtp_transport::RelayLine;
use super::stream::Stream;
use super::{
    Envelope, Event, Fault, Handover, LinkError, LinkFault, Offers, Phase, Session, SmtpTransport, Terms,
    Unsendable, Violation, on_the_wire,
};
use crate::domain::settings::Tls;
use crate::domain::{Address, crash_point};

/// How much of a body goes into one write, and how often the line is looked at meanwhile.
const PIECE: usize = 64 * 1024;

/// One line to the relay, signed in. Dropping it closes it at once; `quit` says goodbye first.
#[derive(Debug)]
pub struct Connection {
    pub(super) transport: SmtpTransport,
    pub(super) stream: Stream,
    pub(super) session: Session,
    pub(super) fit: bool,
    pub(super) aloft: Aloft,
    out: Vec<u8>,
    pub(super) inbox: Box<[u8]>,
    /// The size of the letter under way, for the timer at the dot.
    octets: usize,
    pub(super) taken: u32,
}

/// How the writing of a body ended before its terminator.
enum Stopped {
    Refused(crate::domain::Reply),
    Link(LinkError),
    /// The terminator was being written.
    Uncertain(LinkError),
}

impl Connection {
    pub(super) async fn open(transport: &SmtpTransport) -> Result<Self, LinkError> {
        let relay = &transport.relay;
        let credentials = match &transport.tokens {
            Some(tokens) => Some(Arc::new(tokens.credentials().await?)),
            None => relay.credentials.clone(),
        };
        let tcp = connect(relay, transport.timers.connect).await?;
        let failed = |error| LinkError::new(Phase::Connect, LinkFault::Io(error));
        tcp.set_nodelay(true).map_err(failed)?;
        let terms = Terms {
            name: literal(tcp.local_addr().map_err(failed)?.ip()),
            tls: relay.mode,
            loopback: tcp.peer_addr().map_err(failed)?.ip().is_loopback(),
            credentials,
            own: Arc::clone(&transport.own),
        };
        let mut line = Self {
            transport: transport.clone(),
            stream: Stream::Plain(tcp),
            session: Session::new(terms),
            fit: false,
            aloft: Aloft::default(),
            out: Vec::new(),
            inbox: vec![0; 8 * 1024].into_boxed_slice(),
            octets: 0,
            taken: 0,
        };
        if relay.mode == Tls::Implicit {
            line = line.encrypted().await?;
        }
        if line.exchange().await? == Event::StartTls {
            line = line.encrypted().await?;
            line.session.secured(&mut line.out);
            line.exchange().await?;
        }
        // The sign-in was in there.
        line.out.fill(0);
        line.out.clear();
        Ok(line)
    }

    /// What the server offers, now that we have signed in.
    pub fn offers(&self) -> Offers {
        self.session.offers()
    }

    /// Whether another letter may be tried over it.
    pub fn is_fit(&self) -> bool {
        self.fit
    }

    /// Letters that were accepted over it.
    pub fn taken(&self) -> u32 {
        self.taken
    }

    /// MAIL and RCPT for `message`, which must be complete by now. Nothing is handed over yet.
    pub async fn envelope(
        &mut self,
        from: &Address,
        to: &Address,
        message: &[u8],
    ) -> Result<Envelope, LinkError> {
        if !self.transport.may_reach(to) {
            return Ok(Envelope::Unsendable(Unsendable::NotATestReader));
        }
        if message.contains(&0) {
            return Ok(Envelope::Unsendable(Unsendable::Nul));
        }
        if let Err(unsendable) = self.session.can_carry(from, to, message.len()) {
            return Ok(Envelope::Unsendable(unsendable));
        }
        self.begin(Phase::Mail).await?;
        self.session.envelope(from, to, message.len(), &mut self.out).map_err(|f| self.failed(f))?;
        Ok(match self.exchange().await? {
            Event::RefusedAtMail(reply) => Envelope::Refused { at: Phase::Mail, reply },
            Event::RefusedAtRcpt(reply) => Envelope::Refused { at: Phase::Rcpt, reply },
            _ => Envelope::Taken,
        })
    }

    /// Hands the letter over; only after `Envelope::Taken`. On an error no terminator is ever written.
    pub async fn data(&mut self, message: &[u8]) -> Handover {
        let Ok(wire) = on_the_wire(message) else {
            return Handover::NotHandedOver(LinkError::new(Phase::Data, Fault::Unfit));
        };
        self.octets = wire.len();
        match self.ask_for_data().await {
            Ok(Event::DataRefused(reply)) => return Handover::Refused { at: Phase::Data, reply },
            Ok(_) => {}
            Err(error) => return Handover::NotHandedOver(error),
        }
        crash_point("P8");
        self.fit = false;
        match self.write_letter(&wire).await {
            Ok(()) => {}
            Err(Stopped::Refused(reply)) => return Handover::Refused { at: Phase::Data, reply },
            Err(Stopped::Link(error)) => return Handover::NotHandedOver(error),
            Err(Stopped::Uncertain(error)) => return Handover::Uncertain(error.to_string()),
        }
        crash_point("P11");
        self.aloft.unanswered.are(1);
        let answer = self.listen().await;
        self.aloft.unanswered.are(0);
        match answer {
            Ok(Some(Event::Answered(reply))) => {
                self.fit = self.session.is_ready();
                self.taken += u32::from(reply.class() == 2);
                Handover::Replied(reply)
            }
            Ok(_) => Handover::Uncertain("the server's answer to the letter makes no sense".to_owned()),
            Err(error) => Handover::Uncertain(error.to_string()),
        }
    }

    /// Says goodbye if the line is fit for it, waits a few seconds at most, and closes.
    pub async fn quit(mut self) {
        if self.begin(Phase::Quit).await.is_ok() && self.session.quit(&mut self.out).is_ok() {
            let limit = self.transport.timers.quit;
            let goodbye = async {
                self.exchange().await?;
                self.stream.shutdown().await.map_err(|error| LinkError::new(Phase::Quit, error))
            };
            // The letters are settled; how the goodbye went changes nothing.
            drop(timeout(limit, goodbye).await);
        }
    }

    async fn encrypted(mut self) -> Result<Self, LinkError> {
        if let (Stream::Plain(tcp), Some(tls)) = (self.stream, &self.transport.relay.tls) {
            let limit = self.transport.timers.connect;
            self.stream = Stream::Tls(within(limit, Phase::Handshake, tls.shake_hands(tcp)).await?);
            return Ok(self);
        }
        Err(LinkError::new(Phase::Handshake, Fault::Unfit))
    }

    /// Before every command: the connection must be fit, and the server must not have said anything unasked.
    async fn begin(&mut self, phase: Phase) -> Result<(), LinkError> {
        if !self.fit {
            return Err(LinkError::new(phase, Fault::Unfit));
        }
        self.fit = false;
        self.out.clear();
        match self.unasked().await {
            Ok(None) => Ok(()),
            Ok(Some(_)) => Err(LinkError::new(phase, Fault::from(Violation::OutOfTurn))),
            Err(error) => Err(LinkError { phase, ..error }),
        }
    }

    /// What the server has said without being asked; an event only in the middle of a body.
    async fn unasked(&mut self) -> Result<Option<Option<Event>>, LinkError> {
        let phase = self.session.phase();
        match self.stream.read_now(&mut self.inbox).await {
            Ok(None) => Ok(None),
            Ok(Some(0)) => Err(LinkError::new(phase, LinkFault::HungUp)),
            Ok(Some(read)) => {
                self.session.receive(&self.inbox[..read], &mut self.out).map(Some).map_err(|f| self.failed(f))
            }
            Err(error) => Err(LinkError::new(phase, error)),
        }
    }

    async fn ask_for_data(&mut self) -> Result<Event, LinkError> {
        self.begin(Phase::Data).await?;
        self.session.data(&mut self.out).map_err(|f| self.failed(f))?;
        self.exchange().await
    }

    /// The body in pieces, the terminator with the last one.
    async fn write_letter(&mut self, wire: &[u8]) -> Result<(), Stopped> {
        let mut rest = wire;
        while rest.len() > PIECE {
            self.write_piece(&rest[..PIECE]).await?;
            self.still_wanted().await?;
            rest = &rest[PIECE..];
        }
        if !self.stream.buffers() {
            self.still_wanted().await?;
            crash_point("P10");
            let result = self.write_end(rest).await;
            self.session.terminate();
            return result;
        }
        // TLS keeps what it was given in a buffer of its own, and an error does not say how much of it has left:
        // so the terminator goes alone, once the body is out.
        self.write_piece(rest).await?;
        let limit = self.transport.timers.block;
        within(limit, Phase::Body, async { self.stream.flush().await.map_err(body) })
            .await
            .map_err(Stopped::Link)?;
        crash_point("P9");
        self.still_wanted().await?;
        self.session.terminate();
        let end = async {
            self.stream.write_all(END).await.map_err(body)?;
            self.stream.flush().await.map_err(body)
        };
        within(limit, Phase::Dot, end).await.map_err(Stopped::Uncertain)
    }

    async fn write_piece(&mut self, piece: &[u8]) -> Result<(), Stopped> {
        let limit = self.transport.timers.block;
        let result =
            within(limit, Phase::Body, async { self.stream.write_all(piece).await.map_err(body) }).await;
        match result {
            Ok(()) => Ok(()),
            Err(error) => Err(self.last_words(error).await),
        }
    }

    /// The last piece with the terminator, in clear. The kernel says how much it took: as long as the last byte is
    /// not among it, the relay can't have seen the end.
    async fn write_end(&mut self, rest: &[u8]) -> Result<(), Stopped> {
        let deadline = Instant::now() + self.transport.timers.block;
        let (mut rest, mut end) = (rest, END);
        while !end.is_empty() {
            let both = [io::IoSlice::new(rest), io::IoSlice::new(end)];
            let limit = self.transport.timers.block;
            let written = match timeout_at(deadline, self.stream.write_vectored(&both)).await {
                Ok(Ok(0)) => Err(LinkError::new(Phase::Body, LinkFault::HungUp)),
                Ok(Ok(written)) => Ok(written),
                Ok(Err(error)) => Err(body(error)),
                Err(_) => Err(LinkError::new(Phase::Body, LinkFault::TimedOut(limit))),
            };
            let written = match written {
                Ok(written) => written,
                Err(error) => return Err(self.last_words(error).await),
            };
            let of_rest = written.min(rest.len());
            rest = &rest[of_rest..];
            end = &end[written - of_rest..];
        }
        Ok(())
    }

    /// In the middle of a body: a refusal that comes early is as good as one to DATA.
    async fn still_wanted(&mut self) -> Result<(), Stopped> {
        match self.unasked().await {
            Ok(None) => Ok(()),
            Ok(Some(Some(Event::DataRefused(reply)))) => Err(Stopped::Refused(reply)),
            Ok(Some(_)) => Err(Stopped::Link(self.failed(Fault::from(Violation::OutOfTurn)))),
            Err(error) => Err(Stopped::Link(error)),
        }
    }

    /// A server that hangs up or stalls in the middle of a body has often said why.
    async fn last_words(&mut self, error: LinkError) -> Stopped {
        match self.unasked().await {
            Ok(Some(Some(Event::DataRefused(reply)))) => Stopped::Refused(reply),
            Err(violation) if violation.is_protocol() => Stopped::Link(violation),
            _ => Stopped::Link(error),
        }
    }

    /// Writes what is due and listens, until the session has come to something.
    async fn exchange(&mut self) -> Result<Event, LinkError> {
        self.fit = false;
        loop {
            let phase = self.session.phase();
            let limit = self.transport.timers.at(phase, 0);
            let write = async {
                self.stream.write_all(&self.out).await?;
                self.stream.flush().await
            };
            within(limit, phase, async { write.await.map_err(|error| LinkError::new(phase, error)) }).await?;
            self.out.clear();
            if let Some(event) = self.listen().await? {
                self.fit = self.session.is_ready();
                return Ok(event);
            }
        }
    }

    /// Reads until there is an event, or something to write.
    async fn listen(&mut self) -> Result<Option<Event>, LinkError> {
        loop {
            let phase = self.session.phase();
            let limit = self.transport.timers.at(phase, self.octets);
            let deadline = Instant::now() + limit;
            while self.session.phase() == phase {
                let read = match timeout_at(deadline, self.stream.read(&mut self.inbox)).await {
                    Ok(Ok(0)) => return Err(LinkError::new(phase, LinkFault::HungUp)),
                    Ok(Ok(read)) => read,
                    Ok(Err(error)) => return Err(LinkError::new(phase, error)),
                    Err(_) => return Err(LinkError::new(phase, LinkFault::TimedOut(limit))),
                };
                if phase == Phase::Dot {
                    crash_point("P12");
                }
                let event = self.session.receive(&self.inbox[..read], &mut self.out);
                let event = event.map_err(|fault| self.failed(fault))?;
                if event.is_some() || !self.out.is_empty() {
                    return Ok(event);
                }
            }
        }
    }

    fn failed(&self, fault: Fault) -> LinkError {
        LinkError::new(self.session.last_phase(), fault)
    }
}

fn body(error: io::Error) -> LinkError {
    LinkError::new(Phase::Body, error)
}

async fn within<T>(
    limit: Duration,
    phase: Phase,
    step: impl Future<Output = Result<T, LinkError>>,
) -> Result<T, LinkError> {
    timeout(limit, step).await.unwrap_or_else(|_| Err(LinkError::new(phase, LinkFault::TimedOut(limit))))
}

/// The addresses of the relay in turn; without encryption only those of this machine.
async fn connect(relay: &RelayLine, limit: Duration) -> Result<TcpStream, LinkError> {
    let failed = |error| LinkError::new(Phase::Connect, LinkFault::Io(error));
    let found = async { lookup_host((relay.host.as_str(), relay.port)).await.map_err(failed) };
    let mut addresses: Vec<SocketAddr> = within(limit, Phase::Connect, found).await?.collect();
    if relay.mode == Tls::None {
        addresses.retain(|address| address.ip().is_loopback());
        if addresses.is_empty() {
            return Err(LinkError::new(Phase::Connect, LinkFault::NotLoopback));
        }
    }
    let mut last = failed(io::Error::new(io::ErrorKind::NotFound, "the relay's name has no address"));
    for address in addresses {
        let attempt = async { TcpStream::connect(address).await.map_err(failed) };
        match within(limit, Phase::Connect, attempt).await {
            Ok(stream) => return Ok(stream),
            Err(error) => last = error,
        }
    }
    Err(last)
}

/// RFC 5321 4.1.3: a machine without a name of its own greets with its address.
fn literal(ip: IpAddr) -> String {
    match ip {
        IpAddr::V4(ip) => format!("[{ip}]"),
        IpAddr::V6(ip) => format!("[IPv6:{ip}]"),
    }
}
