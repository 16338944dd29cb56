//! Flights on a socket: what is written together, what has come back, and what becomes of the letters aboard when the
//! line fails.
//!
//! Every letter that is put aboard lands exactly once. The bytes that the stream took are counted: a letter whose last
//! one is not among them can't have been accepted, any other whose answer is missing is uncertain.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

use tokio::io::{AsyncRead as _, AsyncReadExt as _, AsyncWrite as _, AsyncWriteExt as _, ReadBuf};
use tokio::time::{Instant, timeout_at};

use super::{
    Connection, Fault, Form, Handover, Landed, LinkError, LinkFault, Parcel, Phase, Session, Unanswered,
    Violation,
};
use crate::domain::{Address, crash_point};

/// The end of a body.
pub(super) const END: &[u8] = b".\r\n";
/// The most slices that one write takes.
const SLICES: usize = 64;

/// How the session puts a letter aboard.
type Board = fn(&mut Session, &Address, &Address, usize, &mut Vec<u8>) -> Result<(), Fault>;

/// What a connection knows of its flights.
#[derive(Debug, Default)]
pub(super) struct Aloft {
    /// Bytes that the stream took since the connection was opened.
    given: u64,
    /// For each letter aboard, how many have been given when its last one has.
    ends: VecDeque<u64>,
    /// The largest letter aboard, for the timer.
    octets: usize,
    /// Commands of the flight under way, one run for each letter.
    commands: Vec<u8>,
    heard: Vec<Landed>,
    /// Letters whose last byte is on its way and whose answer has not come.
    pub(super) unanswered: Unanswered,
    /// Why the line is over.
    over: Option<LinkError>,
}

impl Aloft {
    /// Whether the last byte of the oldest letter is on its way.
    fn first_is_given(&self) -> bool {
        self.given_whole() > 0
    }

    /// Of how many letters aboard the last byte is on its way.
    fn given_whole(&self) -> usize {
        self.ends.iter().take_while(|end| **end <= self.given).count()
    }
}

/// What moved while a flight was written.
enum Moved {
    Wrote(io::Result<usize>),
    Heard(io::Result<usize>),
}

impl Connection {
    /// How letters travel over it, if `deep` is asked for.
    pub fn form(&self, deep: bool) -> Form {
        Form::of(self.session.offers(), deep)
    }

    /// Letters that were handed over and not answered, for whoever waits for the server meanwhile.
    pub fn unanswered(&self) -> Unanswered {
        self.aloft.unanswered.clone()
    }

    /// Letters whose answer has not come.
    pub fn aboard(&self) -> usize {
        self.aloft.ends.len()
    }

    /// Writes whole letters with BDAT (`Form::Chunks`), in one flight behind those that are aboard. What came of
    /// letters meanwhile is added to `came`, in the order in which they were put aboard.
    pub async fn fly(&mut self, parcels: &[Parcel], came: &mut Vec<Handover>) {
        self.hear_what_is_there(came).await;
        let mut end = self.aloft.given;
        let mut runs = Vec::with_capacity(parcels.len());
        self.aloft.commands.clear();
        for parcel in parcels {
            let octets = parcel.wire.len();
            let before = self.aloft.commands.len();
            let aboard = self.board(parcel, Session::board_chunk);
            runs.push(before..self.aloft.commands.len());
            end += (runs.last().map_or(0, ExactSizeIterator::len) + octets) as u64;
            self.aloft.ends.push_back(end);
            self.aloft.octets = self.aloft.octets.max(octets);
            if let Err(fault) = aboard {
                self.fail(LinkError::new(Phase::Mail, fault), came);
            }
        }
        let commands = std::mem::take(&mut self.aloft.commands);
        let mut slices: Vec<IoSlice<'_>> = Vec::with_capacity(2 * parcels.len());
        for (run, parcel) in runs.into_iter().zip(parcels) {
            slices.push(IoSlice::new(&commands[run]));
            slices.push(IoSlice::new(&parcel.wire));
        }
        crash_point("P10");
        self.write_flight(&mut slices, came).await;
        self.aloft.unanswered.are(self.aloft.given_whole());
        self.aloft.commands = commands;
        crash_point("P11");
    }

    /// Writes the body of the letter whose DATA was answered, if there is one, and MAIL, RCPT and DATA of the next one
    /// behind it (`Form::Deep`).
    pub async fn follow(&mut self, body: Option<&Parcel>, next: Option<&Parcel>, came: &mut Vec<Handover>) {
        self.hear_what_is_there(came).await;
        self.aloft.commands.clear();
        let mut slices = Vec::with_capacity(3);
        if let Some(parcel) = body {
            let end = self.aloft.given + (parcel.wire.len() + END.len()) as u64;
            if let (Ok(()), Some(last)) = (self.session.end(), self.aloft.ends.back_mut()) {
                *last = end;
                slices.extend([IoSlice::new(&parcel.wire), IoSlice::new(END)]);
            } else {
                self.fail(LinkError::new(Phase::Body, Fault::Unfit), came);
            }
            self.aloft.octets = parcel.wire.len();
        }
        if let Some(parcel) = next {
            let aboard = self.board(parcel, Session::board);
            self.aloft.ends.push_back(u64::MAX);
            if let Err(fault) = aboard {
                self.fail(LinkError::new(Phase::Mail, fault), came);
            }
        }
        let commands = std::mem::take(&mut self.aloft.commands);
        slices.push(IoSlice::new(&commands));
        crash_point("P10");
        self.write_flight(&mut slices, came).await;
        self.aloft.unanswered.are(self.aloft.given_whole());
        self.aloft.commands = commands;
        crash_point("P11");
    }

    /// Waits until something has come of one more letter aboard, or 354 for it. Dropping the future loses nothing.
    pub async fn hear(&mut self, came: &mut Vec<Handover>) {
        let before = came.len();
        let mut deadline = None;
        let mut awaited = usize::MAX;
        while self.fit && self.session.awaits() && came.len() == before {
            let phase = self.session.phase();
            let limit = self.transport.timers.at(phase, self.aloft.octets);
            if self.session.replies_due() != awaited {
                awaited = self.session.replies_due();
                deadline = Some(Instant::now() + limit);
            }
            let until = deadline.unwrap_or_else(Instant::now);
            let read = match timeout_at(until, self.stream.read(&mut self.inbox)).await {
                Ok(read) => read,
                Err(_) => {
                    self.fail(LinkError::new(phase, LinkFault::TimedOut(limit)), came);
                    return;
                }
            };
            if self.aloft.first_is_given() {
                crash_point("P12");
            }
            self.take_in(read, came);
        }
    }

    /// Waits until all that was asked is answered: whether the body of a letter may follow now.
    pub async fn hear_all(&mut self, came: &mut Vec<Handover>) -> bool {
        while self.fit && self.session.awaits() {
            self.hear(came).await;
        }
        let go = self.fit && self.session.may_follow();
        if go {
            crash_point("P8");
        }
        go
    }

    fn board(&mut self, parcel: &Parcel, how: Board) -> Result<(), Fault> {
        if !self.fit {
            return Err(Fault::Unfit);
        }
        how(&mut self.session, &parcel.from, &parcel.to, parcel.wire.len(), &mut self.aloft.commands)
    }

    /// Before a flight: an answer that nobody asked for yet must not be taken for one to what is written now.
    async fn hear_what_is_there(&mut self, came: &mut Vec<Handover>) {
        while self.fit {
            match self.stream.read_now(&mut self.inbox).await {
                Ok(None) => return,
                Ok(Some(read)) => self.take_in(Ok(read), came),
                Err(error) => self.take_in(Err(error), came),
            }
        }
    }

    async fn write_flight(&mut self, slices: &mut [IoSlice<'_>], came: &mut Vec<Handover>) {
        if !self.fit {
            return;
        }
        // Whoever drops this in the middle leaves a line that nobody can use.
        self.fit = false;
        let limit = self.transport.timers.block;
        let mut rest = slices;
        IoSlice::advance_slices(&mut rest, 0);
        let mut failed = None;
        while !rest.is_empty() && failed.is_none() {
            failed = match self.move_on(rest, limit).await {
                Err(error) => Some(error),
                Ok(Moved::Wrote(Ok(0))) => Some(LinkError::new(Phase::Body, LinkFault::HungUp)),
                Ok(Moved::Wrote(Ok(written))) => {
                    self.aloft.given += written as u64;
                    IoSlice::advance_slices(&mut rest, written);
                    if !rest.is_empty() {
                        // The line is full. A letter that is refused early need not be written to its end.
                        self.fit = true;
                        self.hear_what_is_there(came).await;
                        if !std::mem::take(&mut self.fit) {
                            return;
                        }
                    }
                    None
                }
                Ok(Moved::Wrote(Err(error))) => Some(LinkError::new(Phase::Body, error)),
                Ok(Moved::Heard(read)) => {
                    self.fit = true;
                    self.take_in(read, came);
                    if !std::mem::take(&mut self.fit) {
                        return;
                    }
                    None
                }
            };
        }
        if failed.is_none() && self.stream.buffers() {
            let flushed = timeout_at(Instant::now() + limit, self.stream.flush()).await;
            failed = match flushed {
                Ok(Ok(())) => None,
                Ok(Err(error)) => Some(LinkError::new(Phase::Body, error)),
                Err(_) => Some(LinkError::new(Phase::Body, LinkFault::TimedOut(limit))),
            };
        }
        self.fit = true;
        if let Some(error) = failed {
            // A server that hangs up or stalls in the middle of a letter has often said why.
            while let Ok(Some(read @ 1..)) = self.stream.read_now(&mut self.inbox).await {
                self.take_in(Ok(read), came);
            }
            self.fail(error, came);
        }
    }

    /// One write; if the line takes nothing, what the server says is heard, so that neither waits for the other.
    async fn move_on(&mut self, rest: &[IoSlice<'_>], limit: Duration) -> Result<Moved, LinkError> {
        // An error of TLS does not say how much of what it was given has left: so it is given little at a time.
        let most = if self.stream.buffers() { 2 } else { SLICES };
        let rest = &rest[..rest.len().min(most)];
        let (stream, inbox) = (&mut self.stream, &mut self.inbox);
        let moving = poll_fn(|cx| {
            if let Poll::Ready(wrote) = Pin::new(&mut *stream).poll_write_vectored(cx, rest) {
                return Poll::Ready(Moved::Wrote(wrote));
            }
            let mut buffer = ReadBuf::new(inbox);
            let read = Pin::new(&mut *stream).poll_read(cx, &mut buffer);
            read.map(|read| Moved::Heard(read.map(|()| buffer.filled().len())))
        });
        let moved = timeout_at(Instant::now() + limit, moving).await;
        if self.stream.buffers() && matches!(moved, Ok(Moved::Wrote(Err(_))) | Err(_)) {
            self.aloft.given += rest.iter().map(|slice| slice.len() as u64).sum::<u64>();
        }
        moved.map_err(|_| LinkError::new(Phase::Body, LinkFault::TimedOut(limit)))
    }

    /// What was read, if anything.
    fn take_in(&mut self, read: io::Result<usize>, came: &mut Vec<Handover>) {
        let phase = self.session.phase();
        let read = match read {
            Ok(0) => return self.fail(LinkError::new(phase, LinkFault::HungUp), came),
            Ok(read) => read,
            Err(error) => return self.fail(LinkError::new(phase, error), came),
        };
        let mut heard = std::mem::take(&mut self.aloft.heard);
        let landed = self.session.land(&self.inbox[..read], &mut heard);
        for letter in heard.drain(..) {
            self.settle(letter, came);
        }
        self.aloft.unanswered.are(self.aloft.given_whole());
        self.aloft.heard = heard;
        if let Err(fault) = landed {
            self.fail(LinkError::new(self.session.last_phase(), fault), came);
        } else if self.session.is_over() {
            self.fail(LinkError::new(phase, LinkFault::HungUp), came);
        }
    }

    fn settle(&mut self, letter: Landed, came: &mut Vec<Handover>) {
        if self.aloft.ends.is_empty() {
            return;
        }
        let (written, handover) = match letter {
            Landed::Go => return,
            Landed::Refused { at, reply } => (true, Handover::Refused { at, reply }),
            Landed::Answered(reply) => {
                let written = self.aloft.first_is_given();
                match reply.class() {
                    class if written => {
                        self.taken += u32::from(class == 2);
                        (true, Handover::Replied(reply))
                    }
                    4 | 5 => (false, Handover::Refused { at: Phase::Data, reply }),
                    _ => {
                        let early = Fault::from(Violation::OutOfTurn);
                        (false, Handover::NotHandedOver(LinkError::new(Phase::Body, early)))
                    }
                }
            }
        };
        self.aloft.ends.pop_front();
        came.push(handover);
        // A letter that was answered before it was written: nothing may follow on this line.
        self.fit &= written;
        if !written {
            self.fail(LinkError::new(Phase::Body, Fault::from(Violation::OutOfTurn)), came);
        }
    }

    /// The line is over: what it means for each letter that is aboard. The first reason is the one that counts.
    fn fail(&mut self, error: LinkError, came: &mut Vec<Handover>) {
        self.fit = false;
        self.aloft.unanswered.are(0);
        let error = self.aloft.over.get_or_insert(error);
        for end in self.aloft.ends.drain(..) {
            came.push(if self.aloft.given < end {
                Handover::NotHandedOver(error.again())
            } else {
                Handover::Uncertain(error.to_string())
            });
        }
    }
}
